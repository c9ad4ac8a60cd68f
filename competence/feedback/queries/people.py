"""Whom one can ask, what one can ask about, and who in HR hears of what hurts."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from competence.db import db
from competence.frameworks.models import Mark
from competence.frameworks.rules.editions import VALUE
from competence.people.models import Employment, Person
from competence.people.queries import in_force


def colleagues_of(person_id: int, day: date) -> Sequence[Person]:
    """Return those who work in a person's own units on a day, by name."""
    own = select(Employment.unit_id).where(Employment.person_id == person_id, in_force(Employment, day))
    beside = select(Employment.person_id).where(Employment.unit_id.in_(own), in_force(Employment, day))
    chosen = select(Person).where(Person.id.in_(beside), Person.id != person_id)
    return db.session.scalars(chosen.order_by(Person.sort_name, Person.id)).all()


def everybody(day: date) -> Sequence[Person]:
    """Return everybody who works in the house on a day, by name: the names a colleague may be found by."""
    working = select(Employment.person_id).where(in_force(Employment, day))
    return db.session.scalars(select(Person).where(Person.id.in_(working)).order_by(Person.sort_name, Person.id)).all()


def values_of(version_id: int) -> Sequence[Mark]:
    """Return the house's values, in their order."""
    chosen = select(Mark).where(Mark.version_id == version_id, Mark.kind == VALUE)
    return db.session.scalars(chosen.order_by(Mark.position)).all()
