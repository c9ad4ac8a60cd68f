"""Dialogues about steps: those an actor may read, one of them whole, and whose turn is late."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from competence.access.actor import Actor
from competence.careers.models.dialogue import CaseEvent, CaseStatement, Outcome, PanelSeat, Part, StepCase
from competence.careers.models.editions import CareerEdition, CareerStep
from competence.careers.rules.dialogue import OPEN, State
from competence.db import db
from competence.people.models import Employment, Person
from competence.people.queries import in_force
from competence.privacy.restricting.queries import usable_by

Case: TypeAlias = StepCase
Outcomes, Parts = Outcome, Part


def visible_to(actor: Actor) -> Select[Any]:
    """Return the dialogues an actor may read.

    Their own; those asked of a seat in which they lead the person today; those whose panel they sit on now.
    """
    seats = [(person_id, seat) for person_id in actor.led for seat in actor.acts_as(person_id)]
    led: list[ColumnElement[bool]] = [
        and_(StepCase.subject_id == person_id, StepCase.leader_id == seat, StepCase.state != State.DRAFT)
        for person_id, seat in seats
    ]
    panel = select(PanelSeat.case_id).where(
        PanelSeat.person_id == actor.person_id, PanelSeat.turn == StepCase.turn, PanelSeat.is_free.is_not(False)
    )
    asked = panel.where(PanelSeat.case_id == StepCase.id).exists()
    on_panel = and_(StepCase.state == State.WITH_PANEL, asked, usable_by(actor, StepCase.subject_id))
    return select(StepCase).where(or_(StepCase.subject_id == actor.person_id, on_panel, *led))


def cases_for(actor: Actor) -> Sequence[StepCase]:
    """Return every dialogue the actor may read, with its person and step, the newest first."""
    found = visible_to(actor).join(StepCase.subject).join(StepCase.step).order_by(StepCase.id.desc())
    with_names = found.options(contains_eager(StepCase.subject), contains_eager(StepCase.step))
    return db.session.scalars(with_names).all()


def case(pid: str) -> StepCase | None:
    """Return one dialogue, whole."""
    found = select(StepCase).where(StepCase.pid == pid)
    return db.session.scalar(
        found.options(
            joinedload(StepCase.subject),
            joinedload(StepCase.leader),
            joinedload(StepCase.step).joinedload(CareerStep.track),
            joinedload(StepCase.step).joinedload(CareerStep.edition).joinedload(CareerEdition.model),
            joinedload(StepCase.step).selectinload(CareerStep.requirements),
            selectinload(StepCase.exhibits),
            selectinload(StepCase.seats).joinedload(PanelSeat.person),
            selectinload(StepCase.statements).joinedload(CaseStatement.author),
            selectinload(StepCase.events).joinedload(CaseEvent.actor),
        )
    )


def locked_case(pid: str) -> StepCase | None:
    """Return one dialogue for changing it: whoever acts in it waits for the one before."""
    db.session.execute(select(StepCase.id).where(StepCase.pid == pid).with_for_update())
    return case(pid)


def open_case_of(person_id: int) -> StepCase | None:
    """Return the dialogue a person has begun and not finished."""
    return db.session.scalar(select(StepCase).where(StepCase.subject_id == person_id, StepCase.state.in_(OPEN)))


def step_row(edition_id: int, code: str) -> CareerStep | None:
    """Return one step of an edition."""
    return db.session.scalar(select(CareerStep).where(CareerStep.edition_id == edition_id, CareerStep.code == code))


def person_at(email: str, day: date) -> Person | None:
    """Return who works in the house on a day and has this address."""
    employed = select(Employment.id).where(Employment.person_id == Person.id, in_force(Employment, day)).exists()
    return db.session.scalar(select(Person).where(Person.email == email, employed))


def late(today: date) -> Sequence[StepCase]:
    """Return the dialogues whose part should have been done by now, with their panels."""
    waited_for = select(StepCase).where(StepCase.state.in_(OPEN - {State.DRAFT}), StepCase.due_on <= today)
    with_seats = waited_for.options(selectinload(StepCase.seats), selectinload(StepCase.statements))
    return db.session.scalars(with_seats.order_by(StepCase.id)).all()
