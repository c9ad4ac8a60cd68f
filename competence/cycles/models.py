"""A round (runde) of the mirror, whom it is meant for, and the people invited to it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.cycles.rules import Stage
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
    units: Mapped[list["CycleUnit"]] = relationship(cascade="all, delete-orphan")
    profiles: Mapped[list["CycleProfile"]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def stage(self) -> Stage:
        """Where the round is in its life."""
        return Stage.CLOSED if self.closed_at else Stage.OPEN if self.opened_at else Stage.DRAFT

    @property
    def unit_ids(self) -> frozenset[int]:
        """The units the round is meant for."""
        return frozenset(row.unit_id for row in self.units)

    @property
    def profile_ids(self) -> frozenset[int]:
        """The role profiles the round is meant for."""
        return frozenset(row.role_profile_id for row in self.profiles)


class CycleUnit(Model):
    """That a round is meant for the people of a unit and of everything below it."""

    __tablename__ = "cycle_unit"
    __privacy__ = Impersonal("Peger på enheder, ikke på personer.")

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)


class CycleProfile(Model):
    """That a round is meant for the people with a role profile; a round that names nothing is for the whole house."""

    __tablename__ = "cycle_profile"
    __privacy__ = Impersonal("Peger på rolleprofiler, ikke på personer.")

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), primary_key=True)
    role_profile_id: Mapped[int] = mapped_column(ForeignKey("role_profile.id"), primary_key=True, index=True)


class Invitation(Model):
    """A person's invitation to a round."""

    __tablename__ = "invitation"
    __privacy__ = Personal(about="person_id", purpose="Så du ved, at runden gælder dig.", keep=Keep.UNTIL_NEXT_TALK)

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)

    cycle: Mapped[Cycle] = relationship()
    person: Mapped[Person] = relationship()
