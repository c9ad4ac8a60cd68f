"""Copying a SQLite database while people write, and putting a copy in its place."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import make_url

from competence.operation.backups.failing import Failed

LOGS = ("-wal", "-shm", "-journal")


class Sqlite:
    """A database in a file."""

    suffix = "sqlite"

    def __init__(self, url: str) -> None:
        self.path = Path(str(make_url(url).database))

    def exists(self) -> bool:
        """Return whether there is a database."""
        return self.path.exists()

    def copy(self, target: Path) -> dict[str, int]:
        """Copy all that is committed at one moment, and return how many rows each table has at that moment."""
        with closing(_open(self.path)) as source, closing(_open(target)) as copy:
            source.execute("BEGIN")
            counted = _counted(source)
            source.backup(copy, pages=-1)  # of the moment the transaction saw; in one go, or writers start it anew
            source.rollback()
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
        _reach_the_disk(target)
        return counted

    @contextmanager
    def tried(self, copy: Path) -> Iterator[str]:
        """Restore a copy beside it and give its address; it is gone afterwards. Raises Failed."""
        scratch = copy.with_name("tried.sqlite")
        try:
            shutil.copyfile(copy, scratch)
            _refuse_what_is_not_whole(scratch)
            yield f"sqlite:///{scratch}"
        finally:
            _remove(scratch)

    def prepare(self, copy: Path) -> str:
        """Restore a copy beside the database, and return its address. Raises Failed."""
        self._new.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(copy, self._new)
        self._new.chmod(0o600)
        _refuse_what_is_not_whole(self._new)
        return f"sqlite:///{self._new}"

    def give_up(self) -> None:
        """Take away what was prepared."""
        _remove(self._new)

    def swap(self, stamp: str) -> str:
        """Put what was prepared in the database's place, in one step; return where the present one went.

        Raises Failed where somebody has the database open: they would go on writing to the one that is set aside.
        """
        _settle(self._new)
        aside = self.path.with_name(f"{self.path.name}.before-{stamp}")
        if not self.path.exists():
            self._new.rename(self.path)
        else:
            _settle(self.path)
            os.link(self.path, aside)
            self._new.replace(self.path)
        _reach_the_disk(self.path)
        return str(aside)

    def swap_back(self, aside: str) -> None:
        """Put what was set aside back in its place; what was put there goes. Raises Failed."""
        _settle(self.path)
        Path(aside).replace(self.path)
        _reach_the_disk(self.path)

    @property
    def _new(self) -> Path:
        return self.path.with_name(f"{self.path.name}.restoring")


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, timeout=30)


def _counted(connection: sqlite3.Connection) -> dict[str, int]:
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  names the file tells us
        for name in sorted(tables)
        if not name.startswith("sqlite_")
    }


def _refuse_what_is_not_whole(path: Path) -> None:
    """Raise Failed where the file is damaged, or a row points at one that is not there."""
    try:
        with closing(_open(path)) as connection:
            damage = [text for (text,) in connection.execute("PRAGMA integrity_check") if text != "ok"]
            loose = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as broken:
        raise Failed(f"the copy is no database: {broken}") from broken
    if damage or loose:
        raise Failed(f"the copy is damaged: {'; '.join(damage) or f'{len(loose)} rows point at what is not there'}")


def _settle(path: Path) -> None:
    """Write the log into the file and let go of it. Raises Failed where somebody else has the database open."""
    try:
        with closing(_open(path)) as connection:
            connection.execute("PRAGMA busy_timeout = 2000")
            (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.OperationalError as busy:
        raise Failed("the database is in use: stop the servers and the daily jobs, and restore again") from busy
    if mode != "delete":
        raise Failed("the database is in use: stop the servers and the daily jobs, and restore again")


def _remove(path: Path) -> None:
    for suffix in ("", *LOGS):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).unlink()


def _reach_the_disk(path: Path) -> None:
    for one, mode in ((path, os.O_RDWR), (path.parent, os.O_RDONLY)):
        handle = os.open(one, mode)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
