"""Looking up how far a round's talks are, whose plans hold goals in which area, and the report once it is written."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, false, func, select, true
from sqlalchemy.orm import contains_eager, selectinload

from competence.access.actor import Actor
from competence.access.permissions import MayAnalytics
from competence.access.policy import permits
from competence.analytics.reports.measures import TalkFacts
from competence.analytics.reports.models import MedReport
from competence.conversations.models import Conversation, Step
from competence.conversations.rating import queries as ratings
from competence.conversations.rating.rules import COUNTED
from competence.conversations.rules.kinds import YEARLY
from competence.conversations.rules.steps import Action, State
from competence.cycles.models import Cycle, Invitation
from competence.cycles.rules.rounds import Standing
from competence.db import db
from competence.frameworks.models import Area, Competence
from competence.people.queries.knowing import may_know
from competence.plans.models import FollowUpAnswer, Goal, Plan
from competence.plans.queries.plans import AGREED
from competence.privacy.anonymity.crowds import Knowledge, viewers_of
from competence.privacy.anonymity.limits import Person
from competence.privacy.restricting.queries import restricted

ANSWERS = len(COUNTED)


def rounds_visible_to(actor: Actor) -> Select[Any]:
    """Return the rounds with talks whose coverage the actor may read, the latest first."""
    allowed = true() if permits(actor, MayAnalytics.READ) else false()
    known = select(Cycle).where(allowed, Cycle.opened_at.is_not(None), Cycle.phases.any())
    return known.options(selectinload(Cycle.phases)).order_by(Cycle.opens_on.desc(), Cycle.id.desc())


def rounds(actor: Actor) -> Sequence[Cycle]:
    """Return the rounds with talks, the latest first."""
    return db.session.scalars(rounds_visible_to(actor)).all()


def visible_to(actor: Actor) -> Select[Any]:
    """Return the reports an actor may read."""
    return select(MedReport).where(true() if permits(actor, MayAnalytics.READ_REPORT) else false())


def report_of(actor: Actor, cycle: Cycle) -> MedReport | None:
    """Return the report of a round with all that stands in it, if it is written."""
    whole = visible_to(actor).where(MedReport.cycle_id == cycle.id)
    loaded = whole.options(*map(selectinload, (MedReport.rows, MedReport.shares, MedReport.answers)))
    return db.session.scalars(loaded).one_or_none()


def reported_rounds(actor: Actor) -> Sequence[Cycle]:
    """Return the rounds whose report an actor may read, the latest first."""
    of_these = visible_to(actor).with_only_columns(MedReport.cycle_id)
    return db.session.scalars(
        select(Cycle).where(Cycle.id.in_(of_these)).options(selectinload(Cycle.phases)).order_by(Cycle.opens_on.desc())
    ).all()


def latest_report(actor: Actor) -> MedReport | None:
    """Return the latest report an actor may read, with what it tells of goals."""
    last = visible_to(actor).order_by(MedReport.released_at.desc()).limit(1)
    return cast(
        "MedReport | None",
        db.session.scalar(last.options(selectinload(MedReport.shares), selectinload(MedReport.goals))),
    )


def is_reported(cycle: Cycle) -> bool:
    """Return whether a round's report is written; waits for whoever is writing it."""
    db.session.execute(select(Cycle.id).where(Cycle.id == cycle.id).with_for_update())
    return db.session.get(MedReport, cycle.id) is not None


def knowledge_of(cycle: Cycle, facts: TalkFacts, day: date) -> Knowledge:
    """Return of whom in a round each viewer knows how their talk stands: a leader, also a former one, of those led."""
    return Knowledge(viewers_of(facts.taking_part, may_know(day, cycle.opens_on)))


def facts_of(cycle: Cycle) -> TalkFacts:
    """Return the people of a round by what is done, in four statements. Nothing of what was said is looked up.

    Nobody who has had the use of their data restricted is among them, nor behind goals or answers.
    """
    standing = select(Invitation.person_id, Invitation.standing).where(Invitation.cycle_id == cycle.id)
    standing = standing.where(Invitation.person_id.not_in(restricted()))
    stands = {row.person_id: row.standing for row in db.session.execute(standing)}
    states: dict[int | None, set[State]] = defaultdict(set)
    talks = select(Conversation.subject_id, Conversation.state).where(Conversation.cycle_id == cycle.id)
    for person_id, state in db.session.execute(talks.where(Conversation.kind.in_(YEARLY))):
        states[person_id].add(state)
    both = func.count(FollowUpAnswer.side.distinct()) == 2
    answered = select(FollowUpAnswer.plan_id).group_by(FollowUpAnswer.plan_id, FollowUpAnswer.after_days).having(both)
    agreed = select(Plan.subject_id).where(_of_round(cycle))
    return TalkFacts(
        taking_part=frozenset(person for person, stand in stands.items() if stand is not Standing.LEFT),
        away=frozenset(person for person, stand in stands.items() if stand is Standing.RESTS),
        held=frozenset(person for person, found in states.items() if person and State.HELD in found),
        called_off=frozenset(person for person, found in states.items() if person and found == {State.CANCELLED}),
        agreed=frozenset(db.session.scalars(agreed)),
        followed_up=frozenset(db.session.scalars(agreed.where(Plan.id.in_(answered)))),
    )


@dataclass(frozen=True)
class Goals:
    """What the goals of a round's plans are about.

    competences: the catalogue's, in its order, each with its area. by_area, by_competence: who has a goal in which.
    people: all whose plans hold goals. known: (viewer, person) for those who signed on the leader's side.
    """

    competences: Sequence[Competence]
    by_area: Mapping[str, set[int]]
    by_competence: Mapping[str, set[int]]
    people: frozenset[int]
    known: frozenset[tuple[int, int]]


def goals_of(cycle: Cycle) -> Goals:
    """Return where in the catalogue a round's goals lie, in two statements; no word of them is looked up."""
    known_to_us = select(Competence).join(Competence.area).options(contains_eager(Competence.area))
    asked = known_to_us.where(Competence.version_id == cycle.framework_version_id)
    goals = (
        select(Plan.subject_id, Plan.leader_id, Area.code, Competence.code)
        .join(Goal, Goal.plan_id == Plan.id)
        .outerjoin(Competence, Competence.id == Goal.competence_id)
        .outerjoin(Area, Area.id == Competence.area_id)
        .where(_of_round(cycle))
    )
    by_area: dict[str, set[int]] = defaultdict(set)
    by_competence: dict[str, set[int]] = defaultdict(set)
    known: set[tuple[int, int]] = set()
    rows = db.session.execute(goals).all()
    for person_id, leader_id, area, competence in rows:
        if competence is not None:
            by_area[area].add(person_id)
            by_competence[competence].add(person_id)
        if leader_id is not None:
            known.add((leader_id, person_id))
    people = frozenset(row.subject_id for row in rows)
    competences = db.session.scalars(asked.order_by(Area.position, Competence.position)).all()
    return Goals(competences, by_area, by_competence, people, frozenset(known))


def answers_about(cycle: Cycle, today: date) -> dict[Person, int]:
    """Return who answered what about their talk in a round, as a step from 1 to ANSWERS."""
    return ratings.given(cycle, today)


def label_of_answer(step: int) -> str:
    """Return one of the answers in words."""
    return COUNTED[step - 1].label


def _of_round(cycle: Cycle) -> ColumnElement[bool]:
    """Return the condition that both signed a plan after the round's talk.

    A plan belongs to the last talk of the year begun before its second signature, and so to one round for ever: no
    plan stands behind the numbers of two rounds.
    """
    last_begun = (
        select(Conversation.cycle_id)
        .join(Step, Step.conversation_id == Conversation.id)
        .where(Conversation.subject_id == Plan.subject_id, Conversation.kind.in_(YEARLY))
        .where(Step.action == Action.BEGIN, Step.at <= Plan.approved_at)
        .order_by(Step.at.desc(), Step.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return Plan.state.in_(AGREED) & (last_begun == cycle.id) & Plan.subject_id.not_in(restricted())
