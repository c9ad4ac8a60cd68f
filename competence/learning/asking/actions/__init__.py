"""Opening oneself and withdrawing, asking a colleague, and pairs: proposing and answering."""
