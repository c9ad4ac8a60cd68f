"""Rounds (runder) of the mirror: who is invited, when, why, and that they close. What was answered is not here."""
