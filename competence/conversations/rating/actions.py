"""Saying what a talk gave."""

from datetime import date

from competence.conversations.models import Conversation
from competence.conversations.rating.models import TalkRating
from competence.conversations.rating.queries import is_final, rating_of
from competence.conversations.rating.rules import Gain, refuse_to_rate
from competence.db import db


def rate(conversation: Conversation, gain: Gain, today: date) -> None:
    """Keep the employee's answer, or another in its place. Raises NotHeldYet, RoundIsClosed.

    Nothing is written in the trail: that somebody answered is theirs alone too.
    """
    refuse_to_rate(conversation.state, round_closed=is_closed(conversation, today))
    given = rating_of(conversation)
    if given is None:
        given = TalkRating(conversation_id=conversation.id)
        db.session.add(given)
    given.gain, given.on = gain, today
    db.session.flush()


def is_closed(conversation: Conversation, today: date) -> bool:
    """Return whether the numbers of the talk's round are final."""
    return conversation.cycle is not None and is_final(conversation.cycle, today)
