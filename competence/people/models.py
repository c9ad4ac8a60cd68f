"""Units, persons, employments, leader relations, deputies, granted roles, and the role profiles' names."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.actor import Role
from competence.access.permissions import MayPeople
from competence.db import Model, PublicId, enum
from competence.privacy.declare import Erase, Impersonal, Keep, KeptBy, Personal
from competence.web.bilingual import Bilingual, bilingual


class Validity:
    """A fact that holds from a day, to and including another; an empty end means until further notice."""

    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    def holds(self, day: date) -> bool:
        """Return whether the fact holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Unit(Validity, Model):
    """A unit of the organisation tree (enhed): library, department, branch or team."""

    __tablename__ = "unit"
    __table_args__ = (CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period"),)
    __privacy__ = Impersonal("Enheder er ikke personer.")

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20), default="team")
    title: Mapped[Bilingual] = bilingual("title")
    version: Mapped[int] = mapped_column(default=1)

    parent: Mapped["Unit | None"] = relationship(remote_side="Unit.id")

    __mapper_args__ = {"version_id_col": version}


class RoleProfile(Model):
    """A function in the house (rolleprofil); what it asks for stands in frameworks."""

    __tablename__ = "role_profile"
    __privacy__ = Impersonal("En rolleprofil beskriver en funktion, ikke en person.")

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[Bilingual] = bilingual("title")
    description: Mapped[Bilingual] = bilingual("description")


class Person(PublicId, Model):
    """Somebody who works, or has worked, in the house."""

    __tablename__ = "person"
    __privacy__ = Personal(
        about="id",
        purpose="Så du kan logge ind, og dine kolleger kan se, hvem du er.",
        keep=Keep.UNTIL_LEAVING,
        title="Dig",
        words=("email", "name"),
        codes=("sort_name",),
        seen=MayPeople.LIST,
        erase=Erase.TOMBSTONE,
        kept_by=KeptBy.HR,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # always lower case
    name: Mapped[str] = mapped_column(String(120))
    sort_name: Mapped[str] = mapped_column(String(200), index=True)  # æ, ø and å sort last; see rules.sort_key
    erased_on: Mapped[date | None]  # what was known of the person is gone; the row holds others' agreements together
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}

    @property
    def subject_id(self) -> int:
        return self.id


class Employment(Validity, Model):
    """A person's place in a unit with a role profile; several at once are common."""

    __tablename__ = "employment"
    __table_args__ = (
        UniqueConstraint("person_id", "unit_id", "role_profile_id", "valid_from"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period"),
        CheckConstraint("weekly_hours BETWEEN 1 AND 60", name="weekly_hours"),
    )
    __privacy__ = Personal(
        about="person_id",
        purpose="Så spejlet spørger til det, din rolle handler om.",
        keep=Keep.UNTIL_LEAVING,
        title="Din ansættelse",
        seen=MayPeople.LIST,
        kept_by=KeptBy.HR,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    role_profile_id: Mapped[int | None] = mapped_column(ForeignKey("role_profile.id"), index=True)
    weekly_hours: Mapped[int | None]  # by contract, in whole hours; full time is 37

    person: Mapped[Person] = relationship()
    unit: Mapped[Unit] = relationship()
    role_profile: Mapped[RoleProfile | None] = relationship()


class LeaderRelation(Validity, Model):
    """Who is somebody's nearest leader (nærmeste leder), from when to when."""

    __tablename__ = "leader_relation"
    __table_args__ = (
        CheckConstraint("leader_id <> person_id", name="not_oneself"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period"),
    )
    __privacy__ = Personal(
        about="person_id",
        purpose="Så det, du deler med din leder, når den rigtige.",
        keep=Keep.UNTIL_LEAVING,
        also=("leader_id",),
        title="Din leder",
        seen=MayPeople.LIST,
        kept_by=KeptBy.HR,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    leader_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)

    leader: Mapped[Person] = relationship(foreign_keys=[leader_id])
    person: Mapped[Person] = relationship(foreign_keys=[person_id])


class Deputy(Model):
    """Somebody who stands in for a leader (stedfortræder); always with an end date."""

    __tablename__ = "deputy"
    __table_args__ = (
        CheckConstraint("leader_id <> deputy_id", name="not_oneself"),
        CheckConstraint("valid_to >= valid_from", name="period"),
    )
    __privacy__ = Personal(
        about="deputy_id",
        purpose="Så en anden kan hjælpe, når en leder er væk.",
        keep=Keep.UNTIL_LEAVING,
        also=("leader_id",),
        title="Stedfortræder",
        both=("leader_id",),
        seen=MayPeople.LIST,
        kept_by=KeptBy.HR,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    leader_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date]

    leader: Mapped[Person] = relationship(foreign_keys=[leader_id])
    deputy: Mapped[Person] = relationship(foreign_keys=[deputy_id])


class RoleGrant(Validity, Model):
    """A role in the system given to a person: HR, administrator, data protection officer or MED."""

    __tablename__ = "role_grant"
    __table_args__ = (CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="period"),)
    __privacy__ = Personal(
        about="person_id",
        purpose="Så kun de rette kan styre runder og opsætning.",
        keep=Keep.UNTIL_LEAVING,
        also=("granted_by_id",),
        title="Dine roller i systemet",
        words=("reason",),
        seen=MayPeople.GRANT,
        kept_by=KeptBy.HR,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role] = mapped_column(enum(Role))
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(Text, default="")

    person: Mapped[Person] = relationship(foreign_keys=[person_id])
