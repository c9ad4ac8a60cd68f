"""Further people who stand to Astrid as somebody of the columns does, but for what personas.csv says by hand."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from competence.access.actor import Role
from competence.people.models import Person
from competence.web.clock import today
from tests.cast import Cast
from tests.factors import make_app
from tests.house.access import ANSWERS, COLUMNS, ROWS, Row
from tests.make import make_deputy, make_employment, make_grant, make_leader, make_person

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Persona:
    """Whom somebody is answered like, how they come into the house, and whether they pass their second factor."""

    like: str
    enter: Callable[[Cast], Person]
    passes: bool = True


def _deputy(cast: Cast, last_day: int) -> Person:
    deputy = make_person("Dagny Deputy")
    make_employment(deputy, cast.vollsmose)
    make_deputy(cast.bo, deputy, today() - 9 * DAY, today() + last_day * DAY)
    return deputy


def _above(cast: Cast) -> Person:
    above = make_person("Sune Højere")
    make_employment(above, cast.house)
    make_leader(above, cast.bo)
    return above


def _hr(cast: Cast) -> Person:
    near = make_person("Hanne Nær")
    make_employment(near, cast.tarup)
    make_grant(near, Role.HR)
    return near


def _half_in(cast: Cast) -> Person:
    make_app(cast.bo)
    return cast.bo


PERSONAS = {
    "deputy": Persona("leader", partial(_deputy, last_day=1)),
    "former_deputy": Persona("former_leader", partial(_deputy, last_day=-1)),
    "leader_above_without_a_role": Persona("leaders_leader", _above),
    "hr_in_her_unit": Persona("hr", _hr),
    "leader_before_the_second_factor": Persona("anonymous", _half_in, passes=False),
}


def _read(path: Path) -> dict[tuple[str, str], str]:
    with path.open(newline="") as file:
        lines = list(csv.DictReader(row for row in file if not row.startswith("#")))
    said = {
        (line["persona"], f"{line['method']} {line['endpoint']} {line['address']}"): line["answer"] for line in lines
    }
    assert len(said) == len(lines), "a row stands twice"
    assert {persona for persona, _ in said} <= set(PERSONAS)
    assert {row for _, row in said} <= {str(row) for row in ROWS}
    assert set(said.values()) <= ANSWERS
    return said


OTHERWISE = _read(Path(__file__).with_name("personas.csv"))


def expected_of(row: Row, relation: str) -> str:
    """Return what a row answers a relation, or somebody further."""
    if relation in COLUMNS:
        return row.expected[relation]
    return OTHERWISE.get((relation, str(row)), row.expected[PERSONAS[relation].like])
