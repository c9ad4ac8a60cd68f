"""What HR writes beside the figures: targets for competences, and how many are expected to retire."""

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from competence.db import Model
from competence.people.models import RoleProfile
from competence.privacy.declare import Impersonal


class Target(Model):
    """That a share of the house is at a level or higher by a year: of one competence, or on average of a theme's."""

    __tablename__ = "competence_target"
    __table_args__ = (
        UniqueConstraint("theme", "competence_code", "level", "year"),
        CheckConstraint("(theme = '') <> (competence_code = '')", name="one_subject"),
        CheckConstraint("percent BETWEEN 10 AND 90", name="percent"),
    )
    __privacy__ = Impersonal("Et mål for hele organisationen, aldrig for et menneske.")

    id: Mapped[int] = mapped_column(primary_key=True)
    theme: Mapped[str] = mapped_column(String(40), default="")
    competence_code: Mapped[str] = mapped_column(String(60), default="")
    level: Mapped[int]
    percent: Mapped[int]
    year: Mapped[int]


class Retirement(Model):
    """How many of how many HR expects to retire by the end of a year; of one role profile or of all."""

    __tablename__ = "expected_retirement"
    __table_args__ = (CheckConstraint("leaving >= 5 AND staff >= leaving", name="crowd"),)
    __privacy__ = Impersonal("Et antal, som HR skriver, på mindst fem; ingen personer og ingen svar står bag.")

    id: Mapped[int] = mapped_column(primary_key=True)
    role_profile_id: Mapped[int | None] = mapped_column(ForeignKey("role_profile.id", ondelete="CASCADE"), index=True)
    year: Mapped[int]
    leaving: Mapped[int]
    staff: Mapped[int]

    role_profile: Mapped[RoleProfile | None] = relationship()
