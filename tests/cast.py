"""The cast every test speaks of, in a house small enough to hold in the head."""

from dataclasses import dataclass
from datetime import date

from competence.access.actor import Role
from competence.frameworks.models import FrameworkVersion
from competence.people.models import Person, RoleProfile, Unit
from tests.make import (
    all_at_once,
    make_employment,
    make_grant,
    make_leader,
    make_person,
    make_requirement,
    make_role_profile,
    make_unit,
    make_version,
)


@dataclass(frozen=True)
class Cast:
    """Astrid and her colleague Asger work in Tarup and are led by Bo; Gerda led Astrid until the end of 2025.

    Bo and Emil lead a unit each and are led by Dorte, the chief librarian. Ellen works in Emil's unit. Carla is HR,
    Freja the administrator, both in the staff unit led by Dorte. Didrik, the data protection officer, works for the
    municipality and not in the house. Ditte's account is closed; she worked in Tarup.
    """

    astrid: Person
    asger: Person
    bo: Person
    carla: Person
    didrik: Person
    dorte: Person
    emil: Person
    ellen: Person
    freja: Person
    gerda: Person
    ditte: Person
    house: Unit
    tarup: Unit
    vollsmose: Unit
    staff: Unit
    librarian: RoleProfile
    version: FrameworkVersion


def make_cast() -> Cast:
    """Make the house, its people and a published catalogue of nine competences, all asked of librarians."""
    with all_at_once():
        return _cast()


def _cast() -> Cast:
    house = make_unit("house", kind="library", title="Biblioteket")
    tarup, vollsmose, staff = (make_unit(code, house, title=code.title()) for code in ("tarup", "vollsmose", "staff"))
    version = make_version()
    librarian, leader = make_role_profile("librarian"), make_role_profile("team_leader")
    for number, competence in enumerate(version.competences):
        make_requirement(librarian, competence, level=2 + number % 3, critical=number == 0)
    for competence in version.competences[:8]:
        make_requirement(leader, competence, level=4)
    names = {
        "astrid": "Astrid Skov", "asger": "Asger Bæk", "bo": "Bo Lund", "carla": "Carla Holm", "dorte": "Dorte Dal",
        "emil": "Emil Eng", "ellen": "Ellen Å", "freja": "Freja Fjord", "gerda": "Gerda Gran", "ditte": "Ditte Dige",
        "didrik": "Didrik Damm",
    }  # fmt: skip
    people = {key: make_person(name, f"{key}@example.org") for key, name in names.items()}
    p = people
    for person, unit, profile in (
        (p["astrid"], tarup, librarian), (p["asger"], tarup, librarian), (p["bo"], tarup, leader),
        (p["gerda"], vollsmose, librarian), (p["emil"], vollsmose, leader), (p["ellen"], vollsmose, librarian),
        (p["carla"], staff, None), (p["freja"], staff, None), (p["dorte"], house, leader),
    ):  # fmt: skip
        make_employment(person, unit, profile)
    make_employment(p["ditte"], tarup, librarian, end=date(2025, 12, 31))
    for boss, team in (
        ("bo", ("astrid", "asger")),
        ("emil", ("ellen", "gerda")),
        ("dorte", ("bo", "emil", "carla", "freja")),
    ):
        for member in team:
            make_leader(p[boss], p[member], start=date(2026, 1, 1))
    make_leader(p["gerda"], p["astrid"], end=date(2025, 12, 31))
    make_grant(p["carla"], Role.HR)
    make_grant(p["dorte"], Role.CHIEF)
    make_grant(p["freja"], Role.ADMINISTRATOR)
    make_grant(p["didrik"], Role.DPO)
    return Cast(
        **people, house=house, tarup=tarup, vollsmose=vollsmose, staff=staff, librarian=librarian, version=version
    )
