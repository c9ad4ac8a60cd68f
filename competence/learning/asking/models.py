"""Who is open to being asked about what, in which languages, who asked whom, and the pairs that were proposed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayOpening, MayPair
from competence.db import Model, Moment, PublicId, enum
from competence.learning.asking.rules.words import Openness
from competence.people.models import Person
from competence.privacy.declare import Keep, Personal

OPENNESS = enum(Openness)


class Opening(PublicId, Model):
    """That somebody may be asked about a competence, wants to practise it with somebody, or is a mentor in it.

    The row is the yes: where it is gone, nobody finds the person.
    """

    __tablename__ = "opening"
    __table_args__ = (UniqueConstraint("person_id", "framework_id", "competence", "kind"),)
    __privacy__ = Personal(
        about="person_id",
        purpose="Så kolleger kan finde dig, fordi du selv har sagt, at de må.",
        keep=Keep.UNTIL_LEAVING,
        title="Det, du har åbnet for",
        words=("word",),
        codes=("competence",),
        seen=MayOpening.FIND,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id", ondelete="CASCADE"), index=True)
    competence: Mapped[str] = mapped_column(String(60), index=True)
    kind: Mapped[Openness] = mapped_column(OPENNESS)
    word: Mapped[str] = mapped_column(Text, default="")
    since: Mapped[datetime] = mapped_column(Moment)

    person: Mapped[Person] = relationship()

    @property
    def subject_id(self) -> int:
        return self.person_id


class SpokenLanguage(Model):
    """A language somebody may be asked in."""

    __tablename__ = "spoken_language"
    __privacy__ = Personal(
        about="person_id",
        purpose="Så kolleger kan finde nogen, der taler et bestemt sprog, fordi du selv har skrevet det.",
        keep=Keep.UNTIL_LEAVING,
        title="Sprog, du taler",
        codes=("code",),
        seen=MayOpening.FIND,
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    code: Mapped[str] = mapped_column(String(10), primary_key=True)


class Contact(Model):
    """That somebody would like to talk with a colleague who is open to it; between the two."""

    __tablename__ = "contact"
    __table_args__ = (CheckConstraint("asker_id <> asked_id", name="not_oneself"),)
    __privacy__ = Personal(
        about="asked_id",
        purpose="Så du kan se, hvem der gerne vil tale med dig om det, du har åbnet for.",
        keep=Keep.THIRTEEN_MONTHS,
        also=("asker_id",),
        title="Kolleger, der gerne vil tale sammen om noget",
        since=("at",),
        both=("asker_id",),
        codes=("competence",),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    asker_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    asked_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    competence: Mapped[str] = mapped_column(String(60))
    kind: Mapped[Openness] = mapped_column(OPENNESS)
    at: Mapped[datetime] = mapped_column(Moment)

    asker: Mapped[Person] = relationship(foreign_keys=[asker_id])
    asked: Mapped[Person] = relationship(foreign_keys=[asked_id])


class Pair(PublicId, Model):
    """Two in different houses who can teach each other what the other wants (makkerpar), as it was proposed to both."""

    __tablename__ = "buddy_pair"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="in_order"),
    )
    __privacy__ = Personal(
        about="first_id",
        purpose="Så to kolleger, der kan lære hinanden noget, kan finde sammen, hvis begge vil.",
        keep=Keep.THIRTEEN_MONTHS,
        also=("second_id",),
        title="Forslag om makkerskab",
        since=("proposed_on",),
        both=("second_id",),
        codes=("first_learns", "second_learns"),
        seen=MayPair.ANSWER,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    first_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    first_learns: Mapped[str] = mapped_column(String(60))
    second_learns: Mapped[str] = mapped_column(String(60))
    proposed_on: Mapped[date] = mapped_column(index=True)

    first: Mapped[Person] = relationship(foreign_keys=[first_id])
    second: Mapped[Person] = relationship(foreign_keys=[second_id])
    answers: Mapped[list["PairAnswer"]] = relationship(cascade="all, delete-orphan")

    @property
    def said(self) -> dict[int, bool]:
        """What those who answered said."""
        return {answer.person_id: answer.yes for answer in self.answers}

    @property
    def both_ids(self) -> frozenset[int]:
        return frozenset({self.first_id, self.second_id})


class PairAnswer(Model):
    """One of the two's answer, sealed for the other unless both say yes."""

    __tablename__ = "buddy_answer"
    __privacy__ = Personal(
        about="person_id",
        purpose="Så I først ser hinandens svar, når I begge har sagt ja.",
        keep=Keep.THIRTEEN_MONTHS,
        also=("pair_id",),
        title="Dit svar om makkerskab",
        under="pair_id",
    )

    pair_id: Mapped[int] = mapped_column(ForeignKey("buddy_pair.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    yes: Mapped[bool]
