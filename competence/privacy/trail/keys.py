"""The key the trail is sealed with: a file of its own, never in the database; whoever lacks it can seal nothing."""

import secrets
from pathlib import Path

from flask import current_app

from competence.config import made_once

SHORTEST = 32  # characters


class KeyMissing(RuntimeError):
    """The file of the key is there, and holds no key."""


def trail_key() -> bytes:
    """Return the key named by AUDIT_KEY_FILE; the first use makes it, readable by its owner only."""
    path = made_once(Path(current_app.config["AUDIT_KEY_FILE"]), lambda: secrets.token_hex(32))
    key = path.read_text().strip()
    if len(key) < SHORTEST:
        raise KeyMissing(f"{path} holds no key of at least {SHORTEST} characters")
    return key.encode()
