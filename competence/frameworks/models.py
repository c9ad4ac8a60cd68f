"""The catalogue: a framework in versions, its scale, areas, competences and level texts, and what roles ask for."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.db import Model, Moment
from competence.people.models import RoleProfile
from competence.privacy.declare import Impersonal
from competence.web.bilingual import Bilingual, bilingual

NOBODY = Impersonal("Kataloget beskriver fag, ikke personer.")


class Framework(Model):
    """A catalogue of competences under one name: our own, or one imported such as DigComp."""

    __tablename__ = "framework"
    __privacy__ = NOBODY

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[Bilingual] = bilingual("title")
    attribution: Mapped[Bilingual] = bilingual("attribution")  # who made it; shown wherever the framework is shown


class FrameworkVersion(Model):
    """One edition: a draft that may be edited, or published and then never changed."""

    __tablename__ = "framework_version"
    __table_args__ = (UniqueConstraint("framework_id", "number"),)
    __privacy__ = NOBODY

    id: Mapped[int] = mapped_column(primary_key=True)
    framework_id: Mapped[int] = mapped_column(ForeignKey("framework.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    note: Mapped[str] = mapped_column(Text, default="")  # what is new, in HR's own words
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    framework: Mapped[Framework] = relationship()
    levels: Mapped[list["ScaleLevel"]] = relationship(order_by="ScaleLevel.value", cascade="all, delete-orphan")
    areas: Mapped[list["Area"]] = relationship(order_by="Area.position", cascade="all, delete-orphan")
    competences: Mapped[list["Competence"]] = relationship(order_by="Competence.position", cascade="all, delete-orphan")
    marks: Mapped[list["Mark"]] = relationship(order_by="Mark.position", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class ScaleLevel(Model):
    """One level of the version's ordered scale (niveau), with the name all competences share."""

    __tablename__ = "scale_level"
    __table_args__ = (
        UniqueConstraint("version_id", "value"),
        CheckConstraint("value BETWEEN 1 AND 8", name="value"),
    )
    __privacy__ = NOBODY

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("framework_version.id", ondelete="CASCADE"), index=True)
    value: Mapped[int]
    code: Mapped[str] = mapped_column(String(60))
    title: Mapped[Bilingual] = bilingual("title")
    meaning: Mapped[Bilingual] = bilingual("meaning")


class Area(Model):
    """A group of related competences (kompetenceområde)."""

    __tablename__ = "area"
    __table_args__ = (UniqueConstraint("version_id", "code"),)
    __privacy__ = NOBODY

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("framework_version.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    title: Mapped[Bilingual] = bilingual("title")
    description: Mapped[Bilingual] = bilingual("description")


class Competence(Model):
    """A competence as one version words it; its code is the same through all versions."""

    __tablename__ = "competence"
    __table_args__ = (UniqueConstraint("version_id", "code"),)
    __privacy__ = NOBODY

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("framework_version.id", ondelete="CASCADE"), index=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    title: Mapped[Bilingual] = bilingual("title")
    description: Mapped[Bilingual] = bilingual("description")
    theme: Mapped[str] = mapped_column(String(40), default="")  # "", "digital" or "projekt_netvaerk"
    retired: Mapped[bool] = mapped_column(default=False)  # no longer asked about; never deleted
    version: Mapped[int] = mapped_column(default=1)  # of its words; raised by every edit, also of a level text

    area: Mapped[Area] = relationship()
    texts: Mapped[list["LevelText"]] = relationship(order_by="LevelText.value", cascade="all, delete-orphan")
    marks: Mapped[list["CompetenceMark"]] = relationship(cascade="all, delete-orphan")


class LevelText(Model):
    """How one level of one competence sounds (niveaubeskrivelse), in the first person."""

    __tablename__ = "level_text"
    __table_args__ = (UniqueConstraint("competence_id", "value"),)
    __privacy__ = NOBODY

    id: Mapped[int] = mapped_column(primary_key=True)
    competence_id: Mapped[int] = mapped_column(ForeignKey("competence.id", ondelete="CASCADE"), index=True)
    value: Mapped[int]
    text: Mapped[Bilingual] = bilingual("text")


class Mark(Model):
    """Something a version's competences point to: one of the strategy's markers (pejlemærke) or a value (værdi)."""

    __tablename__ = "mark"
    __table_args__ = (UniqueConstraint("version_id", "code"),)
    __privacy__ = NOBODY

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("framework_version.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(20))  # "marker" or "value"
    position: Mapped[int]
    title: Mapped[Bilingual] = bilingual("title")
    description: Mapped[Bilingual] = bilingual("description")


class CompetenceMark(Model):
    """A competence's pointer: to a mark of ours, or by code to an element of another framework (mapping)."""

    __tablename__ = "competence_mark"
    __table_args__ = (
        UniqueConstraint("competence_id", "mark_id", "element"),
        CheckConstraint("(mark_id IS NULL) <> (element = '')", name="one_target"),
    )
    __privacy__ = NOBODY

    id: Mapped[int] = mapped_column(primary_key=True)
    competence_id: Mapped[int] = mapped_column(ForeignKey("competence.id", ondelete="CASCADE"), index=True)
    mark_id: Mapped[int | None] = mapped_column(ForeignKey("mark.id", ondelete="CASCADE"), index=True)
    element: Mapped[str] = mapped_column(String(80), default="")  # such as "digcomp:1.1"

    mark: Mapped[Mark | None] = relationship()


class RoleRequirement(Model):
    """What a role profile asks of a competence, in one version of the catalogue."""

    __tablename__ = "role_requirement"
    __table_args__ = (
        UniqueConstraint("role_profile_id", "competence_id"),
        CheckConstraint("importance BETWEEN 1 AND 3", name="importance"),
        CheckConstraint("required_level BETWEEN 1 AND 8", name="required_level"),
    )
    __privacy__ = NOBODY

    id: Mapped[int] = mapped_column(primary_key=True)
    role_profile_id: Mapped[int] = mapped_column(ForeignKey("role_profile.id", ondelete="CASCADE"), index=True)
    competence_id: Mapped[int] = mapped_column(ForeignKey("competence.id", ondelete="CASCADE"), index=True)
    required_level: Mapped[int]
    importance: Mapped[int]  # 1 less important, 2 important, 3 crucial
    critical: Mapped[bool] = mapped_column(default=False)  # the unit cannot do without it
    version: Mapped[int] = mapped_column(default=1)

    role_profile: Mapped[RoleProfile] = relationship()
    competence: Mapped[Competence] = relationship()

    __mapper_args__ = {"version_id_col": version}
