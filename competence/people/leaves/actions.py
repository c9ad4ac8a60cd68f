"""Writing down that somebody is away, changing the days, and taking it back; each leaves a trace."""

from datetime import date

from competence.db import db
from competence.people.actions import touch
from competence.people.leaves import queries
from competence.people.leaves.models import Leave
from competence.people.leaves.rules import check_leave
from competence.people.models import Person
from competence.privacy import audit


def add_leave(actor_id: int | None, person: Person, start: date, end: date | None) -> Leave:
    """Write down that a person is away from a day, and until which."""
    check_leave(start, end, ((other.valid_from, other.valid_to) for other in queries.leaves_of(person)))
    leave = Leave(person=person, valid_from=start, valid_to=end)
    db.session.add(leave)
    _note(actor_id, "leave.create", person)
    return leave


def update_leave(actor_id: int | None, leave: Leave, start: date, end: date | None) -> None:
    """Change the days of a leave."""
    others = (other for other in queries.leaves_of(leave.person) if other is not leave)
    check_leave(start, end, ((other.valid_from, other.valid_to) for other in others))
    leave.valid_from, leave.valid_to = start, end
    _note(actor_id, "leave.update", leave.person)


def remove_leave(actor_id: int | None, leave: Leave) -> None:
    """Take away a leave that should never have stood there; one that is over is ended by its last day instead."""
    person = leave.person
    db.session.delete(leave)
    _note(actor_id, "leave.remove", person)


def _note(actor_id: int | None, action: str, person: Person) -> None:
    touch(person)
    audit.record(actor_id, action, subject_id=person.id)
    db.session.flush()
