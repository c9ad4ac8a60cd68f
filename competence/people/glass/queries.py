"""Which glasses were broken: HR's own, everybody's for the data protection officer, and those for one person."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from competence.access.actor import Actor, Role
from competence.access.permissions import MayGlass
from competence.access.policy import permits
from competence.db import db
from competence.people.glass.models import Glass
from competence.people.glass.rules import Near
from competence.people.models import Employment, LeaderRelation, Person, RoleGrant
from competence.people.queries import in_force
from competence.people.queries.behind import is_open, runs
from competence.privacy.trail.queries.reading import REASONS
from competence.web.clock import SKEW

BOTH = joinedload(Glass.actor), joinedload(Glass.subject)


def visible_to(actor: Actor) -> Select[Glass]:
    """Return the breakings an actor knows of: those for them, by them, and all to who follows them."""
    if permits(actor, MayGlass.FOLLOW):
        return select(Glass)
    return select(Glass).where(or_(Glass.subject_id == actor.person_id, Glass.actor_id == actor.person_id))


def still_broken(pid: str, moment: datetime) -> Glass | None:
    """Return one breaking that is not over yet, with the two."""
    return db.session.scalar(select(Glass).where(Glass.pid == pid, is_open(moment, moment + SKEW)).options(*BOTH))


def broken_by(actor: Actor) -> Sequence[Glass]:
    """Return the actor's own breakings, the latest first."""
    own = visible_to(actor).where(Glass.actor_id == actor.person_id)
    return db.session.scalars(own.options(*BOTH).order_by(Glass.opened_at.desc()).limit(50)).all()


def all_broken(actor: Actor) -> Sequence[Glass]:
    """Return every breaking the actor knows of, the latest first."""
    return db.session.scalars(visible_to(actor).options(*BOTH).order_by(Glass.opened_at.desc()).limit(500)).all()


@REASONS.fill
def broken_for(person_id: int) -> Sequence[Glass]:
    """Return the breakings for a person, the latest first."""
    theirs = select(Glass).where(Glass.subject_id == person_id)
    return db.session.scalars(theirs.options(*BOTH).order_by(Glass.opened_at.desc())).all()


def wait_for_others_of(actor_id: int) -> None:
    """Let whoever breaks a glass as the same person at this moment be done first: none is broken beside another."""
    db.session.execute(select(Person.id).where(Person.id == actor_id).with_for_update(key_share=True))


def open_to(actor_id: int, moment: datetime) -> Glass | None:
    """Return the glass behind which somebody reads at a moment, if they broke one that is not over yet."""
    return db.session.scalar(select(Glass).where(Glass.actor_id == actor_id, is_open(moment, moment + SKEW)))


def running(actor_id: int, moment: datetime) -> Sequence[Glass]:
    """Return the glasses of somebody that are not over yet, whether they may read behind them or not."""
    return db.session.scalars(select(Glass).where(Glass.actor_id == actor_id, runs(moment, moment + SKEW))).all()


def near(actor_id: int, subject_id: int, day: date) -> Near:
    """Return what stands between two people on a day."""
    roles = select(RoleGrant.role).where(RoleGrant.person_id == subject_id, in_force(RoleGrant, day))
    leaders = select(LeaderRelation.leader_id).where(
        LeaderRelation.person_id == actor_id, in_force(LeaderRelation, day)
    )
    led = select(LeaderRelation.person_id).where(LeaderRelation.leader_id == actor_id, in_force(LeaderRelation, day))
    return Near(
        actor_id,
        subject_id,
        _units(actor_id, day),
        _units(subject_id, day),
        frozenset(db.session.scalars(leaders)),
        frozenset(db.session.scalars(led)),
        Role.HR in set(db.session.scalars(roles)),
    )


def broken_between(start: datetime, end: datetime) -> bool:
    """Return whether any glass was broken in a time."""
    found = select(Glass.id).where(Glass.opened_at >= start, Glass.opened_at < end)
    return db.finds(found)


def _units(person_id: int, day: date) -> frozenset[int]:
    found = select(Employment.unit_id).where(Employment.person_id == person_id, in_force(Employment, day))
    return frozenset(db.session.scalars(found))
