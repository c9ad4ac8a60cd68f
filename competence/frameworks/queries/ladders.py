"""The levels of a catalogue and its competences as ladders one reads; what is asked of whom stands elsewhere."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from competence.db import db
from competence.frameworks.models import Area, Competence, ScaleLevel


@dataclass(frozen=True)
class Rung:
    """One level as the ladder shows it: the scale's name for it, and the competence's own sentence."""

    value: int
    label: object
    text: object


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
