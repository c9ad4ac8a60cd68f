"""A version as plain values, for copying, comparing and checking."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from competence.db import db
from competence.frameworks.models import (
    Area,
    Competence,
    CompetenceMark,
    FrameworkVersion,
    Mark,
    RoleRequirement,
    ScaleLevel,
)
from competence.frameworks.rules import editions
from competence.frameworks.rules.editions import Edition, Words
from competence.people.models import RoleProfile
from competence.web.bilingual import Bilingual


def edition_of(version: FrameworkVersion) -> Edition:
    """Return a version as plain values, in six statements however large it is."""
    pointers = selectinload(Competence.marks).joinedload(CompetenceMark.mark)
    loaded = db.session.scalars(
        select(Competence)
        .where(Competence.version_id == version.id)
        .options(joinedload(Competence.area), selectinload(Competence.texts), pointers)
        .order_by(Competence.position)
    ).all()
    return Edition(
        levels=tuple(
            editions.Level(level.value, level.code, words(level.title), words(level.meaning))
            for level in db.session.scalars(_of(ScaleLevel, version).order_by(ScaleLevel.value))
        ),
        areas=tuple(
            editions.AreaWords(area.code, words(area.title), words(area.description))
            for area in db.session.scalars(_of(Area, version).order_by(Area.position))
        ),
        competences=tuple(_competence_words(competence) for competence in loaded),
        marks=tuple(
            editions.MarkWords(mark.code, mark.kind, words(mark.title), words(mark.description))
            for mark in db.session.scalars(_of(Mark, version).order_by(Mark.position))
        ),
        requirements=_requirements_of(version),
    )


def words(text: Bilingual) -> Words:
    """Return a bilingual text as plain values."""
    return Words(text.da, text.en)


def _of(table: type[ScaleLevel | Area | Mark], version: FrameworkVersion) -> Select[Any]:
    return select(table).where(table.version_id == version.id)


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


def _requirements_of(version: FrameworkVersion) -> frozenset[editions.Requirement]:
    rows = db.session.execute(
        select(
            RoleProfile.code,
            Competence.code,
            RoleRequirement.required_level,
            RoleRequirement.importance,
            RoleRequirement.critical,
        )
        .join(RoleRequirement.role_profile)
        .join(RoleRequirement.competence)
        .where(Competence.version_id == version.id)
    )
    return frozenset(editions.Requirement(*row) for row in rows)
