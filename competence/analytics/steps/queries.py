"""Looking up what was released of steps, and the ledger it is held to."""

from collections import defaultdict

from sqlalchemy import Select, false, select, true
from sqlalchemy.orm import contains_eager, selectinload

from competence.access.actor import Actor
from competence.access.permissions import MayAnalytics
from competence.access.policy import permits
from competence.analytics.steps.models import Question, StepLedger, StepRelease
from competence.cycles.models import Cycle
from competence.db import db
from competence.privacy.anonymity.crowds import Row, Unknown


def visible_to(actor: Actor) -> Select[StepRelease]:
    """Return the releases of steps an actor may read, the latest first."""
    allowed = true() if permits(actor, MayAnalytics.STEPS) else false()
    return select(StepRelease).join(StepRelease.cycle).where(allowed).order_by(Cycle.closed_at.desc(), Cycle.id.desc())


def release(actor: Actor, cycle_pid: str | None) -> StepRelease | None:
    """Return the release of a round, or the latest one, with all that stands in it, in three statements."""
    wanted = visible_to(actor) if cycle_pid is None else visible_to(actor).where(Cycle.pid == cycle_pid)
    loaded = contains_eager(StepRelease.cycle), *map(selectinload, (StepRelease.steps, StepRelease.competences))
    return db.session.scalar(wanted.limit(1).options(*loaded))


def rounds(actor: Actor) -> list[tuple[str, str]]:
    """Return the rounds there are releases of steps for: address and title, the latest first."""
    rows = db.session.execute(visible_to(actor).with_only_columns(Cycle.pid, Cycle.title))
    return [(pid, title) for pid, title in rows]


def ledger_of(model_id: int, question: Question) -> list[Row]:
    """Return the rows ever released of a question, in the order they were released in.

    Whoever was erased is left out, as if everybody knew them: nobody hides behind them.
    """
    rows: dict[int, set[Unknown]] = defaultdict(set)
    entered = select(StepLedger.release_id, StepLedger.person_id, StepLedger.choices)
    entered = entered.join(StepRelease, StepRelease.cycle_id == StepLedger.release_id)
    entered = entered.where(StepLedger.model_id == model_id, StepLedger.question == question)
    for release_id, person_id, choices in db.session.execute(
        entered.order_by(StepRelease.released_at, StepRelease.cycle_id)
    ):
        if person_id is not None:
            rows[release_id].add(Unknown(person_id, question.name, choices))
    return [frozenset(row) for row in rows.values()]
