"""Reading what waits for a person, how they want mail, and the mails that wait to be sent."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from competence.db import db
from competence.notifications.models import MailChoice, Notification, OutgoingMail
from competence.notifications.rules import KINDS, Goes, Rhythm
from competence.privacy.mine.words import Vocabulary

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


def rhythm_of(person_id: int) -> Rhythm:
    """Return how a person wants mail about what is not required; at once, until they have chosen."""
    chosen = select(MailChoice.rhythm).where(MailChoice.person_id == person_id)
    # Not flushed first: a round reminds hundreds, and their messages are written together.
    return db.session.scalar(chosen, execution_options={"autoflush": False}) or Rhythm.AT_ONCE


def rhythms_of(person_ids: Collection[int]) -> dict[int, Rhythm]:
    """Return how people want mail about what is not required, for those who have chosen."""
    chosen = select(MailChoice.person_id, MailChoice.rhythm).where(MailChoice.person_id.in_(person_ids))
    return {row.person_id: row.rhythm for row in db.session.execute(chosen)}


def held_for(person_id: int) -> Sequence[OutgoingMail]:
    """Return the mails held back for a person's next daily mail."""
    return db.session.scalars(
        select(OutgoingMail).where(OutgoingMail.person_id == person_id, OutgoingMail.goes == Goes.HELD)
    ).all()


def people_with_held_mail() -> Sequence[int | None]:
    """Return those for whom mails are held back."""
    return db.session.scalars(select(OutgoingMail.person_id).where(OutgoingMail.goes == Goes.HELD).distinct()).all()


def waiting_mails(now: datetime) -> Sequence[OutgoingMail]:
    """Return the mails that may leave and that nobody is sending, oldest first."""
    leaving = select(OutgoingMail).where(OutgoingMail.goes != Goes.HELD, nobody_sends(now))
    return db.session.scalars(leaving.order_by(OutgoingMail.id)).all()


def nobody_sends(now: datetime) -> ColumnElement[bool]:
    """Return the condition that nobody is sending a mail; who began ten minutes ago has died on the way."""
    return or_(OutgoingMail.taken_at.is_(None), OutgoingMail.taken_at < now - SENDING_TAKES_AT_MOST)


def messages_called() -> Vocabulary:
    """Return what kinds of messages say, for Mine data."""
    says = {name: kind.says for name, kind in KINDS.items()}
    return dict.fromkeys(("notification.kind", "outgoing_mail.kind", "reminded.kind"), says)
