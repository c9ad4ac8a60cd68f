"""That HR broke the glass for a person: who, for whom, why, and until when."""

from datetime import datetime
from enum import Enum

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayGlass
from competence.db import Model, Moment, PublicId, enum
from competence.people.models import Person
from competence.privacy.declare import Keep, Personal


class Despite(Enum):
    """What lets HR read although the use of somebody's data is restricted: article 18(2) of the GDPR names no more."""

    CONSENT = "Personen har sagt ja til det"
    CLAIM = "Det er nødvendigt i en sag, hvor nogen gør krav gældende"
    OTHERS = "Det er nødvendigt for at beskytte en andens rettigheder"


class Glass(PublicId, Model):
    """One breaking of the glass. It is over at ends_at, or when whoever broke it says that they are done.

    despite: on what ground, where the use of the person's data is restricted; without one nothing is read then.
    """

    __tablename__ = "glass"
    __privacy__ = Personal(
        about="subject_id",
        purpose="Så du kan se, hvornår og hvorfor HR har læst noget om dig.",
        keep=Keep.THIRTEEN_MONTHS,
        also=("actor_id",),
        title="Når HR har brudt glasset for dig",
        since=("opened_at",),
        words=("reason",),
        seen=MayGlass.KNOW,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    despite: Mapped[Despite | None] = mapped_column(enum(Despite))
    opened_at: Mapped[datetime] = mapped_column(Moment, index=True)
    ends_at: Mapped[datetime] = mapped_column(Moment)

    actor: Mapped[Person] = relationship(foreign_keys=[actor_id])
    subject: Mapped[Person] = relationship(foreign_keys=[subject_id])
