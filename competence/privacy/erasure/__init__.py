"""Erasing a person: asked by one, confirmed by another, to the last byte, and remembered outside the database."""
