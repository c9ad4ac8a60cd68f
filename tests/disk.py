"""The disk under SQLite, which can be told to fail: the calls SQLite makes to the machine are led through here.

SQLite lets every call be replaced (https://www.sqlite.org/c3ref/vfs.html, xSetSystemCall); its own tests do the same.
"""

import ctypes
import errno
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

CALL = ctypes.CFUNCTYPE(
    ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64, use_errno=True
)
CUT = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_int64, use_errno=True)
WRITING = {b"write": CALL, b"pwrite": CALL, b"pwrite64": CALL, b"ftruncate": CUT}
FULL, BROKEN, READ_ONLY = errno.ENOSPC, errno.EIO, errno.EROFS


class _Vfs(ctypes.Structure):
    """sqlite3_vfs, as far as the two functions that are used here."""

    _fields_ = [
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_name", ctypes.c_int),
        *((name, ctypes.c_void_p) for name in ("next", "name", "data")),
        *((f"not_used_{number}", ctypes.c_void_p) for number in range(13)),
        ("set", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)),
        ("get", ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)),
    ]


@dataclass
class Failing:
    """How a disk fails: at which call to write it begins to, with which error, and whether it goes on."""

    at: int
    error: int
    for_good: bool
    calls: int = 0

    @property
    def failed(self) -> bool:
        """Whether anything failed."""
        return 0 < self.at <= self.calls

    def fails(self) -> bool:
        """Count a call, and say whether it fails."""
        self.calls += 1
        return self.calls == self.at or (self.for_good and self.failed)


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


def _vfs() -> Any:
    library = ctypes.CDLL("libsqlite3.so.0")
    library.sqlite3_libversion.restype = ctypes.c_char_p
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    if library.sqlite3_libversion().decode() != sqlite3.sqlite_version:
        raise LookupError("Python has a SQLite of its own, built in: its calls cannot be reached")
    return library.sqlite3_vfs_find(None)
