"""A closed round in a house large enough for figures: three units that answered, and what they said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from competence.assessments.models import Mirror
from competence.cycles.models import Cycle
from competence.db import db
from competence.frameworks.models import FrameworkVersion
from competence.people.models import Person, Unit
from tests.cast import Cast
from tests.make import (
    NOW,
    make_answer,
    make_cycle,
    make_employment,
    make_leader,
    make_mirror,
    make_person,
    make_share,
    make_view,
)

SIZES = {"tarup": 14, "vollsmose": 12, "staff": 9}


@dataclass
class Round:
    """A round and the people who shared in it, by unit; it is closed by hand or by `close`."""

    cycle: Cycle
    staff: dict[str, list[Person]] = field(default_factory=dict)
    mirrors: dict[int, Mirror] = field(default_factory=dict)

    @property
    def everybody(self) -> list[Person]:
        return [person for people in self.staff.values() for person in people]

    def close(self) -> Cycle:
        """Close the round, and publish nothing."""
        self.cycle.closed_at = NOW
        db.session.flush()
        return self.cycle


def make_staff(cast: Cast, sizes: Mapping[str, int] = SIZES) -> dict[str, list[Person]]:
    """People who work in the cast's units and are led by Bo, Emil and Dorte."""
    units: dict[str, tuple[Unit, Person]] = {
        "tarup": (cast.tarup, cast.bo), "vollsmose": (cast.vollsmose, cast.emil), "staff": (cast.staff, cast.dorte),
    }  # fmt: skip
    staff: dict[str, list[Person]] = {}
    for code, size in sizes.items():
        unit, leader = units[code]
        staff[code] = [make_person(f"{code.title()} {number}") for number in range(size)]
        for person in staff[code]:
            make_employment(person, unit, cast.librarian)
            make_leader(leader, person)
    return staff


def make_round(
    cast: Cast,
    staff: dict[str, list[Person]],
    levels: Mapping[str, Sequence[int]],
    title: str = "Efterår 2026",
    version: FrameworkVersion | None = None,
) -> Round:
    """A round in which everybody shared before it closed.

    levels: for each competence's code what the first so many people answered, in the order of the units.
    """
    version = version or cast.version
    made = Round(make_cycle(version, title), staff)
    competences = {competence.code: competence for competence in version.competences}
    leaders = {"tarup": cast.bo, "vollsmose": cast.emil, "staff": cast.dorte}
    for number, person in enumerate(made.everybody):
        mirror = make_mirror(person, version, made.cycle)
        view = make_view(mirror, person)
        share = make_share(view, leaders[next(code for code, people in staff.items() if person in people)])
        share.shared_at = NOW - timedelta(days=1)
        for code, given in levels.items():
            if number < len(given):
                make_answer(view, competences[code], given[number])
        made.mirrors[person.id] = mirror
    db.session.flush()
    return made
