"""A version as plain values, for copying, comparing and checking."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from competence.db import db
from competence.frameworks.models import Competence, FrameworkVersion, RoleRequirement
from competence.frameworks.rules import editions
from competence.frameworks.rules.editions import Edition, Words
from competence.people.models import RoleProfile
from competence.web.bilingual import Bilingual


def edition_of(version: FrameworkVersion) -> Edition:
    """Return a version as plain values."""
    return editions_of([version])[version.id]


def editions_of(versions: Iterable[FrameworkVersion]) -> dict[int, Edition]:
    """Return versions as plain values by their id, in eight statements however many and large they are."""
    ids = {version.id for version in versions}
    competences = selectinload(FrameworkVersion.competences)
    loaded = db.session.scalars(
        select(FrameworkVersion)
        .where(FrameworkVersion.id.in_(ids))
        .options(
            selectinload(FrameworkVersion.levels),
            selectinload(FrameworkVersion.areas),
            selectinload(FrameworkVersion.marks),
            competences.selectinload(Competence.texts),
            competences.selectinload(Competence.marks),
        )
        .execution_options(populate_existing=True)  # what was written in this transaction is seen too
    ).all()
    asked = _requirements_of(ids)
    return {version.id: _edition(version, frozenset(asked.get(version.id, ()))) for version in loaded}


def _edition(version: FrameworkVersion, requirements: frozenset[editions.Requirement]) -> Edition:
    return Edition(
        levels=tuple(
            editions.Level(level.value, level.code, words(level.title), words(level.meaning))
            for level in version.levels
        ),
        areas=tuple(
            editions.AreaWords(area.code, words(area.title), words(area.description)) for area in version.areas
        ),
        competences=tuple(_competence_words(competence) for competence in version.competences),
        marks=tuple(
            editions.MarkWords(mark.code, mark.kind, words(mark.title), words(mark.description))
            for mark in version.marks
        ),
        requirements=requirements,
    )


def words(text: Bilingual) -> Words:
    """Return a bilingual text as plain values."""
    return Words(text.da, text.en)


def _competence_words(competence: Competence) -> editions.CompetenceWords:
    pointers = sorted(competence.marks, key=lambda pointer: pointer.id)
    return editions.CompetenceWords(
        code=competence.code,
        area=competence.area.code,
        title=words(competence.title),
        description=words(competence.description),
        texts={text.value: words(text.text) for text in competence.texts},
        theme=competence.theme,
        marks=tuple(pointer.mark.code for pointer in pointers if pointer.mark),
        elements=tuple(pointer.element for pointer in pointers if pointer.element),
        retired=competence.retired,
    )


def _requirements_of(version_ids: set[int]) -> dict[int, list[editions.Requirement]]:
    rows = db.session.execute(
        select(
            Competence.version_id,
            RoleProfile.code,
            Competence.code,
            RoleRequirement.required_level,
            RoleRequirement.importance,
            RoleRequirement.critical,
        )
        .join(RoleRequirement.role_profile)
        .join(RoleRequirement.competence)
        .where(Competence.version_id.in_(version_ids))
    )
    found: dict[int, list[editions.Requirement]] = {}
    for version_id, profile, competence, level, importance, critical in rows:
        asked = editions.Requirement(profile, competence, level, importance, critical)
        found.setdefault(version_id, []).append(asked)
    return found
