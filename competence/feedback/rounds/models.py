"""A feedback round, what it is about, and who is in it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayFeedbackRound
from competence.db import Model, Moment, PublicId, enum
from competence.feedback.rounds.rules import Whom
from competence.frameworks.models import Competence
from competence.frameworks.models import Mark as Value
from competence.people.models import Person
from competence.privacy.declare import Erase, Keep, Personal


class FeedbackRound(PublicId, Model):
    """A round: its form, whom one may ask, whether leaders say yes to whom, and until when. It closes by itself."""

    __tablename__ = "feedback_round"
    __table_args__ = (CheckConstraint("closes_on >= opens_on", name="period"),)
    __privacy__ = Personal(
        about="opened_by_id",
        purpose="Så alle kan se, hvem der har åbnet runden.",
        keep=Keep.AGREEMENT,
        title="Feedbackrunder, du har åbnet",
        since=("closes_on",),
        words=("title", "purpose"),
        codes=("form",),
        hidden=("asked", "received", "known"),  # told by privacy.anonymity alone, also to who opened it
        seen=MayFeedbackRound.READ,
        erase=Erase.SHARED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    purpose: Mapped[str] = mapped_column(Text)
    form: Mapped[str] = mapped_column(String(40))
    whom: Mapped[Whom] = mapped_column(enum(Whom))
    approves: Mapped[bool] = mapped_column(server_default=false())
    opens_on: Mapped[date]
    closes_on: Mapped[date] = mapped_column(index=True)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    invited: Mapped[int]  # counted when it opened; the three below when it closed, and never again
    known: Mapped[int | None]  # how many of them the best informed leader knows
    asked: Mapped[int | None]
    received: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)

    opened_by: Mapped[Person | None] = relationship()
    participants: Mapped[list["RoundParticipant"]] = relationship(cascade="all, delete-orphan")
    topics: Mapped[list["RoundTopic"]] = relationship(cascade="all, delete-orphan", order_by="RoundTopic.id")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def member_ids(self) -> frozenset[int]:
        """Those who ask, answer and receive in the round."""
        return frozenset(one.person_id for one in self.participants)


class RoundParticipant(Model):
    """That somebody is in a round."""

    __tablename__ = "round_participant"
    __privacy__ = Personal(
        about="person_id",
        purpose="Så du ved, at runden er for dig.",
        keep=Keep.AGREEMENT,
        also=("round_id",),
        title="Feedbackrunder, du er med i",
        under="round_id",
        seen=MayFeedbackRound.READ,
        thing="round_id",
    )

    round_id: Mapped[int] = mapped_column(ForeignKey("feedback_round.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)


class RoundTopic(Model):
    """A competence or a value a round is about; a round without topics leaves it to those who ask."""

    __tablename__ = "round_topic"
    __table_args__ = (CheckConstraint("(competence_id IS NULL) <> (value_id IS NULL)", name="one_of_the_two"),)
    __privacy__ = Personal(
        about="round_id.opened_by_id",
        purpose="Så alle kan se, hvad runden handler om.",
        keep=Keep.AGREEMENT,
        title="Hvad dine feedbackrunder handler om",
        seen=MayFeedbackRound.READ,
        thing="round_id",
        erase=Erase.SHARED,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("feedback_round.id", ondelete="CASCADE"), index=True)
    competence_id: Mapped[int | None] = mapped_column(ForeignKey("competence.id"), index=True)
    value_id: Mapped[int | None] = mapped_column(ForeignKey("mark.id"), index=True)

    competence: Mapped[Competence | None] = relationship()
    value: Mapped[Value | None] = relationship()

    @property
    def code(self) -> str:
        """The topic as lists of choices name it."""
        return f"competence-{self.competence_id}" if self.competence_id else f"value-{self.value_id}"
