"""What was proposed and confirmed about figures; once confirmed it is never changed, only followed by another."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayAnalytics
from competence.analytics.keys.rules import Limits
from competence.analytics.measures import Audience
from competence.db import Model, Moment, PublicId, enum
from competence.people.models import Person
from competence.privacy.declare import Erase, Keep, Personal


class FigureRule(PublicId, Model):
    """Limits and visibility that HR proposed; they hold for rounds opened after MED confirmed them."""

    __tablename__ = "figure_rule"
    __table_args__ = (
        CheckConstraint("k >= 5 AND unit_floor >= 10 AND shares_floor >= 20", name="promise"),
        CheckConstraint("confirmed_by_id IS NULL OR confirmed_by_id <> proposed_by_id", name="two_hands"),
    )
    __privacy__ = Personal(
        about="proposed_by_id",
        purpose="Så alle kan se, at to har aftalt reglerne for tal, og hvorfor.",
        keep=Keep.FOR_EVER,
        also=("confirmed_by_id",),
        title="Regler for tal, du har foreslået",
        words=("reason",),
        seen=MayAnalytics.READ_RULES,
        erase=Erase.UNNAME,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    k: Mapped[int]
    unit_floor: Mapped[int]
    shares_floor: Mapped[int]
    audience: Mapped[Audience] = mapped_column(enum(Audience))
    reason: Mapped[str] = mapped_column(Text)
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)

    proposed_by: Mapped[Person | None] = relationship(foreign_keys=[proposed_by_id])
    confirmed_by: Mapped[Person | None] = relationship(foreign_keys=[confirmed_by_id])

    @property
    def limits(self) -> Limits:
        """What the rule asks for."""
        return Limits(self.k, self.unit_floor, self.shares_floor, self.audience)
