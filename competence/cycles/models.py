"""A round (runde) of the mirror and the people invited to it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.db import Model, Moment, PublicId
from competence.frameworks.models import FrameworkVersion
from competence.people.models import Person
from competence.privacy.declare import Impersonal, Keep, Personal


class Cycle(PublicId, Model):
    """A round: a time in which invited people and their leaders look in the mirror, against one catalogue version."""

    __tablename__ = "cycle"
    __table_args__ = (CheckConstraint("closes_on >= opens_on", name="period"),)
    __privacy__ = Impersonal("En runde er en plan for huset; de inviterede står for sig.")

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    purpose: Mapped[str] = mapped_column(Text)  # shown to everybody who is invited
    framework_version_id: Mapped[int] = mapped_column(ForeignKey("framework_version.id"))
    opens_on: Mapped[date]
    closes_on: Mapped[date]  # after this day one side may be revealed alone, if both agree
    med_discussed_on: Mapped[date | None]  # the day the MED committee discussed goals and use
    opened_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    framework_version: Mapped[FrameworkVersion] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class Invitation(Model):
    """A person's invitation to a round."""

    __tablename__ = "invitation"
    __privacy__ = Personal(about="person_id", purpose="Så du ved, at runden gælder dig.", keep=Keep.UNTIL_NEXT_TALK)

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)

    cycle: Mapped[Cycle] = relationship()
    person: Mapped[Person] = relationship()
