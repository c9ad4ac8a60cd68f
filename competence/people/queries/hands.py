"""Whose hand gives people to lead: whom it stands in for, and whose way in it helped to change lately."""

from collections.abc import Callable
from datetime import date

from sqlalchemy import or_, select

from competence.db import db
from competence.people.models import Deputy, Person
from competence.people.queries.acting import not_over
from competence.people.rules import Hand
from competence.web.slots import Slot

# Filled above: for somebody, the ids of those whose address they helped to change lately.
READDRESSED: Slot[Callable[[int], frozenset[int]]] = Slot()


def hand_of(actor_id: int | None, day: date) -> Hand:
    """Return the hand of somebody who names leaders and deputies on a day; nobody's for the command line."""
    if actor_id is None:
        return Hand()
    readdressed = frozenset[int]().union(*(ask(actor_id) for ask in READDRESSED))
    led_for = select(Deputy.leader_id).where(Deputy.deputy_id == actor_id, not_over(Deputy, day))
    found = select(Person.id, Person.email, Person.id.in_(led_for).label("stands_in")).where(
        or_(Person.id == actor_id, Person.id.in_(led_for), Person.id.in_(readdressed))
    )
    rows = db.session.execute(found).all()
    return Hand(
        {row.id: row.email for row in rows}[actor_id],
        frozenset(row.email for row in rows if row.stands_in),
        frozenset(row.email for row in rows if row.id in readdressed),
    )
