"""What a start is judged by: the settings, and what the machine and the database say."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from pathlib import Path
from typing import Any

from competence.privacy.keystore.files import beside_the_keys, is_open_to_others

KEYS = ("KEY_FOLDER", "KEYSTORE_URL", "KEK_FILE", "AUDIT_KEY_FILE")
NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre", "fuse.sshfs", "fuse.glusterfs"}
)


@dataclass(frozen=True)
class Standing:
    """How the database stands to us.

    behind: migrations it has not seen; is_newer: it has seen some that we do not know; may: what our role may do and
    should not; off: durability it has turned off; clock_behind: how far our clock is behind its newest event.
    """

    answers: bool = True
    behind: int = 0
    is_newer: bool = False
    may: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    clock_behind: timedelta = timedelta()


class HouseKey(Enum):
    """How the house's key stands to what people wrote."""

    FITS = "opens it"
    MISSING = "was never put anywhere"
    WRONG = "does not open it, or must not be used as it lies"


@dataclass(frozen=True)
class Facts:
    """Everything the rules look at, so that they can be tried without a machine to spoil.

    open_to_others: files and folders of ours that others on the machine may read; file_system: the kind the database
    lies on; server: the program that serves.
    """

    settings: Mapping[str, Any]
    debug: bool = False
    root: bool = False
    server: str = "granian"
    open_to_others: frozenset[str] = frozenset()
    file_system: str = "ext4"
    database: Standing = field(default_factory=Standing)
    house_key: HouseKey = HouseKey.FITS


def read(settings: Mapping[str, Any], database: Standing, *, debug: bool, key_file: Path) -> Facts:
    """Look at the machine."""
    place = sqlite_file(str(settings["DATABASE_URL"]))
    watched = {"DATABASE_URL": place, "SECRET_KEY": key_file} | dict(keys_of(settings))
    there = {name: path for name, path in watched.items() if path is not None and path.exists()}
    return Facts(
        settings=settings,
        debug=debug,
        root=os.geteuid() == 0,
        server=Path(sys.argv[0]).name,
        open_to_others=frozenset(name for name, path in there.items() if is_open_to_others(path)),
        file_system=file_system_of(place, Path("/proc/mounts")) if place else "",
        database=database,
    )


def keys_of(settings: Mapping[str, Any]) -> list[tuple[str, Path]]:
    """Return the settings that name a file or folder of keys, with its place."""
    own = {"KEYSTORE_URL": f"sqlite:///{beside_the_keys(settings, 'keystore.sqlite')}"}
    named = [(name, str(settings[name] or own.get(name, ""))) for name in KEYS]
    here = [(name, value) for name, value in named if value and not value.startswith("postgresql")]
    return [(name, sqlite_file(value) or Path(value).resolve()) for name, value in here]


def sqlite_file(url: str) -> Path | None:
    """Return the file a SQLite address names; None for any other address."""
    kind, _, name = url.partition(":///")
    return Path(name).resolve() if kind.split("+")[0] == "sqlite" and name else None


def file_system_of(path: Path, mounts: Path) -> str:
    """Return the kind of file system a path lies on, by the machine's table of mounts; "" where it has none."""
    if not mounts.exists():
        return ""
    places = (line.split()[1:3] for line in mounts.read_text().splitlines())
    found = [(len(place), kind) for place, kind in places if path.is_relative_to(place.replace("\\040", " "))]
    return max(found)[1] if found else ""
