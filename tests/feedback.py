"""Plain functions that make requests for feedback and pieces of it, in any state."""

from datetime import timedelta

from competence.db import db
from competence.feedback.models import Feedback, FeedbackReport, FeedbackRequest, OutsideLink, ViewedCompetence
from competence.feedback.rounds.models import FeedbackRound, RoundParticipant
from competence.feedback.rounds.rules import Whom
from competence.feedback.rules.asking import About
from competence.feedback.rules.steps import DELIVERED, State
from competence.people.models import Person
from competence.web.clock import now, today
from competence.web.tokens import fingerprint
from tests.make import NOW, Row

WORDS = {"worked": "Roen i rummet.", "ideas": "Et kortere oplæg."}


def _add(row: Row) -> Row:
    db.session.add(row)
    db.session.flush()
    return row


def make_request(receiver: Person, form: str = "tre_plus_tre", **more) -> FeedbackRequest:
    """A request of somebody's about their next talk, which nobody has been asked yet."""
    viewed = [ViewedCompetence(competence_id=one.id) for one in more.pop("viewed", ())]
    made = {"about": About.TALK, "question": "Hvordan gik læsekredsen?", "due_on": today() + timedelta(days=14)} | more
    return _add(FeedbackRequest(receiver_id=receiver.id, form=form, asked_at=NOW, viewed=viewed, pieces=[], **made))


def make_feedback(
    receiver: Person, sender: Person | None, state: State = State.WRITTEN, *, shared_with: Person | None = None, **more
) -> Feedback:
    """A piece somebody was asked for, and gave where the state says so."""
    request = more.pop("request", None) or make_request(receiver)
    words = more.pop("words", WORDS if state in (*DELIVERED, State.TAKEN_BACK) else {})
    return _add(
        Feedback(
            request=request, receiver_id=receiver.id, sender_id=sender.id if sender else None, form=request.form,
            state=state, about=request.about, words=words, shared_with_id=shared_with.id if shared_with else None,
            written_at=NOW if words else None, levels=[], **more,
        )
    )  # fmt: skip


def make_report(piece: Feedback, why: str = "Det var hårdt sagt.") -> FeedbackReport:
    return _add(
        FeedbackReport(
            feedback_id=piece.id, receiver_id=piece.receiver_id, writer_id=piece.sender_id,
            writer_name=piece.writer_name, form=piece.form, words=piece.words, why=why, reported_at=NOW,
        )
    )  # fmt: skip


def make_link(piece: Feedback) -> str:
    token = "a-token-nobody-guesses"
    _add(OutsideLink(key=fingerprint(token), feedback_id=piece.id, expires_at=now() + timedelta(days=14)))
    return token


def make_round(opened_by: Person, *people: Person, form: str = "tre_plus_tre", **more) -> FeedbackRound:
    """A round that is open for some people; closed=True: over, and counted as nobody having asked."""
    closed = {"closed_at": NOW, "asked": 0, "received": 0} if more.pop("closed", False) else {}
    made = (
        {"whom": Whom.HOUSE, "opens_on": today(), "approves": False, "closes_on": today() + timedelta(days=20)}
        | closed
        | more
    )
    return _add(
        FeedbackRound(
            title="Feedback i efteråret", purpose="Vi spørger hinanden.", form=form, topics=[],
            opened_by_id=opened_by.id, invited=len(people),
            participants=[RoundParticipant(person_id=person.id) for person in people], **made,
        )
    )  # fmt: skip
