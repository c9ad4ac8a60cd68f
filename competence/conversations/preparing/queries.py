"""What one has prepared oneself, and what both have laid on the table; nobody reads the other one's unshared words."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from competence.conversations.guides.models import GuideTheme, Question
from competence.conversations.guides.queries import asked_of
from competence.conversations.guides.rules.editions import Side
from competence.conversations.models import Conversation
from competence.conversations.preparing.models import PreparedAnswer
from competence.db import db
from competence.people.models import Person


@dataclass(frozen=True)
class OnTheTable:
    """A question of a talk, and what was shared about it: the author and their words."""

    question: Question
    said: list[tuple[Person, str]]


def questions_for(conversation: Conversation, author_id: int) -> list[tuple[GuideTheme, list[Question]]]:
    """Return what a talk asks of one of the two, by theme; nothing where it was planned without a guide."""
    if conversation.guide_version_id is None:
        return []
    side = Side.EMPLOYEE if author_id == conversation.subject_id else Side.LEADER
    return asked_of(conversation.guide_version_id, side)


def own(conversation: Conversation, author_id: int) -> dict[int, PreparedAnswer]:
    """Return what an author has prepared for a talk, by question."""
    answers = select(PreparedAnswer).where(
        PreparedAnswer.conversation_id == conversation.id, PreparedAnswer.author_id == author_id
    )
    return {answer.question_id: answer for answer in db.session.scalars(answers)}


def has_begun(conversation: Conversation, author_id: int) -> bool:
    """Return whether an author has written anything to prepare for a talk; only they are ever told."""
    wrote = select(PreparedAnswer.id).where(
        PreparedAnswer.conversation_id == conversation.id, PreparedAnswer.author_id == author_id
    )
    return db.finds(wrote)


def shared_questions(conversation: Conversation) -> list[OnTheTable]:
    """Return the questions either has shared words about with the other, in the guide's order.

    What was shared with, or by, a former leader stays between those two.
    """
    shared = (
        select(PreparedAnswer)
        .join(PreparedAnswer.question)
        .where(PreparedAnswer.conversation_id == conversation.id, PreparedAnswer.shared_at.is_not(None))
        .where(PreparedAnswer.seat_id == conversation.leader_id)
        .options(joinedload(PreparedAnswer.question).joinedload(Question.theme), joinedload(PreparedAnswer.author))
        .order_by(Question.position, PreparedAnswer.shared_at, PreparedAnswer.id)
    )
    found: dict[int, OnTheTable] = {}
    for answer in db.session.scalars(shared):
        lies = found.setdefault(answer.question_id, OnTheTable(answer.question, []))
        lies.said.append((answer.author, answer.text))
    return list(found.values())
