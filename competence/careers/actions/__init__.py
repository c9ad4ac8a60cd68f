"""Every change of the career model, and of what people keep and ask for in it."""
