"""A review of the rights, and in it one sheet for each leader: what they were shown, and that they signed it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayReview
from competence.db import Model, Moment, PublicId
from competence.people.models import Person
from competence.privacy.declare import Erase, Keep, Personal


class RightsReview(PublicId, Model):
    """One review of who can see what, as it was on a day (gennemgang af rettigheder)."""

    __tablename__ = "rights_review"
    __privacy__ = Personal(
        about="begun_by_id",
        purpose="Så det kan vises, hvornår rettighederne er gået igennem.",
        keep=Keep.FOR_EVER,
        title="Gennemgange af rettigheder, du har begyndt",
        seen=MayReview.FOLLOW,
        erase=Erase.UNNAME,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    as_of: Mapped[date]
    begun_at: Mapped[datetime] = mapped_column(Moment)
    begun_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)


class RightsSheet(PublicId, Model):
    """What one leader looks through: who can see what about the people they led on the review's day.

    shown: what they were shown when they signed, as JSON, with people as the numbers of their rows: the name of
    somebody who is erased goes, what was signed stays. remarks: what is not right; handled_at: HR has put it right.
    """

    __tablename__ = "rights_sheet"
    __table_args__ = (
        UniqueConstraint("review_id", "leader_id"),
        CheckConstraint("(signed_at IS NULL) = (shown IS NULL)", name="shown_when_signed"),
    )
    __privacy__ = Personal(
        about="leader_id",
        purpose="Så det kan vises, hvem der har set efter, hvem der kan se hvad.",
        keep=Keep.AGREEMENT,
        also=("handled_by_id",),
        title="Gennemgange af rettigheder, du er spurgt om",
        since=("review_id.begun_at",),
        words=("remarks",),
        hidden=("shown",),
        seen=MayReview.READ,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("rights_review.id", ondelete="CASCADE"))
    leader_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    signed_at: Mapped[datetime | None] = mapped_column(Moment)
    shown: Mapped[str | None] = mapped_column(Text)
    remarks: Mapped[str] = mapped_column(Text, default="")
    handled_at: Mapped[datetime | None] = mapped_column(Moment)
    handled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    review: Mapped[RightsReview] = relationship()
    leader: Mapped[Person] = relationship(foreign_keys=[leader_id])

    __mapper_args__ = {"version_id_col": version}

    @property
    def subject_id(self) -> int:
        """Whom it is about: the leader who is asked."""
        return self.leader_id

    @property
    def waits_for_hr(self) -> bool:
        """Whether the leader said that something is not right, and HR has not put it right."""
        return bool(self.remarks) and self.handled_at is None
