"""Code apps, passkeys, recovery codes, and a reset that waits for its second person."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from competence.access.permissions import MayWayIn
from competence.db import Model, Moment, PublicId
from competence.privacy.declare import Keep, Personal
from competence.privacy.keystore.columns import Sealed, SealedText, Sealing

PURPOSE = "Så kun du kan logge ind som dig, også hvis nogen kender din adgangskode."


class CodeApp(PublicId, Model):
    """An app that shows a new code every thirty seconds. It counts from when a first code was right (proven_at).

    last_step: the step of the latest code that was used; none of that step or before is ever right again.
    """

    __tablename__ = "code_app"
    __table_args__ = (Index(None, "person_id"),)
    __privacy__ = Personal(
        about="person_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_LEAVING,
        title="Din kodeapp",
        words=("name",),
        hidden=("seed", "last_step"),
    )
    __sealed__ = Sealing("factor")

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(60))
    _seed: Mapped[str] = mapped_column("seed", SealedText)
    seed = Sealed[str]()
    added_at: Mapped[datetime] = mapped_column(Moment)
    proven_at: Mapped[datetime | None] = mapped_column(Moment)
    last_step: Mapped[int | None] = mapped_column(BigInteger)


class Passkey(PublicId, Model):
    """A key that lives in a phone, a computer or a stick and asks its owner before it signs: here, its public half."""

    __tablename__ = "passkey"
    __table_args__ = (Index(None, "person_id"),)
    __privacy__ = Personal(
        about="person_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_LEAVING,
        title="Dine adgangsnøgler",
        words=("name",),
        hidden=("credential", "public_key", "sign_count"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(60))
    credential: Mapped[str] = mapped_column(String(1400), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    added_at: Mapped[datetime] = mapped_column(Moment)


class RecoveryCode(Model):
    """A code for the day the phone is lost; the row holds what only we can make of it, and goes with its use."""

    __tablename__ = "recovery_code"
    __table_args__ = (Index(None, "person_id"),)
    __privacy__ = Personal(
        about="person_id", purpose=PURPOSE, keep=Keep.UNTIL_LEAVING, title="Dine nødkoder", hidden=("key",)
    )

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))


class FactorReset(Model):
    """That one of two wants somebody's second factor reset; it waits a day for the other."""

    __tablename__ = "factor_reset"
    __table_args__ = (Index(None, "asked_by_id"),)
    __privacy__ = Personal(
        about="person_id",
        purpose="Så du kan logge ind igen, når du har mistet din totrinsbekræftelse.",
        keep=Keep.SHORT,
        also=("asked_by_id",),
        title="At nogen har bedt om at nulstille din totrinsbekræftelse",
        seen=MayWayIn.RESET,
        since=("asked_at",),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
