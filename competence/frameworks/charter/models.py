"""The leadership charter in versions, and the principles of each."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.db import Model, Moment
from competence.privacy.declare import Impersonal
from competence.web.bilingual import Bilingual, bilingual

NOBODY = Impersonal("Ledelsesgrundlaget er en tekst for hele huset.")


class CharterVersion(Model):
    """One edition of the charter: a draft that may be edited, or published and then never changed."""

    __tablename__ = "charter_version"
    __privacy__ = NOBODY

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    title: Mapped[Bilingual] = bilingual("title")
    preamble: Mapped[Bilingual] = bilingual("preamble")
    note: Mapped[str] = mapped_column(Text, default="")  # what is new, in HR's own words
    published_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1)

    principles: Mapped[list["CharterPrinciple"]] = relationship(
        order_by="CharterPrinciple.position", cascade="all, delete-orphan", back_populates="charter"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def is_published(self) -> bool:
        return self.published_at is not None


class CharterPrinciple(Model):
    """A principle as one version words it; its code is the same through all versions.

    competences, questions: codes with semicolons between them.
    """

    __tablename__ = "charter_principle"
    __privacy__ = NOBODY

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("charter_version.id", ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    title: Mapped[Bilingual] = bilingual("title")
    text: Mapped[Bilingual] = bilingual("text")
    competences: Mapped[str] = mapped_column(Text, default="")
    questions: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)

    charter: Mapped[CharterVersion] = relationship(back_populates="principles")

    __mapper_args__ = {"version_id_col": version}
