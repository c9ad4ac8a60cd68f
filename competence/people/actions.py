"""Changing people, employments, leaders, deputies, roles and units; each change leaves a trace and no content."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy.orm.attributes import flag_modified

from competence.access.actor import Role
from competence.db import Model, db
from competence.people import queries, rules
from competence.people.models import Deputy, Employment, LeaderRelation, Person, RoleGrant, RoleProfile, Unit
from competence.people.queries.hands import hand_of
from competence.people.queries.leading import leads_anybody
from competence.people.telling import tell_of_deputy, tell_of_leader
from competence.privacy import audit
from competence.web.bilingual import Bilingual
from competence.web.text import tidy_email

DAY = timedelta(days=1)
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Place:
    """Where somebody works: unit, role profile, days, and hours a week where they are known."""

    unit: Unit
    role_profile: RoleProfile | None
    valid_from: date
    valid_to: date | None = None
    weekly_hours: int | None = None


def touch(person: Person) -> None:
    """Give a person a new version: an edit form that was opened before this change is then out of date."""
    flag_modified(person, "name")


def check_version(thing: Person | Unit, seen: int) -> None:
    """Refuse to save over what somebody else has changed since the form was opened."""
    if thing.version != seen:
        raise rules.ChangedMeanwhile


# --- people and employments ---


def create_person(actor_id: int | None, name: str, email: str, place: Place) -> Person:
    """Make a person with a first employment."""
    address = tidy_email(email)
    if queries.person_by_email(address) is not None:
        raise rules.EmailTaken
    person = _add(Person(name=name, email=address, sort_name=rules.sort_key(name)))
    add_employment(actor_id, person, place)
    audit.record(actor_id, "person.create", subject_id=person.id)
    return person


def rename_person(actor_id: int | None, person: Person, name: str) -> None:
    """Give a person another name."""
    person.name, person.sort_name = name, rules.sort_key(name)
    touch(person)
    audit.record(actor_id, "person.update", subject_id=person.id)
    db.session.flush()


def readdress(person: Person, email: str) -> None:
    """Give a person another e-mail address. Only `signin.addresses` calls this: it knows whose yes it takes.

    Raises EmailTaken.
    """
    if queries.person_by_email(email) is not None:
        raise rules.EmailTaken
    person.email = email
    touch(person)
    db.session.flush()


def add_employment(actor_id: int | None, person: Person, place: Place) -> Employment:
    """Employ a person somewhere; several employments at once are common."""
    _check_place(place, queries.employments_of(person))
    employment = _add(
        Employment(
            person=person,
            unit=place.unit,
            role_profile=place.role_profile,
            valid_from=place.valid_from,
            valid_to=place.valid_to,
            weekly_hours=place.weekly_hours,
        )
    )
    touch(person)
    audit.record(actor_id, "employment.create", subject_id=person.id)
    db.session.flush()
    return employment


def update_employment(actor_id: int | None, employment: Employment, place: Place) -> None:
    """Change where, as what or how long somebody works."""
    _check_place(place, (other for other in queries.employments_of(employment.person) if other is not employment))
    employment.unit, employment.role_profile = place.unit, place.role_profile
    employment.valid_from, employment.valid_to = place.valid_from, place.valid_to
    employment.weekly_hours = place.weekly_hours
    touch(employment.person)
    audit.record(actor_id, "employment.update", subject_id=employment.person_id)
    db.session.flush()


def _check_place(place: Place, others: Iterable[Employment]) -> None:
    rules.check_period(place.valid_from, place.valid_to)
    closes = place.unit.valid_to
    if closes is not None and (place.valid_to is None or place.valid_to > closes):
        raise rules.UnitIsOver
    for other in others:
        same = other.unit is place.unit and other.role_profile is place.role_profile
        if same and rules.overlap(place.valid_from, place.valid_to, other.valid_from, other.valid_to):
            raise rules.SameEmployment


# --- leaders and deputies ---


def set_leader(
    actor_id: int | None, person: Person, leader_email: str, start: date, *, instead: bool, today: date
) -> LeaderRelation:
    """Give a person a nearest leader from a day.

    instead: the leaders of before stop leading the day before; a relation that had not begun by then goes.
    Raises what rules.check_hand and rules.check_leader do, UnknownPerson and AlreadyLeads.
    """
    leader = _known(leader_email)
    _check_hand(actor_id, leader, today)
    relations = queries.leaders_of(person)
    leaders = queries.leaders_by_email(today)
    if instead:
        leaders = {**leaders, person.email: []}
    rules.check_leader(person.email, leader.email, leaders)
    for relation in relations:
        if relation.valid_to is None or relation.valid_to >= start:
            if relation.leader_id == leader.id and relation.valid_from <= start:
                raise rules.AlreadyLeads
            if instead:
                _end_before(relation, start)
    made = _add(LeaderRelation(leader=leader, person=person, valid_from=start, valid_to=None))
    touch(person)
    audit.record(actor_id, "leader.create", subject_id=person.id)
    tell_of_leader([person.id])
    db.session.flush()
    return made


def end_leader(actor_id: int | None, relation: LeaderRelation, last_day: date, today: date) -> None:
    """Let somebody lead a person until a day, that day included; what began today can be taken back altogether.

    Raises EndsBeforeItBegins, and what rules.check_hand does where they come to lead longer.
    """
    if relation.valid_to is not None and last_day > relation.valid_to:
        _check_hand(actor_id, relation.leader, today)
        if relation.valid_to < today:
            tell_of_leader([relation.person_id])
    if last_day < relation.valid_from and relation.valid_from >= today:
        db.session.delete(relation)
    else:
        rules.check_period(relation.valid_from, last_day)
        relation.valid_to = last_day
    touch(relation.person)
    audit.record(actor_id, "leader.end", subject_id=relation.person_id)
    db.session.flush()


def appoint_deputy(
    actor_id: int | None, leader: Person, deputy_email: str, start: date, end: date, today: date
) -> Deputy:
    """Let somebody stand in for a leader for a time.

    Raises what rules.check_hand and rules.check_deputy do, UnknownPerson and LeadsNobody.
    """
    deputy = _known(deputy_email)
    if not leads_anybody(leader.id, today):
        raise rules.LeadsNobody
    rules.check_deputy(leader.id, deputy.id, start, end, today)
    _check_hand(actor_id, deputy, today, as_deputy=True)
    made = _add(Deputy(leader=leader, deputy=deputy, valid_from=start, valid_to=end))
    for subject in (leader, deputy):
        audit.record(actor_id, "deputy.create", subject_id=subject.id)
    tell_of_deputy(actor_id, made)
    return made


def end_deputy(actor_id: int | None, deputy: Deputy, today: date) -> None:
    """Let somebody stop standing in at once: yesterday was the last day, or there was none."""
    for subject_id in (deputy.leader_id, deputy.deputy_id):
        audit.record(actor_id, "deputy.end", subject_id=subject_id)
    _end_before(deputy, today)


def _check_hand(actor_id: int | None, named: Person, today: date, *, as_deputy: bool = False) -> None:
    """Refuse that somebody comes to lead by their own hand alone; whoever changes that address now is waited for."""
    db.session.refresh(named, with_for_update={"key_share": True})
    rules.check_hand(hand_of(actor_id, today), named.email, as_deputy=as_deputy)


def _known(email: str) -> Person:
    address = tidy_email(email)
    person = queries.person_by_email(address)
    if person is None:
        raise rules.UnknownPerson(email=address)
    return person


def _end_before(row: LeaderRelation | Deputy | RoleGrant, day: date) -> None:
    """End a row the day before; one that has not begun by then goes."""
    if row.valid_from >= day:
        db.session.delete(row)
    elif row.valid_to is None or row.valid_to >= day:
        row.valid_to = day - DAY
    db.session.flush()


# --- roles ---


def grant_role(actor_id: int | None, person: Person, role: Role, reason: str, today: date) -> RoleGrant:
    """Give a person a role in the system from today; nobody gives one to themselves."""
    rules.check_grant(actor_id, person.id)
    if any(grant.role is role and grant.holds(today) for grant in queries.grants_of(person.id)):
        raise rules.AlreadyGranted
    made = _add(RoleGrant(person=person, role=role, valid_from=today, granted_by_id=actor_id, reason=reason))
    audit.record(actor_id, f"role.grant {role.name}", subject_id=person.id)
    return made


def revoke_role(actor_id: int | None, grant: RoleGrant, today: date) -> None:
    """Take a role back at once; nobody takes one from themselves, so somebody always keeps it."""
    rules.check_grant(actor_id, grant.person_id)
    audit.record(actor_id, f"role.revoke {grant.role.name}", subject_id=grant.person_id)
    _end_before(grant, today)


# --- units ---


@dataclass(frozen=True)
class UnitText:
    """What a unit is: titles, kind, where it lies and how long it exists."""

    title: Bilingual
    kind: str
    parent: Unit | None
    valid_from: date
    valid_to: date | None = None


def create_unit(actor_id: int | None, code: str, text: UnitText) -> Unit:
    """Make a unit."""
    if queries.unit_by_code(code) is not None:
        raise rules.CodeTaken
    rules.check_period(text.valid_from, text.valid_to)
    unit = Unit(code=code)
    _write(unit, text)
    audit.record(actor_id, "unit.create", thing=f"unit:{code}")
    return _add(unit)


def update_unit(actor_id: int | None, unit: Unit, text: UnitText) -> None:
    """Rename, move or end a unit; it ends only when nobody works in it or lies under it any longer."""
    rules.check_period(text.valid_from, text.valid_to)
    parents = queries.parents(queries.units())
    rules.check_parent(unit.code, text.parent.code if text.parent else None, parents)
    if text.valid_to is not None:
        if queries.unit_in_use_after(unit.id, text.valid_to):
            raise rules.UnitInUse
        if queries.unit_has_units_after(unit.id, text.valid_to):
            raise rules.UnitHasUnits
    _write(unit, text)
    audit.record(actor_id, "unit.update", thing=f"unit:{unit.code}")
    db.session.flush()


def _write(unit: Unit, text: UnitText) -> None:
    unit.title, unit.kind, unit.parent = text.title, text.kind, text.parent
    unit.valid_from, unit.valid_to = text.valid_from, text.valid_to


def _add(row: Row) -> Row:
    db.session.add(row)
    db.session.flush()
    return row
