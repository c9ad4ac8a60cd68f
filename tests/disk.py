"""Disks that fail: SQLite's calls to the machine are led through here, and a small one can be filled to its last byte.

SQLite lets every call be replaced (https://www.sqlite.org/c3ref/vfs.html, xSetSystemCall); its own tests do the same.
Of syncing it does not: there the methods of every file that is opened are (https://www.sqlite.org/c3ref/io_methods.html).
"""

import ctypes
import errno
import os
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CALL = ctypes.CFUNCTYPE(
    ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64, use_errno=True
)
CUT = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_int64, use_errno=True)
WRITING = {b"write": CALL, b"pwrite": CALL, b"pwrite64": CALL, b"ftruncate": CUT}
FULL, BROKEN, READ_ONLY = errno.ENOSPC, errno.EIO, errno.EROFS
OPEN = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)

KEPT: list[Any] = []  # what SQLite may still call


class _Vfs(ctypes.Structure):
    """sqlite3_vfs, as far as the three functions that are used here."""

    _fields_ = [
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_name", ctypes.c_int),
        *((name, ctypes.c_void_p) for name in ("next", "name", "data")),
        ("open", ctypes.c_void_p),
        *((f"not_used_{number}", ctypes.c_void_p) for number in range(12)),
        ("set", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)),
        ("get", ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)),
    ]


class _Methods(ctypes.Structure):
    """sqlite3_io_methods, as far as the one function that is used here."""

    _fields_ = [
        ("version", ctypes.c_int),
        *((name, ctypes.c_void_p) for name in ("close", "read", "write", "truncate", "sync")),
        *((f"not_used_{number}", ctypes.c_void_p) for number in range(13)),
    ]


class _File(ctypes.Structure):
    """sqlite3_file: what SQLite does with one file it has open."""

    _fields_ = [("methods", ctypes.POINTER(_Methods))]


@dataclass
class Failing:
    """How a disk fails: at which call to write, or to sync, it begins to, with which error, and whether it goes on."""

    at: int
    error: int
    for_good: bool
    calls: int = 0
    is_well_again: bool = False

    @property
    def failed(self) -> bool:
        """Whether anything failed."""
        return 0 < self.at <= self.calls

    def fails(self) -> bool:
        """Count a call, and say whether it fails."""
        self.calls += 1
        return not self.is_well_again and (self.calls == self.at or (self.for_good and self.failed))


@contextmanager
def small_disk(megabytes: int) -> Iterator[Path]:
    """Give the folder of a disk of its own in memory, which anybody may go through.

    Raises LookupError where none may be mounted: that takes root, and in a container CAP_SYS_ADMIN.
    """
    with tempfile.TemporaryDirectory(prefix="kompetencespejl-") as name:
        mounting = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", name]
        if os.geteuid() or subprocess.run(mounting, capture_output=True, check=False).returncode:
            raise LookupError("no disk may be mounted here: that takes root, and in a container CAP_SYS_ADMIN")
        Path(name).chmod(0o755)
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", "--lazy", name], check=True)


def fill(folder: Path) -> Path:
    """Fill a disk to its last byte; return the file that does, so that there is room again once it is gone."""
    file = folder / "filler"
    with file.open("wb", buffering=0) as written:
        for size in (1024 * 1024, 512):
            with suppress(OSError):
                while written.write(bytes(size)):
                    pass
    return file


@contextmanager
def failing(at: int, error: int, *, for_good: bool = False) -> Iterator[Failing]:
    """Let the at-th write of all SQLite files of this process fail, and where it is for good all after it.

    error: FULL, BROKEN, or READ_ONLY.
    Raises LookupError where the Python at hand keeps its SQLite to itself.
    """
    disk, vfs = Failing(at, error, for_good), _vfs()
    with ExitStack() as undone:
        for name, kind in WRITING.items():
            if vfs.contents.get(vfs, name):
                _lead_through(vfs, name, kind, disk, undone)
        yield disk


def _lead_through(vfs: Any, name: bytes, kind: Any, disk: Failing, undone: ExitStack) -> None:
    usual = kind(vfs.contents.get(vfs, name))

    def call(*given: Any) -> int:
        if disk.fails():
            ctypes.set_errno(disk.error)
            return -1
        return int(usual(*given))

    led = kind(call)
    vfs.contents.set(vfs, name, ctypes.cast(led, ctypes.c_void_p))
    undone.callback(lambda: (led, vfs.contents.set(vfs, name, None)))  # it must live for as long as it may be called


@contextmanager
def failing_to_sync(at: int, *, for_good: bool = False) -> Iterator[Failing]:
    """Let the at-th sync of the SQLite files opened inside fail: what was written may be on the disk, or may not.

    Raises LookupError as `failing` does.
    """
    disk, vfs = Failing(at, errno.EIO, for_good), _vfs().contents
    led: dict[int, tuple[_Methods, Any]] = {}
    usual = vfs.open
    opens = OPEN(usual)

    def open_(of: int, name: int, file: int, flags: int, opened: int) -> int:
        answer: int = opens(of, name, file, flags, opened)
        methods = _File.from_address(file).methods
        if methods:
            where = ctypes.addressof(methods.contents)
            led[where] = led.get(where) or _led_to_sync(methods.contents, disk)
            _File.from_address(file).methods = ctypes.pointer(led[where][0])
        return answer

    opening = OPEN(open_)
    vfs.open = ctypes.cast(opening, ctypes.c_void_p).value
    try:
        yield disk
    finally:
        vfs.open, disk.is_well_again = usual, True
        KEPT.append((led, opening))  # a file that stays open syncs through them


def _led_to_sync(methods: _Methods, disk: Failing) -> tuple[_Methods, Any]:
    """Return a copy of a file's methods in which a sync may fail, with what must live for as long as it is called."""
    usual = SYNC(methods.sync)

    def sync(file: int, flags: int) -> int:
        return sqlite3.SQLITE_IOERR_FSYNC if disk.fails() else int(usual(file, flags))

    copy, led = _Methods.from_buffer_copy(methods), SYNC(sync)
    copy.sync = ctypes.cast(led, ctypes.c_void_p).value
    return copy, led


def _vfs() -> Any:
    library = ctypes.CDLL("libsqlite3.so.0")
    library.sqlite3_libversion.restype = ctypes.c_char_p
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    if library.sqlite3_libversion().decode() != sqlite3.sqlite_version:
        raise LookupError("Python has a SQLite of its own, built in: its calls cannot be reached")
    return library.sqlite3_vfs_find(None)
