"""The rules of a plan: its states, what it must hold, and how it is followed up."""
