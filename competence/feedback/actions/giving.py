"""Writing feedback: asked for or not, by colleagues and people outside, and taking it back until it is read."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import url_for

from competence.db import db
from competence.feedback.actions.asking import Topic
from competence.feedback.actions.telling import GIVEN, note
from competence.feedback.models import Feedback, OutsideLink, ViewedLevel
from competence.feedback.rules import asking, steps
from competence.feedback.rules.asking import UNASKED, Wanted
from competence.feedback.rules.steps import Action, State
from competence.notifications.actions import notify


def recognise(
    receiver_id: int, sender_id: int, wanted: Sequence[Wanted], written: Mapping[str, str], topic: Topic | None,
    now: datetime,
) -> Feedback:  # fmt: skip
    """Give somebody recognition they did not ask for. Raises AskedOneself, WordsMissing, WordsTooLong."""
    asking.check_asked(sender_id, [receiver_id], ())
    piece = Feedback(
        receiver_id=receiver_id, sender_id=sender_id, form=UNASKED, state=State.ASKED, levels=[],
        words=asking.words(wanted, written),
    )  # fmt: skip
    db.session.add(piece)
    _send(piece, topic, now)
    return piece


def write(
    piece: Feedback, wanted: Sequence[Wanted], written: Mapping[str, str], topic: Topic | None, now: datetime
) -> None:
    """Answer what one was asked, or send again what was taken back. Raises NotWaiting, WordsMissing, WordsTooLong.

    topic: what a recognition points at; anything else is about what it was asked for.
    """
    steps.step(piece.state, Action.WRITE)
    piece.words = asking.words(wanted, written)
    _send(piece, topic, now)


def view(
    piece: Feedback, asked: Sequence[int], said: Mapping[int, int | None], highest: int, now: datetime
) -> None:  # fmt: skip
    """Say at which level one sees a colleague, or that one cannot judge. Raises NotWaiting, LevelMissing."""
    steps.step(piece.state, Action.WRITE)
    kept = asking.levels(asked, said, highest)
    db.session.query(ViewedLevel).filter_by(feedback_id=piece.id).delete()
    db.session.add_all(ViewedLevel(feedback_id=piece.id, competence_id=one, level=at) for one, at in kept.items())
    _send(piece, None, now)


def decline(piece: Feedback) -> None:
    """Say that one cannot judge; there is no reason to give. Raises NotWaiting."""
    piece.state = steps.step(piece.state, Action.DECLINE)
    _let_link_go(piece)
    note(piece, piece.sender_id, "decline")
    db.session.flush()


def take_back(piece: Feedback) -> None:
    """Take back what one wrote; its words stay with oneself. Raises TooLateToTakeBack."""
    piece.state = steps.step(piece.state, Action.TAKE_BACK)
    note(piece, piece.sender_id, "take_back")
    db.session.flush()


def discard(piece: Feedback) -> None:
    """Throw away what one took back. Raises TooLateToTakeBack."""
    piece.state = steps.step(piece.state, Action.DISCARD)
    empty(piece)
    note(piece, piece.sender_id, "discard")
    db.session.flush()


def empty(piece: Feedback) -> None:
    """Let go of everything a piece of feedback says."""
    piece.words = {}
    db.session.query(ViewedLevel).filter_by(feedback_id=piece.id).delete()


def _send(piece: Feedback, topic: Topic | None, now: datetime) -> None:
    if topic is not None:
        piece.about, piece.competence_id, piece.value_id = topic.about, topic.competence_id, topic.value_id
    piece.state, piece.written_at = steps.step(piece.state, Action.WRITE), now
    db.session.flush()
    _let_link_go(piece)
    note(piece, piece.sender_id, "write")
    notify(piece.receiver_id, GIVEN, url_for("feedback.index"))


def _let_link_go(piece: Feedback) -> None:
    """A link works once."""
    db.session.query(OutsideLink).filter_by(feedback_id=piece.id).delete()
