"""Finding guides: those one may see, the one a new talk of a kind is held by, and a version as plain values."""

from typing import TypeAlias

from sqlalchemy import ColumnElement, Select, false, func, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from competence.access.actor import Actor
from competence.access.permissions import MayGuide
from competence.access.policy import permits
from competence.conversations.guides.models import Guide, GuideTheme, GuideVersion, Question
from competence.conversations.guides.rules import editions
from competence.conversations.guides.rules.editions import Edition, Kind, Side, is_asked
from competence.db import db
from competence.frameworks.queries import words

Version: TypeAlias = GuideVersion
Asked: TypeAlias = Question


def visible_to(actor: Actor) -> Select[GuideVersion]:
    """Return the versions the actor may see, with their guides: published ones, and drafts for those who edit them."""
    return _with_guide().where(_may_be_seen(actor)).order_by(Guide.id, GuideVersion.number.desc())


def versions_for(actor: Actor) -> list[GuideVersion]:
    """Return every version the actor may see, the newest of each guide first."""
    return list(db.session.scalars(visible_to(actor)))


def version_for(actor: Actor, kind: Kind, number: int) -> GuideVersion | None:
    """Return one version with its themes and questions, or None where there is none the actor may see."""
    return db.session.scalar(_whole(visible_to(actor)).where(Guide.kind == kind, GuideVersion.number == number))


def draft_for_change(actor: Actor, kind: Kind, number: int) -> GuideVersion | None:
    """Return a version, locked until this transaction ends: two editors of one draft write one after the other."""
    locked = visible_to(actor).where(Guide.kind == kind, GuideVersion.number == number)
    return db.session.scalar(locked.with_for_update(of=GuideVersion).execution_options(populate_existing=True))


def guide(kind: Kind, *, to_change: bool = False) -> Guide | None:
    """Return a kind's guide; to_change locks it, so that two new versions do not take the same number."""
    found = select(Guide).where(Guide.kind == kind)
    return db.session.scalar(found.with_for_update() if to_change else found)


def newest(guide_id: int) -> GuideVersion | None:
    """Return a guide's version with the highest number, draft or published."""
    versions = _with_guide().where(GuideVersion.guide_id == guide_id)
    return db.session.scalar(versions.order_by(GuideVersion.number.desc()).limit(1))


def current(kind: Kind) -> GuideVersion | None:
    """Return what a new talk of a kind is held by: the newest published version; None until one is published."""
    published = _with_guide().where(Guide.kind == kind, GuideVersion.published_at.is_not(None))
    return db.session.scalar(published.order_by(GuideVersion.number.desc()).limit(1))


def kinds() -> list[GuideVersion]:
    """Return the newest published version of every kind, for choosing what kind of talk to plan."""
    published = select(func.max(GuideVersion.number)).where(
        GuideVersion.guide_id == Guide.id, GuideVersion.published_at.is_not(None)
    )
    versions = _with_guide().where(GuideVersion.number == published.correlate(Guide).scalar_subquery())
    return list(db.session.scalars(versions.order_by(Guide.id)))


def question(version_id: int, question_id: int) -> Question | None:
    """Return one question of a version."""
    return db.session.scalar(select(Question).where(Question.version_id == version_id, Question.id == question_id))


def theme(version_id: int, code: str) -> GuideTheme | None:
    """Return one theme of a version."""
    return db.session.scalar(select(GuideTheme).where(GuideTheme.version_id == version_id, GuideTheme.code == code))


def asked_of(version_id: int, side: Side) -> list[tuple[GuideTheme, list[Question]]]:
    """Return what a version asks of a side, by theme, themes in the order of their first question."""
    questions = select(Question).where(Question.version_id == version_id).options(joinedload(Question.theme))
    found: dict[int, tuple[GuideTheme, list[Question]]] = {}
    for one in db.session.scalars(questions.order_by(Question.position)):
        if is_asked(one.asked_of, side):
            found.setdefault(one.theme_id, (one.theme, []))[1].append(one)
    return list(found.values())


def edition_of(version: GuideVersion) -> Edition:
    """Return a version as plain values."""
    return Edition(
        kind=version.kind,
        title=words(version.title),
        purpose=words(version.purpose),
        minutes=version.minutes,
        themes=tuple(editions.Theme(row.code, words(row.title)) for row in version.themes),
        questions=tuple(
            editions.Asked(row.theme.code, row.asked_of, words(row.text), words(row.hint)) for row in version.questions
        ),
    )


def _may_be_seen(actor: Actor) -> ColumnElement[bool]:
    if permits(actor, MayGuide.EDIT):
        return true()
    return GuideVersion.published_at.is_not(None) if permits(actor, MayGuide.READ) else false()


def _with_guide() -> Select[GuideVersion]:
    return select(GuideVersion).join(GuideVersion.guide).options(contains_eager(GuideVersion.guide))


def _whole(versions: Select[GuideVersion]) -> Select[GuideVersion]:
    questions = selectinload(GuideVersion.questions).joinedload(Question.theme)
    return versions.options(selectinload(GuideVersion.themes), questions)
