"""That somebody has had the use of their data restricted: on which ground, since when, and when and why it ends."""

from datetime import datetime
from enum import Enum

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from competence.access.permissions import MayRestriction
from competence.db import Model, Moment, PublicId, enum
from competence.privacy.declare import Keep, Personal


class Ground(Enum):
    """Why use is restricted: the four grounds of article 18(1), as the person says them."""

    NOT_RIGHT = "Noget, jeg har skrevet, eller som er skrevet om mig, er ikke rigtigt, og det skal undersøges"
    UNLAWFUL = "Det er ikke lovligt, at I bruger det, men jeg vil ikke have det slettet"
    CLAIM = "Jeg skal selv bruge det i en sag"
    OBJECTED = "Jeg har gjort indsigelse mod, at I bruger det"


class Restriction(PublicId, Model):
    """One restriction. It holds from asked_at until ends_at, which is empty until somebody has said when.

    lifted_by_id: who said so, the person or HR; reason: why, where it was HR, who say so a week before.
    """

    __tablename__ = "restriction"
    __privacy__ = Personal(
        about="person_id",
        purpose="Så dine oplysninger kun bliver gemt, og ingen andre bruger dem, mens du har bedt om det.",
        keep=Keep.AGREEMENT,
        also=("lifted_by_id",),
        title="At du har bedt om, at brugen af dine oplysninger begrænses",
        since=("ends_at",),
        words=("words", "reason"),
        seen=MayRestriction.READ,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    ground: Mapped[Ground] = mapped_column(enum(Ground))
    words: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
