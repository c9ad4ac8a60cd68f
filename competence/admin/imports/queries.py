"""What an import must know of the house, and the files that wait for their sender's confirmation."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import select, text
from sqlalchemy.orm import aliased, joinedload

from competence.access.actor import Role
from competence.access.permissions import MayPeople
from competence.access.policy import permits
from competence.admin.imports.models import ImportDraft
from competence.admin.imports.people_state import KnownPerson, KnownUnit, State
from competence.admin.imports.periods import Fact, is_current
from competence.admin.imports.units_plan import UnitFact, UnitState
from competence.db import Model, db
from competence.people.models import Deputy, Employment, LeaderRelation, Person, RoleGrant, RoleProfile, Unit
from competence.people.queries import actor_of

AT_ONCE = 500
Found = TypeVar("Found", bound=Model)


def draft_of(
    uploader_id: int, since: datetime, pid: str | None = None, *, kinds: Collection[str]
) -> ImportDraft | None:
    """Return the file of one of some kinds somebody sent after a moment; with a pid only if it is that one."""
    query = select(ImportDraft).where(ImportDraft.uploader_id == uploader_id, ImportDraft.uploaded_at > since)
    query = query.where(ImportDraft.kind.in_(kinds))
    return db.session.scalar(query if pid is None else query.where(ImportDraft.pid == pid))


def waiting_for_another(actor_id: int, since: datetime, day: date) -> list[ImportDraft]:
    """Return the files of others, sent after a moment, that wait for another hand; their senders still may do so."""
    asked = select(ImportDraft).where(ImportDraft.asked_at.is_not(None), ImportDraft.uploader_id != actor_id)
    found = db.session.scalars(asked.where(ImportDraft.uploaded_at > since).options(joinedload(ImportDraft.uploader)))
    return [one for one in found if permits(actor_of(one.uploader_id, day), MayPeople.IMPORT)]


def hold_the_house_still() -> None:
    """Let nobody else change people, units and offers until this transaction ends; SQLite has one writer anyway."""
    if db.session.get_bind().dialect.name == "postgresql":
        tables = "person, unit, employment, leader_relation, deputy, role_grant, offer"
        db.session.execute(text(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE"))


def people_state(today: date) -> State:
    """Return everybody and everything a people file can name or end; seven statements, however many people."""
    employments, leaders = _employments(), _leaders()
    grants = _facts(select(RoleGrant.person_id, RoleGrant.id, RoleGrant.role, RoleGrant.valid_from, RoleGrant.valid_to))
    deputies = list(
        db.session.execute(select(Deputy.id, Deputy.leader_id, Deputy.deputy_id, Deputy.valid_from, Deputy.valid_to))
    )
    stands_in: dict[int, list[Fact]] = {}
    for number, leader, deputy, start, end in deputies:
        for person_id in (leader, deputy):
            stands_in.setdefault(person_id, []).append(Fact(number, ("", None), start, end))
    people = {
        email: KnownPerson(
            email,
            name,
            tuple(employments.get(person_id, ())),
            tuple(leaders.get(person_id, ())),
            tuple(grants.get(person_id, ())),
            tuple(stands_in.get(person_id, ())),
        )
        for person_id, email, name in db.session.execute(select(Person.id, Person.email, Person.name))
    }
    return State(people, _known_units(), _known_roles(), _administrators(people, today))


def unit_state() -> UnitState:
    """Return every unit, and how long somebody is employed in it."""
    rows = list(db.session.scalars(select(Unit)))
    codes = {unit.id: unit.code for unit in rows}
    in_use: dict[str, date] = {}
    for unit_id, end in db.session.execute(select(Employment.unit_id, Employment.valid_to).distinct()):
        code = codes[unit_id]
        in_use[code] = max(in_use.get(code, date.min), end or date.max)
    units = {
        unit.code: UnitFact(
            unit.code,
            unit.title.da,
            unit.title.en,
            codes.get(unit.parent_id or 0, ""),
            unit.kind,
            unit.valid_from,
            unit.valid_to,
        )
        for unit in rows
    }
    return UnitState(units, in_use)


def people_by_email(emails: Collection[str]) -> dict[str, Person]:
    """Return people by their e-mail addresses."""
    return {person.email: person for person in _in_portions(Person, Person.email, emails)}


def rows_by_id(model: type[Found], ids: Collection[int]) -> dict[int, Found]:
    """Return rows by their ids."""
    column: Any = model.id  # type: ignore[attr-defined]
    return {row.id: row for row in _in_portions(model, column, ids)}  # type: ignore[attr-defined]


def units_by_code() -> dict[str, Unit]:
    """Return every unit by its code."""
    return {unit.code: unit for unit in db.session.scalars(select(Unit))}


def role_profile_ids() -> dict[str, int]:
    """Return the ids of the role profiles by code."""
    return {code: number for number, code in db.session.execute(select(RoleProfile.id, RoleProfile.code))}


def _employments() -> dict[int, list[Fact]]:
    query = (
        select(
            Employment.person_id,
            Employment.id,
            Unit.code,
            RoleProfile.code,
            Employment.valid_from,
            Employment.valid_to,
            Employment.weekly_hours,
        )
        .join(Unit, Unit.id == Employment.unit_id)
        .outerjoin(RoleProfile, RoleProfile.id == Employment.role_profile_id)
    )
    found: dict[int, list[Fact]] = {}
    for person_id, number, unit, role, start, end, hours in db.session.execute(query.order_by(Employment.id)):
        found.setdefault(person_id, []).append(Fact(number, (unit, role), start, end, hours))
    return found


def _leaders() -> dict[int, list[Fact]]:
    leader = aliased(Person)
    return _facts(
        select(
            LeaderRelation.person_id,
            LeaderRelation.id,
            leader.email,
            LeaderRelation.valid_from,
            LeaderRelation.valid_to,
        )
        .join(leader, leader.id == LeaderRelation.leader_id)
        .order_by(LeaderRelation.id)
    )


def _facts(query: Any) -> dict[int, list[Fact]]:
    found: dict[int, list[Fact]] = {}
    for person_id, number, key, start, end in db.session.execute(query):
        word = key.name if isinstance(key, Role) else key
        found.setdefault(person_id, []).append(Fact(number, (word, None), start, end))
    return found


def _known_units() -> tuple[KnownUnit, ...]:
    rows = db.session.execute(select(Unit.code, Unit.title, Unit.valid_to).order_by(Unit.id))
    return tuple(KnownUnit(code, (title.da, title.en), end) for code, title, end in rows)


def _known_roles() -> dict[str, tuple[str, ...]]:
    rows = db.session.execute(select(RoleProfile.code, RoleProfile.title))
    return {code: (title.da, title.en) for code, title in rows}


def _administrators(people: dict[str, KnownPerson], today: date) -> frozenset[str]:
    return frozenset(
        email
        for email, person in people.items()
        if any(fact.key[0] == Role.ADMINISTRATOR.name and is_current(fact.end, today) for fact in person.grants)
    )


def _in_portions(model: type[Found], column: Any, values: Collection[Any]) -> Iterator[Found]:
    """Load rows a few hundred at a time: databases refuse longer lists."""
    for portion in _portions(sorted(values)):
        yield from db.session.scalars(select(model).where(column.in_(portion)))


def _portions(values: list[Any]) -> Iterable[list[Any]]:
    return (values[begin : begin + AT_ONCE] for begin in range(0, len(values), AT_ONCE))
