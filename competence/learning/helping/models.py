"""Who wants to help with what, what was asked, whom it was put to, and what they answered."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayHelpRequest
from competence.db import Model, Moment, PublicId, enum
from competence.learning.helping.rules import For, Help
from competence.people.models import Person
from competence.privacy.declare import Keep, Personal

PURPOSE = "Så den, der sætter noget i gang, kan få hjælp af kolleger, der selv har sagt, at de vil."


class Helper(Model):
    """That somebody wants to be asked for a kind of help. The row is the yes."""

    __tablename__ = "helper"
    __privacy__ = Personal(
        about="person_id", purpose=PURPOSE, keep=Keep.UNTIL_LEAVING, title="Det, du gerne vil hjælpe med"
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[Help] = mapped_column(enum(Help), primary_key=True)


class HelpRequest(PublicId, Model):
    """That somebody who sets something up asks for help."""

    __tablename__ = "help_request"
    __privacy__ = Personal(
        about="asker_id",
        purpose=PURPOSE,
        keep=Keep.THIRTEEN_MONTHS,
        title="Hjælp, du har bedt om",
        since=("closed_at", "asked_at"),
        words=("title", "what"),
        codes=("kind", "about"),
        seen=MayHelpRequest.READ,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    asker_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    kind: Mapped[Help] = mapped_column(enum(Help))
    about: Mapped[For] = mapped_column(enum(For))
    title: Mapped[str] = mapped_column(String(120))
    what: Mapped[str] = mapped_column(Text, default="")
    by: Mapped[date | None]
    asked_at: Mapped[datetime] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)

    asker: Mapped[Person] = relationship()
    put_to: Mapped[list["HelpAnswer"]] = relationship(cascade="all, delete-orphan")

    @property
    def subject_id(self) -> int:
        return self.asker_id

    @property
    def helper_ids(self) -> frozenset[int]:
        """Those it was put to."""
        return frozenset(one.person_id for one in self.put_to)

    def offers(self, withheld: Collection[int]) -> "list[HelpAnswer]":
        """Return who offered to help; withheld: whose offer is not shown, because its use is restricted."""
        return [one for one in self.put_to if one.offered_at is not None and one.person_id not in withheld]

    def answer_of(self, person_id: int) -> "HelpAnswer | None":
        """Return what somebody it was put to says."""
        return next((one for one in self.put_to if one.person_id == person_id), None)


class HelpAnswer(Model):
    """That a request was put to somebody who wants to help, and their yes, if they gave one; silence is an answer."""

    __tablename__ = "help_answer"
    __privacy__ = Personal(
        about="person_id",
        purpose=PURPOSE,
        keep=Keep.THIRTEEN_MONTHS,
        also=("request_id",),
        title="Hjælp, du har tilbudt",
        under="request_id",
        words=("words",),
        seen=MayHelpRequest.READ,
        thing="request_id",
    )

    request_id: Mapped[int] = mapped_column(ForeignKey("help_request.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    words: Mapped[str] = mapped_column(Text, default="")
    offered_at: Mapped[datetime | None] = mapped_column(Moment)

    person: Mapped[Person] = relationship()
