"""The mirror (kompetencespejl): two sealed views of one person, what is answered in them, and who shared what when."""

from datetime import date, datetime
from enum import Enum

import sqlalchemy
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.access.permissions import MayMirror, MayView
from competence.assessments.rules.opening import Standing
from competence.assessments.rules.saying import Said
from competence.cycles.models import Cycle
from competence.db import Model, Moment, PublicId, enum
from competence.frameworks.models import Competence, FrameworkVersion
from competence.people.models import Person
from competence.privacy.declare import Keep, KeptBy, Personal
from competence.privacy.keystore.columns import Sealed, SealedText, Sealing

PURPOSE = "Så du og din leder kan tale om din udvikling. Ikke til løn, bedømmelse eller afskedigelse."


class Voice(Enum):
    """Whose view it is."""

    SELF = "Mit blik"
    LEADER = "Lederens blik"


class Stage(Enum):
    """An answer given before the two views were revealed, or changed after."""

    FIRST = "Første svar"
    REVISED = "Rettet efter åbningen"


class Mark(Enum):
    """An answer without a level; it carries no value and is never counted as zero."""

    NOT_APPLICABLE = "Ikke relevant for min rolle"
    UNKNOWN = "Ved ikke"


class Wish(Enum):
    """What the person would like to do with the competence (lyst)."""

    USE_LESS = "Vil bruge den mindre"
    AS_NOW = "Som nu"
    DEVELOP = "Vil udvikle den"


class Mirror(PublicId, Model):
    """One person's mirror: in a round, or started by the person between rounds (cycle is then empty)."""

    __tablename__ = "mirror"
    __table_args__ = (UniqueConstraint("subject_id", "cycle_id"),)
    __privacy__ = Personal(
        about="subject_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_NEXT_TALK,
        title="Dit kompetencespejl",
        since=("talk_held_on", "started_on"),
        seen=MayMirror.READ,
        kept_by=KeptBy.LEADER,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    cycle_id: Mapped[int | None] = mapped_column(ForeignKey("cycle.id"), index=True)
    framework_version_id: Mapped[int] = mapped_column(ForeignKey("framework_version.id"))
    started_on: Mapped[date]
    revealed_at: Mapped[datetime | None] = mapped_column(Moment)  # both views were opened to the two at this moment
    talk_held_on: Mapped[date | None]  # from here on nobody changes an answer

    subject: Mapped[Person] = relationship()
    cycle: Mapped[Cycle | None] = relationship()
    framework_version: Mapped[FrameworkVersion] = relationship()
    views: Mapped[list["View"]] = relationship(back_populates="mirror", cascade="all, delete-orphan")
    consents: Mapped[list["Consent"]] = relationship(cascade="all, delete-orphan")

    @property
    def is_revealed(self) -> bool:
        return self.revealed_at is not None

    @property
    def own_view(self) -> "View | None":
        """The person's own view; None until it is begun."""
        return next((view for view in self.views if view.voice is Voice.SELF), None)

    @property
    def leaders_view(self) -> "View | None":
        """The leader's view that was shared; there is never more than one."""
        return next((view for view in self.views if view.voice is Voice.LEADER and view.is_shared), None)

    @property
    def shared_with(self) -> frozenset[int]:
        """The leaders the person's own view was shared with, and who still have it."""
        own = self.own_view
        return frozenset(share.with_id for share in own.shares if share.withdrawn_at is None) if own else frozenset()

    def view_by(self, person_id: int | None) -> "View | None":
        """Return the view somebody began; None if they have not."""
        return next((view for view in self.views if view.author_id == person_id), None)

    def own_standing(self, leader_id: int | None) -> Standing:
        """Return where the mirror stands for the person, who has this leader today."""
        return self._standing(
            mine=bool(self.shared_with), theirs=self.leaders_view is not None, moved=leader_id not in self.shared_with
        )

    def leaders_standing(self, acts_as: frozenset[int]) -> Standing:
        """Return where the mirror stands for somebody who leads the person under these leaders' ids."""
        return self._standing(mine=self.leaders_view is not None, theirs=bool(self.shared_with & acts_as))

    def _standing(self, *, mine: bool, theirs: bool, moved: bool = False) -> Standing:
        closes_on = self.cycle.closes_on if self.cycle else None
        return Standing(mine, theirs, mine and moved, self.is_revealed, self.talk_held_on is not None, closes_on)


class View(PublicId, Model):
    """One side of a mirror (blik), sealed for the other until both are shared."""

    __tablename__ = "view"
    __table_args__ = (
        UniqueConstraint("mirror_id", "author_id"),
        Index(
            "uq_view_self",
            "mirror_id",
            unique=True,
            sqlite_where=sqlalchemy.text("voice = 'SELF'"),
            postgresql_where=sqlalchemy.text("voice = 'SELF'"),
        ),
    )
    __privacy__ = Personal(
        about="mirror_id.subject_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_NEXT_TALK,
        also=("author_id",),
        title="De to blikke i dit spejl",
        seen=MayView.READ,
        only_seen=True,
        kept_by=KeptBy.LEADER,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    mirror_id: Mapped[int] = mapped_column(ForeignKey("mirror.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    voice: Mapped[Voice] = mapped_column(enum(Voice))

    mirror: Mapped[Mirror] = relationship(back_populates="views")
    author: Mapped[Person] = relationship()
    answers: Mapped[list["Answer"]] = relationship(cascade="all, delete-orphan")
    shares: Mapped[list["Share"]] = relationship(cascade="all, delete-orphan")

    @property
    def subject_id(self) -> int:
        return self.mirror.subject_id

    @property
    def is_shared(self) -> bool:
        return any(share.withdrawn_at is None for share in self.shares)


class Share(Model):
    """That a view was shared: by its author, with whom, when, and whether it was taken back."""

    __tablename__ = "share"
    __privacy__ = Personal(
        about="view_id.mirror_id.subject_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_NEXT_TALK,
        also=("with_id",),
        title="Hvem der har delt i dit spejl",
        seen=MayView.READ,
        thing="view_id",
        only_seen=True,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    view_id: Mapped[int] = mapped_column(ForeignKey("view.id", ondelete="CASCADE"), index=True)
    with_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    shared_at: Mapped[datetime] = mapped_column(Moment)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)


class Consent(Model):
    """That one of the two agrees to open a mirror although the other side never shared."""

    __tablename__ = "consent"
    __privacy__ = Personal(
        about="mirror_id.subject_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_NEXT_TALK,
        also=("person_id",),
        title="Ja til at åbne spejlet",
        seen=MayMirror.READ,
        thing="mirror_id",
    )

    mirror_id: Mapped[int] = mapped_column(ForeignKey("mirror.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, index=True)
    given_at: Mapped[datetime] = mapped_column(Moment)


class Answer(Model):
    """What one side says about one competence: a level or a mark, importance, wish and an example in own words."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("view_id", "competence_id", "stage"),
        CheckConstraint("level IS NULL OR mark IS NULL", name="level_or_mark"),
        CheckConstraint("level BETWEEN 1 AND 8", name="level"),
        CheckConstraint("importance BETWEEN 1 AND 3", name="importance"),
    )
    __privacy__ = Personal(
        about="view_id.mirror_id.subject_id",
        purpose=PURPOSE,
        keep=Keep.UNTIL_NEXT_TALK,
        title="Svar i dit spejl",
        words=("example",),
        seen=MayView.READ,
        thing="view_id",
        only_seen=True,
        kept_by=KeptBy.LEADER,
    )
    __sealed__ = Sealing("mirror")

    id: Mapped[int] = mapped_column(primary_key=True)
    view_id: Mapped[int] = mapped_column(ForeignKey("view.id", ondelete="CASCADE"), index=True)
    competence_id: Mapped[int] = mapped_column(ForeignKey("competence.id"), index=True)
    stage: Mapped[Stage] = mapped_column(enum(Stage), default=Stage.FIRST)
    level: Mapped[int | None]
    mark: Mapped[Mark | None] = mapped_column(enum(Mark))
    importance: Mapped[int | None]
    wish: Mapped[Wish | None] = mapped_column(enum(Wish))
    _example: Mapped[str] = mapped_column("example", SealedText, default="")
    example = Sealed[str]()
    carried: Mapped[bool] = mapped_column(default=False)  # "bekræft uændret": the answer of last time, confirmed
    saved_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    competence: Mapped[Competence] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def said(self) -> Said:
        """What the answer says, as the rules read it."""
        mark, wish = self.mark.name if self.mark else "", self.wish.name if self.wish else ""
        return Said(self.level, mark, self.importance, wish, self.example)

    @said.setter
    def said(self, said: Said) -> None:
        self.level, self.importance, self.example = said.level, said.importance, said.example
        self.mark = Mark[said.mark] if said.mark else None
        self.wish = Wish[said.wish] if said.wish else None
