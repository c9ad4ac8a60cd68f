"""Breaking the glass and being done: the person is told at once, the officer once a week."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from flask import url_for
from flask_babel import lazy_gettext as _l

from competence.access.actor import Role
from competence.db import db
from competence.notifications.actions.telling import notify
from competence.notifications.rules import DUES, Due, kind
from competence.people.glass import queries
from competence.people.glass.models import Despite, Glass
from competence.people.glass.rules import LASTS, AlreadyBroken, NoLawfulGround, check_near, checked_reason
from competence.people.models import Person
from competence.people.queries import people_with
from competence.privacy import audit
from competence.privacy.restricting.queries import standing_for
from competence.web.clock import ends

BROKEN = kind(
    "glass.broken",
    _l("HR har fået adgang til noget om dig i en halv time. Se hvem og hvorfor."),
    explains=_l("Du kan se, hvad der bliver åbnet, på siden »Hvem har set noget om mig«."),
)
WEEK = kind("glass.week", _l("I sidste uge brød HR glasset. Se hvem, for hvem og hvorfor."))


def break_glass(
    actor_id: int, person: Person, reason: str, now: datetime, today: date, despite: Despite | None = None
) -> Glass:
    """Let HR read what is a person's for half an hour, and tell the person. Raises NoGlass, AlreadyBroken.

    despite: what lets them where the use of the person's data is restricted; it is not kept where it is not.
    """
    told = checked_reason(reason)
    check_near(queries.near(actor_id, person.id, today))
    is_restricted = standing_for(person.id) is not None
    if is_restricted and despite is None:
        raise NoLawfulGround
    queries.wait_for_others_of(actor_id)
    if queries.open_to(actor_id, now) is not None:
        raise AlreadyBroken
    for withheld in queries.running(actor_id, now):  # once its person lifts the restriction two would be open
        end(withheld, now)
    broken = Glass(
        actor_id=actor_id, subject_id=person.id, reason=told, despite=despite if is_restricted else None,
        opened_at=now, ends_at=now + LASTS,
    )  # fmt: skip
    db.session.add(broken)
    db.session.flush()
    audit.record(actor_id, "glass.break", subject_id=person.id, thing=f"glass {broken.pid}", words=told)
    notify(person.id, BROKEN, url_for("trail.looks"), required=True)
    return broken


def end(broken: Glass, now: datetime) -> None:
    """Be done before the half hour is over."""
    broken.ends_at = now
    db.session.flush()
    audit.record(broken.actor_id, "glass.end", subject_id=broken.subject_id, thing=f"glass {broken.pid}")


@DUES.fill
def due(today: date) -> Iterator[Due]:
    """Tell the data protection officer, in the week after, that the glass was broken in the week before."""
    monday = today - timedelta(days=today.weekday())
    start, end_ = ends(monday - timedelta(days=8)), ends(monday - timedelta(days=1))
    if queries.broken_between(start, end_):
        for person_id in people_with(Role.DPO, today):
            yield Due(person_id, WEEK, url_for("glass.everybody"), f"week from {monday.isoformat()}")
