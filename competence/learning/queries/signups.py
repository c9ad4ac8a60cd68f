"""Sign-ups: one's own, those a leader is asked about, and those of a date for whoever runs it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from competence.access.actor import Actor
from competence.db import db
from competence.learning.models import OfferDate, Signup
from competence.learning.rules.words import State
from competence.people.models import Employment, LeaderRelation, Person, Unit
from competence.people.queries import in_force
from competence.web.clock import ends


def visible_to(actor: Actor) -> Select[Any]:
    """Return the sign-ups an actor may read: their own, and of those they lead what a leader is asked about."""
    asked = and_(Signup.person_id.in_(actor.led), Signup.needs_yes.is_(True))
    return select(Signup).where(or_(Signup.person_id == actor.person_id, asked))


def signup(pid: str) -> Signup | None:
    """Return one sign-up with its date, offer and person."""
    return db.session.scalars(_whole(select(Signup).where(Signup.pid == pid))).unique().one_or_none()


def locked_signup(pid: str) -> Signup | None:
    """Return one sign-up with its date locked: who gets a seat is decided by one at a time."""
    chosen = select(Signup.date_id).where(Signup.pid == pid).scalar_subquery()
    db.session.execute(select(OfferDate.id).where(OfferDate.id == chosen).with_for_update())
    return signup(pid)


def signup_of(date_id: int, person_id: int) -> Signup | None:
    """Return somebody's sign-up for a date."""
    own = select(Signup).where(Signup.date_id == date_id, Signup.person_id == person_id)
    return db.session.scalars(_whole(own)).unique().one_or_none()


def own(actor: Actor) -> Sequence[Signup]:
    """Return the actor's own sign-ups: what comes first, then what was, the latest first."""
    mine = visible_to(actor).where(Signup.person_id == actor.person_id)
    return db.session.scalars(_whole(mine).order_by(Signup.asked_at.desc(), Signup.id.desc())).unique().all()


def asked(actor: Actor) -> Sequence[Signup]:
    """Return what the people an actor leads ask for and need a yes to, those who asked first before the others."""
    theirs = visible_to(actor).where(Signup.person_id.in_(actor.led), Signup.needs_yes.is_(True))
    return db.session.scalars(_whole(theirs).order_by(Signup.asked_at, Signup.id)).unique().all()


def waiting_for_yes(actor: Actor, now: datetime) -> Select[int, str]:
    """Return, as a select of sign-ups and names, who waits for an actor's yes to what is still to come."""
    theirs = visible_to(actor).where(Signup.person_id.in_(actor.led), Signup.state == State.ASKED)
    coming = or_(OfferDate.starts_at.is_(None), OfferDate.starts_at > now), OfferDate.called_off_at.is_(None)
    waiting: Select[Any] = theirs.join(Signup.date).join(Signup.person).where(*coming)
    return waiting.with_only_columns(Signup.id, Person.name)


def line(date_id: int) -> Sequence[Signup]:
    """Return everybody who signed up for a date, by when they asked."""
    everybody = select(Signup).where(Signup.date_id == date_id).options(joinedload(Signup.person))
    return db.session.scalars(everybody.order_by(Signup.asked_at, Signup.id)).unique().all()


def unanswered(day: date) -> list[tuple[Signup, int]]:
    """Return what leaders have not answered and is still to come, each with the nearest leaders of a day."""
    to_come = or_(OfferDate.starts_at.is_(None), OfferDate.starts_at > ends(day))
    waiting = select(Signup, LeaderRelation.leader_id).join(Signup.date)
    waiting = waiting.join(LeaderRelation, LeaderRelation.person_id == Signup.person_id)
    waiting = waiting.where(Signup.state == State.ASKED, OfferDate.called_off_at.is_(None), to_come)
    rows = db.session.execute(waiting.where(in_force(LeaderRelation, day)).order_by(Signup.id, LeaderRelation.id))
    return [(signup, leader_id) for signup, leader_id in rows]


def houses(person_ids: Sequence[int], day: date) -> dict[int, Unit]:
    """Return where people work on a day; of several places the one they have had longest."""
    rows = db.session.execute(
        select(Employment.person_id, Unit)
        .join(Employment.unit)
        .where(Employment.person_id.in_(person_ids), in_force(Employment, day))
        .order_by(Employment.valid_from.desc(), Employment.id.desc())
    )
    found: dict[int, Unit] = {}
    for person_id, unit in rows:
        found[person_id] = unit
    return found


def _whole(signups: Select[Any]) -> Select[Any]:
    with_date = signups.join(Signup.date).join(OfferDate.offer).join(Signup.person)
    return with_date.options(contains_eager(Signup.date).contains_eager(OfferDate.offer), contains_eager(Signup.person))
