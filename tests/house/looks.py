"""Which pages show what is about somebody else, by hand in looks.csv, beside what the trail tells of them."""

import csv
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from competence.db import db
from competence.privacy.models import AuditEvent
from competence.privacy.trail.rules.chain import Stream
from tests.house.access import COLUMNS, ROWS, Row
from tests.house.personas import PERSONAS, expected_of

Told = Counter[tuple[int | None, str, int | None]]


# Whom the leaders of the cast lead; "led" in the table: those the reader leads.
LED = {
    "leader": ("astrid", "asger"),
    "leaders_leader": ("bo", "carla", "emil", "freja"),
    "other_leader": ("ellen", "gerda"),
    "leader_above_without_a_role": ("bo",),
}


@dataclass(frozen=True)
class Page:
    """A page that shows what is about some of the cast, and by whom opening it is a look."""

    about: tuple[str, ...]
    action: str
    by: frozenset[str]


def read(path: Path) -> dict[str, Page]:
    """Read the table, by the name of the row of access.csv; an unknown row or relation in it is an error."""
    with path.open(newline="") as file:
        lines = list(csv.DictReader(row for row in file if not row.startswith("#")))
    pages = {f"{line['method']} {line['endpoint']} {line['address']}": line for line in lines}
    assert len(pages) == len(lines), "a row stands twice"
    assert set(pages) <= {str(row) for row in ROWS}, set(pages) - {str(row) for row in ROWS}
    found = {
        name: Page(tuple(line["about"].split()), line["action"], frozenset(line["by"].split()))
        for name, line in pages.items()
    }
    assert all(page.by <= set(COLUMNS) for page in found.values())
    return found


PAGES = read(Path(__file__).with_name("looks.csv"))


def last_look() -> int:
    """Return the number of the newest look of all."""
    return db.session.scalar(select(func.max(AuditEvent.id))) or 0


def told_since(number: int, about: Collection[int]) -> Told:
    """Return what looks at some people the trail tells of since then: by whom, as what, about whom."""
    looks = select(AuditEvent.actor_id, AuditEvent.action, AuditEvent.subject_id)
    new = looks.where(AuditEvent.id > number, AuditEvent.stream == Stream.LOOK, AuditEvent.subject_id.in_(about))
    return Counter((who, action, whom) for who, action, whom in db.session.execute(new))


def expected(row: Row, relation: str, who: int | None, ids: dict[str, int]) -> Told:
    """Return what the trail should tell of a row's page opened by a relation. ids: the cast's, by name."""
    page = PAGES.get(str(row))
    like = PERSONAS[relation].like if relation in PERSONAS else relation
    if page is None or like not in page.by or expected_of(row, relation) != "yes":
        return Counter()
    about = (LED.get(relation) or LED[like]) if page.about == ("led",) else page.about
    return Counter((who, page.action, ids[name]) for name in about if ids[name] != who)


def unnoted(read: Iterable[tuple[int, int, str]], told: Told) -> set[str]:
    """Return the tables somebody read another's words of without a look that the trail tells the other of."""
    known = {(reader, subject) for reader, _, subject in told}
    return {table for reader, owner, table in read if (reader, owner) not in known}
