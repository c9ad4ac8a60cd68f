"""What a talk gave the one it was about: one answer in words, readable by them alone."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from competence.conversations.rating.rules import Gain
from competence.db import Model, enum
from competence.privacy.declare import Keep, Personal


class TalkRating(Model):
    """The employee's answer; on: the day it was given, no finer."""

    __tablename__ = "talk_rating"
    __privacy__ = Personal(
        about="conversation_id.subject_id",
        purpose="Så huset kan se, om samtalerne er det værd. Din leder ser det aldrig.",
        keep=Keep.UNTIL_NEXT_TALK,
        title="Hvad du fik ud af samtalen",
    )

    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True)
    gain: Mapped[Gain] = mapped_column(enum(Gain))
    on: Mapped[date]
