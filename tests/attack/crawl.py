"""The attack through the door: invented libraries in the product's own database, crawled as each role sees them.

A library's rounds are written down, closed and released as the product does it. Then every role reads: pages with the
values pictures are drawn from, tables as CSV and as workbooks, papers, every round, every unit that can be chosen. Then
all answers are taken away, and everybody reads again: whatever differs was read from answers and not from the release.
What the ledger says stands behind the release is solved by exact arithmetic, and its numbers by linear programmes.
"""

import io
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from random import Random
from typing import Any

from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import delete, select

from competence.access.actor import Role
from competence.analytics import queries
from competence.analytics.actions import publish
from competence.analytics.models import LedgerMember, LedgerRow
from competence.analytics.pictures import Picture, Said
from competence.assessments.models import Answer, Wish
from competence.cycles.models import Cycle
from competence.db import db
from competence.people.models import Person, Unit
from competence.privacy.anonymity.crowds import Row, Unknown
from competence.privacy.anonymity.limits import K
from competence.web.clock import now
from tests import make
from tests.attack import algebra, programmes
from tests.attack.breaches import COLLEAGUE, OUTSIDER
from tests.attack.invented import PROFILES, Round, invent
from tests.attack.rounds import product
from tests.client import InspectingClient, sign_in

LIBRARIES = 20
ASKED = ("c1", "c3")  # of the catalogue of nine: one that is digital, one that is not
ABOUT, FILES = 14, 14  # pages and files each reader opens, drawn by chance beside the ones everybody opens
FIRST = ("/analytics", "/analytics/house/overview", "/analytics/themes/digital", "/privacy/protection")
FRESH = re.compile(
    r'nonce="[^"]*"|<input[^>]*(?:csrf_token|idempotency_key)[^>]*>'
    r'|content="[^"]*" name="csrf[^>]*>|<meta[^>]*csrf[^>]*>'
)
HREF = re.compile(r'(?:href|value)="([^"]*)"')


@dataclass
class Crawled:
    """What the crawl of some libraries got."""

    libraries: int = 0
    read: int = 0
    solved: int = 0
    narrowed: int = 0
    from_answers: int = 0

    @property
    def breaches(self) -> int:
        return self.solved + self.narrowed + self.from_answers


class Library:
    """An invented library in the database, with all its rounds released."""

    def __init__(self, seed: int) -> None:
        self.rounds, self.seed = invent(seed), seed
        self.version = make.make_version()
        self.people: dict[Any, Person] = {}
        self.profiles = {code: make.make_role_profile(f"{code}{seed}") for code in PROFILES}
        for code, level in PROFILES.items():
            for competence in self.version.competences:
                make.make_requirement(self.profiles[code], competence, level)
        self.units = self._units()
        self.closed = [now() - timedelta(days=200 * (len(self.rounds) - one.number) + 5) for one in self.rounds]
        self.cycles = [self._round(one, at) for one, at in zip(self.rounds, self.closed, strict=True)]
        self.pictures: list[Picture] = []
        self.readers = self._readers()
        db.session.commit()

    def rows(self, code: str) -> list[Row]:
        """Return who stands behind every figure of a competence, as the ledger says."""
        rows = queries.ledger_of(code)
        beside = select(LedgerMember.profile_row_id, LedgerMember.person_id, LedgerRow.release_id)
        beside = beside.join(LedgerRow, LedgerRow.id == LedgerMember.row_id).where(LedgerRow.competence_code == code)
        profiles: dict[int, set[Unknown]] = {}
        for row, person, release in db.session.execute(beside.where(LedgerMember.profile_row_id.is_not(None))):
            profiles.setdefault(row, set()).add(Unknown(person, code, str(release)))
        return [*rows, *map(frozenset, profiles.values())]

    def known(self, code: str) -> Iterator[set[Unknown]]:
        """Yield what each leader knows over all rounds."""
        found: dict[Any, set[Unknown]] = {}
        for one, cycle in zip(self.rounds, self.cycles, strict=True):
            for leader, led in one.leads.items():
                seen = {self.people[person].id for person in (led | {leader}) & one.fresh.keys()}
                found.setdefault(leader, set()).update(Unknown(person, code, str(cycle.id)) for person in seen)
        yield from found.values()

    def _units(self) -> dict[str, Unit]:
        units: dict[str, Unit] = {}
        for code, parent in self.rounds[0].tree.items():
            units[code] = make.make_unit(f"{code}-{self.seed}", units.get(parent or ""))
        return units

    def _round(self, one: Round, at: datetime) -> Cycle:
        """Write a round down: where people work from now on, whom they are led by, and what they said."""
        start, end = (at - timedelta(days=100)).date(), (at + timedelta(days=99)).date()
        for person in one.units.keys() | one.leads.keys():
            if person not in self.people:
                self.people[person] = make.make_person(f"Kollega {len(self.people)} {self.seed}")
        for person, unit in one.units.items():
            make.make_employment(self.people[person], self.units[unit], self.profiles[one.profiles[person]], start, end)
        for leader, led in one.leads.items():
            for person in led:
                make.make_leader(self.people[leader], self.people[person], start, end)
        cycle = make.make_cycle(self.version, f"Runde {one.number}", closed=True)
        cycle.opened_at, cycle.closed_at = at - timedelta(days=30), at
        competences = {competence.code: competence for competence in self.version.competences}
        over = {person: leader for leader, led in one.leads.items() for person in led}
        for person, said in one.said.items():
            view = make.make_view(make.make_mirror(self.people[person], self.version, cycle), self.people[person])
            make.make_share(view, self.people[over.get(person, person)]).shared_at = at - timedelta(days=1)
            for code in ASKED:
                self._answer(view, competences[code], said, carried=one.given_in[person] != one.number)
        publish(cycle)
        return cycle

    def _answer(self, view: Any, competence: Any, said: Said, *, carried: bool) -> None:
        answer = make.make_answer(view, competence, said.level)
        answer.importance, answer.carried = said.importance, carried
        answer.wish = Wish.DEVELOP if said.wishes else None

    def _readers(self) -> list[Person]:
        """HR, chief and MED, who are nobody else, two leaders and two who lead nobody."""
        last, chance = self.rounds[-1], Random(self.seed)
        readers = [make.make_person(f"{role.name} {self.seed}") for role in (Role.HR, Role.CHIEF, Role.MED)]
        for person, role in zip(readers, (Role.HR, Role.CHIEF, Role.MED), strict=True):
            make.make_grant(person, role)
        leaders, others = list(last.leads), [person for person in last.units if person not in last.leads]
        for some in (leaders, others):
            readers += [self.people[person] for person in chance.sample(some, min(2, len(some)))]
        return readers


def read(app: Flask, person: Person, seed: int) -> dict[str, str]:
    """Return all a reader is given: every way in, and by chance some of the pages and files it leads to."""
    client, chance, given = InspectingClient(app), Random(seed), dict[str, str]()
    sign_in(client, person)
    for address in FIRST:
        given[address] = _told(client.get(address))
    links = sorted({link for page in given.values() for link in _links(page)} - given.keys())
    for address in chance.sample(links, min(ABOUT, len(links))):
        given[address] = _told(client.get(address))
    files = sorted({link for page in given.values() for link in _links(page, files=True)} - given.keys())
    for address in chance.sample(files, min(FILES, len(files))):
        given[address] = _told(client.get(address))
    return given


def attack(app: Flask, library: Library) -> Crawled:
    """Crawl a library before and after its answers are gone, and attack what the ledger says was told."""
    got = Crawled(1)
    before = [read(app, person, library.seed) for person in library.readers]
    got.read = sum(map(len, before))
    for code in ASKED:
        rows = library.rows(code)
        solved = algebra.solved(rows, (), K + 1) or any(algebra.solved(rows, one, K) for one in library.known(code))
        got.solved = max(got.solved, int(bool(solved)))
    for one in library.rounds:
        got.narrowed = max(got.narrowed, int(_is_narrowed(one)))
    db.session.execute(delete(Answer))
    db.session.commit()
    after = [read(app, person, library.seed) for person in library.readers]
    got.from_answers = int(before != after)
    return got


@contextmanager
def in_a_library(seed: int) -> Iterator[tuple[Flask, Library]]:
    """Give the product with one invented library in it."""
    with tempfile.TemporaryDirectory() as folder, product("sqlite", Path(folder)) as app:
        app.config["SECOND_FACTOR_REQUIRED"] = ""  # who reads has signed in; how is another attack's matter
        yield app, Library(seed)


def run(seeds: Iterable[int] = range(LIBRARIES)) -> None:
    """Print what the crawl got; raise where a promise does not hold."""
    total = Crawled()
    for seed in seeds:
        with in_a_library(seed) as (app, library):
            got = attack(app, library)
        total = Crawled(*(mine + more for mine, more in zip(vars(total).values(), vars(got).values(), strict=True)))
    print(
        f"\ncrawled as every role: breaches: {total.breaches} of {total.libraries}; {total.read:,} pages and files read"
    )
    if total.breaches:
        raise SystemExit(f"The promise does not hold on the pages: {total}")


def _is_narrowed(one: Round) -> bool:
    picture = one.published()
    if picture.whole is None:
        return False
    outsider, colleague = programmes.narrowest(picture, one.fresh)
    return outsider < OUTSIDER or (colleague is not None and colleague < COLLEAGUE)


def _told(answer: Any) -> str:
    """Return what an answer says, without what is new each time; what is not given is no attack, but an error."""
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.request.path} answered {answer.status_code}")
    if "spreadsheet" in answer.mimetype:
        sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
        return "\n".join(str([cell.value for cell in row]) for row in sheet.iter_rows())
    if answer.mimetype == "application/pdf":
        return str(answer.data)
    return FRESH.sub("", answer.get_data(as_text=True))


def _links(page: str, *, files: bool = False) -> Iterator[str]:
    """Yield the addresses of figures a page leads to: other pages, or files."""
    for found in HREF.findall(page):
        address = unescape(found)
        if address.startswith("/analytics/") and (bool(re.search(r"\.(csv|xlsx)|/paper", address)) is files):
            yield address
