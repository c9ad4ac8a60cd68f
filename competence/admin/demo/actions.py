"""Fills an empty database with the demo organisation; the same seed and day give the same data."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from flask import current_app
from sqlalchemy import delete, func, select

from competence.admin.demo import queries
from competence.admin.demo.beside import write_beside_the_rounds
from competence.admin.demo.careers import tell_careers
from competence.admin.demo.cases import write_cases
from competence.admin.demo.examples import read_examples
from competence.admin.demo.feedback import write_colleagues_views, write_feedback
from competence.admin.demo.feedback_rounds import write_feedback_rounds
from competence.admin.demo.filing import file_agreements
from competence.admin.demo.house import House, UnitPlan, Worker, plan_house
from competence.admin.demo.learning import tell_learning
from competence.admin.demo.mirrors import MirrorWriter
from competence.admin.demo.pairs import Pair
from competence.admin.demo.people import OFFICER, OFFICER_NAME, public_id, store_house, store_the_officer
from competence.admin.demo.retrospectives import write_retrospective
from competence.admin.demo.reviews import write_reviews
from competence.admin.demo.rounds import (
    A_YEAR,
    ABSENT,
    Part,
    RoundPlan,
    at,
    part_in_closed,
    part_in_open,
    parts_of_the_cast,
    plan_rounds,
)
from competence.admin.demo.seats import give_seats
from competence.admin.demo.upward import write_upward
from competence.admin.demo.voices import Asked, Skills
from competence.admin.demo.write import Writer
from competence.admin.demo.year import YearWriter
from competence.admin.imports.careers import load_careers
from competence.admin.imports.charter import load_charter
from competence.admin.imports.frameworks import PACK, load_pack
from competence.admin.imports.guides import load_guides
from competence.admin.imports.tables import COMMAND_LINE, read_table
from competence.careers.queries.pages import house as published_careers
from competence.conversations.models import Conversation
from competence.cycles.actions import close
from competence.cycles.queries import cycle_by_id
from competence.cycles.roster.actions import Moment, bring_up_to_date, welcome
from competence.cycles.roster.queries import house as in_the_house
from competence.cycles.roster.queries import running_rounds
from competence.db import db
from competence.notifications.models import OutgoingMail
from competence.web.slots import Slot

ABOVE: Slot[Callable[[int, int, date], object]] = Slot()  # what HR does in features above: HR's id, how many people


class NotEmpty(Exception):
    """There are people in the database already; the demo is only ever put into an empty one."""


UNIT_COLUMNS = ("code", "parent", "kind", "title_da", "title_en")
PARTS = {
    "astrid": "medarbejder",
    "bo": "leder, Astrids",
    "carla": "HR",
    "dorte": "bibliotekschef, ledernes leder",
    "emil": "leder et andet sted",
    "freja": "systemadministrator",
}


@dataclass(frozen=True)
class Member:
    """One of the seven people whose accounts the demo shows."""

    person_id: int
    name: str
    email: str
    part: str


def fill(people: int, seed: int, today: date) -> list[Member]:
    """Put the pack we ship and the demo into the empty database; return the cast, Astrid first, the officer last.

    Raises NotEmpty if there is a single person in the database.
    """
    if queries.anybody():
        raise NotEmpty
    random = Random(seed)  # noqa: S311 the same seed must give the same data; nothing here is a secret
    load_pack()
    load_careers(publish=True)
    load_guides()
    load_charter()
    house = plan_house(_units_of_the_pack(), people, random, today)
    writer = Writer(db.session)
    persons = store_house(writer, house, queries.profiles(), random, today)
    officer = store_the_officer(writer, persons[house.cast["dorte"]])
    version, highest = queries.version_asked_for()
    skills = Skills(random, read_examples(), highest)
    apart = Random(f"the year of {seed}")  # noqa: S311 as above, and on its own: what is answered does not hang on it
    year = YearWriter(writer, apart, today, highest, _named(house, persons, today), _stand_ins(house, persons))
    mirrors = MirrorWriter(writer, skills, random, version, today, year)
    asked = _Asked(queries.asked_of_profiles(version))
    rounds = plan_rounds(today)
    for plan in rounds:
        parts = _parts(house, plan, today)
        cycle = mirrors.store_round(plan, _pairs(house, persons, plan, parts, asked, random))
        if not plan.is_open:
            if plan is rounds[-2]:  # the last that is closed
                _tell_careers(house, persons, seed, plan.closes_on, today)
            queries.count_what_there_is()
            close(cycle_by_id(cycle), persons[house.cast["carla"]], at=plan.closed_at)
        skills.pass_a_year()
    write_beside_the_rounds(year, house, persons, today)
    year.finish()
    given = Random(f"the feedback of {seed}")  # noqa: S311 as above
    write_feedback(writer, given, house, persons, today)
    writer.finish()
    tell_learning(Random(f"the learning of {seed}"), house, persons, today)  # noqa: S311 as above
    file_agreements([persons[worker.number] for worker in _led_by(house, "bo", today)])
    _write_among_colleagues(given, house, persons, today)
    write_upward(house, persons, seed, today)
    give_seats(house, persons, seed, today)
    _put_right(today, apart)
    queries.count_what_there_is()
    for write in ABOVE:
        write(persons[house.cast["carla"]], people, today)
    cast = [(house.workers[house.cast[key]], part) for key, part in PARTS.items()]
    members = [Member(persons[worker.number], worker.name, worker.email, part) for worker, part in cast]
    return [*members, Member(officer, OFFICER_NAME, OFFICER, "databeskyttelsesrådgiver")]


def _write_among_colleagues(random: Random, house: House, persons: dict[int, int], today: date) -> None:
    """Let those beside Astrid say something of each other, two of them ask for a step, leaders look through rights."""
    beside = [persons[one.number] for one in _led_by(house, "bo", today) if one.number not in house.cast.values()]
    astrid, bo, carla, emil = (persons[house.cast[key]] for key in ("astrid", "bo", "carla", "emil"))
    write_colleagues_views(random, astrid, beside, bo)
    there = [persons[worker.number] for worker in _employed(house.workers, today)]
    write_feedback_rounds(random, there, carla, bo, beside, today)
    write_cases(random, beside, bo, (emil, carla), today)
    write_retrospective(random, [astrid, *beside[:3]], today)
    write_reviews(random, carla, bo, today)


def _tell_careers(house: House, persons: dict[int, int], seed: int, by: date, today: date) -> None:
    """Let people have said by a day what they say of the career model; the round that closes then counts it."""
    careers = published_careers()
    if careers is not None:
        apart = Random(f"the steps of {seed}")  # noqa: S311 as above
        tell_careers(careers, house, persons, apart, by, today)


def _put_right(today: date, random: Random) -> None:
    """Let the daily run of last night have noticed who came, left, changed leader and was away."""
    last = db.session.scalar(select(func.max(Conversation.id))) or 0
    night = Moment(None, at(today - timedelta(days=1), 3, 30), today)
    with current_app.test_request_context(method="POST"):
        welcome(night, in_the_house(today))
        for cycle in running_rounds():
            bring_up_to_date(cycle, night)
    for talk in db.session.scalars(select(Conversation).where(Conversation.id > last).order_by(Conversation.id)):
        talk.pid = public_id(random)  # the same seed gives the same addresses
    db.session.execute(delete(OutgoingMail))  # nobody in an invented house reads mail


def _units_of_the_pack() -> list[UnitPlan]:
    table = read_table((PACK / "units.csv").read_bytes(), "units.csv", limits=COMMAND_LINE)
    return [UnitPlan(**{name: row.cells[name] for name in UNIT_COLUMNS}) for row in table.rows]


class _Asked:
    """What a person is asked, from all their places: each competence once, at its highest level."""

    def __init__(self, by_profile: dict[str, dict[int, Asked]]) -> None:
        self.by_profile = by_profile

    def of(self, worker: Worker) -> list[Asked]:
        union: dict[int, Asked] = {}
        for _, profile in worker.places:
            for competence, one in self.by_profile.get(profile, {}).items():
                if competence not in union or one.level > union[competence].level:
                    union[competence] = one
        return [union[competence] for competence in sorted(union)]


def _parts(house: House, plan: RoundPlan, today: date) -> dict[int, Part]:
    """Return how far those came whom the demo wants in a certain place."""
    if not plan.is_open:
        return {house.cast[key]: Part() for key in ("astrid", "emil")}
    colleagues = [
        worker.number
        for worker in _led_by(house, "bo", today)
        if worker.works_on(plan.opens_on) and worker.number not in house.cast.values()
    ]
    named = {f"{number}": number for number in colleagues} | house.cast
    return {named[key]: part for key, part in parts_of_the_cast([f"{number}" for number in colleagues])}


def _led_by(house: House, key: str, today: date) -> list[Worker]:
    return [worker for worker in house.workers if worker.leader_on(today) == house.cast[key]]


def _named(house: House, persons: dict[int, int], today: date) -> dict[int, str]:
    """Return the names under which the stories know people: the cast, and those of Bo's team who have been there."""
    away = {number for number, _, _ in house.leaves}
    known = away | set(house.cast.values())
    settled = [w.number for w in _led_by(house, "bo", today) if w.leader_on(today - A_YEAR) == house.cast["bo"]]
    colleagues = [number for number in settled if number not in known]
    names = {number: f"colleague {place}" for place, number in enumerate(colleagues)}
    return {persons[number]: name for number, name in (names | {n: key for key, n in house.cast.items()}).items()}


def _stand_ins(house: House, persons: dict[int, int]) -> dict[int, int]:
    leader, deputy = house.deputy
    return {persons[leader]: persons[deputy]}


def _pairs(
    house: House, persons: dict[int, int], plan: RoundPlan, parts: dict[int, Part], asked: _Asked, random: Random
) -> Iterator[Pair]:
    """Yield everybody who worked in the house when the round opened, with the leader of that day."""
    choose: Callable[[Random], Part] = part_in_open if plan.is_open else part_in_closed
    leading = {worker.leader_on(plan.opens_on) for worker in _employed(house.workers, plan.opens_on)}
    absent = {number for number, start, end in house.leaves if start <= plan.opens_on <= (end or plan.opens_on)}
    for worker in _employed(house.workers, plan.opens_on):
        away = worker.number in absent
        leader = worker.leader_on(plan.opens_on)
        part = parts.get(worker.number) or choose(random)
        yield Pair(
            persons[worker.number],
            None if leader is None else persons[leader],
            asked.of(worker),
            ABSENT if away else part,
            leads=worker.number in leading,
            away=away,
        )


def _employed(workers: Iterable[Worker], day: date) -> Iterator[Worker]:
    return (worker for worker in workers if worker.works_on(day))
