"""Looking up when somebody is away."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from competence.db import db
from competence.people.leaves.models import Leave as Leave
from competence.people.models import Person
from competence.people.queries import in_force


def leaves_of(person: Person) -> list[Leave]:
    """Return every leave of a person, the latest first."""
    theirs = select(Leave).where(Leave.person_id == person.id)
    return list(db.session.scalars(theirs.order_by(Leave.valid_from.desc(), Leave.id.desc())))


def leave_of(person: Person, number: int) -> Leave | None:
    """Return one leave of a person."""
    return db.session.scalar(select(Leave).where(Leave.person_id == person.id, Leave.id == number))


def away(person_ids: Collection[int], day: date) -> set[int]:
    """Return those of some people who are away on a day."""
    on_leave = select(Leave.person_id).where(Leave.person_id.in_(person_ids), in_force(Leave, day))
    return set(db.session.scalars(on_leave))
