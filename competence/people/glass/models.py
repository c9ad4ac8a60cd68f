"""That HR broke the glass for a person: who, for whom, why, and until when."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayGlass
from competence.db import Model, Moment, PublicId
from competence.people.models import Person
from competence.privacy.declare import Keep, Personal


class Glass(PublicId, Model):
    """One breaking of the glass. It is over at ends_at, or when whoever broke it says that they are done."""

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
    opened_at: Mapped[datetime] = mapped_column(Moment, index=True)
    ends_at: Mapped[datetime] = mapped_column(Moment)

    actor: Mapped[Person] = relationship(foreign_keys=[actor_id])
    subject: Mapped[Person] = relationship(foreign_keys=[subject_id])
