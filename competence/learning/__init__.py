"""Læring: what the house offers to learn, who takes part, and whom one may ask. It never changes anybody's level."""
