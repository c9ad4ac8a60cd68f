"""Plans: found by their address, and those an actor may open."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import defaultload, joinedload, selectinload

from competence.access.actor import Actor
from competence.access.permissions import MayPlan
from competence.access.policy import permits
from competence.db import db
from competence.people.models import LeaderRelation, Person
from competence.people.queries import in_force
from competence.people.queries.leading import nearest_leaders
from competence.plans.models import Approval, Filing, Goal, Plan, PlanEvent, Status
from competence.plans.rules.states import State

AGREED = [state for state in State if state.is_agreed]
UNFINISHED = [State.DRAFT, State.PROPOSED]


def visible_to(actor: Actor) -> Select[Any]:
    """Return the plans an actor may open.

    Their own; of those they lead today the agreed ones, and the others where they act under the seat's leader.
    """
    agreed = and_(Plan.state.in_(AGREED), Plan.subject_id.in_(actor.led))
    return select(Plan).where(or_(Plan.subject_id == actor.person_id, agreed, *_seats(actor)))


def behind_glass(actor: Actor, person_id: int) -> Sequence[Plan]:
    """Return the signed plans of a person whose agreement an actor may read, the latest first."""
    signed = select(Plan).where(Plan.subject_id == person_id, Plan.state.in_(AGREED)).order_by(Plan.id.desc())
    return [one for one in db.session.scalars(signed) if permits(actor, MayPlan.READ_AGREEMENT, one)]


def plan(pid: str) -> Plan | None:
    """Return a plan with all that was written in it."""
    return db.session.scalars(whole(select(Plan).where(Plan.pid == pid), defaultload)).unique().one_or_none()


def draft(pid: str) -> Plan | None:
    """Return a plan with what was written in it, for going on writing."""
    return db.session.scalars(written(select(Plan).where(Plan.pid == pid), defaultload)).unique().one_or_none()


def locked_draft(pid: str) -> Plan | None:
    """Return a plan for changing what is written in it; of two who save at once the second waits."""
    db.session.execute(select(Plan.id).where(Plan.pid == pid).with_for_update())
    return draft(pid)


def locked_plan(pid: str) -> Plan | None:
    """Return a plan for changing it: whoever signs, edits or files it waits for the one before."""
    db.session.execute(select(Plan.id).where(Plan.pid == pid).with_for_update())
    return plan(pid)


def plans_of(actor: Actor) -> Sequence[Plan]:
    """Return the actor's own plans, the newest first."""
    own = visible_to(actor).where(Plan.subject_id == actor.person_id)
    return db.session.scalars(whole(own).order_by(Plan.begun_at.desc(), Plan.id.desc())).unique().all()


def unfinished(subject_id: int, leader_id: int) -> Plan | None:
    """Return the plan a person and a leader are writing, if they are."""
    theirs = select(Plan).where(Plan.subject_id == subject_id, Plan.leader_id == leader_id)
    return db.session.scalars(theirs.where(Plan.state.in_(UNFINISHED)).order_by(Plan.id.desc()).limit(1)).first()


def latest_approved(subject_id: int) -> Plan | None:
    """Return the plan a person and their leader signed last, with all that was written in it."""
    newest = select(Plan.id).where(Plan.subject_id == subject_id, Plan.state.in_(AGREED))
    newest = newest.order_by(Plan.approved_at.desc(), Plan.id.desc()).limit(1)
    return db.session.scalars(whole(select(Plan).where(Plan.id == newest.scalar_subquery()))).unique().one_or_none()


def running(subject_id: int) -> Sequence[Plan]:
    """Return the signed plans that no newer one has followed, for changing them."""
    current = select(Plan).where(Plan.subject_id == subject_id, Plan.state.in_([State.APPROVED, State.FILED]))
    return db.session.scalars(current.with_for_update()).all()


def free_seats(actor: Actor, day: date) -> Sequence[tuple[str, Person]]:
    """Return the address and the subject of unfinished plans of the actor's people whose leader is no longer theirs."""
    held = select(LeaderRelation.id).where(
        LeaderRelation.leader_id == Plan.leader_id,
        LeaderRelation.person_id == Plan.subject_id,
        in_force(LeaderRelation, day),
    )
    found = select(Plan.pid, Person).join(Person, Person.id == Plan.subject_id)
    found = found.where(Plan.subject_id.in_(actor.led), Plan.state.in_(UNFINISHED), ~held.exists())
    return [(pid, person) for pid, person in db.session.execute(found.order_by(Person.sort_name, Plan.id))]


def filed_paper(plan: Plan) -> bytes | None:
    """Return the paper that was handed to the personnel file, byte for byte; None before that."""
    return db.session.scalar(select(Filing.paper).where(Filing.plan_id == plan.id))


def with_leaders(states: Sequence[State], day: date) -> Iterator[tuple[Plan, list[int]]]:
    """Return plans in these states, each with the nearest leaders its person has on a day."""
    leads_today = and_(LeaderRelation.person_id == Plan.subject_id, in_force(LeaderRelation, day))
    found = select(Plan, LeaderRelation.leader_id).outerjoin(LeaderRelation, leads_today).where(Plan.state.in_(states))
    loaded = found.options(selectinload(Plan.approvals), selectinload(Plan.answers), selectinload(Plan.events))
    rows: Any = db.session.execute(loaded.order_by(Plan.id, LeaderRelation.id))
    for plan, own in groupby(rows, key=lambda row: row[0]):
        yield plan, [leader_id for _, leader_id in own if leader_id is not None]


def told_for_the_leader(plan: Plan, day: date) -> Sequence[int]:
    """Return who is told on the leader's side: the seat's leader, but nobody who no longer leads the person.

    A signed plan is then the new leaders'; an unsigned one is nobody's until its seat is taken.
    """
    leaders = nearest_leaders([plan.subject_id], day).get(plan.subject_id, [])
    seat = [leader_id for leader_id in leaders if leader_id == plan.leader_id]
    return seat or (leaders if plan.is_agreed else [])


def written(plans: Select[Any], fetched: Any = selectinload) -> Select[Any]:
    """Return plans with what was written in them, in two statements.

    fetched: how their lists are. A single plan's by defaultload, when its page asks for them: whoever may not read it
    waits no longer than for one that is not there, however much stands in it.
    """
    return plans.options(
        joinedload(Plan.subject),
        joinedload(Plan.leader),
        joinedload(Plan.approvals).joinedload(Approval.author),
        joinedload(Plan.goals).options(joinedload(Goal.activities), joinedload(Goal.competence), joinedload(Goal.step)),
        fetched(Plan.agreements),
    )


def whole(plans: Select[Any], fetched: Any = selectinload) -> Select[Any]:
    """Return plans with what was written in them and what became of it, in five statements; fetched: as above."""
    return written(plans, fetched).options(
        joinedload(Plan.filing).joinedload(Filing.author),
        fetched(Plan.statuses).joinedload(Status.author),
        fetched(Plan.answers),
        fetched(Plan.events).joinedload(PlanEvent.actor),
    )


def _seats(actor: Actor) -> list[ColumnElement[bool]]:
    """Return, for each leader under whose id the actor acts, the condition that a plan lies at that leader's seat."""
    return [and_(Plan.leader_id == leader, Plan.subject_id.in_(led)) for leader, led in actor.seats.items() if led]
