"""What a conversation may do: its kinds, its steps, when it may be, and what is talked about."""
