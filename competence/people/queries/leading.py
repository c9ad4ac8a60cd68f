"""Who leads whom on a day: the nearest leader of somebody, and the people somebody leads."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select

from competence.access.actor import Actor
from competence.db import db
from competence.people.models import Deputy, LeaderRelation, Person
from competence.people.queries.acting import in_force, not_over


def leader_of(person_id: int, day: date) -> Person | None:
    """Return who is somebody's nearest leader on a day: of several the one named last."""
    leads = select(Person).join(LeaderRelation, LeaderRelation.leader_id == Person.id)
    leads = leads.where(LeaderRelation.person_id == person_id, in_force(LeaderRelation, day))
    newest = leads.order_by(LeaderRelation.valid_from.desc(), LeaderRelation.id.desc())
    return db.session.scalar(newest)


def nearest_leaders(person_ids: Collection[int], day: date) -> dict[int, list[int]]:
    """Return all who are nearest leaders of people on a day, in the order they were named; who has none is left out."""
    led = select(LeaderRelation.person_id, LeaderRelation.leader_id).where(LeaderRelation.person_id.in_(person_ids))
    found: dict[int, list[int]] = {}
    for row in db.session.execute(led.where(in_force(LeaderRelation, day)).order_by(LeaderRelation.id)):
        found.setdefault(row.person_id, []).append(row.leader_id)
    return found


def leads(leader_id: int | None, person_id: int, day: date) -> bool:
    """Return whether somebody is a person's nearest leader on a day."""
    relation = select(LeaderRelation.id).where(
        LeaderRelation.leader_id == leader_id, LeaderRelation.person_id == person_id, in_force(LeaderRelation, day)
    )
    return db.finds(relation)


def leads_anybody(person_id: int, day: date) -> bool:
    """Return whether somebody leads anybody on a day or later."""
    led = select(LeaderRelation.id).where(LeaderRelation.leader_id == person_id, not_over(LeaderRelation, day))
    return db.finds(led)


def led_by(leader_id: int, day: date) -> list[Person]:
    """Return the people somebody leads on a day, by name."""
    led = select(LeaderRelation.person_id).where(LeaderRelation.leader_id == leader_id, in_force(LeaderRelation, day))
    return list(db.session.scalars(select(Person).where(Person.id.in_(led)).order_by(Person.sort_name)))


def led_between(leader_id: int, start: date, end: date) -> set[int]:
    """Return whom somebody leads on any day of a time."""
    led = select(LeaderRelation.person_id).where(LeaderRelation.leader_id == leader_id)
    return set(db.session.scalars(led.where(LeaderRelation.valid_from <= end, not_over(LeaderRelation, start))))


def is_anybody_led() -> bool:
    """Return whether the house has ever had a leader: until then it is being set up."""
    return db.finds(select(LeaderRelation.id))


def is_to_lead(person_id: int, day: date) -> bool:
    """Return whether somebody leads anybody, or is a deputy, on a day or later."""
    deputy = select(Deputy.id).where(Deputy.deputy_id == person_id, not_over(Deputy, day))
    return leads_anybody(person_id, day) or db.finds(deputy)


def withheld_from(actor: Actor) -> Sequence[str]:
    """Return the names of those an actor leads who have had the use of their data restricted; no statement for none."""
    some = actor.all_led & actor.restricted
    by_name = select(Person.name).where(Person.id.in_(some)).order_by(Person.sort_name)
    return db.session.scalars(by_name).all() if some else ()


def people_led(actor: Actor) -> list[Person]:
    """Return the people an actor leads today, also in another's place, by name; nobody whose data are restricted."""
    return list(db.session.scalars(select(Person).where(Person.id.in_(actor.led)).order_by(Person.sort_name)))
