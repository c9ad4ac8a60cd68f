"""What its receiver does with feedback: reads, thanks, keeps, shares with their leader, deletes, or reports it."""

from datetime import date, datetime

from flask import url_for

from competence.access.actor import Role
from competence.db import db
from competence.feedback.actions.giving import empty
from competence.feedback.actions.telling import HANDLED, REPORTED, SHARED, THANKED, note
from competence.feedback.models import Feedback, FeedbackReport
from competence.feedback.queries.reports import reported
from competence.feedback.rules import asking, steps
from competence.feedback.rules.refusals import (
    AlreadyHandled,
    AlreadyReported,
    AlreadyThanked,
    NobodyToReportTo,
    NoLeaderToShareWith,
)
from competence.feedback.rules.steps import Action
from competence.notifications.actions import notify
from competence.people.queries import people_with
from competence.people.queries.leading import leader_of
from competence.privacy import audit


def read(piece: Feedback) -> None:
    """Read it; from here on it cannot be taken back. Raises NotToBeRead."""
    _take(piece, Action.READ)


def thank(piece: Feedback, now: datetime) -> None:
    """Say thanks to who wrote it. Raises ReadFirst, AlreadyThanked."""
    _take(piece, Action.THANK)
    if piece.thanked_at is not None:
        raise AlreadyThanked
    piece.thanked_at = now
    if piece.sender_id is not None:
        notify(piece.sender_id, THANKED, url_for("feedback.show", pid=piece.pid))
    db.session.flush()


def keep(piece: Feedback) -> None:
    """Keep it among what one wants to find again. Raises ReadFirst."""
    _take(piece, Action.KEEP)


def share(piece: Feedback, today: date) -> None:
    """Show it to one's nearest leader. Raises ReadFirst, NoLeaderToShareWith."""
    leader = leader_of(piece.receiver_id, today)
    if leader is None:
        raise NoLeaderToShareWith
    _take(piece, Action.SHARE)
    piece.shared_with_id = leader.id
    notify(leader.id, SHARED, url_for("feedback.show", pid=piece.pid))
    db.session.flush()


def unshare(piece: Feedback) -> None:
    """Show it to nobody any longer. Raises NotShared."""
    _take(piece, Action.UNSHARE)
    piece.shared_with_id = None
    db.session.flush()


def delete(piece: Feedback) -> None:
    """Delete it: its words are gone for its receiver, its writer and the leader. Raises ReadFirst."""
    _take(piece, Action.DELETE)
    piece.shared_with_id = None
    empty(piece)
    db.session.flush()


def report(piece: Feedback, why: str, now: datetime, today: date) -> FeedbackReport:
    """Report what hurt to HR, who get a copy of it and of why; never to the one who wrote it.

    Raises ReadFirst, AlreadyReported, WhyMissing, NobodyToReportTo.
    """
    _take(piece, Action.REPORT)
    if reported(piece) is not None:
        raise AlreadyReported
    readers = [person_id for person_id in people_with(Role.HR, today) if person_id != piece.sender_id]
    if not readers:
        raise NobodyToReportTo
    report = FeedbackReport(
        feedback_id=piece.id, receiver_id=piece.receiver_id, writer_id=piece.sender_id,
        writer_name=piece.writer_name, form=piece.form, words=dict(piece.words), why=asking.why(why), reported_at=now,
    )  # fmt: skip
    db.session.add(report)
    db.session.flush()
    for person_id in readers:
        notify(person_id, REPORTED, url_for("feedback.report_show", pid=report.pid))
    return report


def handle(report: FeedbackReport, actor_id: int, now: datetime) -> None:
    """Note that HR has dealt with a report, and tell who reported it. Raises AlreadyHandled."""
    if report.handled_at is not None:
        raise AlreadyHandled
    report.handled_at, report.handled_by_id = now, actor_id
    thing = f"feedback report {report.pid}"
    audit.record(actor_id, "feedback_report.handle", subject_id=report.receiver_id, thing=thing)
    notify(report.receiver_id, HANDLED, url_for("feedback.index"))
    db.session.flush()


def _take(piece: Feedback, action: Action) -> None:
    piece.state = steps.step(piece.state, action)
    note(piece, piece.receiver_id, action.name.lower())
    db.session.flush()
