"""Finding models and editions, and reading an edition as plain values."""

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from competence.careers.models.editions import CareerEdition, CareerModel, CareerStep
from competence.careers.rules.editions import Asked, Edition, MoveWords, StepWords, TrackWords
from competence.db import db
from competence.frameworks.models import Competence, ScaleLevel
from competence.frameworks.queries import words


def model(code: str, *, to_change: bool = False) -> CareerModel | None:
    """Return the model of a code; to_change locks it, so that two new editions do not take the same number."""
    found = select(CareerModel).where(CareerModel.code == code)
    return db.session.scalar(found.with_for_update() if to_change else found)


def latest(model_id: int) -> CareerEdition | None:
    """Return a model's edition with the highest number, draft or published."""
    newest = select(CareerEdition).where(CareerEdition.model_id == model_id)
    return db.session.scalar(newest.order_by(CareerEdition.number.desc()).limit(1))


def edition_of(edition: CareerEdition) -> Edition:
    """Return an edition as plain values, in four statements."""
    tracks = {track.id: track.code for track in edition.tracks}
    steps = list(
        db.session.scalars(
            select(CareerStep)
            .where(CareerStep.edition_id == edition.id)
            .options(selectinload(CareerStep.requirements))
            .order_by(CareerStep.position)
        )
    )
    codes = {step.id: step.code for step in steps}
    return Edition(
        tracks=tuple(TrackWords(row.code, words(row.title), words(row.description)) for row in edition.tracks),
        steps=tuple(
            StepWords(
                step.code, tracks[step.track_id], step.height,
                words(step.title), words(step.scope), words(step.tasks), words(step.ways),
                {row.competence: Asked(row.level, row.must) for row in step.requirements},
            )
            for step in steps
        ),
        moves=tuple(
            MoveWords(codes[move.from_id], codes[move.to_id], move.kind.name, words(move.note))
            for move in edition.moves
        ),
    )  # fmt: skip


def codes_in_use(version_id: int) -> tuple[list[str], int]:
    """Return the codes of the competences in use in a version of the catalogue, and the highest level of its scale."""
    in_use = select(Competence.code).where(Competence.version_id == version_id, Competence.retired.is_(False))
    top = select(func.max(ScaleLevel.value)).where(ScaleLevel.version_id == version_id)
    return list(db.session.scalars(in_use.order_by(Competence.position))), db.session.scalar(top) or 0
