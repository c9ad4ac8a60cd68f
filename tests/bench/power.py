"""Power cuts: SQLite on a disk that forgets what was not synced, with the settings of the product's own connections."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Any

import apsw
from sqlalchemy import Table

from competence.db import Model, engine_for
from competence.notifications.models import Notification
from competence.people.models import Person

SECTOR = 512  # bytes that a disk writes as one
COMMITS = 30  # at most, before each cut
SETTINGS = ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
TOLD = 2  # notifications for each person, written in the same transaction


@dataclass
class Platter:
    """One file as the disk would find it again: what was synced, and what has only been written."""

    synced: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)  # offset and bytes; None cuts the file there

    def sync(self) -> None:
        for offset, data in self.waiting:
            self._put(self.synced, offset, data)
        self.waiting.clear()

    def forget(self, chance: random.Random) -> None:
        """Take what was only written for done, as Linux does when a sync fails: no later one brings along what is not.

        https://wiki.postgresql.org/wiki/Fsync_Errors
        """
        self.synced = bytearray(self.after_a_cut(chance, chance.choice((0.0, 0.5, 1.0))))
        self.waiting.clear()

    def after_a_cut(self, chance: random.Random, survives: float) -> bytes:
        """Return the file with any of its sectors that were not synced, each there or not whatever its order."""
        found = bytearray(self.synced)
        for offset, data in self.waiting:
            for sector, part in _sectors(offset, data):
                if chance.random() < survives:
                    self._put(found, sector, part)
        return bytes(found)

    @staticmethod
    def _put(content: bytearray, offset: int, data: bytes | None) -> None:
        if data is None:
            del content[offset:]
        else:
            content.extend(bytes(max(0, offset + len(data) - len(content))))
            content[offset : offset + len(data)] = data


def _sectors(offset: int, data: bytes | None) -> Iterator[tuple[int, bytes | None]]:
    if data is None:
        yield offset, None
        return
    begin = 0
    while begin < len(data):
        end = min(len(data), begin + SECTOR - (offset + begin) % SECTOR)
        yield offset + begin, data[begin:end]
        begin = end


class Syncs(Enum):
    """How it goes when a file is synced."""

    WELL = "none fails"
    TOLD = "one in ten fails"
    UNTOLD = "one in ten fails and nobody learns of it"


class Disk(apsw.VFS):
    """The machine's files, with a note of what was synced; after so many calls the power is cut.

    syncs: how they go.
    """

    NAME = "forgetful"

    def __init__(self, chance: random.Random, syncs: Syncs) -> None:
        self.platters: dict[str, Platter] = {}
        self.calls_left = 0
        self.chance, self.syncs = chance, syncs
        super().__init__(self.NAME, "")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802  as SQLite calls it
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        return File(self, self.platters.setdefault(Path(path).name, Platter()), name, flags)

    def call(self) -> None:
        """Count one call; the last one never returns."""
        self.calls_left -= 1
        if self.calls_left < 0:
            raise apsw.IOError("the power is cut")


class File(apsw.VFSFile):
    """One open file; what is read and written goes to the machine, what is synced is noted too."""

    def __init__(self, disk: Disk, platter: Platter, name: Any, flags: list[int]) -> None:
        self.disk, self.platter = disk, platter
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self.disk.call()
        self.platter.waiting.append((offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self.disk.call()
        self.platter.waiting.append((size, None))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.disk.call()
        if self.disk.syncs is not Syncs.WELL and not self.disk.chance.randrange(10):
            self.platter.forget(self.disk.chance)
            if self.disk.syncs is Syncs.TOLD:
                raise apsw.IOError("nobody knows what is on the disk")
        else:
            self.platter.sync()
            super().xSync(flags)


def run(folder: Path, cuts: int, *, synchronous: str | None = None, syncs: Syncs = Syncs.WELL) -> tuple[int, int]:
    """Cut the power so many times while people are written down; print and return the acknowledged and the lost.

    synchronous: a weaker setting than the product's, to see that this finds what it costs; so is Syncs.UNTOLD.
    """
    empty = folder / "empty.sqlite"
    settings = _of_the_product(empty) | ({"synchronous": synchronous} if synchronous else {})
    image = empty.read_bytes()
    chance = random.Random(1)
    acknowledged = lost = broken = 0
    for _ in range(cuts):
        known, found, whole = _one_cut(folder, image, settings, chance, Disk(chance, syncs))
        acknowledged += len(known)
        lost += len(known - found)
        broken += not whole
    said = (f"synchronous={synchronous}" if synchronous else "as the product sets it") + f"; of syncs {syncs.value}"
    print(f"  {cuts} power cuts ({said}): {acknowledged} acknowledged, {lost} lost, {broken} broken or half done")
    return acknowledged, lost + broken


def _of_the_product(path: Path) -> dict[str, str]:
    """Make the tables and return the settings a connection of the product answers with."""
    engine = engine_for(f"sqlite:///{path}")
    Model.metadata.create_all(engine)
    with engine.connect() as connection:
        read = {name: str(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()) for name in SETTINGS}
    engine.dispose()
    return read


def _one_cut(
    folder: Path, image: bytes, settings: dict[str, str], chance: random.Random, disk: Disk
) -> tuple[set[int], set[int], bool]:
    """Return which people were acknowledged, which are found after the cut, and whether the database is whole."""
    running, found = folder / "running.sqlite", folder / "found.sqlite"
    for path in (*folder.glob("running.*"), *folder.glob("found.*")):
        path.unlink()
    running.write_bytes(image)
    disk.platters[running.name] = Platter(bytearray(image))
    disk.calls_left = 1_000_000
    connection = apsw.Connection(str(running), vfs=Disk.NAME)
    connection.set_busy_timeout(0)
    for name, value in settings.items():
        connection.execute(f"PRAGMA {name} = {value}").fetchall()
    connection.execute(f"PRAGMA wal_autocheckpoint = {chance.choice((20, 1000))}").fetchall()
    disk.calls_left = chance.randrange(1, 600)
    known = {one for one in range(1, COMMITS + 1) if _is_acknowledged(connection, one)}
    survives = chance.choice((0.0, 0.5, 1.0))
    for name, platter in disk.platters.items():
        if not name.endswith("-shm"):
            (folder / name.replace("running", "found")).write_bytes(platter.after_a_cut(chance, survives))
    disk.calls_left, disk.syncs = 1_000_000, Syncs.WELL
    connection.close()
    disk.unregister()
    with closing(sqlite3.connect(found)) as reader:
        return known, *_read_again(reader)


def _is_acknowledged(connection: apsw.Connection, number: int) -> bool:
    """Write a person down, and say whether it was said that this is done."""
    try:
        _write_down(connection, number)
    except apsw.Error:
        with suppress(apsw.Error):  # the power may be gone
            connection.execute("ROLLBACK")
        return False
    return True


def _write_down(connection: apsw.Connection, number: int) -> None:
    """Write a person and what they are told, in one transaction."""
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(*_insert(Person.__table__, id=number))
    for told in range(TOLD):
        connection.execute(*_insert(Notification.__table__, id=number * TOLD + told, person_id=number))
    connection.execute("COMMIT")


def _insert(table: Table, **given: int) -> tuple[str, list[Any]]:
    row = {column.name: _something(column) for column in table.columns if not column.nullable} | given
    marks = ", ".join("?" * len(row))
    return f"INSERT INTO {table.name} ({', '.join(row)}) VALUES ({marks})", list(row.values())  # noqa: S608  our own names


def _something(column: Any) -> Any:
    kinds = {str: f"{random.getrandbits(64):x}", int: 1, bool: 0, float: 1.0}
    return kinds.get(column.type.python_type, datetime(2026, 11, 23, tzinfo=UTC).isoformat(sep=" ")[:19])


def _read_again(reader: sqlite3.Connection) -> tuple[set[int], bool]:
    try:
        whole = reader.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        whole &= not reader.execute("PRAGMA foreign_key_check").fetchall()
        people = {number for (number,) in reader.execute("SELECT id FROM person")}
        told = reader.execute("SELECT person_id FROM notification GROUP BY person_id HAVING count(*) = ?", (TOLD,))
        return people, whole and {number for (number,) in told} == people
    except sqlite3.DatabaseError:
        return set(), False


def run_beside_a_weaker(folder: Path, cuts: int) -> None:
    """Cut the power with the product's settings, which may lose nothing, and with a weaker one, which must."""
    print("\npower cuts while people are written down (SQLite on a disk that forgets what was not synced)")
    if run(folder, cuts)[1]:
        raise SystemExit("something acknowledged is gone, or something is half done")
    if run(folder, cuts // 3, syncs=Syncs.TOLD)[1]:
        raise SystemExit("something acknowledged is gone, or something is half done, after a sync that failed")
    few = max(30, cuts // 30)
    if not (run(folder, few, synchronous="NORMAL")[1] and run(folder, few, syncs=Syncs.UNTOLD)[1]):
        raise SystemExit("what is weaker lost nothing: this finds no loss")
