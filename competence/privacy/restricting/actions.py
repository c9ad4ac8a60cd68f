"""Restricting the use of one's data, and lifting that: by the person at once, by HR a week after the person is told."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from competence.db import db
from competence.privacy import audit
from competence.privacy.erasure.queries import wait_for_others_about
from competence.privacy.restricting import queries
from competence.privacy.restricting.models import Ground, Restriction
from competence.privacy.restricting.rules import LiftedAlready, RestrictedAlready, check_notice
from competence.web.clock import ends
from competence.web.slots import Slot

DAY = timedelta(days=1)
TELL_HR: Slot[Callable[[bool], object]] = Slot()  # tells HR of a restriction; whether it holds now, or was lifted
TELL_PERSON: Slot[Callable[[int], object]] = Slot()  # tells a person that HR will lift theirs


def restrict(person_id: int, ground: Ground, words: str, at: datetime) -> Restriction:
    """Restrict the use of a person's data from this moment on, and tell HR. Raises RestrictedAlready."""
    wait_for_others_about(person_id)
    if queries.standing_for(person_id) is not None:
        raise RestrictedAlready
    row = Restriction(person_id=person_id, ground=ground, words=words, asked_at=at)
    db.session.add(row)
    db.session.flush()
    audit.record(person_id, "restriction.place", subject_id=person_id, thing=f"restriction {row.pid}")
    for tell in TELL_HR:
        tell(True)
    return row


def lift_own(row: Restriction, at: datetime) -> None:
    """Let a person lift what they asked for, at once, also where HR has said when it ends; tell HR.

    HR, who say when it ends at this very moment, come before or after, and never on top: it would hold for a week more.
    """
    wait_for_others_about(row.person_id)
    row.ends_at, row.lifted_by_id = at, row.person_id
    audit.record(row.person_id, "restriction.lift", subject_id=row.person_id, thing=f"restriction {row.pid}")
    db.session.flush()
    for tell in TELL_HR:
        tell(False)


def announce(row: Restriction, actor_id: int, reason: str, on: date, today: date) -> None:
    """Say when and why a restriction ends, and tell the person, who can answer until then.

    on: the first day it does not hold. Raises LiftedAlready, and TooSoon where it is less than a week away.
    """
    wait_for_others_about(row.person_id)
    db.session.refresh(row)
    if row.ends_at is not None:
        raise LiftedAlready
    check_notice(on, today)
    row.ends_at, row.reason, row.lifted_by_id = ends(on - DAY), reason, actor_id
    audit.record(actor_id, "restriction.announce", subject_id=row.person_id, thing=f"restriction {row.pid}")
    db.session.flush()
    for tell in TELL_PERSON:
        tell(row.person_id)
