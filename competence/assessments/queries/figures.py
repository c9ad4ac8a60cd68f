"""What a round gives to the organisation's figures: the first views people shared in time, and nothing else.

Nothing is read of those who had the use of their data restricted when it closed, nor of what is about them.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, or_, select

from competence.assessments.models import Answer, Mirror, Share, Stage, View, Voice, Wish
from competence.cycles.models import Cycle
from competence.db import db
from competence.privacy.restricting.queries import restricted


class Contribution(NamedTuple):
    """What one person said of a competence in a round. It is for privacy.anonymity only and is never shown."""

    person_id: int
    level: int
    importance: int | None
    wishes: bool  # to develop it


class Rating(NamedTuple):
    """What a leader said of a person's competence in a round; for privacy.anonymity only."""

    leader_id: int
    level: int
    importance: int | None


def contributions(cycle: Cycle, competence_id: int) -> list[Contribution]:
    """Return what the round's own views say of a competence that were shared, and not taken back, when it closed.

    The first views count, also where they were changed after the reveal; an answer carried over does not.
    """
    wishes = Answer.wish.is_not_distinct_from(Wish.DEVELOP)
    own = select(Mirror.subject_id, Answer.level, Answer.importance, wishes)
    rows = db.session.execute(_answers(own, cycle, competence_id, Voice.SELF).order_by(Mirror.subject_id))
    return list(map(Contribution._make, rows))


def ratings(cycle: Cycle, competence_id: int) -> list[Rating]:
    """Return what the leaders' views say of a competence that were shared, and not taken back, by the close."""
    theirs = select(View.author_id, Answer.level, Answer.importance)
    rows = db.session.execute(_answers(theirs, cycle, competence_id, Voice.LEADER))
    return list(map(Rating._make, rows))


def rated(cycle: Cycle) -> list[tuple[int, int]]:
    """Return which leaders' views of whom count in a round, as (leader, person)."""
    views = select(View.author_id, Mirror.subject_id).join(Mirror, Mirror.id == View.mirror_id)
    counted = views.where(Mirror.cycle_id == cycle.id, View.voice == Voice.LEADER, *_counts(cycle))
    return [(leader, person) for leader, person in db.session.execute(counted)]


def _answers(query: Any, cycle: Cycle, competence_id: int, voice: Voice) -> Any:
    """Narrow a query to the first levels given afresh to a competence, in a round's views of a voice that count."""
    views = query.select_from(Answer).join(View, View.id == Answer.view_id).join(Mirror, Mirror.id == View.mirror_id)
    return views.where(
        *(Answer.competence_id == competence_id, Answer.stage == Stage.FIRST),
        *(Answer.carried.is_(False), Answer.level.is_not(None)),
        *(Mirror.cycle_id == cycle.id, View.voice == voice, *_counts(cycle)),
    )


def respondents(cycle: Cycle) -> Sequence[int]:
    """Return the people whose own view counts in a round."""
    shared = select(Mirror.subject_id).join(View, View.mirror_id == Mirror.id)
    counted = shared.where(Mirror.cycle_id == cycle.id, View.voice == Voice.SELF, *_counts(cycle))
    return db.session.scalars(counted.order_by(Mirror.subject_id)).all()


def shared_with(cycle: Cycle) -> list[tuple[int, int]]:
    """Return whom each person's own view was shared with in a round, as (leader, person); they may know its answers."""
    given = select(Share.with_id, Mirror.subject_id).join(View, View.id == Share.view_id)
    own = given.join(Mirror, Mirror.id == View.mirror_id).where(Mirror.cycle_id == cycle.id, View.voice == Voice.SELF)
    return [(leader_id, person_id) for leader_id, person_id in db.session.execute(own)]


def _counts(cycle: Cycle) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a view counts: it was shared in time, and no one it names had its use restricted."""
    withheld = restricted(cycle.closed_at)
    return _shared_in(cycle).exists(), Mirror.subject_id.not_in(withheld), View.author_id.not_in(withheld)


def _shared_in(cycle: Cycle) -> Select[Any]:
    given = select(Share.id).where(Share.view_id == View.id)
    if cycle.closed_at is None:
        return given.where(Share.withdrawn_at.is_(None))
    in_time = Share.shared_at <= cycle.closed_at
    return given.where(in_time, or_(Share.withdrawn_at.is_(None), Share.withdrawn_at > cycle.closed_at))
