"""Taking a backup: copy the database, then the keystore, restore both on trial, and only then call it a backup."""

import fcntl
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from flask import current_app

from competence.operation.backups.failing import Failed
from competence.operation.backups.keeping import (
    LAST,
    MANIFEST,
    STAMP,
    Manifest,
    fingerprint,
    folder,
    keystore_folder,
    prune,
    store_of,
    tidy,
    write,
)
from competence.operation.backups.needing import ledger_of
from competence.operation.backups.trying import copied_keystore, try_out
from competence.privacy.erasure.actions import ledger_path
from competence.privacy.keystore import unlocking


def take(moment: datetime) -> Manifest:
    """Take a backup and try it; take old ones away. Raises Failed; then there is no backup, and the watch knows."""
    with _alone():
        try:
            taken = _take(moment)
        except Exception as failure:
            write(folder() / LAST, {"at": moment.isoformat(), "failed": str(failure) or type(failure).__name__})
            raise
        write(folder() / LAST, {"at": moment.isoformat(), "failed": ""})
        prune(moment)
        return taken


def _take(moment: datetime) -> Manifest:
    name = moment.strftime(STAMP)
    begun = folder() / f"{name}.begun"
    begun.mkdir(mode=0o700)
    keys: Path | None = None
    try:
        store = store_of(current_app.config["DATABASE_URL"])
        copy = begun / f"database.{store.suffix}"
        ledger, erased = ledger_of(ledger_path())  # before the database: no later one is asked for
        counted = store.copy(copy)
        keys = _copy_keystore(name)  # after the database: every key its texts need is there
        with store.tried(copy) as url, copied_keystore(keys) as keystore:
            revision, boxes, checked = try_out(url, counted, keystore)
        copy.chmod(0o600)
        manifest = Manifest(
            name=name, taken_at=moment.isoformat(), file=copy.name, size=copy.stat().st_size, sha256=fingerprint(copy),
            revision=revision, tables=counted, boxes=boxes, keystore=keys.name if keys else "",
            keystore_sha256=fingerprint(keys) if keys else "", checked=checked,
            ledger=ledger, erased=erased,
        )  # fmt: skip
        write(begun / MANIFEST, manifest)
        begun.rename(folder() / name)
    except BaseException:
        shutil.rmtree(begun, ignore_errors=True)
        if keys:
            keys.unlink(missing_ok=True)
        raise
    return manifest


def _copy_keystore(name: str) -> Path | None:
    live = unlocking.keystore()
    if not live.exists():
        return None
    store = store_of(live.url)
    copy = keystore_folder() / f"{name}.{store.suffix}"
    store.copy(copy)
    copy.chmod(0o600)
    return copy


@contextmanager
def _alone() -> Iterator[None]:
    """Let nobody else take a backup meanwhile, and take away what one that was cut short left behind. Raises Failed."""
    try:
        with (folder() / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            tidy(folder().glob("*.begun"))
            yield
    except BlockingIOError as busy:
        raise Failed("another backup is being taken") from busy
    except (OSError, sqlite3.Error) as broken:  # the disk is full, or away
        raise Failed(str(broken)) from broken
