"""Looking up when somebody is away."""

from sqlalchemy import select

from competence.db import db
from competence.people.leaves.models import Leave as Leave
from competence.people.models import Person


def leaves_of(person: Person) -> list[Leave]:
    """Return every leave of a person, the latest first."""
    theirs = select(Leave).where(Leave.person_id == person.id)
    return list(db.session.scalars(theirs.order_by(Leave.valid_from.desc(), Leave.id.desc())))


def leave_of(person: Person, number: int) -> Leave | None:
    """Return one leave of a person."""
    return db.session.scalar(select(Leave).where(Leave.person_id == person.id, Leave.id == number))
