"""The trail of who did and who saw what about whom, and how often something was tried."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from competence.db import Model, Moment
from competence.privacy.declare import Erase, Impersonal, Keep, Personal


class AuditEvent(Model):
    """One act or look: who, what, about whom. It never holds content, and nothing ever changes it."""

    __tablename__ = "audit_event"
    __privacy__ = Personal(
        about="subject_id",
        purpose="Så du kan se, hvem der har set eller ændret noget om dig.",
        keep=Keep.THIRTEEN_MONTHS,
        also=("actor_id",),
        title="Hvem der har set eller ændret noget om dig",
        since=("at",),
        codes=("action",),
        hidden=("actor_id", "thing"),
        erase=Erase.TRAIL,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int | None] = mapped_column(index=True)
    thing: Mapped[str] = mapped_column(String(80), default="")


class Throttle(Model):
    """How often something was tried within its time."""

    __tablename__ = "throttle"
    __table_args__ = (Index(None, "ends_at"),)
    __privacy__ = Impersonal("Indeholder kun fingeraftryk, som ikke kan læses tilbage, og højst et døgn.")

    scope: Mapped[str] = mapped_column(String(90), primary_key=True)
    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    tries: Mapped[int]
    strikes: Mapped[int] = mapped_column(default=0)  # how many times in a row the limit was reached
    ends_at: Mapped[datetime] = mapped_column(Moment)
