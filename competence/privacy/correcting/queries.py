"""What somebody said is wrong, by the row it stands beside."""

from sqlalchemy import select

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


def beside(kept_in: str, kept_key: object) -> list[Correction]:
    """Return what the person of a row said is wrong in it, the oldest first."""
    query = select(Correction).where(Correction.kept_in == kept_in, Correction.kept_key == str(kept_key))
    return list(db.session.scalars(query.order_by(Correction.id)))
