"""What a person says about their own way, read for that person, and what they shared of it, read for their leader."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from competence.access.actor import Actor
from competence.careers.models.editions import CareerEdition, CareerStep
from competence.careers.models.own import CareerChoice, CareerGuide, CareerShare, ChoiceKind
from competence.careers.queries.pages import house_edition_id
from competence.db import db
from competence.people.models import Person
from competence.privacy.keystore.columns import open_column


@dataclass(frozen=True)
class Own:
    """What a person says of the steps of a model: where they stand, and what interests them, by the step's code."""

    here: CareerChoice | None
    interests: dict[str, CareerChoice]

    @property
    def here_code(self) -> str:
        return self.here.step if self.here else ""


def visible_to(actor: Actor) -> Select[CareerChoice]:
    """Return the choices an actor may read: their own, and what those they lead shared with the seat they act in."""
    return select(CareerChoice).where(or_(CareerChoice.person_id == actor.person_id, _shared_with(actor)))


def own(actor: Actor, model_id: int) -> Own:
    """Return what the actor says of a model's steps, with what they shared."""
    chosen = visible_to(actor).where(CareerChoice.person_id == actor.person_id, CareerChoice.model_id == model_id)
    with_shares = chosen.options(joinedload(CareerChoice.shares)).order_by(CareerChoice.id)
    rows = list(db.session.scalars(with_shares).unique())
    here = next((row for row in rows if row.kind is ChoiceKind.HERE), None)
    return Own(here, {row.step: row for row in rows if row.kind is ChoiceKind.INTEREST})


def shared_interests(actor: Actor) -> list[CareerChoice]:
    """Return the interests that were shared with the seats the actor leads in, by the person's name."""
    others = visible_to(actor).join(CareerChoice.person).where(CareerChoice.person_id != actor.person_id)
    shared = others.where(CareerChoice.kind == ChoiceKind.INTEREST).order_by(Person.sort_name, CareerChoice.id)
    return list(db.session.scalars(shared.options(contains_eager(CareerChoice.person))))


def shared_wishes(actor: Actor, person_id: int | None, leader_id: int | None) -> Select[Any]:
    """Return the query for what a talk of two may take up: interests a person shares with a leader now.

    Only what the actor may read, and only steps of the house's edition; the columns are the choice's id, note (sealed,
    see note_in), said_at and step, and the step's title_da and title_en.
    """
    shared = visible_to(actor).join(CareerChoice.shares)
    shared = shared.join(CareerEdition, CareerEdition.model_id == CareerChoice.model_id)
    shared = shared.join(
        CareerStep, (CareerStep.edition_id == CareerEdition.id) & (CareerStep.code == CareerChoice.step)
    )
    shared = shared.where(CareerEdition.id == house_edition_id().scalar_subquery())
    shared = shared.where(CareerChoice.person_id == person_id, CareerChoice.kind == ChoiceKind.INTEREST)
    shared = shared.where(CareerShare.with_id == leader_id, CareerShare.withdrawn_at.is_(None))
    title = CareerStep.__table__.c["title_da", "title_en"]
    note = CareerChoice.note.label("note")
    return shared.with_only_columns(CareerChoice.id, note, CareerChoice.said_at, CareerChoice.step, *title)


def note_in(box: str, choice_id: int, person_id: int) -> str:
    """Return the note of a choice that was read without its row."""
    return open_column(CareerChoice, "note", choice_id, person_id, box)


def choice(pid: str) -> CareerChoice | None:
    """Return one choice with its shares."""
    found = select(CareerChoice).where(CareerChoice.pid == pid)
    return db.session.scalar(found.options(selectinload(CareerChoice.shares), joinedload(CareerChoice.person)))


def here(person_id: int, model_id: int) -> CareerChoice | None:
    """Return where a person says they stand."""
    said = select(CareerChoice).where(CareerChoice.person_id == person_id, CareerChoice.model_id == model_id)
    return db.session.scalar(said.where(CareerChoice.kind == ChoiceKind.HERE))


def interest(person_id: int, model_id: int, step: str) -> CareerChoice | None:
    """Return a person's interest in a step."""
    said = select(CareerChoice).where(CareerChoice.person_id == person_id, CareerChoice.model_id == model_id)
    return db.session.scalar(said.where(CareerChoice.step == step, CareerChoice.kind == ChoiceKind.INTEREST))


def guide(person_id: int, model_id: int, step: str) -> CareerGuide | None:
    """Return a person's own offer to talk about a step."""
    return db.session.scalar(
        select(CareerGuide).where(
            CareerGuide.person_id == person_id, CareerGuide.model_id == model_id, CareerGuide.step == step
        )
    )


def _shared_with(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a choice is shared with a seat in which the actor leads its person today."""
    seats = [(person_id, seat) for person_id in actor.led for seat in actor.acts_as(person_id)]
    given = [
        and_(CareerChoice.person_id == person_id, CareerShare.with_id == seat, CareerShare.withdrawn_at.is_(None))
        for person_id, seat in seats
    ]
    return CareerChoice.id.in_(select(CareerShare.choice_id).join(CareerChoice).where(or_(False, *given)))
