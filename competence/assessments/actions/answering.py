"""Answering: each row is saved for itself, and no word is lost to another tab, a slow line or a second editor."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from competence.assessments.models import Answer, Mark, Mirror, Stage, View, Voice, Wish
from competence.assessments.queries import answering
from competence.assessments.queries.answering import Target
from competence.assessments.rules.opening import Standing, may_answer
from competence.assessments.rules.refusals import (
    ExampleTooLong,
    NothingToConfirm,
    TalkIsHeld,
    UnknownChoice,
    UnknownCompetence,
    ViewIsShared,
    ViewWasLeftOut,
)
from competence.assessments.rules.saying import LONGEST_EXAMPLE, Fate, Row, Said, fate
from competence.db import db


@dataclass(frozen=True)
class Outcome:
    """What became of one row: its fate, what was stored before and is now, and in which version."""

    row: Row
    fate: Fate
    before: Said
    stored: Said
    version: int
    code: str


def save(view: View, rows: Sequence[Row], now: datetime) -> list[Outcome]:
    """Save the rows the reader touched; a row that was changed elsewhere is left as it is and comes back STALE.

    Raises TalkIsHeld, ViewIsShared, UnknownCompetence, UnknownChoice, ExampleTooLong; then nothing is saved.
    """
    refuse_unless_open(view)
    targets = answering.targets(view, [row.competence_id for row in rows])
    for row in rows:
        _refuse_what_is_not_on_the_form(row.said, targets.get(row.competence_id))
    outcomes = [_save(view, targets[row.competence_id], row, now) for row in rows]
    db.session.flush()
    return outcomes


def carry(view: View, competence_id: int, version: int, now: datetime) -> Outcome:
    """Confirm that what the author said last time still holds ("bekræft uændret"); only between rounds."""
    refuse_unless_open(view)
    target = answering.targets(view, [competence_id]).get(competence_id)
    if target is None:
        raise UnknownCompetence
    earlier = answering.earlier_answers(view, [target.competence.code]).get(target.competence.code)
    if view.mirror.cycle_id is not None or earlier is None:
        raise NothingToConfirm
    outcome = _save(view, target, Row(competence_id, earlier.said, version), now, carried=True)
    db.session.flush()
    return outcome


def refuse_unless_open(view: View) -> None:
    """Raise TalkIsHeld, ViewWasLeftOut or ViewIsShared where the side may not be changed."""
    standing = standing_of(view)
    if not may_answer(standing):
        raise TalkIsHeld if standing.talk_held else ViewWasLeftOut if standing.revealed else ViewIsShared


def standing_of(view: View) -> Standing:
    """Return where the mirror stands for the author of a view, as far as answering goes."""
    mirror: Mirror = view.mirror
    if mirror.is_revealed:
        return replace(mirror.own_standing(None), mine_shared=view.is_shared)
    return mirror.own_standing(None) if view.voice is Voice.SELF else mirror.leaders_standing(frozenset())


def _refuse_what_is_not_on_the_form(said: Said, target: Target | None) -> None:
    if target is None:
        raise UnknownCompetence
    known = (
        said.level is None or 1 <= said.level <= target.top,
        said.importance is None or 1 <= said.importance <= 3,
        not said.mark or said.mark in Mark.__members__,
        not said.wish or said.wish in Wish.__members__,
    )
    if not all(known):
        raise UnknownChoice
    if len(said.example) > LONGEST_EXAMPLE:
        raise ExampleTooLong


def _save(view: View, target: Target, row: Row, now: datetime, *, carried: bool = False) -> Outcome:
    stage = Stage.REVISED if view.mirror.is_revealed else Stage.FIRST
    if view.voice is Voice.LEADER:
        row = replace(row, said=replace(row.said, wish=""))  # the wish is the person's own
    answer, stored = target.kept.at(stage), target.kept.said
    version, code = answer.version if answer else 0, target.competence.code
    found = fate(row, stored, version)
    if found is not Fate.SAVED:
        return Outcome(row, found, stored, stored, version, code)
    if answer is None:
        answer = Answer(view_id=view.id, competence_id=row.competence_id, stage=stage)
        db.session.add(answer)
    answer.said, answer.carried, answer.saved_at = row.said, carried, now
    return Outcome(row, found, stored, row.said, version + 1, code)
