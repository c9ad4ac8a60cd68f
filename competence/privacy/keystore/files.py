"""The house's own key: it wraps the keys in the keystore and stands in a file, never in a database or a backup."""

import base64
import hashlib
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from competence.config import made_once
from competence.privacy.keystore.boxes import KEY_LENGTH

CREDENTIAL = "kek"  # what systemd calls it: LoadCredential=kek:/etc/kompetencespejl/kek


class Locked(RuntimeError):
    """The house's key is missing or is not the right one; without it nothing can be read or written."""


@dataclass(frozen=True, repr=False)
class HouseKeys:
    """The keys of the file: the first one wraps, the others only unwrap what is not wrapped anew yet."""

    keys: Mapping[str, bytes]

    @property
    def current(self) -> str:
        """The id of the key that wraps."""
        return next(iter(self.keys))

    def __getitem__(self, key_id: str) -> bytes:
        try:
            return self.keys[key_id]
        except KeyError as missing:
            raise Locked(f"the house's key {key_id} is not in the key file; put it back (docs/security/keys.md)") from (
                missing
            )


def path_of(config: Mapping[str, Any]) -> Path | None:
    """Return where the house's key stands: the setting, systemd's credential, or a file of its own for trying out.

    None in real use, where the key has to be put somewhere on purpose and nobody did.
    """
    if config["KEK_FILE"]:
        return Path(config["KEK_FILE"])
    if (folder := os.environ.get("CREDENTIALS_DIRECTORY")) and (Path(folder) / CREDENTIAL).exists():
        return Path(folder) / CREDENTIAL
    if config["PRODUCTION"]:
        return None
    return made_once(beside_the_keys(config, "kek"), new_line)


def beside_the_keys(config: Mapping[str, Any], name: str) -> Path:
    """Return a file beside the folder of the rounds' keys."""
    return Path(config["KEY_FOLDER"]).resolve().parent / name


def new_line() -> str:
    """Return a new key as a line of the file."""
    return base64.b64encode(secrets.token_bytes(KEY_LENGTH)).decode() + "\n"


def read(path: Path | None) -> HouseKeys:
    """Read the file. Raises Locked where it is missing, open to others, or holds something else than keys."""
    if path is None:
        raise Locked("KEK_FILE is not set: the key that opens what people wrote needs a file (docs/security/keys.md)")
    try:
        lines = path.read_text().splitlines()
    except OSError as gone:
        raise Locked(f"the file with the house's key cannot be read: {gone.strerror} (docs/security/keys.md)") from gone
    if is_open_to_others(path):
        raise Locked("the file with the house's key can be read by others; let its owner alone read it: chmod 600")
    try:
        keys = [base64.b64decode(line, validate=True) for line in map(str.strip, lines) if line and line[0] != "#"]
    except ValueError as wrong:
        raise Locked("the file with the house's key holds something that is no key") from wrong
    if not keys or any(len(key) != KEY_LENGTH for key in keys):
        raise Locked("the file with the house's key needs keys of 32 bytes, one a line; `flask keys new` makes one")
    return HouseKeys({_named(key): key for key in keys})


def is_open_to_others(path: Path) -> bool:
    """Return whether others on the machine may read a file or folder that should be ours alone.

    What systemd hands over the file's group may read: from version 254 on it has mode 0440, below a folder that only
    the unit's account enters.
    """
    handed_over = os.environ.get("CREDENTIALS_DIRECTORY") == str(path.parent)
    return bool(path.stat().st_mode & (0o037 if handed_over else 0o077))


def _named(key: bytes) -> str:
    """Return the id of a key: a fingerprint that tells nothing of it."""
    return hashlib.sha256(b"kompetencespejl house key" + key).hexdigest()[:16]
