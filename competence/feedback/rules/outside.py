"""A link for somebody outside the house: how long it lives, and what is kept of it."""

import hashlib
from datetime import timedelta

LIVES = timedelta(days=14)


def fingerprint(token: str) -> str:
    """Return what is kept of a token; a token of 256 random bits needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
