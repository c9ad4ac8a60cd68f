"""What waits for a person on their page of messages, and the mails that have not left yet."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from competence.db import Model, Moment
from competence.privacy.declare import Keep, Personal


class Notification(Model):
    """One line on a person's page of messages: what kind, where it leads. It never holds content."""

    __tablename__ = "notification"
    __table_args__ = (Index(None, "person_id", "read_at"),)
    __privacy__ = Personal(about="person_id", purpose="Så du kan se, hvad der venter på dig.", keep=Keep.UNTIL_DELETED)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(60))
    url: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime] = mapped_column(Moment)
    read_at: Mapped[datetime | None] = mapped_column(Moment)


class OutgoingMail(Model):
    """A mail that waits to be sent; the row goes when the mail has left.

    It holds neither address nor text: both are made when it is sent. Without a person nothing is sent; such rows are
    written so that asking for a new password does the same work whether or not the account exists.
    """

    __tablename__ = "outgoing_mail"
    __privacy__ = Personal(about="person_id", purpose="Så en mail til dig når frem.", keep=Keep.SHORT)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(60))
    url: Mapped[str] = mapped_column(String(300))
    queued_at: Mapped[datetime] = mapped_column(Moment)
    taken_at: Mapped[datetime | None] = mapped_column(Moment)  # somebody is sending it
