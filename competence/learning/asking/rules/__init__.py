"""The rules of being asked: the kinds of openness, what is refused, and who makes a pair."""
