"""Looking things up in the catalogue: versions one may see, whole editions, and what role profiles ask for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from competence.access.actor import Actor
from competence.access.permissions import MayFramework
from competence.access.policy import permits
from competence.db import db
from competence.frameworks.models import (
    Area,
    Competence,
    CompetenceMark,
    Framework,
    FrameworkVersion,
    Mark,
    RoleRequirement,
    ScaleLevel,
)
from competence.frameworks.rules import editions
from competence.frameworks.rules.editions import Edition, Words
from competence.people.models import RoleProfile
from competence.web.bilingual import Bilingual


@dataclass(frozen=True)
class RequirementRow:
    """What one role profile asks of one competence of a version."""

    profile_id: int
    competence_id: int
    required_level: int
    importance: int
    critical: bool


# --- versions ---


def may_be_seen(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on FrameworkVersion: published, or a draft for those who edit drafts."""
    return true() if permits(actor, MayFramework.EDIT) else FrameworkVersion.published_at.is_not(None)


def visible_to(actor: Actor) -> Select[FrameworkVersion]:
    """Return the versions the actor may see, each with its framework, by framework and number."""
    return _with_framework().where(may_be_seen(actor)).order_by(Framework.code, FrameworkVersion.number)


def versions_for(actor: Actor) -> list[FrameworkVersion]:
    """Return every version the actor may see."""
    return list(db.session.scalars(visible_to(actor)))


def version_for(actor: Actor, code: str, number: int) -> FrameworkVersion | None:
    """Return one version, or None where there is none the actor may see."""
    return db.session.scalar(visible_to(actor).where(Framework.code == code, FrameworkVersion.number == number))


def framework(code: str) -> Framework | None:
    """Return the framework of a code."""
    return db.session.scalar(select(Framework).where(Framework.code == code))


def latest(framework_id: int) -> FrameworkVersion | None:
    """Return a framework's version with the highest number, draft or published."""
    newest = select(FrameworkVersion).where(FrameworkVersion.framework_id == framework_id)
    return db.session.scalar(newest.order_by(FrameworkVersion.number.desc()).limit(1))


def draft_of(framework_id: int) -> FrameworkVersion | None:
    """Return a framework's newest draft, if it has one."""
    drafts = select(FrameworkVersion).where(FrameworkVersion.framework_id == framework_id, _is_draft())
    return db.session.scalar(drafts.order_by(FrameworkVersion.number.desc()).limit(1))


def newest_published_number(framework_id: int) -> int:
    """Return the number of a framework's newest published version; 0 where none is published."""
    numbers = select(func.max(FrameworkVersion.number)).where(
        FrameworkVersion.framework_id == framework_id, FrameworkVersion.published_at.is_not(None)
    )
    return db.session.scalar(numbers) or 0


def latest_published(code: str) -> FrameworkVersion | None:
    """Return a framework's newest published version."""
    return db.session.scalar(_published().where(Framework.code == code).limit(1))


def current_version() -> FrameworkVersion | None:
    """Return the version the house works with: the newest published one of the framework that roles ask from.

    Of several such frameworks it is the first by code; None until one is published.
    """
    asked_from = exists().where(
        RoleRequirement.competence_id == Competence.id, Competence.version_id == FrameworkVersion.id
    )
    return db.session.scalar(_published().where(asked_from).limit(1))


def _is_draft() -> ColumnElement[bool]:
    return FrameworkVersion.published_at.is_(None)


def _published() -> Select[FrameworkVersion]:
    return _with_framework().where(~_is_draft()).order_by(Framework.code, FrameworkVersion.number.desc())


def _with_framework() -> Select[FrameworkVersion]:
    versions = select(FrameworkVersion).join(FrameworkVersion.framework)
    return versions.options(contains_eager(FrameworkVersion.framework))


# --- what roles ask for ---


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


def profiles_by_code() -> dict[str, RoleProfile]:
    """Return every role profile by its code."""
    return {profile.code: profile for profile in db.session.scalars(select(RoleProfile))}


# --- whole editions ---


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
