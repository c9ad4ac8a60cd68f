"""Whose data are restricted at a moment, and what they said."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, or_, select, true

from competence.access.actor import Actor
from competence.db import db
from competence.privacy.restricting.models import Restriction
from competence.privacy.restricting.rules import NobodyCouldRead
from competence.web.clock import now

Time = datetime | BindParameter[datetime]  # a parameter where a statement is put together once and sent often


def stands(moment: Time) -> ColumnElement[bool]:
    """Return the condition that a restriction holds now: one that was asked for does, also where the clock went back.

    moment: this one.
    """
    return or_(Restriction.ends_at.is_(None), Restriction.ends_at > moment)


def restricted(at: datetime | None = None) -> Select[int]:
    """Return whose data are restricted at a moment, or now, as a part of a statement."""
    theirs = select(Restriction.person_id)
    return theirs.where(stands(now())) if at is None else theirs.where(stands(at), Restriction.asked_at <= at)


def restricted_ids() -> frozenset[int]:
    """Return whose data are restricted now."""
    return frozenset(db.session.scalars(restricted()))


def usable_by(actor: Actor, *people: Any) -> ColumnElement[bool]:
    """Return that none of the people a row names has had the use of their data restricted, but the actor themself.

    It says in SQL what `access.predicates.is_withheld` says of a thing. people: columns, which may be empty.
    """
    if not actor.restricted:
        return true()
    return and_(*(or_(column.is_(None), column.not_in(actor.restricted)) for column in people))


def standing_for(person_id: int) -> Restriction | None:
    """Return the restriction of somebody's data that holds now, if one does."""
    return db.session.scalar(select(Restriction).where(Restriction.person_id == person_id, stands(now())))


def check_is_read(person_id: int) -> None:
    """Refuse to send others what they could not open, because its use is restricted. Raises NobodyCouldRead."""
    if standing_for(person_id) is not None:
        raise NobodyCouldRead


def handled_by(actor: Actor) -> Select[Restriction]:
    """Return the restrictions somebody in HR looks after: those that hold now, but of nobody whom they lead.

    Who is led was promised that their leader does not learn why.
    """
    return select(Restriction).where(stands(now()), Restriction.person_id.not_in(actor.all_led))


def standing(actor: Actor) -> Sequence[Restriction]:
    """Return those that somebody in HR looks after, those that nobody has said will end first."""
    return db.session.scalars(handled_by(actor).order_by(Restriction.ends_at.is_not(None), Restriction.id)).all()


def restriction(actor: Actor, pid: str) -> Restriction | None:
    """Return the one with this public id, if somebody in HR looks after it."""
    return db.session.scalar(handled_by(actor).where(Restriction.pid == pid))
