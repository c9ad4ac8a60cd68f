"""Who asked for a person to be erased and who confirmed it, and what must not be deleted for the time being."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from competence.access.permissions import MayPrivacy
from competence.db import Model, Moment, PublicId
from competence.privacy.declare import Erase, Keep, Personal


class ErasureRequest(PublicId, Model):
    """That somebody asked for a person's data to be erased; another one confirms or refuses.

    The words go when it is done.

    erased_on: the rows are gone; wiped_on: the pages they lay on are, too.
    """

    __tablename__ = "erasure_request"
    __table_args__ = (CheckConstraint("decided_by_id IS NULL OR decided_by_id <> asked_by_id", name="two_hands"),)
    __privacy__ = Personal(
        about="person_id",
        purpose="Så sletning af et menneskes oplysninger er noget, to er enige om.",
        keep=Keep.AGREEMENT,
        also=("asked_by_id", "decided_by_id"),
        title="At nogen har bedt om, at dine oplysninger slettes",
        since=("asked_at",),
        words=("reason", "answer"),
        seen=MayPrivacy.ERASURES,
        erase=Erase.SHARED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(Text)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    answer: Mapped[str] = mapped_column(Text, default="")  # why it was refused
    erased_on: Mapped[date | None]
    wiped_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    @property
    def waits(self) -> bool:
        """Whether nobody has decided yet."""
        return self.decided_at is None

    @property
    def was_refused(self) -> bool:
        return self.decided_at is not None and self.erased_on is None


class LegalHold(PublicId, Model):
    """That a person's data must stay while a case needs them: neither time nor anybody deletes them meanwhile."""

    __tablename__ = "legal_hold"
    __privacy__ = Personal(
        about="person_id",
        purpose="Så det, en sag har brug for, ikke bliver slettet imens.",
        keep=Keep.UNTIL_LEAVING,
        also=("placed_by_id", "lifted_by_id"),
        title="At dine oplysninger holdes tilbage fra sletning",
        words=("reason",),
        seen=MayPrivacy.HOLD,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    placed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    placed_at: Mapped[datetime] = mapped_column(Moment)
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    lifted_at: Mapped[datetime | None] = mapped_column(Moment)
