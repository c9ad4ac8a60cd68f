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

from competence.config import made_once


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


def name_of(path: Path) -> str:
    """Return what tells this ledger from any other, and nothing of its salt; the first use begins the ledger.

    Raises DamagedLedger.
    """
    return fingerprint(_salt(path), "name")


def length(path: Path) -> int:
    """Return how many erasures the ledger holds, also one of which a line cannot be read."""
    return len(_lines(path)[1:])


def fingerprint(salt: str, pid: str) -> str:
    """Return what the ledger holds of a public id; the id is random, so nothing can be read back or guessed."""
    return hashlib.sha256(f"{salt}:{pid}".encode()).hexdigest()


def _salt(path: Path) -> str:
    """Return the ledger's salt, its first line; the first erasure makes it, and of two at one moment only one does."""
    lines = _lines(made_once(path, lambda: json.dumps({"salt": secrets.token_hex(32)}) + "\n"))
    try:
        return str(json.loads(lines[0])["salt"])
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise DamagedLedger(f"{path}: the first line holds no salt") from error


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines() if path.exists() else []


def _append(path: Path, lines: Collection[str]) -> None:
    """Add lines in one piece, so that two who write at one moment do not write into each other's."""
    with path.open("ab", buffering=0) as file:
        file.write("".join(f"{line}\n" for line in lines).encode())
        os.fsync(file.fileno())
