"""What was reported to HR, for HR alone."""

from collections.abc import Sequence

from sqlalchemy import Select, false, select
from sqlalchemy.orm import joinedload

from competence.access.actor import Actor
from competence.access.permissions import MayFeedback
from competence.access.policy import permits
from competence.db import db
from competence.feedback.models import Feedback, FeedbackReport


def visible_to(actor: Actor) -> Select[FeedbackReport]:
    """Return the reports an actor may read: for HR all but those of what they wrote themselves, else none."""
    if not permits(actor, MayFeedback.HANDLE_REPORTS):
        return select(FeedbackReport).where(false())
    return select(FeedbackReport).where(FeedbackReport.writer_id.is_distinct_from(actor.person_id))


def reports_for(actor: Actor) -> Sequence[FeedbackReport]:
    """Return the reports an actor may read, those nobody has dealt with first."""
    chosen = visible_to(actor).options(joinedload(FeedbackReport.receiver))
    return db.session.scalars(
        chosen.order_by(FeedbackReport.handled_at.is_not(None), FeedbackReport.id.desc()).limit(100)
    ).all()


def report_for(actor: Actor, pid: str, *, to_change: bool = False) -> FeedbackReport | None:
    """Return one report the actor may read."""
    chosen = visible_to(actor).where(FeedbackReport.pid == pid)
    if to_change:
        db.session.execute(chosen.with_for_update())
    return db.session.scalar(chosen.options(joinedload(FeedbackReport.receiver)))


def reported(piece: Feedback) -> FeedbackReport | None:
    """Return what its receiver reported of a piece of feedback, if they did."""
    return db.session.scalar(select(FeedbackReport).where(FeedbackReport.feedback_id == piece.id))
