"""HR's work on a draft of the career model: begin it, reword a step, add or take out steps and moves, publish it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm.attributes import flag_modified

from competence.careers.actions.editions import write_edition
from competence.careers.models.editions import (
    CareerEdition,
    CareerModel,
    CareerMove,
    CareerStep,
    MoveKind,
    StepRequirement,
)
from competence.careers.queries import drafts as queries
from competence.careers.queries.editions import codes_in_use, edition_of, latest
from competence.careers.rules import drafting
from competence.careers.rules.editions import Asked
from competence.careers.rules.publishing import refuse_unready
from competence.db import db
from competence.frameworks.rules import publishing
from competence.privacy import audit
from competence.web.bilingual import Bilingual
from competence.web.clock import now


@dataclass(frozen=True)
class Wording:
    """What somebody wants a step to say and to ask for."""

    title: Bilingual
    scope: Bilingual
    tasks: Bilingual
    ways: Bilingual
    asks: Mapping[str, Asked]


def start_draft(model: CareerModel, actor_id: int) -> CareerEdition:
    """Copy the newest published edition into a draft. Raises DraftExists, NothingPublished."""
    newest = latest(model.id)
    if newest is not None and not newest.is_published:
        raise publishing.DraftExists(number=newest.number)
    if newest is None:
        raise publishing.NothingPublished
    draft = write_edition(model, edition_of(newest))
    count_change(draft, actor_id, "career.draft")
    return draft


def reword(step: CareerStep, wording: Wording, seen: int, actor_id: int) -> None:
    """Give a step of a draft other words and requirements. Raises PublishedIsFixed, ChangedMeanwhile.

    seen: the step's version as its editor saw it.
    """
    refuse_published(step.edition)
    if step.version != seen:
        raise publishing.ChangedMeanwhile
    step.title, step.scope, step.tasks, step.ways = wording.title, wording.scope, wording.tasks, wording.ways
    kept = {requirement.competence: requirement for requirement in step.requirements}
    for position, (code, asked) in enumerate(wording.asks.items(), start=1):
        requirement = kept.get(code) or StepRequirement(competence=code)
        requirement.position, requirement.level, requirement.must = position, asked.level, asked.must
        if code not in kept:
            step.requirements.append(requirement)
    for code, requirement in kept.items():
        if code not in wording.asks:
            step.requirements.remove(requirement)
    step.version += 1
    count_change(step.edition, actor_id, "career.reword")


def add_step(edition: CareerEdition, code: str, track: str, height: int, title: Bilingual, actor_id: int) -> CareerStep:
    """Add a step to a draft. Raises PublishedIsFixed, CodeTaken, PlaceTaken, NoSuchTrack."""
    refuse_published(edition)
    place = next((one for one in edition.tracks if one.code == track), None)
    if place is None:
        raise drafting.NoSuchTrack
    if any(step.code == code for step in edition.steps):
        raise publishing.CodeTaken(code=code)
    if any(step.track_id == place.id and step.height == height for step in edition.steps):
        raise drafting.PlaceTaken
    position = max((step.position for step in edition.steps), default=0) + 1
    step = CareerStep(code=code, track=place, position=position, height=height, title=title)
    edition.steps.append(step)
    count_change(edition, actor_id, "career.add")
    return step


def take_out(step: CareerStep, actor_id: int) -> None:
    """Take a step out of a draft, with the moves to and from it. Raises PublishedIsFixed."""
    edition = step.edition
    refuse_published(edition)
    touching = (CareerMove.from_id == step.id) | (CareerMove.to_id == step.id)
    db.session.execute(delete(CareerMove).where(touching))
    db.session.expire(edition, ["moves"])
    edition.steps.remove(step)
    count_change(edition, actor_id, "career.remove")


def add_move(edition: CareerEdition, start: str, end: str, note: Bilingual, actor_id: int) -> None:
    """Add a move to a draft; where it leads says what kind it is.

    Raises PublishedIsFixed, NoSuchStep, MoveExists, BackwardMove.
    """
    refuse_published(edition)
    steps = {step.code: step for step in edition.steps}
    if start not in steps or end not in steps:
        raise drafting.NoSuchStep
    if any((move.from_id, move.to_id) == (steps[start].id, steps[end].id) for move in edition.moves):
        raise drafting.MoveExists
    one, other = steps[start], steps[end]
    kind = drafting.kind_of(same_track=one.track_id == other.track_id, rise=other.height - one.height)
    position = max((move.position for move in edition.moves), default=0) + 1
    edition.moves.append(CareerMove(start=one, end=other, kind=MoveKind[kind], position=position, note=note))
    count_change(edition, actor_id, "career.move")


def remove_move(edition: CareerEdition, start: str, end: str, actor_id: int) -> None:
    """Take a move out of a draft. Raises PublishedIsFixed."""
    refuse_published(edition)
    move = queries.move(edition.id, start, end)
    if move is not None:
        edition.moves.remove(move)
        count_change(edition, actor_id, "career.move")


def publish(edition: CareerEdition, note: str, seen: int, actor_id: int) -> None:
    """Publish a draft, for good. Raises PublishedIsFixed, ChangedMeanwhile, NotReady.

    seen: the draft's version as its editor saw it.
    """
    refuse_published(edition)
    if edition.version != seen:
        raise publishing.ChangedMeanwhile
    refuse_unready(edition_of(edition), *codes_in_use(queries.catalogue_id(edition.model.framework_id)))
    edition.note, edition.published_at = note, now()
    count_change(edition, actor_id, "career.publish")


def discard(edition: CareerEdition, seen: int, actor_id: int) -> None:
    """Throw a draft away. Raises PublishedIsFixed, ChangedMeanwhile."""
    refuse_published(edition)
    if edition.version != seen:
        raise publishing.ChangedMeanwhile
    count_change(edition, actor_id, "career.discard")
    db.session.delete(edition)
    db.session.flush()


def refuse_published(edition: CareerEdition) -> None:
    """Raise PublishedIsFixed for an edition that is published."""
    publishing.refuse_published(edition.number, published=edition.is_published)


def count_change(edition: CareerEdition, actor_id: int, action: str) -> None:
    """Count the change in the draft's own version, so that nobody publishes what they have not seen; and audit it."""
    if not edition.is_published:
        flag_modified(edition, "note")
    db.session.flush()
    audit.record(actor_id, action, thing=f"career:{edition.model.code}:{edition.number}")
