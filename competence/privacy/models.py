"""The trail of who did and who saw what about whom."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from competence.db import Model, Moment
from competence.privacy.declare import Keep, Personal


class AuditEvent(Model):
    """One act or look: who, what, about whom. It never holds content, and nothing ever changes it."""

    __tablename__ = "audit_event"
    __privacy__ = Personal(
        about="subject_id",
        purpose="Så du kan se, hvem der har set eller ændret noget om dig.",
        keep=Keep.THIRTEEN_MONTHS,
        also=("actor_id",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int | None] = mapped_column(index=True)
    thing: Mapped[str] = mapped_column(String(80), default="")
