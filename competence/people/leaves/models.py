"""That somebody is away for long (orlov, længere fravær): the days, and never a reason."""

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayLeave
from competence.db import Model
from competence.people.models import Person, Validity
from competence.privacy.declare import Keep, KeptBy, Personal


class Leave(Validity, Model):
    """A time in which somebody is away; without an end it lasts until further notice. There is no column for why."""

    __tablename__ = "leave"
    __table_args__ = (CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period"),)
    __privacy__ = Personal(
        about="person_id",
        purpose="Så ingen minder dig om noget, mens du er væk, og du får en samtale, når du er tilbage.",
        keep=Keep.UNTIL_NEXT_TALK,
        title="Din orlov",
        since=("valid_to",),
        seen=MayLeave.READ,
        kept_by=KeptBy.HR,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)

    person: Mapped[Person] = relationship()

    @property
    def subject_id(self) -> int:
        return self.person_id
