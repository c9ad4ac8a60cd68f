"""What a round gives to the organisation's figures: the first views people shared in time, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_, select

from competence.assessments.models import Answer, Mirror, Share, Stage, View, Voice
from competence.cycles.models import Cycle
from competence.db import db
from competence.frameworks.models import Competence


@dataclass(frozen=True)
class Contribution:
    """One level one person gave in a round. It is for privacy.anonymity only and is never shown."""

    person_id: int
    competence: str
    level: int


def contributions(cycle: Cycle) -> Sequence[Contribution]:
    """Return the levels of the round's own views that were shared, and not taken back, when the round closed.

    The first views count, also where they were changed after the reveal; an answer carried over does not.
    """
    rows = db.session.execute(
        select(Mirror.subject_id, Competence.code, Answer.level)
        .join(View, View.mirror_id == Mirror.id)
        .join(Answer, Answer.view_id == View.id)
        .join(Competence, Competence.id == Answer.competence_id)
        .where(Mirror.cycle_id == cycle.id, View.voice == Voice.SELF, _shared_in(cycle).exists())
        .where(Answer.stage == Stage.FIRST, Answer.carried.is_(False), Answer.level.is_not(None))
        .order_by(Mirror.subject_id, Competence.code)
    )
    return [Contribution(person_id, code, level) for person_id, code, level in rows if level is not None]


def respondents(cycle: Cycle) -> Sequence[int]:
    """Return the people whose own view counts in a round."""
    shared = select(Mirror.subject_id).join(View, View.mirror_id == Mirror.id)
    counted = shared.where(Mirror.cycle_id == cycle.id, View.voice == Voice.SELF, _shared_in(cycle).exists())
    return db.session.scalars(counted.order_by(Mirror.subject_id)).all()


def shared_with(cycle: Cycle) -> list[tuple[int, int]]:
    """Return whom each person's own view was shared with in a round, as (leader, person); they may know its answers."""
    given = select(Share.with_id, Mirror.subject_id).join(View, View.id == Share.view_id)
    own = given.join(Mirror, Mirror.id == View.mirror_id).where(Mirror.cycle_id == cycle.id, View.voice == Voice.SELF)
    return [(leader_id, person_id) for leader_id, person_id in db.session.execute(own)]


def _shared_in(cycle: Cycle) -> Select[Any]:
    given = select(Share.id).where(Share.view_id == View.id)
    if cycle.closed_at is None:
        return given.where(Share.withdrawn_at.is_(None))
    in_time = Share.shared_at <= cycle.closed_at
    return given.where(in_time, or_(Share.withdrawn_at.is_(None), Share.withdrawn_at > cycle.closed_at))
