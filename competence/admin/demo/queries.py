"""What the demo reads back from the database it fills."""

from collections import defaultdict

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from competence.admin.demo.voices import Asked
from competence.assessments.models import Mirror
from competence.db import db
from competence.frameworks.models import Competence, FrameworkVersion, RoleRequirement, ScaleLevel
from competence.people.models import Person, RoleProfile


def anybody() -> bool:
    """Return whether there is a person in the database."""
    return db.finds(select(Person.id))


def last_id(session: Session, table: Table) -> int:
    """Return the highest id of a table, 0 if it is empty."""
    return session.scalar(select(func.max(table.c.id))) or 0


def profiles() -> dict[str, int]:
    """Return the role profiles' ids by code."""
    return {profile.code: profile.id for profile in db.session.scalars(select(RoleProfile))}


def version_asked_for() -> tuple[int, int]:
    """Return the published version that roles ask for, and the highest level of its scale."""
    found = db.session.execute(
        select(FrameworkVersion.id, func.max(ScaleLevel.value))
        .join(ScaleLevel, ScaleLevel.version_id == FrameworkVersion.id)
        .join(Competence, Competence.version_id == FrameworkVersion.id)
        .join(RoleRequirement, RoleRequirement.competence_id == Competence.id)
        .where(FrameworkVersion.published_at.is_not(None))
        .group_by(FrameworkVersion.id)
        .order_by(FrameworkVersion.id.desc())
        .limit(1)
    ).one()
    return found[0], found[1]


def scale_levels(version_id: int) -> dict[int, int]:
    """Return the ids of a version's levels by their value."""
    levels = select(ScaleLevel.value, ScaleLevel.id).where(ScaleLevel.version_id == version_id)
    return {row.value: row.id for row in db.session.execute(levels)}


def asked_of_profiles(version_id: int) -> dict[str, dict[int, Asked]]:
    """Return what each role profile asks for in a version, by its code and then by competence, in the page's order."""
    found: dict[str, dict[int, Asked]] = defaultdict(dict)
    rows = db.session.execute(
        select(
            RoleProfile.code, Competence.id, Competence.code, RoleRequirement.required_level, RoleRequirement.importance
        )
        .join(RoleRequirement.role_profile)
        .join(RoleRequirement.competence)
        .where(Competence.version_id == version_id)
        .order_by(RoleProfile.code, Competence.position, Competence.id)
    )
    for profile, competence, code, level, importance in rows:
        found[profile][competence] = Asked(competence, code, level, importance)
    return dict(found)


def latest_opened(person_id: int) -> Mirror | None:
    """Return the mirror of somebody that was opened last, with its answers."""
    opened = select(Mirror).where(Mirror.subject_id == person_id, Mirror.revealed_at.is_not(None))
    return db.session.scalars(opened.order_by(Mirror.revealed_at.desc()).limit(1)).first()


def count_what_there_is() -> None:
    """Let PostgreSQL count what was just written: it plans by its last count, and would search every answer anew."""
    if db.engine.dialect.name == "postgresql":
        db.session.connection().exec_driver_sql(
            "ANALYZE answer, view, mirror, share, conversation, conversation_step, plan, goal"
        )
