"""What waits for a person, how they want mail about it, what they were reminded of, and mails that have not left."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from competence.db import Model, Moment, enum
from competence.notifications.rules import Goes, Rhythm
from competence.privacy.declare import Impersonal, Keep, Personal


class Notification(Model):
    """One line on a person's page of messages: what kind, where it leads. It never holds content."""

    __tablename__ = "notification"
    __table_args__ = (Index(None, "person_id", "read_at"),)
    __privacy__ = Personal(
        about="person_id",
        purpose="Så du kan se, hvad der venter på dig.",
        keep=Keep.UNTIL_DELETED,
        title="Beskeder til dig",
        since=("at",),
        codes=("kind", "url"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(60))
    url: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = mapped_column(Moment)
    read_at: Mapped[datetime | None] = mapped_column(Moment)


class OutgoingMail(Model):
    """A mail that waits to be sent; the row goes when the mail has left.

    It holds no text, and an address only where the mail goes to the one the person had until now: both are made when
    it is sent. Without a person nothing is sent; such rows are written so that asking for a new password does the same
    work whether or not the account exists.
    """

    __tablename__ = "outgoing_mail"
    __privacy__ = Personal(
        about="person_id",
        purpose="Så en mail til dig når frem.",
        keep=Keep.SHORT,
        title="Mail på vej til dig",
        since=("queued_at",),
        words=("address",),
        codes=("kind", "url"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(60))
    url: Mapped[str] = mapped_column(String(300))
    queued_at: Mapped[datetime] = mapped_column(Moment)
    taken_at: Mapped[datetime | None] = mapped_column(Moment)  # somebody is sending it
    goes: Mapped[Goes] = mapped_column(enum(Goes), server_default=Goes.ALONE.name)
    required: Mapped[bool] = mapped_column(server_default=false())  # comes whatever the person chose
    address: Mapped[str | None] = mapped_column(String(254))


class MailChoice(Model):
    """How a person wants mail, and the last day on which the daily run let one leave for them."""

    __tablename__ = "mail_choice"
    __privacy__ = Personal(
        about="person_id",
        purpose="Så du får mail, som du har valgt.",
        keep=Keep.UNTIL_LEAVING,
        title="Hvordan du vil have mail",
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    rhythm: Mapped[Rhythm] = mapped_column(enum(Rhythm), server_default="AT_ONCE")
    daily_on: Mapped[date | None]


class Reminded(Model):
    """That a person was reminded of something: it is never told again."""

    __tablename__ = "reminded"
    __privacy__ = Personal(
        about="person_id",
        purpose="Så du ikke får den samme påmindelse to gange.",
        keep=Keep.UNTIL_LEAVING,
        title="Det, du er mindet om",
        codes=("kind", "key"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(60), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    told_on: Mapped[date]


class DailyAction(Model):
    """When a feature's daily action last began; who holds the row runs it, so that it never runs twice at a time."""

    __tablename__ = "daily_action"
    __privacy__ = Impersonal("Navnet på en af systemets daglige opgaver, og hvornår den sidst blev udført.")

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    began_at: Mapped[datetime] = mapped_column(Moment)
