"""The facts of a year: talks, plans and follow-ups of some people, as one reader may know them, in two statements.

Nothing of what the other has prepared is looked up, nor of what the other answered about a promise.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from competence.access.actor import Actor
from competence.conversations.models import Conversation
from competence.conversations.preparing.models import PreparedAnswer
from competence.conversations.rules.steps import OVER, State
from competence.conversations.rules.year import Agreement, Someone, Talk
from competence.db import db
from competence.people.leaves.models import Leave
from competence.people.models import LeaderRelation, Person
from competence.people.queries import in_force
from competence.plans import models as plans
from competence.plans.models import Plan
from competence.plans.queries.plans import AGREED, UNFINISHED
from competence.plans.rules.following import AFTER, asked_on, may_file_from
from competence.plans.rules.states import Action, may
from competence.plans.rules.states import State as PlanState
from competence.plans.rules.words import Side, Whose
from competence.web.clock import day_of

TWO_YEARS = timedelta(days=730)  # further back no talk matters to this year's


def people(actor: Actor, now: datetime) -> dict[int, Someone]:
    """Return those the actor leads, and the actor, by id and in the order of their names."""
    today, ids = day_of(now), {*actor.led, actor.person_id or 0}
    agreements = {
        subject_id: _agreements(actor, list(rows), today)
        for subject_id, rows in groupby(db.session.execute(_plans(actor, ids, today)), lambda row: row.subject_id)
    }
    rows = db.session.execute(_talks(actor, ids, now))
    return {
        person_id: _someone(actor, list(theirs), agreements.get(person_id, ()))
        for person_id, theirs in groupby(rows, lambda row: row.person_id)
    }


def _someone(actor: Actor, rows: Sequence[Any], agreements: Sequence[Agreement]) -> Someone:
    who = rows[0]
    talks = tuple(_as_known(actor, row, _talk(actor, row)) for row in rows if row.pid is not None)
    away = who.leave_id is not None
    return Someone(who.person_pid, who.name, talks, agreements, away=away, away_until=who.valid_to)


def _talk(actor: Actor, row: Any) -> Talk:
    on = day_of(row.starts_at) if row.starts_at else None
    return Talk(row.pid, row.kind, row.state, on, _is_mine(actor, row.person_id, row.leader_id), row.is_prepared)


def _as_known(actor: Actor, row: Any, talk: Talk) -> Talk:
    """Return a talk as the reader may know it: when it is with another of the person's leaders, not even its day."""
    elsewhere = not _is_mine(actor, row.person_id, row.leader_id) and row.is_held and row.state not in OVER
    return replace(talk, elsewhere=True, on=None) if elsewhere else talk


def _is_mine(actor: Actor, subject_id: int, leader_id: int | None) -> bool:
    """Whether the actor is one of the two: the person, or who sits in the leader's seat today."""
    return subject_id == actor.person_id or leader_id in actor.acts_as(subject_id)


def _talks(actor: Actor, ids: Collection[int], now: datetime) -> Any:
    """Return everybody once for each of their talks, or once without one, with the leave they are on."""
    lately = or_(Conversation.state.not_in(OVER), Conversation.starts_at >= now - TWO_YEARS)
    theirs = and_(Conversation.subject_id == Person.id, Conversation.state != State.CANCELLED, lately)
    leads = exists().where(
        LeaderRelation.leader_id == Conversation.leader_id,
        LeaderRelation.person_id == Conversation.subject_id,
        in_force(LeaderRelation, day_of(now)),
    )
    wrote = exists().where(
        PreparedAnswer.conversation_id == Conversation.id, PreparedAnswer.author_id == actor.person_id
    )
    return (
        select(
            Person.id.label("person_id"), Person.pid.label("person_pid"), Person.name, Leave.id.label("leave_id"),
            Leave.valid_to, Conversation.pid, Conversation.kind, Conversation.state, Conversation.starts_at,
            Conversation.leader_id, wrote.label("is_prepared"),
        )
        .outerjoin(Leave, and_(Leave.person_id == Person.id, in_force(Leave, day_of(now))))
        .outerjoin(Conversation, theirs)
        .where(Person.id.in_(ids))
        .add_columns(leads.label("is_held"))
        .order_by(Person.sort_name, Person.id, Conversation.starts_at, Conversation.id)
    )  # fmt: skip


def _agreements(actor: Actor, rows: Sequence[Any], today: date) -> tuple[Agreement, ...]:
    """Return a person's plans; one being written with another of the person's leaders is no business of the actor's."""
    by_plan = [list(some) for _, some in groupby(rows, lambda row: row.id)]
    return tuple(
        _agreement(some, _is_mine(actor, some[0].subject_id, some[0].leader_id), today)
        for some in by_plan
        if some[0].state in AGREED or not some[0].is_held or _is_mine(actor, some[0].subject_id, some[0].leader_id)
    )


def _agreement(rows: Sequence[Any], mine: bool, today: date) -> Agreement:
    """rows: the plan, once for each thing the reader promised in it."""
    plan = rows[0]
    if plan.state in UNFINISHED:
        leader, person = plan.signed_by_leader, plan.signed_by_person
        return Agreement(plan.pid, mine, signed_by_leader=leader, signed_by_person=person)
    agreed_on = day_of(plan.approved_at)
    runs = may(plan.state, Action.ANSWER)
    days = asked_on(agreed_on, today) if runs else None
    open_ones = [row for row in rows if row.promise_id and (row.standing is None or row.standing.is_open)]
    filed_from = may_file_from(agreed_on, commented=plan.is_commented)
    return Agreement(
        plan.pid,
        mine,
        agreed_on,
        to_file=plan.state is PlanState.APPROVED and filed_from <= today,
        asked=None if days == plan.answered else days,
        promised=len(open_ones),
        due_on=min((row.due_on for row in open_ones if row.due_on), default=None),
        follow_ups=tuple(agreed_on + timedelta(days=after) for after in AFTER) if runs else (),
    )


def _plans(actor: Actor, ids: Collection[int], today: date) -> Any:
    """Return every plan that no newer one has followed, once for each thing the reader promised in it, or once."""
    own = Plan.subject_id == actor.person_id
    leads = exists().where(
        LeaderRelation.leader_id == Plan.leader_id,
        LeaderRelation.person_id == Plan.subject_id,
        in_force(LeaderRelation, today),
    )
    commented = exists().where(plans.PlanEvent.plan_id == Plan.id, plans.PlanEvent.action == Action.COMMENT)
    alone = or_(and_(own, plans.Agreement.whose == Whose.EMPLOYEE), and_(~own, plans.Agreement.whose == Whose.LEADER))
    promise = and_(plans.Agreement.plan_id == Plan.id, or_(alone, plans.Agreement.whose == Whose.BOTH))
    return (
        select(
            Plan.id, Plan.pid, Plan.subject_id, Plan.leader_id, Plan.state, Plan.approved_at, leads.label("is_held"),
            commented.label("is_commented"), _signed(Side.LEADER).label("signed_by_leader"),
            _signed(Side.EMPLOYEE).label("signed_by_person"), _answered(own).label("answered"),
            plans.Agreement.id.label("promise_id"), plans.Agreement.due_on, _standing().label("standing"),
        )
        .outerjoin(plans.Agreement, promise)
        .where(Plan.subject_id.in_(ids), Plan.state != PlanState.ENDED)
        .order_by(Plan.subject_id, Plan.id, plans.Agreement.position)
    )  # fmt: skip


def _signed(side: Side) -> ColumnElement[bool]:
    approval = plans.Approval
    return exists().where(approval.plan_id == Plan.id, approval.side == side, approval.voided_at.is_(None))


def _answered(own: ColumnElement[bool]) -> Any:
    """Return the last question the reader's own side has answered; the other side's answers are not looked at."""
    given = plans.FollowUpAnswer
    own_side = or_(and_(own, given.side == Side.EMPLOYEE), and_(~own, given.side == Side.LEADER))
    return select(func.max(given.after_days)).where(given.plan_id == Plan.id, own_side).scalar_subquery()


def _standing() -> Any:
    """Return how a promise stood when somebody last said so."""
    said = select(plans.Status.standing).where(plans.Status.agreement_id == plans.Agreement.id)
    return said.order_by(plans.Status.on.desc(), plans.Status.id.desc()).limit(1).scalar_subquery()
