"""What somebody said is wrong, by the row it stands beside."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select, tuple_

from competence.db import db
from competence.privacy.correcting.models import Correction


def corrections_of(person_id: int) -> dict[tuple[str, str], list[Correction]]:
    """Return what a person wrote, by the table and the key of the row, the oldest first."""
    found: dict[tuple[str, str], list[Correction]] = {}
    for one in db.session.scalars(select(Correction).where(Correction.person_id == person_id).order_by(Correction.id)):
        found.setdefault((one.kept_in, one.kept_key), []).append(one)
    return found


def correction(pid: str) -> Correction | None:
    """Return the correction with this public id."""
    return db.session.scalar(select(Correction).where(Correction.pid == pid))


def beside(rows: Iterable[Any], person_id: int | None) -> dict[Any, list[Correction]]:
    """Return for each row what the person it is about said is wrong in it, the oldest first.

    It is asked for all rows of a page at once. Whoever may read the row may read this: it is a part of it now. SQLite
    gives the number of a row that is gone to another, so what somebody else said of such a one does not count.
    """
    places = {(row.__tablename__, str(row.id)): row for row in rows}
    found: dict[Any, list[Correction]] = {row: [] for row in places.values()}
    if places:
        beside_them = tuple_(Correction.kept_in, Correction.kept_key).in_(list(places))
        theirs = select(Correction).where(beside_them, Correction.person_id == person_id)
        for one in db.session.scalars(theirs.order_by(Correction.id)):
            found[places[one.kept_in, one.kept_key]].append(one)
    return found
