"""Putting a backup back: beside the present database, finished there, and then swapped in one step, or not at all."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import current_app

from competence.config import DEFAULTS, ROOT
from competence.db import db
from competence.operation.backups.failing import Failed
from competence.operation.backups.keeping import (
    STAMP,
    Manifest,
    fingerprint,
    folder,
    kept,
    keystore_folder,
    store_of,
)
from competence.operation.backups.needing import refuse_where_something_is_missing
from competence.operation.backups.rights import changed, rights_in
from competence.operation.backups.trying import try_out
from competence.privacy.keystore import unlocking


def restore(
    name: str,
    moment: datetime,
    *,
    keystore: bool = False,
    without_ledger: bool = False,
    without_trail_key: bool = False,
) -> list[str]:
    """Put a backup back ("" is the newest), and return what the administrator should read. Raises Failed.

    keystore: put the copy of the keystore back too, though there is one; without one it comes back anyway.
    without_ledger: go on though the ledger of who was erased is not here, or is not the house's newest.
    without_trail_key: go on though the trail cannot be verified, and let it begin anew.
    """
    chosen = _chosen(name)
    refuse_where_something_is_missing(chosen, without_ledger=without_ledger, without_trail_key=without_trail_key)
    copy = folder() / chosen.name / chosen.file
    if fingerprint(copy) != chosen.sha256:
        raise Failed(f"{copy.name} of {chosen.name} is not the file that was written: it was changed or is damaged")
    stamp = moment.strftime(STAMP)
    with _keystore_restored(chosen, stamp, asked=keystore) as said:
        said += _restore_database(chosen, copy, stamp, trail_anew=without_trail_key)
    if without_ledger:
        day = chosen.moment.date()
        said.append(f"Without the whole ledger whoever was erased after {day} may be back: erase them again.")
    if without_trail_key:
        said.append("The trail begins anew under another key: keep it outside this machine (docs/backup.md).")
    return said


def _restore_database(chosen: Manifest, copy: Path, stamp: str, *, trail_anew: bool) -> list[str]:
    url, store = current_app.config["DATABASE_URL"], store_of(current_app.config["DATABASE_URL"])
    try:
        beside = store.prepare(copy)
        try_out(beside, chosen.tables, None, knows_the_trail=not trail_anew)
        said = _finished(beside, *(["--trail-anew"] if trail_anew else []))
        said += changed(rights_in(url) if store.exists() else None, rights_in(beside))
        db.session.close()
        db.engine.dispose()
        aside = store.swap(stamp)
    except BaseException:
        store.give_up()
        raise
    return [*said, f"Restored {chosen.name}. The database of before is kept as {aside}; delete it when all is well."]


def _chosen(name: str) -> Manifest:
    found = [one for one in kept() if name in ("", one.name)]
    if not found:
        raise Failed(f"there is no backup {name}".rstrip() + f" in {folder()}")
    return found[-1]


@contextmanager
def _keystore_restored(chosen: Manifest, stamp: str, *, asked: bool) -> Iterator[list[str]]:
    """Put the keystore back where it is gone, or where it is asked for; else it stays as it is.

    Where the database then cannot be restored, the present keystore takes its place again: it may hold keys that no
    copy holds.
    """
    live = unlocking.keystore()
    existed = live.exists()
    if not chosen.boxes or (existed and not asked):
        yield []
        return
    copies = sorted(keystore_folder().glob("*Z.*"))
    own = [path for path in copies if path.name == chosen.keystore] or copies[-1:]
    if not own:
        raise Failed("the keystore is gone, and there is no copy of it: what is sealed cannot be read any more")
    if own[0].name == chosen.keystore and fingerprint(own[0]) != chosen.keystore_sha256:
        raise Failed(f"the copy of the keystore {own[0].name} was changed or is damaged")
    live.engine.dispose()
    store = store_of(live.url)
    try:
        store.prepare(own[0])
        aside = store.swap(stamp)
    except BaseException:
        store.give_up()
        raise
    try:
        yield [f"Restored the keystore of {own[0].name}."]
    except BaseException:
        if existed:
            live.engine.dispose()
            store.swap_back(aside)
        raise


def _finished(url: str, *how: str) -> list[str]:
    """Let a process of its own bring the restored database up to date, and return what it says. Raises Failed."""
    program = [sys.executable, "-m", "flask", "--app", "wsgi", "finish-restore", *how]
    settings = {f"COMPETENCE_{name}": _written(current_app.config[name]) for name in DEFAULTS}
    ran = subprocess.run(  # noqa: S603  our own command
        program,
        cwd=Path(ROOT),
        env=os.environ | settings | {"COMPETENCE_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        last = (ran.stderr.strip() or ran.stdout.strip()).splitlines()[-1:]
        raise Failed(f"the restored database could not be brought up to date: {''.join(last)}")
    return ran.stdout.splitlines()


def _written(value: Any) -> str:
    """Write a setting as the environment holds it."""
    if isinstance(value, bool):
        return "1" if value else "0"
    return ",".join(value) if isinstance(value, list) else str(value)
