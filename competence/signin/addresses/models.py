"""Another address for somebody, proposed and not yet in force."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from competence.access.permissions import MayPeople
from competence.db import Model, Moment, PublicId
from competence.privacy.declare import Keep, KeptBy, Personal


class AddressChange(PublicId, Model):
    """That one of two wants somebody to sign in with another address; it waits a week for a yes.

    key: the fingerprint of the link that was mailed to the address of now. A newer proposal is another row, so that
    nobody says yes to an address they were not shown.
    """

    __tablename__ = "address_change"
    __table_args__ = (Index(None, "asked_by_id"),)
    __privacy__ = Personal(
        about="person_id",
        purpose="Så ingen alene kan give dig en anden e-mail at logge ind med.",
        keep=Keep.SHORT,
        also=("asked_by_id",),
        title="At nogen har foreslået en anden e-mail til dig",
        since=("asked_at",),
        words=("email",),
        hidden=("key",),
        seen=MayPeople.READDRESS,
        kept_by=KeptBy.HR,
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    key: Mapped[str | None] = mapped_column(String(64), unique=True)
