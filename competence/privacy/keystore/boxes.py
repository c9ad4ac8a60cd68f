"""Boxes: what a text becomes when it is sealed, and how it is opened again; AES-256-GCM, tied to its place."""

import base64
import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION, ALGORITHM = "v1", "A256GCM"
KEY_LENGTH, NONCE_LENGTH = 32, 12


class CannotOpen(Exception):
    """A box was not sealed with this key for this place, or it was changed since."""


@dataclass(frozen=True)
class Place:
    """Where a box belongs: it opens there and nowhere else. person: whose key seals it, 0 for the house itself."""

    table: str
    column: str
    row: object
    person: int

    @property
    def bound(self) -> bytes:
        """The place as it is bound to the box."""
        return "|".join((VERSION, self.table, self.column, str(self.row), str(self.person))).encode()

    def __str__(self) -> str:
        return f"{self.table}.{self.column} of row {self.row}"


class Box(str):
    """What a sealed column holds. Nothing but a box, or nothing at all, is ever written to one."""

    __slots__ = ()

    @property
    def key_id(self) -> str:
        """Which key opens it. Raises CannotOpen."""
        if not is_box(self):
            raise CannotOpen("this is no box")
        return self.split("|")[2]


def seal(key: bytes, key_id: str, place: Place, text: str) -> Box:
    """Return a text as a box that opens with this key at this place only."""
    nonce = secrets.token_bytes(NONCE_LENGTH)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), place.bound)
    return Box("|".join((VERSION, ALGORITHM, key_id, _written(nonce), _written(sealed))))


def unseal(key: bytes, place: Place, box: str) -> str:
    """Return what a box holds. Raises CannotOpen."""
    _, nonce, sealed = _parts(box)
    try:
        return AESGCM(key).decrypt(nonce, sealed, place.bound).decode()
    except (InvalidTag, ValueError) as wrong:
        raise CannotOpen(f"{place} is not what was sealed there") from wrong


def is_box(text: object) -> bool:
    """Return whether this looks like a box at all."""
    return isinstance(text, str) and text.startswith(f"{VERSION}|{ALGORITHM}|")


def _parts(box: str) -> tuple[str, bytes, bytes]:
    """Take a box apart. There is one way to write it, so that no letter of it can be changed unseen."""
    pieces = box.split("|")
    try:
        version, algorithm, key_id, nonce, sealed = pieces
        found = key_id, _read(nonce), _read(sealed)
    except ValueError as wrong:
        raise CannotOpen("this is no box") from wrong
    if (version, algorithm) != (VERSION, ALGORITHM) or [_written(found[1]), _written(found[2])] != pieces[3:]:
        raise CannotOpen("this is no box")
    return found


def _written(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _read(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
