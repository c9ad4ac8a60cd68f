"""Editions as HR sees them: all of them, one of them for reading or changing, and what its health is read from."""

from sqlalchemy import select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from competence.access.actor import Actor
from competence.access.permissions import MayCareers
from competence.access.policy import permits
from competence.careers.models.editions import CareerEdition, CareerModel, CareerMove, CareerStep, CareerTrack
from competence.careers.models.own import CareerGuide
from competence.db import db
from competence.frameworks.models import FrameworkVersion

Step = CareerStep
Track = CareerTrack
CareerRow = CareerEdition


def editions_for(actor: Actor) -> list[CareerEdition]:
    """Return every edition with its model, the newest first; nothing for those who may not edit them."""
    if not permits(actor, MayCareers.EDIT):
        return []
    rows = select(CareerEdition).join(CareerEdition.model).options(contains_eager(CareerEdition.model))
    return list(db.session.scalars(rows.order_by(CareerModel.code, CareerEdition.number.desc())))


def edition(code: str, number: int, *, to_change: bool = False) -> CareerEdition | None:
    """Return one edition; to_change locks it: two editors of one draft write one after the other."""
    found = select(CareerEdition).join(CareerEdition.model).options(contains_eager(CareerEdition.model))
    found = found.where(CareerModel.code == code, CareerEdition.number == number)
    if to_change:
        found = found.with_for_update(of=CareerEdition).execution_options(populate_existing=True)
    return db.session.scalar(found)


def published_before(model_id: int) -> CareerEdition | None:
    """Return a model's newest published edition."""
    published = select(CareerEdition).where(CareerEdition.model_id == model_id, CareerEdition.published_at.is_not(None))
    return db.session.scalar(published.order_by(CareerEdition.number.desc()).limit(1))


def step(edition_id: int, code: str) -> CareerStep | None:
    """Return one step of an edition with what it asks for."""
    found = select(CareerStep).where(CareerStep.edition_id == edition_id, CareerStep.code == code)
    return db.session.scalar(found.options(joinedload(CareerStep.requirements), joinedload(CareerStep.edition)))


def move(edition_id: int, start: str, end: str) -> CareerMove | None:
    """Return one move of an edition."""
    one, other = aliased(CareerStep), aliased(CareerStep)
    found = select(CareerMove).join(one, one.id == CareerMove.from_id).join(other, other.id == CareerMove.to_id)
    return db.session.scalar(found.where(CareerMove.edition_id == edition_id, one.code == start, other.code == end))


def catalogue_id(framework_id: int) -> int:
    """Return the id of a framework's newest published version; 0 where none is published."""
    newest = select(FrameworkVersion.id).where(
        FrameworkVersion.framework_id == framework_id, FrameworkVersion.published_at.is_not(None)
    )
    return db.session.scalar(newest.order_by(FrameworkVersion.number.desc()).limit(1)) or 0


def talked_about(model_id: int) -> set[str]:
    """Return the steps of a model that anybody offers to talk about."""
    return set(db.session.scalars(select(CareerGuide.step).where(CareerGuide.model_id == model_id).distinct()))
