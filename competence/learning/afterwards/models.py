"""Whether somebody used what they learned, for their own eyes, and the shares of many that were told of it."""

from datetime import date

import sqlalchemy
from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.db import Model, enum
from competence.learning.afterwards.rules import Used
from competence.learning.models import Signup
from competence.privacy.anonymity.figures import End
from competence.privacy.declare import Impersonal, Keep, Personal


class Told(Model):
    """How many of those asked have used what they learned: a coarse share of a group, told once and never again."""

    __tablename__ = "use_told"
    __table_args__ = (CheckConstraint("percent BETWEEN 0 AND 100", name="percent"),)
    __privacy__ = Impersonal("Et tal om mindst 20 under ét. Hvem der svarede hvad, kan ikke læses ud af det.")

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    on: Mapped[date]
    people: Mapped[str] = mapped_column(sqlalchemy.String(20))  # how many answered, in a band
    percent: Mapped[int]
    end: Mapped[End] = mapped_column(enum(End))


class LearningUse(Model):
    """Somebody's own answer to whether they used what they learned, and for what. Nobody else reads it."""

    __tablename__ = "learning_use"
    __privacy__ = Personal(
        about="signup_id.person_id",
        purpose="Så du kan huske, hvad du brugte det til. Mange svar under ét viser, hvilke tilbud der sætter sig.",
        keep=Keep.UNTIL_DELETED,
        also=("told_id",),
        title="Hvad du brugte det lærte til",
        since=("answered_on",),
        words=("what_for",),
    )

    signup_id: Mapped[int] = mapped_column(ForeignKey("signup.id", ondelete="CASCADE"), primary_key=True)
    used: Mapped[Used] = mapped_column(enum(Used))
    what_for: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[date]
    told_id: Mapped[int | None] = mapped_column(ForeignKey("use_told.id", ondelete="SET NULL"), index=True)

    signup: Mapped[Signup] = relationship()
