"""A round (runde) of the mirror, with talks or without: its phases, whom it is meant for, and the people in it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayCycle
from competence.cycles.rules.phases import Phase, Step, line, whole
from competence.cycles.rules.rounds import Stage, Standing
from competence.db import Model, Moment, PublicId, enum
from competence.frameworks.models import FrameworkVersion
from competence.people.models import Person
from competence.privacy.declare import Impersonal, Keep, KeptBy, Personal


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
    closed_at: Mapped[datetime | None] = mapped_column(Moment)  # the mirrors are closed and counted
    evaluated_on: Mapped[date | None]  # the day MED evaluated a round with talks, which ends it
    version: Mapped[int] = mapped_column(default=1)

    framework_version: Mapped[FrameworkVersion] = relationship()
    units: Mapped[list["CycleUnit"]] = relationship(cascade="all, delete-orphan")
    profiles: Mapped[list["CycleProfile"]] = relationship(cascade="all, delete-orphan")
    phases: Mapped[list["CyclePhase"]] = relationship(cascade="all, delete-orphan")

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
        if self.closed_at is None:
            return Stage.OPEN if self.opened_at else Stage.DRAFT
        return Stage.TALKS if self.with_talks and self.evaluated_on is None else Stage.CLOSED

    @property
    def with_talks(self) -> bool:
        """Whether talks belong to the round, or it is of the mirror alone."""
        return bool(self.phases)

    @property
    def chosen_deadlines(self) -> dict[Phase, date]:
        """The last days HR chose for the phases; none in a round of the mirror alone."""
        return {row.phase: row.ends_on for row in self.phases}

    @property
    def deadlines(self) -> dict[Phase, date]:
        """The last day of every phase, in their order; none in a round of the mirror alone."""
        return whole(self.opens_on, self.closes_on, self.chosen_deadlines) if self.phases else {}

    def steps(self, today: date) -> list[Step]:
        """Return where the round is in its phases today."""
        return line(self.deadlines, today, evaluated=self.evaluated_on is not None)

    @property
    def unit_ids(self) -> frozenset[int]:
        """The units the round is meant for."""
        return frozenset(row.unit_id for row in self.units)

    @property
    def profile_ids(self) -> frozenset[int]:
        """The role profiles the round is meant for."""
        return frozenset(row.role_profile_id for row in self.profiles)


class CyclePhase(Model):
    """The last day HR chose for a phase of a round with talks."""

    __tablename__ = "cycle_phase"
    __privacy__ = Impersonal("En frist for hele huset.")

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), primary_key=True)
    phase: Mapped[Phase] = mapped_column(enum(Phase), primary_key=True)
    ends_on: Mapped[date]


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
    """A person's place in a round: how they stand in it, and which leader's seat is across from them."""

    __tablename__ = "invitation"
    __privacy__ = Personal(
        about="person_id",
        purpose="Så du ved, at runden gælder dig, og den rette leder sidder over for dig.",
        keep=Keep.UNTIL_NEXT_TALK,
        also=("leader_id",),
        title="Runder, du er inviteret til",
        since=("cycle_id.closes_on",),
        seen=MayCycle.MANAGE,
        kept_by=KeptBy.HR,
    )

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    standing: Mapped[Standing] = mapped_column(enum(Standing), default=Standing.TAKES_PART, server_default="TAKES_PART")

    cycle: Mapped[Cycle] = relationship()
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
