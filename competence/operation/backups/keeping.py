"""Where backups lie, what their manifests say, and which are old enough to go."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask import current_app

from competence.operation.backups.failing import Failed
from competence.operation.backups.postgresql import Postgresql
from competence.operation.backups.sqlite import Sqlite

STAMP = "%Y%m%dT%H%M%SZ"
MANIFEST = "manifest.json"
LAST = "last.json"  # how the last try went
Store = Sqlite | Postgresql


@dataclass(frozen=True)
class Manifest:
    """What is known about a backup: when it was taken, what it holds, and that it was restored on trial."""

    name: str
    taken_at: str
    file: str
    size: int
    sha256: str
    revision: str
    tables: dict[str, int]
    boxes: int  # sealed texts, every one of them opened on trial
    keystore: str  # its file in the folder of the keystore's copies
    keystore_sha256: str
    checked: list[str] = field(default_factory=list)  # what the trial looked at
    ledger: str = ""  # which ledger of the erased the house had
    erased: int = 0  # how many it named

    @property
    def moment(self) -> datetime:
        """When it was taken."""
        return datetime.fromisoformat(self.taken_at)


def store_of(url: str) -> Store:
    """Return the database at an address as something that can be copied and restored."""
    tools = current_app.config["POSTGRESQL_TOOLS"]
    return Sqlite(url) if url.startswith("sqlite") else Postgresql(url, tools)


def folder() -> Path:
    """Return where backups lie. Raises Failed where no place is set."""
    if not current_app.config["BACKUP_FOLDER"]:
        raise Failed("BACKUP_FOLDER is not set: say where backups lie, best on another machine's disk")
    return _private(Path(current_app.config["BACKUP_FOLDER"]))


def keystore_folder() -> Path:
    """Return where copies of the keystore lie: apart from the backups, because whoever has both has half the lock."""
    chosen = current_app.config["KEYSTORE_BACKUP_FOLDER"]
    found = _private(Path(chosen) if chosen else folder().with_name(f"{folder().name}-keystore"))
    if found == folder() or folder() in found.parents:
        raise Failed("KEYSTORE_BACKUP_FOLDER lies in BACKUP_FOLDER: keep the copies of the keystore apart")
    return found


def kept() -> list[Manifest]:
    """Return the backups that are whole, oldest first."""
    found = []
    for path in sorted(folder().glob(f"*/{MANIFEST}")):
        found.append(Manifest(**json.loads(path.read_text())))
    return sorted(found, key=lambda one: one.taken_at)


def write(path: Path, content: Manifest | dict[str, Any]) -> None:
    """Write something down as JSON, for good."""
    data = asdict(content) if isinstance(content, Manifest) else content
    begun = path.with_name(f"{path.name}.begun")
    with begun.open("w") as file:
        json.dump(data, file, indent=1, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    begun.replace(path)


def fingerprint(path: Path) -> str:
    """Return a file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def prune(moment: datetime) -> list[str]:
    """Take away backups and copies of the keystore that are older than they are kept; the newest always stays."""
    days, keystore_days = (timedelta(days=current_app.config[name]) for name in ("BACKUP_DAYS", "KEYSTORE_BACKUP_DAYS"))
    gone = [one.name for one in kept()[:-1] if moment - one.moment > days]
    for name in gone:
        shutil.rmtree(folder() / name)
    copies = sorted(keystore_folder().glob("*Z.*"))
    for path in copies[:-1]:
        taken = datetime.strptime(f"{path.name.split('.')[0]}+0000", f"{STAMP}%z")
        if moment - taken > keystore_days:
            path.unlink()
            gone.append(path.name)
    return gone


def tidy(leftovers: Iterable[Path]) -> None:
    """Take away what a backup that was cut short left behind."""
    for path in leftovers:
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _private(path: Path) -> Path:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path.resolve()
