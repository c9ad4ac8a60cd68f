"""The erasure ledger: salted fingerprints of who was erased, outside the database, for a restored backup to follow."""

import hashlib
import json
import os
import secrets
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from enum import Enum
from pathlib import Path


class Rule(Enum):
    """Why somebody was erased."""

    ASKED = "asked for and confirmed"
    LEFT = "left so long ago that the time is over"


class DamagedLedger(Exception):
    """A line of the ledger cannot be read: nobody may say that a restored backup has followed it."""


@dataclass(frozen=True)
class Entry:
    """One erasure: a fingerprint of the person's public id, the day, and why."""

    person: str
    on: str
    rule: str


def write(path: Path, pids: Collection[str], on: date, rule: Rule) -> None:
    """Append an entry for each person and see it on the disk; before the rows go, so that none is forgotten."""
    salt = _salt(path)
    lines = [json.dumps(asdict(Entry(fingerprint(salt, pid), on.isoformat(), rule.name))) for pid in pids]
    _append(path, lines)


def entries(path: Path) -> Iterator[Entry]:
    """Return what the ledger holds, the oldest first; nothing where there is none. Raises DamagedLedger."""
    for line in _lines(path)[1:]:
        try:
            yield Entry(**json.loads(line))
        except (TypeError, ValueError) as error:
            raise DamagedLedger(f"{path}: {line[:40]!r}") from error


def named_in(path: Path, pids: Collection[str]) -> list[str]:
    """Return those of the public ids whose person the ledger says was erased. Raises DamagedLedger."""
    erased = {entry.person for entry in entries(path)}
    if not erased:
        return []
    salt = _salt(path)
    return [pid for pid in pids if fingerprint(salt, pid) in erased]


def fingerprint(salt: str, pid: str) -> str:
    """Return what the ledger holds of a public id; the id is random, so nothing can be read back or guessed."""
    return hashlib.sha256(f"{salt}:{pid}".encode()).hexdigest()


def _salt(path: Path) -> str:
    """Return the ledger's salt, its first line; the first erasure makes it."""
    lines = _lines(path)
    if not lines:
        path.parent.mkdir(parents=True, exist_ok=True)
        _append(path, [json.dumps({"salt": secrets.token_hex(32)})])
        lines = _lines(path)
    try:
        return str(json.loads(lines[0])["salt"])
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedLedger(f"{path}: the first line holds no salt") from error


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines() if path.exists() else []


def _append(path: Path, lines: Collection[str]) -> None:
    handle = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())
