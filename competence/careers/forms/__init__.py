"""Forms of the career model: what people say of steps, their examples, the dialogue about a step, and HR's draft."""
