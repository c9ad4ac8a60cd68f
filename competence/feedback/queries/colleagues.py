"""Colleagues' views: the third voice in a mirror, each with the name of who sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import contains_eager, joinedload, selectinload

from competence.access.actor import Actor
from competence.db import db
from competence.feedback.models import Feedback, FeedbackRequest, ViewedLevel
from competence.feedback.queries.pieces import visible_to
from competence.feedback.rules.asking import VIEW
from competence.feedback.rules.steps import OPENED


@dataclass(frozen=True)
class ColleaguesView:
    """One colleague's view. levels: by the competence's code; None where they cannot judge."""

    name: str
    pid: str
    is_shared: bool
    levels: Mapping[str, int | None]


def colleagues_views(actor: Actor, subject_id: int, since: datetime, until: datetime) -> list[ColleaguesView]:
    """Return how colleagues see a person who asked them in a time and has read it, as far as the actor may know it.

    Of several views by the same colleague the latest counts; those whose writer's data was erased are all kept.
    """
    asked = FeedbackRequest.asked_at.between(since, until)
    given = visible_to(actor).join(FeedbackRequest).where(Feedback.receiver_id == subject_id, asked)
    given = given.where(Feedback.form == VIEW, Feedback.state.in_(OPENED)).options(
        contains_eager(Feedback.request),
        joinedload(Feedback.sender),
        selectinload(Feedback.levels).joinedload(ViewedLevel.competence),
    )
    latest = {piece.sender_id or -piece.id: piece for piece in db.session.scalars(given.order_by(Feedback.id))}
    return [_view(piece) for piece in sorted(latest.values(), key=lambda piece: piece.writer_name)]


def _view(piece: Feedback) -> ColleaguesView:
    levels = {said.competence.code: said.level for said in piece.levels}
    return ColleaguesView(piece.writer_name, piece.pid, bool(piece.shared_with), levels)
