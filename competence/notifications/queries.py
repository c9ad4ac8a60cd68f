"""Reading what waits for a person, and the mails that wait to be sent."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ScalarSelect, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from competence.db import db
from competence.notifications.models import Notification, OutgoingMail

SHOWN = 100
SENDING_TAKES_AT_MOST = timedelta(minutes=10)


def latest(person_id: int) -> Sequence[Notification]:
    """Return a person's latest messages, newest first."""
    own = select(Notification).where(Notification.person_id == person_id)
    return db.session.scalars(own.order_by(Notification.at.desc(), Notification.id.desc()).limit(SHOWN)).all()


def unread_by(person_id: InstrumentedAttribute[int]) -> ScalarSelect[int]:
    """Return the number of unread messages as a part of another query about the person."""
    unread = select(func.count(Notification.id)).where(
        Notification.person_id == person_id, Notification.read_at.is_(None)
    )
    return unread.scalar_subquery()


def waiting_mails(now: datetime) -> Sequence[OutgoingMail]:
    """Return the mails nobody is sending, oldest first."""
    free = or_(OutgoingMail.taken_at.is_(None), OutgoingMail.taken_at < now - SENDING_TAKES_AT_MOST)
    return db.session.scalars(select(OutgoingMail).where(free).order_by(OutgoingMail.id)).all()
