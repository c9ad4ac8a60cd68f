"""Random tokens of links and cookies, and what is kept of them."""

import hashlib
import secrets


def new_token() -> str:
    """Return 256 random bits as 43 characters that may stand in a URL."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """Return what is kept of a token; a token of 256 random bits needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
