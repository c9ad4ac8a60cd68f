"""The trail of who did and who saw what about whom, and how often something was tried."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from competence.access.permissions import MayTrail
from competence.db import Model, Moment, enum
from competence.privacy.declare import Erase, Impersonal, Keep, Personal
from competence.privacy.trail.rules.capacity import Capacity
from competence.privacy.trail.rules.chain import Stream


class AuditEvent(Model):
    """One act, refusal or look: who, what, about whom. It never holds content, and nothing ever changes it.

    People stand here as the numbers of their rows, which say nothing once the person is erased.
    stream and seq: its place in one of the two chains; hash: seals it and the one before it.
    capacity: what the actor was to the person that day; commit: the seal of words that are kept apart.
    """

    __tablename__ = "audit_event"
    __table_args__ = (UniqueConstraint("stream", "seq"),)
    __privacy__ = Personal(
        about="subject_id",
        purpose="Så du kan se, hvem der har set eller ændret noget om dig.",
        keep=Keep.TRAIL,
        also=("actor_id",),
        title="Hvem der har set eller ændret noget om dig",
        since=("at",),
        codes=("action",),
        hidden=("actor_id", "thing", "stream", "seq", "commit", "hash"),
        seen=MayTrail.BREACHES,
        erase=Erase.TRAIL,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    stream: Mapped[Stream] = mapped_column(enum(Stream))
    seq: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    actor_id: Mapped[int | None] = mapped_column(index=True)
    action: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int | None] = mapped_column(index=True)
    thing: Mapped[str] = mapped_column(String(80), default="")
    capacity: Mapped[Capacity | None] = mapped_column(enum(Capacity))
    denied: Mapped[bool] = mapped_column(default=False)
    commit: Mapped[str] = mapped_column(String(64), default="")
    hash: Mapped[str] = mapped_column(String(64))


class AuditWords(Model):
    """Words that belong to an event, such as a reason, and may be erased: the chain holds only their seal."""

    __tablename__ = "audit_words"
    __privacy__ = Personal(
        about="event_id.subject_id",
        purpose="Så du kan læse, hvorfor nogen så noget om dig.",
        keep=Keep.TRAIL,
        title="Begrundelser for at se noget om dig",
        since=("event_id.at",),
        words=("words",),
        hidden=("salt",),
        seen=MayTrail.BREACHES,
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("audit_event.id", ondelete="CASCADE"), primary_key=True)
    salt: Mapped[str] = mapped_column(String(32))
    words: Mapped[str] = mapped_column(Text)


class AuditCheckpoint(Model):
    """That one chain was deleted on schedule up to a link, sealed; nothing may be deleted that none covers."""

    __tablename__ = "audit_checkpoint"
    __privacy__ = Impersonal("Indeholder kun, hvor langt sporet er slettet efter planen.")

    stream: Mapped[Stream] = mapped_column(enum(Stream), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Moment)
    mac: Mapped[str] = mapped_column(String(64))


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
