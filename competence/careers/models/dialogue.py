"""A dialogue about a step: the dossier, the leader's view, the panel of two, the answer, and every step of the way."""

from datetime import date, datetime
from enum import Enum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayCase
from competence.careers.models.editions import CareerStep
from competence.careers.rules.dialogue import Action, State
from competence.db import Model, Moment, PublicId, enum
from competence.people.models import Person
from competence.privacy.declare import Keep, KeptBy, Latest, Personal
from competence.privacy.keystore.columns import Sealed, SealedText, Sealing

PURPOSE = "Så du kan bede om et trin og få et svar med begrundelse. Ikke til løn, rangordning eller afskedigelse."


class Part(Enum):
    """Who says something in a dialogue."""

    LEADER = "Lederens blik"
    PANEL = "Fagligt forum"
    ANSWER = "Svaret"


class Outcome(Enum):
    """What the answer is. Neither has anything to do with pay."""

    YES = "Ja, du står på trinnet"
    NOT_YET = "Ikke endnu"


class StepCase(PublicId, Model):
    """Somebody's dialogue about one step. What it asks for stands as the edition said when it was begun."""

    __tablename__ = "step_case"
    __privacy__ = Personal(
        about="subject_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_NEXT_TALK,
        also=("leader_id",),
        title="Din dialog om et trin",
        since=(Latest("case_event", "at"),),
        words=("words",),
        seen=MayCase.READ,
        kept_by=KeptBy.LEADER,
    )
    __sealed__ = Sealing("career")

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("career_step.id"), index=True)
    state: Mapped[State] = mapped_column(enum(State), default=State.DRAFT)
    _words: Mapped[str] = mapped_column("words", SealedText, default="")
    words = Sealed[str]()  # why, in the person's own words
    due_on: Mapped[date | None]  # when the part that is waited for should be done
    turn: Mapped[int] = mapped_column(default=1)  # a new leader begins a new turn, and does not read the former one's
    version: Mapped[int] = mapped_column(default=1)

    subject: Mapped[Person] = relationship(foreign_keys=[subject_id])
    leader: Mapped[Person | None] = relationship(foreign_keys=[leader_id])
    step: Mapped[CareerStep] = relationship()
    exhibits: Mapped[list["CaseExhibit"]] = relationship(order_by="CaseExhibit.id", cascade="all, delete-orphan")
    seats: Mapped[list["PanelSeat"]] = relationship(order_by="PanelSeat.id", cascade="all, delete-orphan")
    statements: Mapped[list["CaseStatement"]] = relationship(order_by="CaseStatement.id", cascade="all, delete-orphan")
    events: Mapped[list["CaseEvent"]] = relationship(order_by="CaseEvent.id", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_draft(self) -> bool:
        return self.state is State.DRAFT

    @property
    def panel(self) -> tuple["PanelSeat", ...]:
        """Those who sit on the panel of this turn, and have not stepped aside."""
        return tuple(seat for seat in self.seats if seat.turn == self.turn and seat.is_free is not False)

    @property
    def panel_ids(self) -> frozenset[int]:
        """Who may read the dossier as a member of the panel now."""
        return frozenset(seat.person_id for seat in self.panel) if self.state is State.WITH_PANEL else frozenset()

    def said(self, part: Part, author_id: int | None = None) -> "CaseStatement | None":
        """Return what was said in a part of this turn, by anybody or by one author."""
        return next(
            (
                one
                for one in self.statements
                if one.part is part and one.turn == self.turn and author_id in (None, one.author_id)
            ),
            None,
        )


class CaseExhibit(Model):
    """An example in a dossier, as it was when it was put there; the person's own keeps its life of its own."""

    __tablename__ = "case_exhibit"
    __privacy__ = Personal(
        about="case_id.subject_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_NEXT_TALK,
        title="Eksempler i din dialog om et trin",
        words=("example", "link"),
        codes=("evidence_pid", "competence"),
        seen=MayCase.READ,
        thing="case_id",
    )
    __sealed__ = Sealing("career")

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("step_case.id", ondelete="CASCADE"), index=True)
    evidence_pid: Mapped[str] = mapped_column(String(32))  # where it was copied from
    competence: Mapped[str] = mapped_column(String(60))
    _example: Mapped[str] = mapped_column("example", SealedText)
    example = Sealed[str]()
    link: Mapped[str] = mapped_column(String(500), default="")
    happened_on: Mapped[date | None]


class PanelSeat(Model):
    """A colleague asked to look at a dossier (fagligt forum): free to judge or not, by their own word."""

    __tablename__ = "panel_seat"
    __table_args__ = (UniqueConstraint("case_id", "person_id", "turn"),)
    __privacy__ = Personal(
        about="case_id.subject_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_NEXT_TALK,
        also=("person_id",),
        title="Hvem der sidder i fagligt forum om dig",
        words=("tie",),
        seen=MayCase.READ,
        thing="case_id",
    )
    __sealed__ = Sealing("career")

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("step_case.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    turn: Mapped[int]
    asked_at: Mapped[datetime] = mapped_column(Moment)
    is_free: Mapped[bool | None]  # None until they have said; False: they stepped aside
    _tie: Mapped[str] = mapped_column("tie", SealedText, default="")
    tie = Sealed[str]()

    person: Mapped[Person] = relationship()


class CaseStatement(Model):
    """What somebody says in a dialogue, with the tie they declared; the answer also says what comes next."""

    __tablename__ = "case_statement"
    __table_args__ = (UniqueConstraint("case_id", "part", "author_id", "turn"),)
    __privacy__ = Personal(
        about="case_id.subject_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_NEXT_TALK,
        also=("author_id",),
        title="Hvad der er sagt i din dialog om et trin",
        words=("text", "tie", "next_steps"),
        seen=MayCase.READ,
        thing="case_id",
        kept_by=KeptBy.LEADER,
    )
    __sealed__ = Sealing("career")

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("step_case.id", ondelete="CASCADE"), index=True)
    part: Mapped[Part] = mapped_column(enum(Part))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    turn: Mapped[int]
    _text: Mapped[str] = mapped_column("text", SealedText)
    text = Sealed[str]()
    _tie: Mapped[str] = mapped_column("tie", SealedText, default="")
    tie = Sealed[str]()  # what binds the author to the case, "" for nothing
    outcome: Mapped[Outcome | None] = mapped_column(enum(Outcome))
    _next_steps: Mapped[str] = mapped_column("next_steps", SealedText, default="")
    next_steps = Sealed[str]()
    said_at: Mapped[datetime] = mapped_column(Moment)

    author: Mapped[Person] = relationship()


class CaseEvent(Model):
    """One step of a dialogue: what was done, by whom, when. It never holds content."""

    __tablename__ = "case_event"
    __privacy__ = Personal(
        about="case_id.subject_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_NEXT_TALK,
        also=("actor_id",),
        title="Hvad der er sket i din dialog om et trin",
        seen=MayCase.READ,
        thing="case_id",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("step_case.id", ondelete="CASCADE"), index=True)
    action: Mapped[Action] = mapped_column(enum(Action))
    actor_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)

    actor: Mapped[Person] = relationship()
