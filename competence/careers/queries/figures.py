"""What everybody in the house says of the steps of a model, for the organisation's figures alone; no page reads it."""

from datetime import datetime

from sqlalchemy import and_, select

from competence.careers.models.own import CareerChoice, CareerShare, ChoiceKind
from competence.db import db
from competence.people.models import Employment
from competence.people.queries import in_force
from competence.privacy.restricting.queries import restricted
from competence.web.clock import day_of


def choices(model_id: int, kind: ChoiceKind, at: datetime) -> dict[int, dict[int, str]]:
    """Return for everybody employed at a moment the steps they chose, by the number of each choice; none for most.

    Whoever has had the use of their data restricted is left out, as if they did not work here.
    """
    of_the_kind = and_(CareerChoice.model_id == model_id, CareerChoice.kind == kind)
    chosen = select(CareerChoice.person_id, CareerChoice.id, CareerChoice.step).where(of_the_kind)
    employed = select(Employment.person_id).where(in_force(Employment, day_of(at)))
    employed = employed.where(Employment.person_id.not_in(restricted(at)))
    made: dict[int, dict[int, str]] = {person_id: {} for person_id in db.session.scalars(employed)}
    for person_id, number, step in db.session.execute(chosen):
        if person_id in made:
            made[person_id][number] = step
    return made


def shared_with(model_id: int) -> list[tuple[int, int]]:
    """Return who was ever told of an interest, and whose it was: they may know it."""
    given = select(CareerShare.with_id, CareerChoice.person_id).join(CareerChoice)
    return [(leader, person) for leader, person in db.session.execute(given.where(CareerChoice.model_id == model_id))]
