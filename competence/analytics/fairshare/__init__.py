"""Rimelig andel: how hours and money for learning fall between units, and role profiles or contract hours."""
