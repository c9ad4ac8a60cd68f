"""What a mirror asks about: the requirements of a person's roles."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from competence.assessments.models import Mirror
from competence.assessments.rules.asked import Requirement, asked_of
from competence.db import db
from competence.frameworks.models import Competence, RoleRequirement
from competence.people.models import Employment
from competence.people.queries import in_force
from competence.web.clock import day_of


def asked_in(mirror: Mirror, day: date) -> dict[int, Requirement]:
    """Return what the mirror asks, by competence: of the person's roles on that day, or on the day it was revealed."""
    held = day_of(mirror.revealed_at) if mirror.revealed_at else day
    return asked_of_people([mirror.subject_id], mirror.framework_version_id, held)[mirror.subject_id]


def asked_of_people(people: Collection[int], version_id: int, day: date) -> dict[int, dict[int, Requirement]]:
    """Return what is asked of each of several people, by competence; retired competences are never asked about."""
    rows = db.session.execute(
        select(
            Employment.person_id,
            RoleRequirement.competence_id,
            RoleRequirement.required_level,
            RoleRequirement.importance,
            RoleRequirement.critical,
        )
        .join(RoleRequirement, RoleRequirement.role_profile_id == Employment.role_profile_id)
        .join(Competence, Competence.id == RoleRequirement.competence_id)
        .where(Employment.person_id.in_(people), in_force(Employment, day), Competence.version_id == version_id)
        .where(Competence.retired.is_(False))
    ).all()
    return {person: asked_of(Requirement(*row[1:]) for row in rows if row[0] == person) for person in people}
