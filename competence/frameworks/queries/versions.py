"""Finding versions: what one may see, what is newest, and what the house works with."""

from collections.abc import Sequence
from typing import TypeAlias

from sqlalchemy import ColumnElement, Select, exists, false, func, select, true
from sqlalchemy.orm import contains_eager

from competence.access.actor import Actor
from competence.access.permissions import MayFramework
from competence.access.policy import permits
from competence.db import db
from competence.frameworks.models import (
    Competence,
    Framework,
    FrameworkVersion,
    RoleRequirement,
)

Version: TypeAlias = FrameworkVersion


def may_be_seen(actor: Actor) -> ColumnElement[bool]:
    """Return the condition on FrameworkVersion: published for its readers, drafts too for those who edit them."""
    if permits(actor, MayFramework.EDIT):
        return true()
    return FrameworkVersion.published_at.is_not(None) if permits(actor, MayFramework.READ) else false()


def visible_to(actor: Actor) -> Select[FrameworkVersion]:
    """Return the versions the actor may see, each with its framework, by framework and number."""
    return _with_framework().where(may_be_seen(actor)).order_by(Framework.code, FrameworkVersion.number)


def versions_for(actor: Actor) -> list[FrameworkVersion]:
    """Return every version the actor may see."""
    return list(db.session.scalars(visible_to(actor)))


def version_for(actor: Actor, code: str, number: int) -> FrameworkVersion | None:
    """Return one version, or None where there is none the actor may see."""
    return db.session.scalar(visible_to(actor).where(Framework.code == code, FrameworkVersion.number == number))


def draft_for_change(actor: Actor, code: str, number: int) -> FrameworkVersion | None:
    """Return a version, locked until this transaction ends: two editors of one draft write one after the other."""
    locked = visible_to(actor).where(Framework.code == code, FrameworkVersion.number == number)
    return db.session.scalar(locked.with_for_update(of=FrameworkVersion).execution_options(populate_existing=True))


def framework(code: str, *, to_change: bool = False) -> Framework | None:
    """Return the framework of a code; to_change locks it, so that two new versions do not take the same number."""
    found = select(Framework).where(Framework.code == code)
    return db.session.scalar(found.with_for_update() if to_change else found)


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
    return db.session.scalar(_published().where(_asked_from()).limit(1))


def current_competences() -> Sequence[Competence]:
    """Return the competences of that version, in one statement."""
    versions = select(FrameworkVersion.id).join(FrameworkVersion.framework).where(~_is_draft(), _asked_from())
    newest = versions.order_by(Framework.code, FrameworkVersion.number.desc()).limit(1).scalar_subquery()
    return db.session.scalars(select(Competence).where(Competence.version_id == newest)).all()


def _asked_from() -> ColumnElement[bool]:
    asked = exists().where(RoleRequirement.competence_id == Competence.id, Competence.version_id == FrameworkVersion.id)
    return asked.correlate(FrameworkVersion)


def _is_draft() -> ColumnElement[bool]:
    return FrameworkVersion.published_at.is_(None)


def _published() -> Select[FrameworkVersion]:
    return _with_framework().where(~_is_draft()).order_by(Framework.code, FrameworkVersion.number.desc())


def _with_framework() -> Select[FrameworkVersion]:
    versions = select(FrameworkVersion).join(FrameworkVersion.framework)
    return versions.options(contains_eager(FrameworkVersion.framework))
