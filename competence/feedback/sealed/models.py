"""Rounds of anonymous questions, the sealed sheets while one is open, and what stays then: answers from nobody."""

import secrets
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, MappedColumn, foreign, mapped_column, relationship

from competence.access.permissions import MayTopic
from competence.db import Model, PublicId, enum
from competence.feedback.sealed.rules.rounds import Audience, Outcome, Stage
from competence.frameworks.rules.questions import About
from competence.people.models import LeaderRelation, Person
from competence.privacy.anonymity.figures import End
from competence.privacy.declare import Impersonal, Keep, Personal
from competence.privacy.keystore.columns import Sealed, SealedText, Sealing
from competence.web.bilingual import Bilingual, bilingual

UNORDERED = {"sqlite_with_rowid": False}  # rows lie in the order of their random ids and of nothing else


def of_round(**more: Any) -> MappedColumn[int]:
    """Return the column that names a row's round."""
    return mapped_column(ForeignKey("sealed_round.id", ondelete="CASCADE"), **more)


def random_id() -> str:
    """Return an id that tells neither when nor after whom it was made."""
    return secrets.token_hex(16)


class Round(PublicId, Model):
    """A time in which people answer anonymously: about their leader, and perhaps about the working climate."""

    __tablename__ = "sealed_round"
    __privacy__ = Impersonal("En runde er en plan for huset; den ved ikke, hvem der har svaret.")

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    purpose: Mapped[str] = mapped_column(Text)  # read by all who are asked
    audience: Mapped[Audience] = mapped_column(enum(Audience))
    closes_on: Mapped[date]  # the last day
    opened_on: Mapped[date | None]
    published_on: Mapped[date | None]
    stage: Mapped[Stage] = mapped_column(enum(Stage), default=Stage.DRAFT)
    version: Mapped[int] = mapped_column(default=1)

    units: Mapped[list["RoundUnit"]] = relationship(cascade="all, delete-orphan")
    questions: Mapped[list["RoundQuestion"]] = relationship(
        cascade="all, delete-orphan", order_by="RoundQuestion.position"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def unit_ids(self) -> frozenset[int]:
        """The units it is for; none is the whole house."""
        return frozenset(row.unit_id for row in self.units)

    @property
    def pulse(self) -> list["RoundQuestion"]:
        """What it asks about the working climate."""
        return [question for question in self.questions if question.about is About.CLIMATE]


class RoundUnit(Model):
    """That a round is for the people of a unit and of everything below it."""

    __tablename__ = "sealed_round_unit"
    __privacy__ = Impersonal("Peger på enheder, ikke på personer.")

    round_id: Mapped[int] = of_round(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)


class RoundQuestion(Model):
    """A question in the words a round asks it with; they stay, whatever is asked later."""

    __tablename__ = "sealed_question"
    __table_args__ = (UniqueConstraint("round_id", "code"),)
    __privacy__ = Impersonal("Spørgsmålene er de samme for alle.")

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = of_round()
    about: Mapped[About] = mapped_column(enum(About))
    code: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    competence: Mapped[str] = mapped_column(String(60), default="")  # a competence's code
    text: Mapped[Bilingual] = bilingual("text")


class Topic(PublicId, Model):
    """The questions about one leader in one round, and what became of them."""

    __tablename__ = "sealed_topic"
    __table_args__ = (UniqueConstraint("round_id", "leader_id"),)
    __privacy__ = Personal(
        about="leader_id",
        purpose="Så du som leder kan læse, hvad dine medarbejdere samlet har svaret om dig.",
        keep=Keep.UNTIL_LEAVING,
        title="Runder om dig som leder",
        codes=("people",),
        when="round_id.published_on",
        seen=MayTopic.READ,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = of_round()
    leader_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    outcome: Mapped[Outcome] = mapped_column(enum(Outcome))
    people: Mapped[str] = mapped_column(String(20), default="")  # about how many answered: 5–9
    talk_asked_on: Mapped[date | None]  # the day the leader asked HR for a team talk with somebody to lead it

    round: Mapped[Round] = relationship()
    leader: Mapped[Person] = relationship()
    led: Mapped[list[LeaderRelation]] = relationship(
        primaryjoin=leader_id == foreign(LeaderRelation.leader_id), viewonly=True
    )

    @property
    def subject_id(self) -> int:
        return self.leader_id

    @property
    def is_published(self) -> bool:
        """Whether there is something to read; before, and where too few answered, there is nothing for anybody."""
        return self.round.stage is Stage.PUBLISHED and self.outcome is Outcome.SHOWN

    @property
    def is_for_those_above(self) -> bool:
        return self.round.audience is not Audience.LEADER

    @property
    def is_for_the_team(self) -> bool:
        return self.round.audience is Audience.TEAM

    @property
    def team_ids(self) -> frozenset[int]:
        """Those who were led by the leader on the day of publication; who of them answered nobody knows."""
        day = self.round.published_on
        return frozenset(relation.person_id for relation in self.led if day and relation.holds(day))


class SealedSheet(Model):
    """A sheet of somebody who is asked, in its box, while the round is open; leader_id None: about the climate.

    Every sheet has a box from the start, and all boxes of a pool are sealed anew whenever one of them is written on.
    """

    __tablename__ = "sealed_sheet"
    __table_args__ = (UniqueConstraint("round_id", "rater_id", "leader_id"), UNORDERED)
    __privacy__ = Personal(
        about="rater_id",
        purpose="Så du kan svare og rette dit svar, til runden lukker. Derefter er arket slettet.",
        keep=Keep.SHORT,
        also=("leader_id",),
        title="Ark, du kan svare anonymt på",
        since=("round_id.published_on",),
        hidden=("box", "pool"),
        withheld="Forseglet, til runden lukker, og slettet derefter. Du finder dit eget under Anonym feedback.",
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_id)
    round_id: Mapped[int] = of_round()
    rater_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    pool: Mapped[int]
    box: Mapped[bytes] = mapped_column(LargeBinary)

    round: Mapped[Round] = relationship()
    leader: Mapped[Person | None] = relationship(foreign_keys=[leader_id])


class LooseAnswer(Model):
    """One answer to one question, from nobody: it knows the round, and the leader or the units it is about, no more."""

    __tablename__ = "loose_answer"
    __table_args__ = (CheckConstraint("(step IS NULL) <> (words IS NULL)", name="one"), UNORDERED)
    __privacy__ = Personal(
        about="leader_id",
        purpose="Så du som leder kan læse, hvad dine medarbejdere samlet har svaret om dig.",
        keep=Keep.FOR_EVER,
        title="Svar om dig som leder, uden navne",
        words=("words",),
        codes=("question",),
        hidden=("step", "units"),
        when="round_id.published_on",
        seen=MayTopic.READ,
        withheld="Én for hvert svar: hvor mange der er, ville sige, hvor mange der svarede. "
        "Du finder det hele samlet under Anonym feedback.",
    )
    __sealed__ = Sealing("feedback")

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=random_id)
    round_id: Mapped[int] = of_round(index=True)
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    units: Mapped[str] = mapped_column(Text, default="")  # codes of the units counted together, for the climate
    question: Mapped[str] = mapped_column(String(60))
    step: Mapped[int | None]
    _words: Mapped[str | None] = mapped_column("words", SealedText)
    words = Sealed[str]()


class RoundFigure(Model):
    """A figure as it was published, once: about a leader, or about units that are counted together."""

    __tablename__ = "round_figure"
    __privacy__ = Personal(
        about="leader_id",
        purpose="Så du som leder kan læse, hvad dine medarbejdere samlet har svaret om dig.",
        keep=Keep.FOR_EVER,
        title="Tal om dig som leder",
        codes=("question", "people"),
        hidden=("units",),
        when="round_id.published_on",
        seen=MayTopic.READ,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = of_round(index=True)
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    units: Mapped[str] = mapped_column(Text, default="")
    question: Mapped[str] = mapped_column(String(60))
    people: Mapped[str] = mapped_column(String(20))  # a band: 5–9
    mean: Mapped[Decimal] = mapped_column(Numeric(4, 2))
    end: Mapped[End] = mapped_column(enum(End))


class OwnAnswer(Model):
    """A leader's own step on a question their people answer about them; nobody else ever sees it."""

    __tablename__ = "own_answer"
    __privacy__ = Personal(
        about="topic_id.leader_id",
        purpose="Så du som leder kan se dit eget svar ved siden af dit teams.",
        keep=Keep.UNTIL_LEAVING,
        title="Dine egne svar som leder",
        codes=("question",),
    )

    topic_id: Mapped[int] = mapped_column(ForeignKey("sealed_topic.id", ondelete="CASCADE"), primary_key=True)
    question: Mapped[str] = mapped_column(String(60), primary_key=True)
    step: Mapped[int]
