"""What must be on a machine besides a backup before it is put back: what stands in no backup, on purpose."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from flask import current_app

from competence.operation.backups.failing import Failed
from competence.operation.backups.keeping import Manifest
from competence.privacy.erasure import ledger
from competence.privacy.erasure.actions import ledger_path
from competence.privacy.erasure.ledger import DamagedLedger
from competence.privacy.keystore import unlocking
from competence.privacy.keystore.files import Locked


def refuse_where_something_is_missing(backup: Manifest, *, without_ledger: bool, without_trail_key: bool) -> None:
    """Raise Failed with all at once that has to be brought before the backup can be put back.

    without_ledger: it is lost, or there never was one. without_trail_key: that is lost.
    """
    missing = [
        *_keys(backup),
        *([] if without_trail_key else _trail_key()),
        *([] if without_ledger else _ledger(backup)),
    ]
    if missing:
        raise Failed("something has to be brought here first (docs/backup.md)\n- " + "\n- ".join(missing))


def ledger_of(path: Path) -> tuple[str, int]:
    """Return what a backup says of the ledger: which it is, and how many erasures it holds."""
    return _name_of(path), ledger.length(path)


def _keys(backup: Manifest) -> Iterator[str]:
    if backup.boxes:
        try:
            unlocking.keystore().check_file()
        except Locked as locked:
            yield f"the house's key, which two officers keep (KEK_FILE): {locked}"


def _trail_key() -> Iterator[str]:
    path = Path(current_app.config["AUDIT_KEY_FILE"])
    if not path.exists():
        yield (
            f"the trail's key, kept apart from the data (AUDIT_KEY_FILE): {path} is not there; where it is lost, say "
            "--without-trail-key"
        )


def _ledger(backup: Manifest) -> Iterator[str]:
    path = ledger_path()
    if not path.exists():
        wrong = "is not there"
    elif backup.ledger and _name_of(path) != backup.ledger:
        wrong = "is damaged, or another one than the house had"
    elif ledger.length(path) < backup.erased:
        wrong = "is older than the backup"
    else:
        return
    yield (
        f"the ledger of who was erased, copied to another machine (ERASURE_LEDGER): {path} {wrong}; where it is lost "
        "(move a damaged one away), or nobody was ever erased, say --without-ledger"
    )


def _name_of(path: Path) -> str:
    with suppress(DamagedLedger):  # which is no reason to be without a backup; a restore says so
        return ledger.name_of(path)
    return ""
