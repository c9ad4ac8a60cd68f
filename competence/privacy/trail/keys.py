"""The key the trail is sealed with: a file of its own, never in the database; whoever lacks it can seal nothing."""

import os
import secrets
from pathlib import Path

from flask import current_app

SHORTEST = 32  # characters


class KeyMissing(RuntimeError):
    """The file of the key is there, and holds no key."""


def trail_key() -> bytes:
    """Return the key named by AUDIT_KEY_FILE; the first use makes it, readable by its owner only."""
    path = Path(current_app.config["AUDIT_KEY_FILE"])
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    key = path.read_text().strip()
    if len(key) < SHORTEST:
        raise KeyMissing(f"{path} holds no key of at least {SHORTEST} characters")
    return key.encode()
