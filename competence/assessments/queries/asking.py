"""What a mirror asks about: the requirements of a person's roles, and the catalogue's words for them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from competence.assessments.models import Mirror
from competence.assessments.rules.asked import Requirement, asked_of
from competence.db import db
from competence.frameworks.models import Area, Competence, RoleRequirement, ScaleLevel
from competence.people.models import Employment
from competence.people.queries import in_force
from competence.web.clock import day_of


@dataclass(frozen=True)
class Rung:
    """One level as the ladder shows it: the scale's name for it, and the competence's own sentence."""

    value: int
    label: object
    text: object


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


def competences(ids: Collection[int]) -> Sequence[Competence]:
    """Return competences with their area and level texts, in the catalogue's order."""
    chosen = select(Competence).join(Area, Area.id == Competence.area_id).where(Competence.id.in_(ids))
    whole = chosen.options(contains_eager(Competence.area), joinedload(Competence.texts))
    return db.session.scalars(whole.order_by(Area.position, Competence.position)).unique().all()


def offered(version_id: int) -> Sequence[Competence]:
    """Return what one may add from the catalogue, without its texts; retired competences are never offered."""
    chosen = select(Competence).join(Area, Area.id == Competence.area_id)
    chosen = chosen.where(Competence.version_id == version_id, Competence.retired.is_(False))
    return db.session.scalars(
        chosen.options(contains_eager(Competence.area)).order_by(Area.position, Competence.position)
    ).all()


def scale(version_id: int) -> Sequence[ScaleLevel]:
    """Return the catalogue's levels, lowest first."""
    return db.session.scalars(
        select(ScaleLevel).where(ScaleLevel.version_id == version_id).order_by(ScaleLevel.value)
    ).all()


def ladder(competence: Competence, scale: Sequence[ScaleLevel]) -> list[Rung]:
    """Return the levels of a competence, lowest first; without a sentence of its own the level's meaning stands."""
    sentences = {text.value: text.text for text in competence.texts}
    return [Rung(level.value, level.title, sentences.get(level.value) or level.meaning) for level in scale]
