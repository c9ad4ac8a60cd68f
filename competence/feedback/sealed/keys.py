"""The keys of open rounds: one file each, outside the database and outside every copy of it."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

from competence.config import sync_folder
from competence.feedback.sealed.rules.sheets import Sheet, packed, unpacked

LENGTH, NONCE = 32, 12


class KeyLost(Exception):
    """A round's key is not here, or is not the one its boxes were sealed with: nobody can open them any more."""


def make(pid: str) -> bytes:
    """Make a round's key and write it down for good, readable by nobody but the product."""
    key, path = secrets.token_bytes(LENGTH), _path(pid)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)
    return key


def find(pid: str) -> bytes:
    """Return a round's key. Raises KeyLost."""
    with suppress(FileNotFoundError):
        key = _path(pid).read_bytes()
        if len(key) == LENGTH:
            return key
    raise KeyLost


def destroy(pid: str) -> None:
    """Overwrite a round's key and take its file away; nothing happens where it is gone already."""
    path = _path(pid)
    with suppress(FileNotFoundError):
        with path.open("r+b") as file:
            file.write(bytes(LENGTH))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        sync_folder(path.parent)


def seal(key: bytes, name: str, sheet: Sheet) -> bytes:
    """Return a box that only the key opens, and only under its own name; every box has the same size."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, packed(sheet), name.encode())


def unseal(key: bytes, name: str, box: bytes) -> Sheet:
    """Return what a box holds. Raises KeyLost."""
    try:
        return unpacked(AESGCM(key).decrypt(box[:NONCE], box[NONCE:], name.encode()))
    except InvalidTag as wrong:
        raise KeyLost from wrong


def _path(pid: str) -> Path:
    return Path(current_app.config["KEY_FOLDER"]) / f"{pid}.key"
