"""Finding the charter: the one that holds, the versions one may see, and a version as plain values."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, false, select, true
from sqlalchemy.orm import selectinload

from competence.access.actor import Actor
from competence.access.permissions import MayCharter
from competence.access.policy import permits
from competence.db import db
from competence.frameworks.charter.models import CharterPrinciple as CharterPrinciple
from competence.frameworks.charter.models import CharterVersion as CharterVersion
from competence.frameworks.charter.rules import Edition, Principle
from competence.frameworks.queries import catalogue, current_version, words
from competence.frameworks.queries.questions import questions
from competence.frameworks.rules.questions import About
from competence.web.bilingual import Bilingual

LEADING = "lead."  # what the codes of leader competences begin with


def visible_to(actor: Actor) -> Select[CharterVersion]:
    """Return the versions the actor may see, the newest first: published ones, and drafts for those who edit them."""
    return select(CharterVersion).where(_may_be_seen(actor)).order_by(CharterVersion.number.desc())


def versions_for(actor: Actor) -> list[CharterVersion]:
    """Return every version the actor may see, the newest first."""
    return list(db.session.scalars(visible_to(actor)))


def version_for(actor: Actor, number: int, *, to_change: bool = False) -> CharterVersion | None:
    """Return one version with its principles; to_change locks it until this transaction ends."""
    found = visible_to(actor).where(CharterVersion.number == number).options(selectinload(CharterVersion.principles))
    if to_change:
        found = found.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(found)


def current() -> CharterVersion | None:
    """Return the version that holds: the newest published one; None until one is published."""
    published = select(CharterVersion).where(CharterVersion.published_at.is_not(None))
    whole = published.options(selectinload(CharterVersion.principles))
    return db.session.scalar(whole.order_by(CharterVersion.number.desc()).limit(1))


def newest() -> CharterVersion | None:
    """Return the version with the highest number, draft or published."""
    return db.session.scalar(select(CharterVersion).order_by(CharterVersion.number.desc()).limit(1))


def before(version: CharterVersion) -> CharterVersion | None:
    """Return the published version before another."""
    earlier = select(CharterVersion).where(
        CharterVersion.number < version.number, CharterVersion.published_at.is_not(None)
    )
    return db.session.scalar(earlier.order_by(CharterVersion.number.desc()).limit(1))


def principle(version_id: int, principle_id: int) -> CharterPrinciple | None:
    """Return one principle of a version."""
    found = select(CharterPrinciple).where(CharterPrinciple.version_id == version_id)
    return db.session.scalar(found.where(CharterPrinciple.id == principle_id))


def by_question(version: CharterVersion | None) -> dict[str, Bilingual]:
    """Return the heading of the principle each question about a leader belongs to."""
    principles = version.principles if version else []
    return {code: principle.title for principle in principles for code in codes(principle.questions)}


def principles_of(competence_codes: Iterable[str]) -> list[CharterPrinciple]:
    """Return the principles of the charter that holds which some competences belong to, in their order."""
    leading = {code for code in competence_codes if code.startswith(LEADING)}
    version = current() if leading else None
    return [one for one in (version.principles if version else []) if leading & set(codes(one.competences))]


def edition_of(version: CharterVersion) -> Edition:
    """Return a version as plain values."""
    return Edition(
        words(version.title), words(version.preamble),
        tuple(
            Principle(row.code, words(row.title), words(row.text), codes(row.competences), codes(row.questions))
            for row in version.principles
        ),
    )  # fmt: skip


def codes(kept: str) -> tuple[str, ...]:
    """Return the codes a principle keeps."""
    return tuple(code for code in kept.split(";") if code)


def competences() -> dict[str, Bilingual]:
    """Return the leader competences a principle may point at, by code, as the catalogue of today names them."""
    version = current_version()
    found = catalogue(version) if version is not None else []
    return {one.code: one.title for one in found if one.code.startswith(LEADING) and not one.retired}


def _may_be_seen(actor: Actor) -> ColumnElement[bool]:
    if permits(actor, MayCharter.EDIT):
        return true()
    return CharterVersion.published_at.is_not(None) if permits(actor, MayCharter.READ) else false()


def asked() -> dict[str, Bilingual]:
    """Return the questions about leaders a principle may point at, by code."""
    return {one.code: Bilingual(*one.text) for one in questions(About.LEADER)}
