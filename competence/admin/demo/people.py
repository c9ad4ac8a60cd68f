"""Stores the planned house: units, people, employments, leaders, a deputy, the granted roles, and the officer."""

import uuid
from datetime import date, timedelta
from random import Random

from competence.access.actor import Role
from competence.admin.demo.house import FOUNDED, House
from competence.admin.demo.write import Writer
from competence.people.leaves.models import Leave
from competence.people.models import Deputy, Employment, LeaderRelation, Person, RoleGrant, Unit
from competence.people.rules import sort_key

OFFICER, OFFICER_NAME = "didrik@example.org", "Didrik Paragrafsund"


def public_id(random: Random) -> str:
    """Return an address for a row that is the same for the same seed."""
    return uuid.UUID(int=random.getrandbits(128), version=4).hex


def store_house(writer: Writer, house: House, profiles: dict[str, int], random: Random, today: date) -> dict[int, int]:
    """Store everything but what the people say; return the persons' ids by their number in the plan.

    profiles: the role profiles' ids by code.
    """
    units: dict[str, int] = {}
    for unit in house.units:
        units[unit.code] = writer.add(
            Unit, code=unit.code, parent_id=units.get(unit.parent), kind=unit.kind, title_da=unit.title_da,
            title_en=unit.title_en, valid_from=FOUNDED, valid_to=None,
        )  # fmt: skip
    persons = {
        worker.number: writer.add(
            Person, pid=public_id(random), email=worker.email, name=worker.name, sort_name=sort_key(worker.name)
        )
        for worker in house.workers
    }
    for worker in house.workers:
        for unit_code, profile in worker.places:
            writer.add(
                Employment, person_id=persons[worker.number], unit_id=units[unit_code],
                role_profile_id=profiles.get(profile), valid_from=worker.starts, valid_to=worker.ends,
            )  # fmt: skip
        for boss, start, end in worker.led_by:
            writer.add(
                LeaderRelation,
                leader_id=persons[boss],
                person_id=persons[worker.number],
                valid_from=start,
                valid_to=end,
            )
    for number, start, end in house.leaves:
        writer.add(Leave, person_id=persons[number], valid_from=start, valid_to=end)
    _store_the_special(writer, house, persons, today)
    return persons


def _store_the_special(writer: Writer, house: House, persons: dict[int, int], today: date) -> None:
    leader, deputy = (persons[number] for number in house.deputy)
    start, end = today - timedelta(days=10), today + timedelta(days=30)
    writer.add(Deputy, leader_id=leader, deputy_id=deputy, valid_from=start, valid_to=end)
    for key, role, reason in (
        ("carla", Role.HR, "Personale og udvikling"),
        ("freja", Role.ADMINISTRATOR, "Systemer"),
        ("dorte", Role.CHIEF, "Leder hele huset"),
    ):
        writer.add(
            RoleGrant, person_id=persons[house.cast[key]], role=role, granted_by_id=persons[house.cast["dorte"]],
            reason=reason, valid_from=FOUNDED, valid_to=None,
        )  # fmt: skip


def store_the_officer(writer: Writer, granted_by: int) -> int:
    """Store the data protection officer, who works for the municipality and not in the house; return their id."""
    pid = public_id(Random(OFFICER))  # noqa: S311 the same address gives the same id; it is no secret
    officer = writer.add(Person, pid=pid, email=OFFICER, name=OFFICER_NAME, sort_name=sort_key(OFFICER_NAME))
    writer.add(
        RoleGrant, person_id=officer, role=Role.DPO, granted_by_id=granted_by,
        reason="Kommunens databeskyttelsesrådgiver", valid_from=FOUNDED, valid_to=None,
    )  # fmt: skip
    return officer
