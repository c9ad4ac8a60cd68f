"""A leader's year with each person: what waits for the leader now, what waits for the other, and what is done.

Facts in, lines out. What the other has prepared, or answered before both have, is no fact here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from flask_babel import lazy_gettext as _l

from competence.conversations.rules.kinds import YEARLY, Kind
from competence.conversations.rules.steps import OVER, State

TIME_TO_PREPARE = timedelta(days=14)  # before the talk
CALL_AGAIN_AFTER = timedelta(days=330)  # eleven months: the invitation is out before the year is over


class Need(Enum):
    """What may wait for the leader, in the order of a year; of several things the first is the line's."""

    INVITE = _l("Find en tid")
    ANSWER = _l("Svar på et andet forslag")
    PREPARE = _l("Forbered dig")
    HOLD = _l("Hold samtalen")
    WRITE = _l("Skriv planen")
    SIGN = _l("Skriv under på planen")
    FILE = _l("Læg aftalen på personalesagen")
    FOLLOW_UP = _l("Svar på, om I gjorde det, I aftalte")
    KEEP = _l("Gør det, du har lovet")


class Place(Enum):
    """Where on the page somebody stands."""

    LEADER = _l("Venter på dig")
    OTHER = _l("Venter på den anden")
    DONE = _l("Intet venter lige nu")
    AWAY = _l("På orlov")


@dataclass(frozen=True)
class Talk:
    """A conversation that is not called off.

    mine: the reader sits in its seat; prepared: the reader wrote something to prepare for it.
    elsewhere: it is under way with another of the person's leaders, so it is theirs, and no second one is called.
    """

    pid: str
    kind: Kind
    state: State
    on: date | None = None
    mine: bool = True
    prepared: bool = False
    elsewhere: bool = False


@dataclass(frozen=True)
class Agreement:
    """A plan as the reader may know it. agreed: both have signed; signed_by_*: who has, while it is written.

    asked: the days of the question that waits for the reader's own answer; promised: how much the leader promised
    that is still open; due_on: the first day of that.
    """

    pid: str
    mine: bool = True
    agreed_on: date | None = None
    signed_by_leader: bool = False
    signed_by_person: bool = False
    to_file: bool = False
    asked: int | None = None
    promised: int = 0
    due_on: date | None = None
    follow_ups: tuple[date, ...] = ()


@dataclass(frozen=True)
class Someone:
    """One of the leader's people. away_until: the last day of the leave they are on, if anybody knows it."""

    pid: str
    name: str
    talks: Sequence[Talk] = ()
    agreements: Sequence[Agreement] = ()
    away: bool = False
    away_until: date | None = None


@dataclass(frozen=True)
class Task:
    """One thing that waits for the leader, and the talk or the agreement it is about; None: it is still to be made."""

    need: Need
    thing: Talk | Agreement | None = None


@dataclass(frozen=True)
class Line:
    """Somebody's line: where it stands, its first task, and what else waits for the leader."""

    who: Someone
    place: Place
    task: Task | None = None
    also: tuple[Need, ...] = ()


@dataclass(frozen=True)
class Month:
    """A month: how many talks and follow-ups lie in it, and whether it is over ("done"), "now" or "next"."""

    first: date
    talks: int
    follow_ups: int
    state: str


@dataclass(frozen=True)
class Year:
    """The page: what waits for the leader by need, then the others; everybody stands once."""

    waits: dict[Need, list[Line]] = field(default_factory=dict)
    others: dict[Place, list[Line]] = field(default_factory=dict)


def year_of(people: Iterable[Someone], today: date) -> Year:
    """Return everybody's line in its place, in the order they were given."""
    lines = [line_of(one, today) for one in people]
    by_need = {need: [line for line in lines if line.task and line.task.need is need] for need in Need}
    quiet = [place for place in Place if place is not Place.LEADER]
    by_place: dict[Place, list[Line]] = {place: [line for line in lines if line.place is place] for place in quiet}
    return Year({need: some for need, some in by_need.items() if some}, by_place)


def line_of(one: Someone, today: date) -> Line:
    """Return where somebody stands; nothing is asked about somebody on leave."""
    if one.away:
        return Line(one, Place.AWAY)
    tasks = tasks_of(one, today)
    if tasks:
        others = tuple(need for need in Need if need is not tasks[0].need and need in {task.need for task in tasks})
        return Line(one, Place.LEADER, tasks[0], others)
    waits = any(map(_has_a_day, one.talks)) or any(map(_to_be_signed, one.agreements))
    return Line(one, Place.OTHER if waits else Place.DONE)


def tasks_of(one: Someone, today: date) -> list[Task]:
    """Return all that waits for the leader about somebody, in the order of a year."""
    found = [Task(need, talk) for talk in one.talks for need in _of_talk(talk, today)]
    found += [Task(need, agreement) for agreement in one.agreements for need in _of_agreement(agreement)]
    if _is_to_be_called(one, today):
        found.append(Task(Need.INVITE))
    if (talk := _without_a_plan(one, today)) is not None:
        found.append(Task(Need.WRITE, talk))
    order = list(Need)
    return sorted(found, key=lambda task: order.index(task.need))


def under_way(one: Someone) -> list[Talk]:
    """Return the reader's talks that are not over, what has a day first."""
    coming = [talk for talk in one.talks if talk.state not in OVER and not talk.elsewhere]
    return sorted(coming, key=lambda talk: (talk.on is None, talk.on or date.max))


def last_held(one: Someone) -> Talk | None:
    """Return the latest talk of the year that was held."""
    held = [talk for talk in one.talks if talk.state is State.HELD and talk.kind in YEARLY and talk.on]
    return max(held, key=lambda talk: talk.on or date.min, default=None)


def wheel(people: Iterable[Someone], today: date) -> list[Month]:
    """Return the year around today as a line of twelve months, three of them behind (årshjul)."""
    talks: dict[tuple[int, int], int] = {}
    follow_ups: dict[tuple[int, int], int] = {}
    for one in people:
        for talk in one.talks:
            _count(talks, talk.on)
        for agreement in one.agreements:
            for day in agreement.follow_ups:
                _count(follow_ups, day)
    firsts = [_month(today, ahead) for ahead in range(-3, 9)]
    return [
        Month(
            first,
            talks.get((first.year, first.month), 0),
            follow_ups.get((first.year, first.month), 0),
            "now" if first == today.replace(day=1) else "done" if first < today else "next",
        )
        for first in firsts
    ]


def _of_talk(talk: Talk, today: date) -> Iterable[Need]:
    if talk.elsewhere:
        return
    if talk.state is State.PLANNED or (not talk.mine and talk.state not in OVER):
        yield Need.INVITE  # a former leader's talk is taken over, and then has no time either
    elif talk.state is State.COUNTERED:
        yield Need.ANSWER
    elif talk.state is State.TALKING or (_has_a_day(talk) and talk.on is not None and talk.on <= today):
        yield Need.HOLD
    elif _has_a_day(talk) and talk.on is not None and talk.on - TIME_TO_PREPARE <= today and not talk.prepared:
        yield Need.PREPARE


def _of_agreement(agreement: Agreement) -> Iterable[Need]:
    if agreement.agreed_on is None:
        if not agreement.mine or not agreement.signed_by_leader:
            yield Need.SIGN if agreement.signed_by_person and agreement.mine else Need.WRITE
        return
    if agreement.to_file:
        yield Need.FILE
    if agreement.asked is not None:
        yield Need.FOLLOW_UP
    if agreement.promised:
        yield Need.KEEP


def _is_to_be_called(one: Someone, today: date) -> bool:
    """Whether the talk of the year is to be called: none is under way, and the last one is eleven months old.

    Who is new has the talk about the first months first.
    """
    coming = (talk for talk in one.talks if talk.state not in OVER)
    if any(talk.kind in YEARLY or talk.kind is Kind.ONBOARDING for talk in coming):
        return False
    held = last_held(one)
    return held is None or held.on is None or held.on + CALL_AGAIN_AFTER <= today


def _without_a_plan(one: Someone, today: date) -> Talk | None:
    """Return the talk of the year that was held, while nothing has been written after it."""
    held = last_held(one)
    if held is None or held.on is None or held.on + CALL_AGAIN_AFTER <= today:
        return None
    written = any(agreement.agreed_on is None or agreement.agreed_on >= held.on for agreement in one.agreements)
    return None if written or not held.mine else held


def _to_be_signed(agreement: Agreement) -> bool:
    return agreement.agreed_on is None


def _has_a_day(talk: Talk) -> bool:
    return talk.state in (State.INVITED, State.CONFIRMED) and not talk.elsewhere


def _count(found: dict[tuple[int, int], int], day: date | None) -> None:
    if day is not None:
        found[day.year, day.month] = found.get((day.year, day.month), 0) + 1


def _month(day: date, ahead: int) -> date:
    months = day.year * 12 + day.month - 1 + ahead
    return date(months // 12, months % 12 + 1, 1)
