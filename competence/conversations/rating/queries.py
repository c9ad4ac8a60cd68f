"""One's own answer, and what a closed round's answers may be told as."""

from datetime import date

from sqlalchemy import func, select

from competence.conversations.models import Conversation
from competence.conversations.rating.models import TalkRating
from competence.conversations.rating.rules import COUNTED, Gain, is_counted
from competence.conversations.rules.steps import State
from competence.cycles.queries import Cycle
from competence.cycles.rules.phases import Phase
from competence.db import db
from competence.privacy.anonymity.counts import Count, coded_count
from competence.privacy.anonymity.limits import Hidden


def rating_of(conversation: Conversation) -> TalkRating | None:
    """Return what was answered about a talk; only for the one it was about."""
    return db.session.get(TalkRating, conversation.id)


def is_final(cycle: Cycle, today: date) -> bool:
    """Return whether the answers of a round are final."""
    return is_counted(cycle.stage, cycle.deadlines.get(Phase.PLANS), today)


def counts(cycle: Cycle, today: date) -> dict[Gain, Count | Hidden]:
    """Return how many gave each answer in a round, as it may be told; nothing before they are final.

    The whole is everybody whose talk was held in it, whether or not they answered, which nobody is told.
    """
    if not is_final(cycle, today):
        return {}
    held = select(Conversation.id).where(Conversation.cycle_id == cycle.id, Conversation.state == State.HELD)
    whole = db.session.scalar(select(func.count()).select_from(held.subquery())) or 0
    given = select(TalkRating.gain, func.count()).where(TalkRating.conversation_id.in_(held)).group_by(TalkRating.gain)
    numbers = {row[0]: row[1] for row in db.session.execute(given)}
    return {gain: coded_count(numbers.get(gain, 0), whole) for gain in COUNTED}
