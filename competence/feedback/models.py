"""What is asked for and given: the request, each piece of feedback, links for people outside, and what hurt."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayFeedback, MayFeedbackRequest
from competence.db import Model, Moment, PublicId, enum
from competence.feedback.rounds.models import FeedbackRound
from competence.feedback.rules.asking import About
from competence.feedback.rules.steps import OPENED, WITH_WRITER, State
from competence.frameworks.models import Competence
from competence.frameworks.models import Mark as Value
from competence.people.models import Person
from competence.privacy.declare import Keep, KeptBy, Personal
from competence.privacy.keystore.columns import Sealed, SealedJson, SealedText, Sealing

PURPOSE = "Så du kan bruge det, kolleger ser, til at udvikle dig. Du ejer det. Ikke til løn eller bedømmelse."


class FeedbackRequest(PublicId, Model):
    """That somebody asks for feedback: in which form, on what, and until when. They receive it and own it."""

    __tablename__ = "feedback_request"
    __privacy__ = Personal(
        about="receiver_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_DELETED,
        also=("round_id",),
        title="Hvem du har bedt om feedback",
        since=("asked_at",),
        words=("question", "tried"),
        codes=("form",),
        seen=MayFeedbackRequest.KEEP,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    receiver_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    form: Mapped[str] = mapped_column(String(40))
    about: Mapped[About] = mapped_column(enum(About))
    competence_id: Mapped[int | None] = mapped_column(ForeignKey("competence.id"), index=True)
    value_id: Mapped[int | None] = mapped_column(ForeignKey("mark.id"), index=True)
    question: Mapped[str] = mapped_column(Text)
    tried: Mapped[str] = mapped_column(Text, default="")  # what the asker has considered; of sparring alone
    asked_at: Mapped[datetime] = mapped_column(Moment)
    due_on: Mapped[date] = mapped_column(index=True)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("feedback_round.id", ondelete="SET NULL"), index=True)

    receiver: Mapped[Person] = relationship()
    round: Mapped[FeedbackRound | None] = relationship()
    competence: Mapped[Competence | None] = relationship()
    value: Mapped[Value | None] = relationship()
    pieces: Mapped[list["Feedback"]] = relationship(back_populates="request", order_by="Feedback.id")
    viewed: Mapped[list["ViewedCompetence"]] = relationship(cascade="all, delete-orphan")

    @property
    def subject_id(self) -> int:
        return self.receiver_id


class ViewedCompetence(Model):
    """A competence that colleagues are asked to look at (the third view in the mirror)."""

    __tablename__ = "viewed_competence"
    __privacy__ = Personal(
        about="request_id.receiver_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_DELETED,
        title="Kompetencer, du har spurgt til",
        seen=MayFeedbackRequest.KEEP,
        thing="request_id",
    )

    request_id: Mapped[int] = mapped_column(ForeignKey("feedback_request.id", ondelete="CASCADE"), primary_key=True)
    competence_id: Mapped[int] = mapped_column(ForeignKey("competence.id"), primary_key=True, index=True)


class Feedback(PublicId, Model):
    """What one person was asked for, or gave: a few words, or levels, with their name on it."""

    __tablename__ = "feedback"
    __table_args__ = (CheckConstraint("sender_id <> receiver_id", name="not_oneself"),)
    __privacy__ = Personal(
        about="receiver_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_DELETED,
        also=("sender_id", "shared_with_id"),
        title="Feedback, du har fået, og den, du har givet",
        since=("written_at",),
        under="request_id",
        words=("outside_name", "words"),
        codes=("form",),
        seen=MayFeedback.READ,
        only_seen=True,
        also_shown="sender_id",
    )
    __sealed__ = Sealing("feedback")

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("feedback_request.id", ondelete="CASCADE"), index=True)
    receiver_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    sender_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    outside_name: Mapped[str] = mapped_column(String(120), default="")  # of somebody who does not work in the house
    form: Mapped[str] = mapped_column(String(40))
    state: Mapped[State] = mapped_column(enum(State))
    about: Mapped[About | None] = mapped_column(enum(About))
    competence_id: Mapped[int | None] = mapped_column(ForeignKey("competence.id"), index=True)
    value_id: Mapped[int | None] = mapped_column(ForeignKey("mark.id"), index=True)
    _words: Mapped[str] = mapped_column("words", SealedText, default="")
    words = SealedJson[dict[str, str]]()
    written_at: Mapped[datetime | None] = mapped_column(Moment)
    thanked_at: Mapped[datetime | None] = mapped_column(Moment)
    shared_with_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    version: Mapped[int] = mapped_column(default=1)

    request: Mapped[FeedbackRequest | None] = relationship(back_populates="pieces")
    receiver: Mapped[Person] = relationship(foreign_keys=[receiver_id])
    sender: Mapped[Person | None] = relationship(foreign_keys=[sender_id])
    competence: Mapped[Competence | None] = relationship()
    value: Mapped[Value | None] = relationship()
    levels: Mapped[list["ViewedLevel"]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    @property
    def subject_id(self) -> int:
        return self.receiver_id

    @property
    def is_delivered(self) -> bool:
        return self.state.is_delivered

    @property
    def is_proposed(self) -> bool:
        return self.state is State.PROPOSED

    @property
    def is_opened(self) -> bool:
        return self.state in OPENED

    @property
    def is_with_writer(self) -> bool:
        """Whether who is asked, or wrote it, meets it on their pages."""
        return self.state in WITH_WRITER

    @property
    def shared_with(self) -> frozenset[int]:
        """The leader's seat it is shared with, if any."""
        is_shared = self.state is State.SHARED and self.shared_with_id is not None
        return frozenset({self.shared_with_id}) if is_shared and self.shared_with_id else frozenset()

    @property
    def writer_name(self) -> str:
        """Who wrote it, as the receiver knows them; empty for a colleague whose data was erased."""
        return self.sender.name if self.sender else self.outside_name


class ViewedLevel(Model):
    """The level a colleague sees in one competence; without a level they cannot judge."""

    __tablename__ = "viewed_level"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 8", name="level"),)
    __privacy__ = Personal(
        about="feedback_id.receiver_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_DELETED,
        title="Niveauer, kolleger ser hos dig",
        seen=MayFeedback.READ,
        thing="feedback_id",
        only_seen=True,
    )

    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"), primary_key=True)
    competence_id: Mapped[int] = mapped_column(ForeignKey("competence.id"), primary_key=True, index=True)
    level: Mapped[int | None]

    competence: Mapped[Competence] = relationship()


class OutsideLink(Model):
    """A link for somebody outside the house: answers one question once. The row holds only its fingerprint."""

    __tablename__ = "outside_link"
    __privacy__ = Personal(
        about="feedback_id.receiver_id",
        purpose="Så en uden for huset kan svare dig én gang.",
        keep=Keep.SHORT,
        title="Links til dem uden for huset, du har spurgt",
        since=("expires_at",),
        hidden=("key",),
    )

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"), unique=True)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)

    feedback: Mapped[Feedback] = relationship()


class FeedbackReport(PublicId, Model):
    """Feedback that hurt, reported to HR: a copy of its words, which stays when the receiver deletes theirs."""

    __tablename__ = "feedback_report"
    __privacy__ = Personal(
        about="receiver_id",
        purpose="Så HR kan hjælpe, når feedback har gjort ondt.",
        keep=Keep.THIRTEEN_MONTHS,
        also=("writer_id", "handled_by_id", "feedback_id"),
        title="Feedback, du har meldt til HR",
        since=("reported_at",),
        under="feedback_id",
        words=("words", "why", "writer_name"),
        codes=("form",),
        copies=(("writer_name", "writer_id"),),
        seen=MayFeedback.HANDLE_REPORTS,
        kept_by=KeptBy.HR,
    )
    __sealed__ = Sealing("feedback")

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"), unique=True)
    receiver_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    writer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    writer_name: Mapped[str] = mapped_column(String(120))
    form: Mapped[str] = mapped_column(String(40))
    _words: Mapped[str] = mapped_column("words", SealedText)
    words = SealedJson[dict[str, str]]()
    _why: Mapped[str] = mapped_column("why", SealedText)
    why = Sealed[str]()
    reported_at: Mapped[datetime] = mapped_column(Moment)
    handled_at: Mapped[datetime | None] = mapped_column(Moment)
    handled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)

    receiver: Mapped[Person] = relationship(foreign_keys=[receiver_id])
