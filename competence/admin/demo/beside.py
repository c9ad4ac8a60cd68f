"""The demo's talks beside the rounds: mini-MUS, the first months, coming back, careers, and one to one."""

from collections.abc import Mapping
from datetime import date, timedelta

from competence.admin.demo.coming import Coming
from competence.admin.demo.house import House, Worker
from competence.admin.demo.paths import Course
from competence.admin.demo.plans import Between
from competence.admin.demo.rounds import at, open_day
from competence.admin.demo.talks import Setting
from competence.admin.demo.team import write_team_talk
from competence.admin.demo.year import YearWriter
from competence.conversations.rules.kinds import Kind
from competence.conversations.rules.steps import State
from competence.cycles.roster.rules.deciding import ONBOARDING_AFTER
from competence.plans.rules.words import Form

HALF_A_YEAR = 180
SINCE = timedelta(days=60)
BESIDE = (  # one of these, for every second person or so; the courses are those of short agreements
    (0.10, Kind.ONE_ON_ONE, Coming(State.HELD, -30, Course.COMMENTED)),
    (0.16, Kind.ONE_ON_ONE, Coming(State.CONFIRMED, 4)),
    (0.20, Kind.ONE_ON_ONE, Coming(State.INVITED, 6)),
    (0.22, Kind.ONE_ON_ONE, Coming(State.PLANNED)),
    (0.25, Kind.CAREER, Coming(State.PLANNED)),
    (0.28, Kind.CAREER, Coming(State.CONFIRMED, 9)),
    (0.31, Kind.CAREER, Coming(State.HELD, -40, Course.SIGNED)),
)


def write_beside_the_rounds(year: YearWriter, house: House, persons: Mapping[int, int], today: date) -> None:
    """Store what the pairs of today have talked about beside the rounds, and are going to."""
    _half_a_year_later(year, today)
    back = [number for number, _, end in house.leaves if end is not None and end < today]
    for worker in house.workers:
        leader = worker.leader_on(today)
        if leader is None or not worker.works_on(today) or worker.number in house.cast.values():
            continue
        pair = Between(persons[worker.number], persons[leader])
        met_before = worker.leader_on(today - timedelta(days=60)) == leader
        if worker.number in back:
            _talk(year, Kind.RETURN, pair, Coming(State.INVITED, 3), today)
        elif _arrived(worker, today):
            days = (worker.starts + ONBOARDING_AFTER - today).days
            _talk(year, Kind.ONBOARDING, pair, Coming(State.HELD, days, Course.SIGNED), today)
        elif met_before:
            _perhaps_one(year, pair, today)
    _stories(year, house, persons, today)
    bo = house.cast["bo"]
    team = [persons[one.number] for one in house.workers if one.leader_on(today - SINCE) == one.leader_on(today) == bo]
    write_team_talk(year.talks.writer, year.random, persons[bo], team, today)


def _half_a_year_later(year: YearWriter, today: date) -> None:
    for _, (pair, signed) in year.signed_last_year().items():
        day = open_day(signed.date() + timedelta(days=HALF_A_YEAR + year.random.randrange(-20, 20)))
        if year.random.random() < 0.5 and day < today - timedelta(days=30):
            setting = Setting(Kind.MINI_MUS, pair.person, pair.leader, at(day - timedelta(days=20), 8, 0), pair.leader)
            year.held(setting, pair, day, Course.SIGNED, form=Form.SHORT)


def _arrived(worker: Worker, today: date) -> bool:
    """Return whether the talk about the first months is behind them, by less than a year."""
    return 120 < (today - worker.starts).days < 400


def _perhaps_one(year: YearWriter, pair: Between, today: date) -> None:
    chance = year.random.random()
    for limit, kind, coming in BESIDE:
        if chance < limit:
            _talk(year, kind, pair, coming, today)
            return


def _stories(year: YearWriter, house: House, persons: Mapping[int, int], today: date) -> None:
    """Dorte asks Bo for half an hour; Emil leaves an agreement behind that Bo, the new leader, can take over."""
    dorte, bo, emil = (persons[house.cast[key]] for key in ("dorte", "bo", "emil"))
    _talk(year, Kind.ONE_ON_ONE, Between(bo, dorte), Coming(State.INVITED, 5), today)
    for worker in house.workers:
        if [boss for boss, _, _ in worker.led_by] == [house.cast["emil"], house.cast["bo"]]:
            _talk(
                year,
                Kind.ONE_ON_ONE,
                Between(persons[worker.number], emil),
                Coming(State.HELD, -12, Course.SENT),
                today,
            )


def _talk(year: YearWriter, kind: Kind, pair: Between, coming: Coming, today: date) -> None:
    """Store a talk beside the rounds; what comes of it is a short agreement."""
    planned = at(today + timedelta(days=min(coming.days, 0) - 10), 8, 0)
    asked_by = pair.person if kind is Kind.CAREER else pair.leader
    setting = Setting(kind, pair.person, pair.leader, planned, asked_by)
    year.coming(setting, pair, coming, Form.SHORT)
