"""Forsiden: what waits for me now, and my year."""
