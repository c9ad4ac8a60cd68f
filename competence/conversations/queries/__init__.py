"""Looking up conversations, and what they are built from."""
