"""The career model in editions: tracks with ordered steps, what each step asks for, and the moves between steps."""

from datetime import datetime
from enum import Enum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.db import Model, Moment, enum
from competence.frameworks.models import Framework
from competence.privacy.declare import Impersonal
from competence.web.bilingual import Bilingual, bilingual

NOBODY = Impersonal("Karrieremodellen beskriver spor og trin, ikke personer.")


class MoveKind(Enum):
    """Where a move leads: to the next step of the track, or across to another track. Both are worth as much."""

    UP = "Videre på sporet"
    LATERAL = "Over på et andet spor"


class CareerModel(Model):
    """A career model under one name; what its steps ask for are competences of one framework."""

    __tablename__ = "career_model"
    __privacy__ = NOBODY

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id"), index=True)
    title: Mapped[Bilingual] = bilingual("title")
    attribution: Mapped[Bilingual] = bilingual("attribution")

    framework: Mapped[Framework] = relationship()


class CareerEdition(Model):
    """One edition of a model: a draft that may be edited, or published and then never changed."""

    __tablename__ = "career_edition"
    __table_args__ = (UniqueConstraint("model_id", "number"),)
    __privacy__ = NOBODY

    id: Mapped[int] = mapped_column(primary_key=True)
    model_id: Mapped[int] = mapped_column(ForeignKey("career_model.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")  # what is new, in HR's own words
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    model: Mapped[CareerModel] = relationship()
    tracks: Mapped[list["CareerTrack"]] = relationship(order_by="CareerTrack.position", cascade="all, delete-orphan")
    steps: Mapped[list["CareerStep"]] = relationship(
        order_by="CareerStep.position", cascade="all, delete-orphan", back_populates="edition"
    )
    moves: Mapped[list["CareerMove"]] = relationship(order_by="CareerMove.position", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class CareerTrack(Model):
    """A direction (karrierespor): to go wide, to go deep, to lead projects, to lead people."""

    __tablename__ = "career_track"
    __table_args__ = (UniqueConstraint("edition_id", "code"),)
    __privacy__ = NOBODY

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("career_edition.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    title: Mapped[Bilingual] = bilingual("title")
    description: Mapped[Bilingual] = bilingual("description")


class CareerStep(Model):
    """A place on a track (trin) as one edition words it; its code is the same through all editions.

    It is not a title and not a pay grade: there is no field for either.
    """

    __tablename__ = "career_step"
    __table_args__ = (
        UniqueConstraint("edition_id", "code"),
        CheckConstraint("height BETWEEN 1 AND 9", name="height"),
    )
    __privacy__ = NOBODY

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("career_edition.id", ondelete="CASCADE"), index=True)
    track_id: Mapped[int] = mapped_column(ForeignKey("career_track.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    height: Mapped[int]  # how far along its track; steps of the same height stand beside each other
    title: Mapped[Bilingual] = bilingual("title")
    scope: Mapped[Bilingual] = bilingual("scope")
    tasks: Mapped[Bilingual] = bilingual("tasks")
    ways: Mapped[Bilingual] = bilingual("ways")  # how one gets there: small trials, a mentor, a course
    version: Mapped[int] = mapped_column(default=1)  # of its words and of what it asks for; raised by every edit

    edition: Mapped[CareerEdition] = relationship(back_populates="steps")
    track: Mapped[CareerTrack] = relationship()
    requirements: Mapped[list["StepRequirement"]] = relationship(
        order_by="StepRequirement.position", cascade="all, delete-orphan"
    )


class StepRequirement(Model):
    """A competence a step asks for, by the code it has in every version of the catalogue."""

    __tablename__ = "step_requirement"
    __table_args__ = (
        UniqueConstraint("step_id", "competence"),
        CheckConstraint("level BETWEEN 1 AND 8", name="level"),
    )
    __privacy__ = NOBODY

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("career_step.id", ondelete="CASCADE"), index=True)
    competence: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    level: Mapped[int]
    must: Mapped[bool]  # must (skal) or should (gerne)


class CareerMove(Model):
    """A move from one step to another, and when it makes sense."""

    __tablename__ = "career_move"
    __table_args__ = (
        UniqueConstraint("from_id", "to_id"),
        CheckConstraint("from_id <> to_id", name="goes_somewhere"),
    )
    __privacy__ = NOBODY

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("career_edition.id", ondelete="CASCADE"), index=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("career_step.id", ondelete="CASCADE"), index=True)
    to_id: Mapped[int] = mapped_column(ForeignKey("career_step.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    kind: Mapped[MoveKind] = mapped_column(enum(MoveKind))
    note: Mapped[Bilingual] = bilingual("note")  # what it asks, in words

    start: Mapped[CareerStep] = relationship(foreign_keys=[from_id])
    end: Mapped[CareerStep] = relationship(foreign_keys=[to_id])
