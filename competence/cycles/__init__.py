"""Rounds (runder) of the mirror, with talks or without: who is in them, when and why, and that they close."""
