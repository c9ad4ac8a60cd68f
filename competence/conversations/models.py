"""Conversations of a person and their leader: steps, themes, the notes of the talk, and the levels agreed on."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayConversation, MayNote, MayTeamTalk
from competence.conversations.guides.models import GuideVersion
from competence.conversations.rules.kinds import Kind
from competence.conversations.rules.steps import Action, State
from competence.cycles.models import Cycle
from competence.db import Model, Moment, PublicId, enum
from competence.frameworks.models import Competence, ScaleLevel
from competence.people.models import Person
from competence.plans.models import Plan
from competence.privacy.declare import Keep, KeptBy, Latest, Personal
from competence.privacy.keystore.columns import Sealed, SealedText, Sealing

AFRESH = frozenset({Action.PLAN_AGAIN, Action.TAKE_OVER})  # from here on no time is proposed
PURPOSE = "Så du og din leder kan tale sammen om dit arbejde og din udvikling."


class Conversation(PublicId, Model):
    """A conversation (samtale). The leader's seat is leader_id; who sits in it is the leader, or a deputy.

    What the two said is the employee's too: it goes with them and never with the leader, whose row stays until another
    has taken the talk over.

    subject_id: whom it is about; empty for a team's. mirror_id: the mirror they talk about. guide_version_id: the
    questions they prepare by, if there were any. plan_id: the plan they began in it. starts_at, minutes, place: what
    stands in the calendar, also while another time is proposed; empty until a first one is. near: about when it should
    be held, where a round asks for it.
    sequence: rises with each change a calendar must hear of.
    """

    __tablename__ = "conversation"
    __table_args__ = (CheckConstraint("minutes BETWEEN 5 AND 480", name="minutes"),)
    __privacy__ = Personal(
        about="subject_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_NEXT_TALK,
        also=("leader_id",),
        title="Dine samtaler",
        since=(Latest("conversation_step", "at"), "starts_at", "near"),
        else_about="leader_id",
        shared_else=True,
        words=("place",),
        seen=MayConversation.READ,
        kept_by=KeptBy.LEADER,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(enum(Kind))
    state: Mapped[State] = mapped_column(enum(State))
    subject_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    leader_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    cycle_id: Mapped[int | None] = mapped_column(ForeignKey("cycle.id"), index=True)  # the round it belongs to
    mirror_id: Mapped[int | None] = mapped_column(ForeignKey("mirror.id", ondelete="SET NULL"), index=True)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("plan.id", ondelete="SET NULL"), index=True)
    guide_version_id: Mapped[int | None] = mapped_column(ForeignKey("guide_version.id"), index=True)
    near: Mapped[date | None]
    starts_at: Mapped[datetime | None] = mapped_column(Moment)
    minutes: Mapped[int]
    place: Mapped[str] = mapped_column(String(120), default="")
    sequence: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)

    subject: Mapped[Person | None] = relationship(foreign_keys=[subject_id])
    leader: Mapped[Person] = relationship(foreign_keys=[leader_id])
    cycle: Mapped[Cycle | None] = relationship()
    guide_version: Mapped[GuideVersion | None] = relationship()
    plan: Mapped[Plan | None] = relationship()
    steps: Mapped[list["Step"]] = relationship(cascade="all, delete-orphan", order_by="Step.id")
    members: Mapped[list["Member"]] = relationship(cascade="all, delete-orphan")
    themes: Mapped[list["ThemeChoice"]] = relationship(cascade="all, delete-orphan", order_by="ThemeChoice.theme")

    __mapper_args__ = {"version_id_col": version}

    @property
    def member_ids(self) -> frozenset[int]:
        """Those a team's talk is held with, its leader not among them; nobody where it is a talk of two."""
        return frozenset(member.person_id for member in self.members)

    @property
    def proposed(self) -> "Step | None":
        """The time that lies on the table: the last one anybody proposed."""
        return next((step for step in reversed(self._planning) if step.starts_at is not None), None)

    @property
    def invited_at(self) -> datetime | None:
        """When the person was first invited to it, as it is planned now."""
        return next((step.at for step in self._planning if step.action is Action.INVITE), None)

    @property
    def _planning(self) -> list["Step"]:
        """The steps since it was last planned from nothing."""
        starts = [place for place, step in enumerate(self.steps) if step.action in AFRESH]
        return self.steps[starts[-1] :] if starts else self.steps

    @property
    def is_held(self) -> bool:
        return self.state is State.HELD

    @property
    def held_at(self) -> datetime | None:
        """When the talk was ended."""
        return next((step.at for step in reversed(self.steps) if step.action is Action.END), None)


class Step(Model):
    """That somebody took a step with a conversation, when, and the time and place they proposed with it, if they did.

    action: empty for the first one, with which the conversation came to be.
    """

    __tablename__ = "conversation_step"
    __privacy__ = Personal(
        about="conversation_id.subject_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_NEXT_TALK,
        also=("actor_id",),
        title="Hvad der er sket med dine samtaler",
        else_about="actor_id",
        shared_else=True,
        words=("place",),
        seen=MayConversation.READ,
        thing="conversation_id",
        kept_by=KeptBy.LEADER,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    action: Mapped[Action | None] = mapped_column(enum(Action))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    at: Mapped[datetime] = mapped_column(Moment)
    starts_at: Mapped[datetime | None] = mapped_column(Moment)
    minutes: Mapped[int | None]
    place: Mapped[str] = mapped_column(String(120), default="")

    actor: Mapped[Person | None] = relationship()


class Member(Model):
    """That somebody takes part in a team's talk (GRUS)."""

    __tablename__ = "conversation_member"
    __privacy__ = Personal(
        about="person_id",
        purpose="Så du er med i teamets samtale.",
        keep=Keep.UNTIL_NEXT_TALK,
        also=("conversation_id",),
        title="Teamets samtaler, du er med i",
        under="conversation_id",
        seen=MayTeamTalk.TAKE_PART,
        thing="conversation_id",
    )

    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)

    person: Mapped[Person] = relationship()


class ThemeChoice(Model):
    """That one of the two would like to talk about a theme."""

    __tablename__ = "conversation_theme"
    __privacy__ = Personal(
        about="conversation_id.subject_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_NEXT_TALK,
        also=("person_id",),
        title="Emner til dine samtaler",
        else_about="person_id",
        codes=("theme",),
        seen=MayConversation.TAKE_PART,
        thing="conversation_id",
    )

    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    theme: Mapped[str] = mapped_column(String(40), primary_key=True)

    person: Mapped[Person] = relationship()


class Note(Model):
    """A short note on the page the two share during a talk: one author, added and never changed.

    leader_id: in which leader's seat the talk was when it was written; who sits there later reads nothing of it.
    key: made by the page that sent it, so that a note sent twice is kept once. topic: the agenda's key for it.
    """

    __tablename__ = "conversation_note"
    __table_args__ = (UniqueConstraint("conversation_id", "author_id", "key"),)
    __privacy__ = Personal(
        about="conversation_id.subject_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_NEXT_TALK,
        also=("author_id", "leader_id"),
        title="Noter fra dine samtaler",
        else_about="author_id",
        words=("text",),
        codes=("topic", "key"),
        seen=MayNote.READ,
        only_seen=True,
        kept_by=KeptBy.LEADER,
    )
    __sealed__ = Sealing("talk", owners=("conversation_id.subject_id", "author_id"))  # a team's talk is about nobody

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    leader_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    topic: Mapped[str] = mapped_column(String(60))
    _text: Mapped[str] = mapped_column("text", SealedText)
    text = Sealed[str]()
    at: Mapped[datetime] = mapped_column(Moment)
    key: Mapped[str] = mapped_column(String(60))

    conversation: Mapped[Conversation] = relationship()
    author: Mapped[Person] = relationship(foreign_keys=[author_id])

    @property
    def subject_id(self) -> int | None:
        return self.conversation.subject_id


class AgreedLevel(Model):
    """A level the two agree on for a competence (aftalt niveau): one proposed it; it counts once the other said yes."""

    __tablename__ = "agreed_level"
    __privacy__ = Personal(
        about="conversation_id.subject_id",
        purpose=PURPOSE,
        keep=Keep.AGREEMENT,
        also=("proposed_by_id", "confirmed_by_id"),
        title="Niveauer, I er enige om",
        since=("confirmed_at",),
        seen=MayConversation.READ,
        thing="conversation_id",
        kept_by=KeptBy.LEADER,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    competence_id: Mapped[int] = mapped_column(ForeignKey("competence.id"), index=True)
    scale_level_id: Mapped[int] = mapped_column(ForeignKey("scale_level.id"), index=True)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)

    competence: Mapped[Competence] = relationship()
    level: Mapped[ScaleLevel] = relationship()

    @property
    def is_agreed(self) -> bool:
        return self.confirmed_at is not None
