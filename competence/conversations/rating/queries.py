"""One's own answer, and a round's answers for those who make protected numbers of them."""

from datetime import date

from sqlalchemy import select

from competence.conversations.models import Conversation
from competence.conversations.rating.models import TalkRating
from competence.conversations.rating.rules import COUNTED, is_counted
from competence.conversations.rules.steps import State
from competence.cycles.queries import Cycle
from competence.cycles.rules.phases import Phase
from competence.db import db
from competence.privacy.anonymity.limits import Person
from competence.privacy.restricting.queries import restricted


def rating_of(conversation: Conversation) -> TalkRating | None:
    """Return what was answered about a talk; only for the one it was about."""
    return db.session.get(TalkRating, conversation.id)


def is_final(cycle: Cycle, today: date) -> bool:
    """Return whether the answers of a round are final."""
    return is_counted(cycle.stage, cycle.deadlines.get(Phase.PLANS), today)


def given(cycle: Cycle, today: date) -> dict[Person, int]:
    """Return who answered what in a round, as a step from 1; for privacy.anonymity, never for display.

    Nothing before the answers are final. Whoever would rather not say is not among them, nor who restricted the use.
    """
    if not is_final(cycle, today):
        return {}
    answers = select(Conversation.subject_id, TalkRating.gain).join(
        TalkRating, TalkRating.conversation_id == Conversation.id
    )
    held = answers.where(Conversation.cycle_id == cycle.id, Conversation.state == State.HELD)
    counted = held.where(TalkRating.gain.in_(COUNTED), Conversation.subject_id.not_in(restricted()))
    return {row.subject_id: COUNTED.index(row.gain) + 1 for row in db.session.execute(counted)}
