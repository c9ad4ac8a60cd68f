"""Preparing: each answer is saved by itself, shared and taken back by its author alone, and deleted when they want."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from competence.conversations.models import Conversation
from competence.conversations.preparing import queries
from competence.conversations.preparing.models import PreparedAnswer
from competence.conversations.preparing.rules import (
    LONGEST,
    AlreadyShared,
    Fate,
    NotAsked,
    NothingToShare,
    Sent,
    TooLong,
    fate,
    refuse_to_take_back,
    refuse_to_write,
)
from competence.db import db
from competence.privacy import audit


@dataclass(frozen=True)
class Outcome:
    """What became of one answer: its fate, what is stored now, and in which version."""

    sent: Sent
    fate: Fate
    stored: str
    version: int


def save(conversation: Conversation, author_id: int, sent: Sequence[Sent], now: datetime) -> list[Outcome]:
    """Save the answers the reader touched; one that was changed elsewhere is left as it is and comes back STALE.

    Raises TalkIsOver, NotAsked, TooLong, AlreadyShared; then nothing is saved.
    """
    refuse_to_write(conversation.state)
    asked = {question.id for _theme, rows in queries.questions_for(conversation, author_id) for question in rows}
    kept = queries.own(conversation, author_id)
    for one in sent:
        if one.question_id not in asked:
            raise NotAsked
        if len(one.text) > LONGEST:
            raise TooLong
    outcomes = [_save(conversation, author_id, one, kept.get(one.question_id), now) for one in sent]
    db.session.flush()
    return outcomes


def share(conversation: Conversation, author_id: int, question_ids: Collection[int] | None, now: datetime) -> None:
    """Lay an author's answers on the table for the other one; None: all that say anything.

    Raises TalkIsOver, NothingToShare.
    """
    refuse_to_write(conversation.state)
    kept = queries.own(conversation, author_id)
    wanted = [answer for key, answer in kept.items() if question_ids is None or key in question_ids]
    if not any(answer.text for answer in wanted):
        raise NothingToShare
    for answer in wanted:
        if answer.text and not answer.is_shared_in(conversation):
            answer.shared_at, answer.seat_id = now, conversation.leader_id
    _note(conversation, author_id, "preparation.share")


def take_back(conversation: Conversation, author_id: int, question_id: int) -> None:
    """Let an answer be its author's alone again. Raises TalkHasBegun, TalkIsOver."""
    refuse_to_take_back(conversation.state)
    answer = queries.own(conversation, author_id).get(question_id)
    if answer is not None:
        answer.shared_at = answer.seat_id = None
    _note(conversation, author_id, "preparation.withdraw")


def erase(conversation: Conversation, author_id: int) -> None:
    """Delete what an author wrote and has not shared."""
    for answer in queries.own(conversation, author_id).values():
        if answer.shared_at is None:
            db.session.delete(answer)
    db.session.flush()


def _save(
    conversation: Conversation, author_id: int, sent: Sent, answer: PreparedAnswer | None, now: datetime
) -> Outcome:
    stored, version = (answer.text, answer.version) if answer else ("", 0)
    found = fate(sent, stored, version)
    if found is not Fate.SAVED:
        return Outcome(sent, found, stored, version)
    if answer is None:
        answer = PreparedAnswer(conversation_id=conversation.id, author_id=author_id, question_id=sent.question_id)
        db.session.add(answer)
    elif answer.is_shared_in(conversation):
        raise AlreadyShared
    answer.text, answer.saved_at = sent.text, now
    answer.shared_at = answer.seat_id = None  # what a former leader was given, the next one is not
    return Outcome(sent, found, sent.text, version + 1)


def _note(conversation: Conversation, author_id: int, action: str) -> None:
    db.session.flush()
    thing = f"conversation {conversation.pid}"
    audit.record(author_id, action, subject_id=conversation.subject_id, thing=thing)
