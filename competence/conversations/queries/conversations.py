"""Conversations: those an actor may open, one of them by its address, and what stands in the way of another."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import defaultload, joinedload, selectinload

from competence.access.actor import Actor, Role
from competence.conversations.models import Conversation as Conversation
from competence.conversations.models import Step, ThemeChoice
from competence.conversations.rules.kinds import Kind
from competence.conversations.rules.steps import OVER, State
from competence.cycles.models import Cycle, Invitation
from competence.cycles.rules.rounds import Standing
from competence.db import db
from competence.people.models import LeaderRelation, Person
from competence.people.queries import in_force
from competence.people.queries.leading import leads
from competence.web.clock import day_of

EARLIER_SHOWN = 50
A_YEAR = timedelta(days=365)


def visible_to(actor: Actor) -> Select[Any]:
    """Return the conversations of two an actor may open: their own, those of whom they lead, held ones behind glass."""
    of_two, own = Conversation.subject_id.is_not(None), Conversation.subject_id == actor.person_id
    whose = [own, Conversation.subject_id.in_(actor.led)]
    if Role.HR in actor.roles and actor.glass:
        whose.append(and_(Conversation.subject_id.in_(actor.glass), Conversation.state == State.HELD))
    return select(Conversation).where(of_two, or_(*whose))


def conversation(pid: str) -> Conversation | None:
    """Return a conversation with the two, its steps and its themes."""
    chosen = _whole(select(Conversation).where(Conversation.pid == pid), defaultload)
    return db.session.scalars(chosen).unique().one_or_none()


def talk(pid: str) -> Conversation | None:
    """Return a conversation with the two and its themes, in one statement: the talk's page needs no more."""
    themes = joinedload(Conversation.themes).joinedload(ThemeChoice.person)
    both = joinedload(Conversation.subject), joinedload(Conversation.leader), joinedload(Conversation.plan)
    chosen = select(Conversation).where(Conversation.pid == pid).options(*both, themes)
    return db.session.scalars(chosen).unique().one_or_none()


def locked_conversation(pid: str) -> Conversation | None:
    """Return a conversation for taking a step: two who take one at the same moment wait for each other."""
    db.session.execute(select(Conversation.id).where(Conversation.pid == pid).with_for_update())
    return conversation(pid)


def coming(actor: Actor) -> Sequence[Conversation]:
    """Return what an actor may see that is not over: what has no time yet first, then by time."""
    chosen = visible_to(actor).where(Conversation.state.not_in(OVER))
    by_time = chosen.order_by(Conversation.starts_at.is_not(None), Conversation.starts_at, Conversation.id)
    return db.session.scalars(_whole(by_time)).unique().all()


def earlier(actor: Actor) -> Sequence[Conversation]:
    """Return the latest talks that were held or called off, the newest first."""
    chosen = visible_to(actor).where(Conversation.state.in_(OVER), Conversation.subject_id.not_in(actor.glass))
    newest = chosen.order_by(Conversation.starts_at.is_(None), Conversation.starts_at.desc(), Conversation.id.desc())
    return db.session.scalars(_whole(newest.limit(EARLIER_SHOWN))).unique().all()


def behind_glass(actor: Actor, person_id: int) -> Sequence[Conversation]:
    """Return the held talks of a person that an actor may open, the latest first."""
    held = visible_to(actor).where(Conversation.subject_id == person_id, Conversation.state == State.HELD)
    return db.session.scalars(held.order_by(Conversation.starts_at.desc(), Conversation.id.desc())).all()


def is_under_way(kind: Kind, subject_id: int, leader_id: int | None = None) -> bool:
    """Return whether a person has a conversation of a kind that is not over; waits for whoever is making one.

    leader_id: with whom it would be; of the regular short talks a person has one with each of their leaders.
    """
    db.session.execute(select(Person.id).where(Person.id == subject_id).with_for_update(key_share=True))
    own = select(Conversation.id).where(Conversation.subject_id == subject_id, Conversation.kind == kind)
    if kind is Kind.ONE_ON_ONE and leader_id is not None:
        own = own.where(Conversation.leader_id == leader_id)
    return db.finds(own.where(Conversation.state.not_in(OVER)))


def waits_for_own_lus(actor: Actor, now: datetime) -> bool:
    """Return whether a leader has a leader, and no LUS held within a year: theirs comes before those they hold."""
    led = select(LeaderRelation.id).where(
        LeaderRelation.person_id == actor.person_id, in_force(LeaderRelation, day_of(now))
    )
    held = select(Conversation.id).where(Conversation.kind == Kind.LUS, Conversation.subject_id == actor.person_id)
    held = held.where(Conversation.state == State.HELD, Conversation.starts_at >= now - A_YEAR)
    return bool(db.session.scalar(select(and_(led.exists(), ~held.exists()))))


def is_still_one_of(conversation: Conversation, person_id: int, day: date) -> bool:
    """Return whether somebody is one of the two on a day: a leader who no longer leads the person is not."""
    subject_id = conversation.subject_id
    return subject_id is None or person_id == subject_id or leads(person_id, subject_id, day)


def under_way() -> Sequence[Conversation]:
    """Return every conversation of two that is not over, with its steps, for the daily run."""
    chosen = select(Conversation).where(Conversation.state.not_in(OVER), Conversation.subject_id.is_not(None))
    return db.session.scalars(chosen.options(selectinload(Conversation.steps)).order_by(Conversation.id)).all()


def leaders_to_invite(first: date, last: date) -> Sequence[tuple[int, str]]:
    """Return who leads people in open rounds that end between two days, whom no talk is on its way with; and which."""
    talk = select(Conversation.id).where(
        Conversation.cycle_id == Cycle.id,
        Conversation.subject_id == Invitation.person_id,
        Conversation.state != State.CANCELLED,
    )
    found = (
        select(LeaderRelation.leader_id, Cycle.pid)
        .join(Invitation, Invitation.person_id == LeaderRelation.person_id)
        .join(Cycle, Cycle.id == Invitation.cycle_id)
        .where(Cycle.opened_at.is_not(None), Cycle.closed_at.is_(None), Cycle.closes_on.between(first, last))
        .where(Invitation.standing == Standing.TAKES_PART, in_force(LeaderRelation, first), ~talk.exists())
    )
    return [(leader, pid) for leader, pid in db.session.execute(found.distinct().order_by(Cycle.pid))]


def _whole(chosen: Select[Any], fetched: Any = selectinload) -> Select[Any]:
    """Load what a page shows; fetched: a single one's steps by defaultload, when its page asks for them.

    Whoever may not read it then waits no longer than for one that is not there.
    """
    return chosen.options(
        joinedload(Conversation.subject),
        joinedload(Conversation.leader),
        joinedload(Conversation.plan),
        fetched(Conversation.steps).joinedload(Step.actor),
        joinedload(Conversation.themes).joinedload(ThemeChoice.person),
    )
