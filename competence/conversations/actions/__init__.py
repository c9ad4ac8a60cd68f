"""Every change of a conversation: asking for one, finding a time, talking, and ending it."""
