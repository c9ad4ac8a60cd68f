"""What a round's close said of steps, written once in words, and the ledger of who stood behind it."""

from datetime import datetime
from enum import Enum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.analytics.models import CROWD, write_once
from competence.cycles.models import Cycle
from competence.db import Model, Moment, enum
from competence.privacy.anonymity.limits import Reason
from competence.privacy.anonymity.parts import Part
from competence.privacy.declare import Erase, Keep, Personal
from competence.web.bilingual import Bilingual, bilingual


class Question(Enum):
    """What people go on saying of steps, and is counted anew at each close."""

    HERE = "Her står jeg"
    INTEREST = "Det interesserer mig"


class StepRelease(Model):
    """What a closed round gave to the picture of the career model, and the rules it was held to.

    The reasons say why there are no words of a kind.
    """

    __tablename__ = "step_release"
    __privacy__ = CROWD

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), primary_key=True)
    released_at: Mapped[datetime] = mapped_column(Moment)
    edition: Mapped[int]  # the number of the career model's edition
    k: Mapped[int]
    shares_floor: Mapped[int]
    here_hidden: Mapped[Reason | None] = mapped_column(enum(Reason))
    interest_hidden: Mapped[Reason | None] = mapped_column(enum(Reason))
    ready_hidden: Mapped[Reason | None] = mapped_column(enum(Reason))

    cycle: Mapped[Cycle] = relationship()
    steps: Mapped[list["StepFigure"]] = relationship(order_by="StepFigure.position", passive_deletes="all")
    competences: Mapped[list["CriticalFigure"]] = relationship(
        order_by="CriticalFigure.position", passive_deletes="all"
    )


class StepFigure(Model):
    """What is said of one step: of everybody in the house and, of readiness, of everybody who shared in the round."""

    __tablename__ = "step_figure"
    __privacy__ = CROWD

    release_id: Mapped[int] = mapped_column(ForeignKey("step_release.cycle_id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60))
    track: Mapped[Bilingual] = bilingual("track")
    title: Mapped[Bilingual] = bilingual("title")
    here: Mapped[Part | None] = mapped_column(enum(Part))
    interest: Mapped[Part | None] = mapped_column(enum(Part))
    ready: Mapped[Part | None] = mapped_column(enum(Part))
    near: Mapped[Part | None] = mapped_column(enum(Part))  # ready, or at most one level away


class CriticalFigure(Model):
    """What is said of one competence that some role calls critical, at the highest level such a role asks for."""

    __tablename__ = "critical_figure"
    __privacy__ = CROWD

    release_id: Mapped[int] = mapped_column(ForeignKey("step_release.cycle_id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60))
    title: Mapped[Bilingual] = bilingual("title")
    asked: Mapped[int]
    ready: Mapped[Part | None] = mapped_column(enum(Part))
    near: Mapped[Part | None] = mapped_column(enum(Part))


class StepLedger(Model):
    """That somebody stood behind a round's words, and which choice they had made then; never what it was.

    choices: the numbers of their choices, empty where they had said nothing: what is the same next time is told from
    what is new by them alone. Where the person is erased the row stays without a name, and nobody hides behind it.
    """

    __tablename__ = "step_ledger"
    __table_args__ = (Index("ix_step_ledger_question", "model_id", "question"),)
    __privacy__ = Personal(
        about="person_id",
        purpose="Så nye tal om trin aldrig kan trækkes fra gamle og vise, hvad få har valgt.",
        keep=Keep.FOR_EVER,
        title="At du tæller med i ord om trin",
        codes=("choices",),
        erase=Erase.UNNAME,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("step_release.cycle_id"), index=True)
    model_id: Mapped[int] = mapped_column(ForeignKey("career_model.id"))
    question: Mapped[Question] = mapped_column(enum(Question))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    choices: Mapped[str] = mapped_column(Text, default="")


write_once(StepRelease, StepFigure, CriticalFigure, StepLedger)
