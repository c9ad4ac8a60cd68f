"""Accounts, sessions, links that work once, forms that were sent, rescued words, and how many were not let in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayAccounts
from competence.db import Model, Moment, enum
from competence.people.models import Person
from competence.privacy.declare import Impersonal, Keep, Personal
from competence.privacy.keystore.columns import SealedJson, SealedText, Sealing
from competence.signin.rules import Why


class Account(Model):
    """A person's way in (konto): none, or one. Without a password it waits for the invitation to be used.

    epoch grows with every password change and deactivation; a session of an earlier epoch is dead.
    """

    __tablename__ = "account"
    __privacy__ = Personal(
        about="person_id",
        purpose="Så kun du kan logge ind som dig.",
        keep=Keep.UNTIL_LEAVING,
        title="Din adgang",
        hidden=("password_hash", "epoch"),
        seen=MayAccounts.MANAGE,
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    epoch: Mapped[int] = mapped_column(default=1)
    invited_at: Mapped[datetime | None] = mapped_column(Moment)
    password_at: Mapped[datetime | None] = mapped_column(Moment)
    deactivated_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Person] = relationship()


class UserSession(Model):
    """What the product remembers about one browser. The cookie holds a random token, the row only its fingerprint.

    Identity, epoch and start never change in a row: signing in makes a new row, and so does confirming that it is them.
    confirmed_at: when its person last proved who they are; factor_at: when with their second factor.
    rights: what they were then (leader, a role); where that changes, the session goes on under another token.
    device: the browser and the system, as the browser says.
    """

    __tablename__ = "user_session"
    __table_args__ = (Index(None, "person_id"), Index(None, "last_seen"))
    __privacy__ = Personal(
        about="person_id",
        purpose="Så du forbliver logget ind, mens du arbejder.",
        keep=Keep.SHORT,
        title="Steder, du er logget ind",
        since=("last_seen",),
        codes=("rights", "device"),
        hidden=("key", "data", "epoch"),
    )

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    epoch: Mapped[int] = mapped_column(default=0)
    created: Mapped[datetime] = mapped_column(Moment)
    last_seen: Mapped[datetime] = mapped_column(Moment)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    factor_at: Mapped[datetime | None] = mapped_column(Moment)
    rights: Mapped[str | None] = mapped_column(String(100))
    device: Mapped[str | None] = mapped_column(String(40))
    data: Mapped[str] = mapped_column(Text)


class OneTimeLink(Model):
    """An invitation or a reset that was sent: works once, for a while. The row holds only the link's fingerprint."""

    __tablename__ = "one_time_link"
    __table_args__ = (Index(None, "person_id"),)
    __privacy__ = Personal(
        about="person_id",
        purpose="Så du kan vælge din adgangskode.",
        keep=Keep.SHORT,
        title="Links til at vælge adgangskode",
        since=("expires_at",),
        codes=("purpose",),
        hidden=("key",),
    )

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("account.person_id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(10))
    expires_at: Mapped[datetime] = mapped_column(Moment)

    account: Mapped[Account] = relationship()


class Refused(Model):
    """How many were not let in within an hour, and why; never who, nor from where."""

    __tablename__ = "refused"
    __privacy__ = Impersonal("Hvor mange gange i en time nogen blev afvist ved login; ikke hvem.")

    hour: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    why: Mapped[Why] = mapped_column(enum(Why), primary_key=True)
    count: Mapped[int]


class IdempotencyKey(Model):
    """That a form was sent, so that sending it again does nothing more; the form alone holds the key itself.

    fingerprint: of the key, of who sent it, and where; place: where the answer led, sealed with the key and all that
    stood in the form; day: the day it was sent, no finer.
    """

    __tablename__ = "idempotency_key"
    __table_args__ = (Index(None, "day"),)
    __privacy__ = Impersonal("Indeholder kun fingeraftryk, som ikke kan læses tilbage, og højst to døgn.")

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    place: Mapped[str] = mapped_column(Text, default="")
    day: Mapped[date]


class RescuedWords(Model):
    """What somebody had written when their session expired; only they get it back, when they have signed in.

    action: where the form was sent, where nothing is missing but that they confirm who they are.
    """

    __tablename__ = "rescued_words"
    __table_args__ = (Index(None, "person_id"), Index(None, "rescued_at"))
    __privacy__ = Personal(
        about="person_id",
        purpose="Så det, du skrev, ikke går tabt, når du logges ud.",
        keep=Keep.SHORT,
        title="Ord, du ikke nåede at gemme",
        since=("rescued_at",),
        words=("fields",),
        codes=("path", "action"),
    )
    __sealed__ = Sealing("rescued")

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    rescued_at: Mapped[datetime] = mapped_column(Moment)
    path: Mapped[str] = mapped_column(String(2000))
    action: Mapped[str | None] = mapped_column(String(2000))
    _fields: Mapped[str] = mapped_column("fields", SealedText)
    fields = SealedJson[dict[str, Any]]()
