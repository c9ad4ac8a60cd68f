"""Asking up to four people for feedback, calling it off, and a link for those outside the house."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from flask import url_for

from competence.db import db
from competence.feedback.actions.telling import ASKED, note
from competence.feedback.models import Feedback, FeedbackRequest, OutsideLink, ViewedCompetence
from competence.feedback.queries import pieces
from competence.feedback.rules import asking, steps
from competence.feedback.rules.asking import ASKED_FOR, LINK_LIVES, SPARRING, VIEW, About
from competence.feedback.rules.refusals import UnknownForm
from competence.feedback.rules.steps import Action, State
from competence.notifications.actions import notify
from competence.privacy.restricting.queries import check_is_read
from competence.web.clock import day_of
from competence.web.tokens import fingerprint, new_token


@dataclass(frozen=True)
class Topic:
    """What feedback is about: one competence, one value, or the next talk."""

    about: About
    competence_id: int | None = None
    value_id: int | None = None


@dataclass(frozen=True)
class Wish:
    """What somebody asks for. people: ids; outside: names; viewed: competences, of a colleague's view alone."""

    form: str
    topic: Topic
    question: str
    due_on: date
    people: Sequence[int] = ()
    outside: Sequence[str] = ()
    tried: str = ""
    viewed: Sequence[int] = field(default=())


def ask(
    wish: Wish, receiver_id: int, now: datetime, *, round_id: int | None = None, proposed: bool = False
) -> tuple[FeedbackRequest, dict[str, str]]:
    """Ask for feedback, and return the request with a link for each piece that is asked of somebody outside.

    proposed: colleagues are asked once the leader has said yes. Raises the refusals of rules.asking, NobodyCouldRead.
    """
    check_is_read(receiver_id)
    if wish.form not in (*ASKED_FOR, VIEW):
        raise UnknownForm
    outside = wish.outside if wish.form != VIEW else ()
    asking.check_asked(receiver_id, wish.people, outside)
    asking.check_day(wish.due_on, day_of(now))
    if wish.form == VIEW:
        asking.check_competences(wish.viewed)
    request = _request(wish, receiver_id, now)
    request.round_id = round_id
    state = State.PROPOSED if proposed else State.ASKED
    people = [_piece(request, state, sender_id=person_id) for person_id in sorted(set(wish.people))]
    guests = [_piece(request, State.ASKED, outside_name=name) for name in outside]
    db.session.add(request)
    db.session.flush()
    for piece in people:
        note(piece, receiver_id, "ask")
    for piece in [] if proposed else people:
        notify(piece.sender_id or 0, ASKED, url_for("feedback.answer", pid=piece.pid))
    return request, {piece.pid: new_link(piece, now) for piece in guests}


def new_link(piece: Feedback, now: datetime) -> str:
    """Return a new link's token for somebody outside; the one before it works no longer.

    Raises NotWaiting, NobodyCouldRead.
    """
    check_is_read(piece.receiver_id)
    steps.step(piece.state, Action.WRITE)
    token = new_token()
    db.session.query(OutsideLink).filter_by(feedback_id=piece.id).delete()
    db.session.add(OutsideLink(key=fingerprint(token), feedback_id=piece.id, expires_at=now + LINK_LIVES))
    db.session.flush()
    note(piece, piece.receiver_id, "link")
    return token


def call_off(request: FeedbackRequest) -> None:
    """Wait for nobody any longer who has not answered; what was answered stays."""
    for piece in request.pieces:
        if piece.state.is_open:
            let_go(piece)
            note(piece, request.receiver_id, "call_off")
    db.session.flush()


def let_go(piece: Feedback) -> None:
    """Wait for one answer no longer; a link to it works no more."""
    piece.state = steps.step(piece.state, Action.CALL_OFF)
    db.session.query(OutsideLink).filter_by(feedback_id=piece.id).delete()


def let_go_of_overdue(day: date) -> None:
    """Wait no longer for what was due before a day."""
    for piece in pieces.overdue(day):
        let_go(piece)
    db.session.flush()


def _request(wish: Wish, receiver_id: int, now: datetime) -> FeedbackRequest:
    tried = asking.words([asking.Wanted("tried", "", required=False)], {"tried": wish.tried}).get("tried", "")
    return FeedbackRequest(
        receiver_id=receiver_id, form=wish.form, about=wish.topic.about, competence_id=wish.topic.competence_id,
        value_id=wish.topic.value_id, question=asking.question(wish.question),
        tried=tried if wish.form == SPARRING else "", asked_at=now, due_on=wish.due_on, pieces=[],
        viewed=[ViewedCompetence(competence_id=one) for one in sorted(set(wish.viewed))] if wish.form == VIEW else [],
    )  # fmt: skip


def _piece(request: FeedbackRequest, state: State, *, sender_id: int | None = None, outside_name: str = "") -> Feedback:
    return Feedback(
        request=request, receiver_id=request.receiver_id, sender_id=sender_id, outside_name=outside_name,
        form=request.form, state=state, about=request.about, competence_id=request.competence_id,
        value_id=request.value_id, words={}, levels=[],
    )  # fmt: skip
