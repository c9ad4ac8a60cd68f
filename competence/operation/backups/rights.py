"""Who may do what, by name, so that two databases can be compared: what was taken away must not come back unseen."""

from collections.abc import Callable, Iterable

from sqlalchemy.exc import DatabaseError

from competence.operation.backups.trying import looking_into
from competence.web.slots import Slot

RIGHTS: Slot[Callable[[], Iterable[str]]] = Slot()  # what features know of rights in force: a line for each


def rights_in(url: str) -> set[str] | None:
    """Return a line for each right that is in force in a database; None where it cannot be read."""
    try:
        with looking_into(url):
            return {line for ask in RIGHTS for line in ask()}
    except DatabaseError:
        return None


def changed(now: set[str] | None, restored: set[str] | None) -> list[str]:
    """Return what to look through: rights that are back, and those that are gone."""
    if restored is None:
        return ["The rights of the restored database cannot be read."]
    if now is None:
        return ["The present database cannot be read. Look all rights through:", *sorted(restored)]
    back, gone = sorted(restored - now), sorted(now - restored)
    if not back and not gone:
        return ["No rights have changed since."]
    return [
        "Rights have changed since; look them through:",
        *(f"  is back: {line}" for line in back),
        *(f"  is gone: {line}" for line in gone),
    ]
