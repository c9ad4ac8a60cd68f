"""Writing whole editions of a career model: a new one from a file or from the edition before it."""

from dataclasses import dataclass

from competence.careers.models.editions import (
    CareerEdition,
    CareerModel,
    CareerMove,
    CareerStep,
    CareerTrack,
    MoveKind,
    StepRequirement,
)
from competence.careers.queries import editions as queries
from competence.careers.rules.editions import Edition, StepWords
from competence.careers.rules.publishing import refuse_unready
from competence.db import db
from competence.frameworks.queries import Version
from competence.frameworks.rules.editions import Described
from competence.privacy import audit
from competence.web.bilingual import Bilingual
from competence.web.clock import now


@dataclass(frozen=True)
class TakenOver:
    """What became of a model that was read: its edition, whether it is new, and whether it was published now."""

    edition: CareerEdition
    is_new: bool
    newly_published: bool


def take_over(
    described: Described, edition: Edition, catalogue: Version, *, publish: bool = False, actor_id: int | None = None
) -> TakenOver:
    """Make what was read a new edition of the model, unless its newest edition already says the same.

    catalogue: the version of the framework whose competences the steps ask for. Published editions are left alone.
    Raises NotReady where it is to be published and is not whole.
    """
    if publish:
        refuse_unready(edition, *queries.codes_in_use(catalogue.id))
    model = _model(described, catalogue)
    before = queries.latest(model.id)
    is_new = before is None or queries.edition_of(before) != edition
    written = write_edition(model, edition) if before is None or is_new else before
    newly_published = publish and not written.is_published
    if newly_published:
        written.published_at = now()
    db.session.flush()
    if is_new or newly_published:
        audit.record(actor_id, "career.import", thing=f"career:{model.code}:{written.number}")
    return TakenOver(written, is_new, newly_published)


def write_edition(model: CareerModel, edition: Edition) -> CareerEdition:
    """Write an edition as the model's next: a draft."""
    newest = queries.latest(model.id)
    written = CareerEdition(model=model, number=newest.number + 1 if newest else 1)
    tracks = {
        track.code: CareerTrack(code=track.code, position=position, title=Bilingual(*track.title),
                                description=Bilingual(*track.description))
        for position, track in enumerate(edition.tracks, start=1)
    }  # fmt: skip
    written.tracks = list(tracks.values())
    steps = {
        step.code: _step(step, position, tracks[step.track]) for position, step in enumerate(edition.steps, start=1)
    }
    written.steps = list(steps.values())
    written.moves = [
        CareerMove(start=steps[move.start], end=steps[move.end], position=position, kind=MoveKind[move.kind],
                   note=Bilingual(*move.note))
        for position, move in enumerate(edition.moves, start=1)
    ]  # fmt: skip
    db.session.add(written)
    db.session.flush()
    return written


def _step(said: StepWords, position: int, track: CareerTrack) -> CareerStep:
    step = CareerStep(
        code=said.code, track=track, position=position, height=said.height, title=Bilingual(*said.title),
        scope=Bilingual(*said.scope), tasks=Bilingual(*said.tasks), ways=Bilingual(*said.ways),
    )  # fmt: skip
    step.requirements = [
        StepRequirement(competence=code, position=number, level=asked.level, must=asked.must)
        for number, (code, asked) in enumerate(said.asks.items(), start=1)
    ]
    return step


def _model(described: Described, catalogue: Version) -> CareerModel:
    """Return the model, made, or reworded to what the file says; a file that names no source leaves it as it is."""
    title, attribution = Bilingual(*described.title), Bilingual(*described.text)
    model = queries.model(described.code, to_change=True)
    if model is None:
        model = CareerModel(
            code=described.code, framework_id=catalogue.framework_id, title=title, attribution=attribution
        )
        db.session.add(model)
    elif (model.title, model.attribution) != (title, attribution):
        model.title, model.attribution = title, attribution
    db.session.flush()
    return model
