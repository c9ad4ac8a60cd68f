"""Udviklingsplanen: what a person and their leader agreed on, signed by both, and whether they did it. No minutes."""
