"""What role profiles ask for in a version."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from competence.db import db
from competence.frameworks.models import (
    Competence,
    FrameworkVersion,
    RoleRequirement,
)
from competence.people.models import RoleProfile
from competence.people.rules import sort_key

Profile: TypeAlias = RoleProfile


@dataclass(frozen=True)
class RequirementRow:
    """What one role profile asks of one competence of a version."""

    profile_id: int
    competence_id: int
    required_level: int
    importance: int
    critical: bool


def requirements_for(profile_ids: Iterable[int], version_id: int) -> list[RequirementRow]:
    """Return what the profiles ask for in a version, in the catalogue's order; retired competences are left out."""
    asked = (
        select(
            RoleRequirement.role_profile_id,
            RoleRequirement.competence_id,
            RoleRequirement.required_level,
            RoleRequirement.importance,
            RoleRequirement.critical,
        )
        .join(RoleRequirement.competence)
        .where(RoleRequirement.role_profile_id.in_(list(profile_ids)))
        .where(Competence.version_id == version_id, Competence.retired.is_(False))
        .order_by(Competence.position, RoleRequirement.role_profile_id)
    )
    return [RequirementRow(*row) for row in db.session.execute(asked)]


def requirement(profile_id: int, competence_id: int) -> RoleRequirement | None:
    """Return what a role profile asks of a competence, if it does."""
    asked = select(RoleRequirement).where(
        RoleRequirement.role_profile_id == profile_id, RoleRequirement.competence_id == competence_id
    )
    return db.session.scalar(asked)


def profile(code: str) -> RoleProfile | None:
    """Return the role profile of a code."""
    return db.session.scalar(select(RoleProfile).where(RoleProfile.code == code))


def profiles() -> list[RoleProfile]:
    """Return every role profile, by title in Danish order."""
    return sorted(db.session.scalars(select(RoleProfile)), key=lambda profile: sort_key(str(profile.title)))


def asked_by(profile: RoleProfile, version: FrameworkVersion) -> list[RoleRequirement]:
    """Return what a role asks for in a version, in the catalogue's order; retired competences are left out."""
    asked = (
        select(RoleRequirement)
        .join(RoleRequirement.competence)
        .where(RoleRequirement.role_profile_id == profile.id, Competence.version_id == version.id)
        .where(Competence.retired.is_(False))
        .options(contains_eager(RoleRequirement.competence).joinedload(Competence.area))
        .options(contains_eager(RoleRequirement.competence).selectinload(Competence.texts))
        .order_by(Competence.position)
    )
    return list(db.session.scalars(asked))


def asked_of(competence: Competence) -> list[RoleRequirement]:
    """Return the roles that ask for a competence, by title in Danish order."""
    asked = select(RoleRequirement).where(RoleRequirement.competence_id == competence.id)
    rows = db.session.scalars(asked.options(joinedload(RoleRequirement.role_profile)))
    return sorted(rows, key=lambda row: sort_key(str(row.role_profile.title)))


def asked_counts(version_id: int) -> dict[int, int]:
    """Return how many competences in use each role profile asks for in a version, by the profile's id."""
    counted = (
        select(RoleRequirement.role_profile_id, func.count())
        .join(RoleRequirement.competence)
        .where(Competence.version_id == version_id, Competence.retired.is_(False))
        .group_by(RoleRequirement.role_profile_id)
    )
    return {row[0]: row[1] for row in db.session.execute(counted)}


def profiles_by_code() -> dict[str, RoleProfile]:
    """Return every role profile by its code."""
    return {profile.code: profile for profile in db.session.scalars(select(RoleProfile))}
