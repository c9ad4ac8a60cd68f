"""The guides: one for each kind of conversation, in versions, each with its own themes and questions."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.conversations.guides.rules.editions import AskedOf, Kind
from competence.conversations.guides.rules.publishing import LONGEST, SHORTEST
from competence.db import Model, Moment, enum
from competence.privacy.declare import Impersonal
from competence.web.bilingual import Bilingual, bilingual

NOBODY = Impersonal("Guiderne er de spørgsmål, alle får, ikke det, nogen svarer.")


class Guide(Model):
    """What one kind of conversation is held by (samtaleguide)."""

    __tablename__ = "guide"
    __privacy__ = NOBODY

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[Kind] = mapped_column(enum(Kind), unique=True)


class GuideVersion(Model):
    """One edition of a guide: a draft that may be edited, or published and then never changed."""

    __tablename__ = "guide_version"
    __table_args__ = (
        UniqueConstraint("guide_id", "number"),
        CheckConstraint(f"minutes BETWEEN {SHORTEST} AND {LONGEST}", name="minutes"),
    )
    __privacy__ = NOBODY

    id: Mapped[int] = mapped_column(primary_key=True)
    guide_id: Mapped[int] = mapped_column(ForeignKey("guide.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    title: Mapped[Bilingual] = bilingual("title")
    purpose: Mapped[Bilingual] = bilingual("purpose")
    minutes: Mapped[int]  # how long such a talk usually takes
    note: Mapped[str] = mapped_column(Text, default="")  # what is new, in HR's own words
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    guide: Mapped[Guide] = relationship()
    themes: Mapped[list["GuideTheme"]] = relationship(order_by="GuideTheme.position", cascade="all, delete-orphan")
    questions: Mapped[list["Question"]] = relationship(
        order_by="Question.position", cascade="all, delete-orphan", back_populates="guide_version"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def kind(self) -> Kind:
        return self.guide.kind

    @property
    def code(self) -> str:
        """Its kind as addresses spell it."""
        return self.guide.kind.name.lower()

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class GuideTheme(Model):
    """A theme of one version (tema): questions are gathered under it, and the two may pick it for their talk."""

    __tablename__ = "guide_theme"
    __table_args__ = (UniqueConstraint("version_id", "code"),)
    __privacy__ = NOBODY

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("guide_version.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    title: Mapped[Bilingual] = bilingual("title")


class Question(Model):
    """A question as one version words it: under a theme, asked of somebody, with a hint that helps to think."""

    __tablename__ = "guide_question"
    __privacy__ = NOBODY

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("guide_version.id", ondelete="CASCADE"), index=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("guide_theme.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    asked_of: Mapped[AskedOf] = mapped_column(enum(AskedOf))
    text: Mapped[Bilingual] = bilingual("text")
    hint: Mapped[Bilingual] = bilingual("hint")
    version: Mapped[int] = mapped_column(default=1)

    guide_version: Mapped[GuideVersion] = relationship(back_populates="questions")
    theme: Mapped[GuideTheme] = relationship()

    __mapper_args__ = {"version_id_col": version}
