"""Looking up people and units: who somebody is, whom they lead, and the lists of HR; `acting` says who asks."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    false,
    or_,
    select,
    true,
)
from sqlalchemy.orm import aliased, joinedload

from competence.access.actor import Actor, Role
from competence.access.permissions import MayPeople
from competence.access.policy import permits
from competence.db import db
from competence.people.models import Deputy, Employment, LeaderRelation, Person, RoleGrant, RoleProfile, Unit
from competence.people.queries.acting import actor_of as actor_of
from competence.people.queries.acting import in_force as in_force
from competence.people.queries.acting import not_over
from competence.people.rules import sort_key
from competence.privacy.trail.queries.reading import NAMES

PAGE = 50


# --- people ---


@dataclass(frozen=True)
class Listed:
    """A person as the list shows them: where they work today and who leads them."""

    person: Person
    employments: tuple[Employment, ...]
    leaders: tuple[Person, ...]


def visible_to(actor: Actor) -> Select[Person]:
    """Return the people the actor may find in the list, by name; nobody for those who may not open it."""
    allowed = true() if permits(actor, MayPeople.LIST) else false()
    return select(Person).where(allowed).order_by(Person.sort_name, Person.id)


def list_people(actor: Actor, day: date, *, search: str, page: int, former: bool) -> list[Listed]:
    """Return one page of the list and one person more where there is a next page.

    search: part of a name or an e-mail address; page: 1 is the first; former: those with neither employment nor role
    today or later.
    """
    tied = is_tied(Person.id, day)
    query = visible_to(actor).where(~tied if former else tied)
    if search:
        key = sort_key(search).strip("0")
        by_name = Person.sort_name.contains(key) if key else false()
        query = query.where(or_(by_name, Person.email.contains(search.lower(), autoescape=True)))
    people = list(db.session.scalars(query.offset((page - 1) * PAGE).limit(PAGE + 1)))
    ids = [person.id for person in people]
    employments = _by_person(_employments(ids).where(in_force(Employment, day)))
    leaders = _by_person(_leaders(ids).where(in_force(LeaderRelation, day)))
    return [
        Listed(
            person,
            tuple(employments.get(person.id, ())),
            tuple(relation.leader for relation in leaders.get(person.id, ())),
        )
        for person in people
    ]


def is_tied(person_id: Any, day: date) -> ColumnElement[bool]:
    """Return the condition that a person has an employment or a role on a day or later."""
    ties = (Employment, RoleGrant)
    return or_(*(select(tie.id).where(tie.person_id == person_id, not_over(tie, day)).exists() for tie in ties))


def person_by_pid(pid: str) -> Person | None:
    """Return the person with this public id."""
    return db.session.scalar(select(Person).where(Person.pid == pid))


def person_by_id(person_id: int) -> Person:
    """Return the person with this id, who must exist."""
    return db.session.get_one(Person, person_id)


@NAMES.fill
def names_of(person_ids: Collection[int]) -> dict[int, str]:
    """Return what people are called."""
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(person_ids)))
    return {row.id: row.name for row in rows}


def people_with(role: Role, day: date) -> list[int]:
    """Return who has a role on a day."""
    found = select(RoleGrant.person_id).where(RoleGrant.role == role, in_force(RoleGrant, day)).distinct()
    return list(db.session.scalars(found.order_by(RoleGrant.person_id)))


def person_by_email(email: str) -> Person | None:
    """Return the person with this e-mail address, as tidy_email writes it."""
    return db.session.scalar(select(Person).where(Person.email == email))


def employments_of(person: Person) -> list[Employment]:
    """Return all employments of a person, the latest first."""
    return list(db.session.scalars(_employments([person.id]).order_by(None).order_by(Employment.valid_from.desc())))


def employment_of(person: Person, employment_id: int) -> Employment | None:
    """Return one employment of a person."""
    return db.session.scalar(_employments([person.id]).where(Employment.id == employment_id))


def leaders_of(person: Person) -> list[LeaderRelation]:
    """Return everybody who is, was or will be a person's nearest leader, the latest first."""
    return list(db.session.scalars(_leaders([person.id]).order_by(None).order_by(LeaderRelation.valid_from.desc())))


def leader_relation_of(person: Person, relation_id: int) -> LeaderRelation | None:
    """Return one of a person's leader relations."""
    return db.session.scalar(_leaders([person.id]).where(LeaderRelation.id == relation_id))


def hold_still(person_id: int) -> None:
    """Let nobody else give a person people to lead until this transaction ends."""
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))


def deputies_of(leader_id: int) -> list[Deputy]:
    """Return everybody who stands in, stood in or will stand in for a leader, the latest first."""
    query = select(Deputy).where(Deputy.leader_id == leader_id).options(joinedload(Deputy.deputy))
    return list(db.session.scalars(query.order_by(Deputy.valid_from.desc(), Deputy.id)))


def deputies_while_led(relations: Collection[LeaderRelation], day: date) -> list[Deputy]:
    """Return who stands in for some of a person's leaders on a day or later, while they lead the person."""
    leads = or_(
        false(),
        *(
            (Deputy.leader_id == one.leader_id)
            & not_over(Deputy, one.valid_from)
            & (Deputy.valid_from <= (one.valid_to or date.max))
            for one in relations
        ),
    )
    query = select(Deputy).where(leads, not_over(Deputy, day)).order_by(Deputy.valid_from, Deputy.id)
    return list(db.session.scalars(query.options(joinedload(Deputy.deputy), joinedload(Deputy.leader))))


def deputy_of(leader_id: int, deputy_row_id: int) -> Deputy | None:
    """Return one of a leader's deputies."""
    return db.session.scalar(select(Deputy).where(Deputy.leader_id == leader_id, Deputy.id == deputy_row_id))


def grants_of(person_id: int) -> list[RoleGrant]:
    """Return the roles a person has or had, the latest first."""
    query = select(RoleGrant).where(RoleGrant.person_id == person_id)
    return list(db.session.scalars(query.order_by(RoleGrant.valid_from.desc(), RoleGrant.id)))


def grant_of(person_id: int, grant_id: int) -> RoleGrant | None:
    """Return one role grant of a person."""
    return db.session.scalar(select(RoleGrant).where(RoleGrant.person_id == person_id, RoleGrant.id == grant_id))


def leaders_by_email(day: date) -> dict[str, list[str]]:
    """Return who leads whom on a day or later: for each person's e-mail address those of their leaders."""
    person, leader = aliased(Person), aliased(Person)
    query = (
        select(person.email, leader.email)
        .select_from(LeaderRelation)
        .join(person, person.id == LeaderRelation.person_id)
        .join(leader, leader.id == LeaderRelation.leader_id)
        .where(not_over(LeaderRelation, day))
    )
    found: dict[str, list[str]] = {}
    for email, above in db.session.execute(query):
        found.setdefault(email, []).append(above)
    return found


def _employments(person_ids: Collection[int]) -> Select[Employment]:
    query = (
        select(Employment).where(Employment.person_id.in_(person_ids)).order_by(Employment.valid_from, Employment.id)
    )
    return query.options(joinedload(Employment.unit), joinedload(Employment.role_profile))


def _leaders(person_ids: Collection[int]) -> Select[LeaderRelation]:
    query = select(LeaderRelation).where(LeaderRelation.person_id.in_(person_ids))
    return query.order_by(LeaderRelation.valid_from, LeaderRelation.id).options(joinedload(LeaderRelation.leader))


def _by_person(query: Select[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in db.session.scalars(query):
        found.setdefault(row.person_id, []).append(row)
    return found


# --- units and role profiles ---


@dataclass(frozen=True)
class Branch:
    """A unit with how deep it lies in the tree."""

    unit: Unit
    depth: int


def units() -> list[Unit]:
    """Return every unit, also those that are over."""
    return list(db.session.scalars(select(Unit).order_by(Unit.id)))


def parents(all_units: Sequence[Unit]) -> dict[str, str | None]:
    """Return the code of each unit with that of the unit above it, or None."""
    codes: dict[int | None, str] = {unit.id: unit.code for unit in all_units}
    return {unit.code: codes.get(unit.parent_id) for unit in all_units}


def unit_tree() -> list[Branch]:
    """Return every unit from the top down, each after its parent, siblings by title."""
    return list(_branches(None, 0, units()))


def unit_by_code(code: str) -> Unit | None:
    """Return the unit with this code."""
    return db.session.scalar(select(Unit).where(Unit.code == code))


def unit_in_use_after(unit_id: int, day: date) -> bool:
    """Return whether somebody is employed in a unit after a day."""
    used = select(Employment.id).where(Employment.unit_id == unit_id, _past(Employment, day))
    return db.finds(used)


def unit_has_units_after(unit_id: int, day: date) -> bool:
    """Return whether a unit has units under it after a day."""
    below = select(Unit.id).where(Unit.parent_id == unit_id, _past(Unit, day))
    return db.finds(below)


def role_profiles() -> list[RoleProfile]:
    """Return every role profile, by code."""
    return list(db.session.scalars(select(RoleProfile).order_by(RoleProfile.code)))


def _past(table: Any, day: date) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = or_(table.valid_to.is_(None), table.valid_to > day)
    return condition


def _branches(parent_id: int | None, depth: int, all_units: list[Unit]) -> Iterable[Branch]:
    children = [unit for unit in all_units if unit.parent_id == parent_id]
    for unit in sorted(children, key=lambda unit: sort_key(str(unit.title))):
        yield Branch(unit, depth)
        yield from _branches(unit.id, depth + 1, all_units)
