"""The guides (samtaleguider): for each kind of conversation, in versions, what it is for and what it asks of whom."""
