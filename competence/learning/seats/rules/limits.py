"""What no distribution may break, each limit as one sentence in figures: at most so many of these wishes together."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from enum import Enum

from competence.learning.seats.rules.problem import Pair, Problem


class Kind(Enum):
    """What a limit protects, in the order in which a reader is told of it."""

    FORBIDDEN = "HR has said no to this seat"
    BUSY = "the person is away on a day of the session"
    SEATS = "the session is full"
    COVER = "the unit would have too few at work on a day"
    PERSON = "the person is offered as many seats as one may have"
    SAME_OFFER = "the person is offered the same offer at another time"
    CLASH = "the person is offered another seat on the same day"
    OFFER_HOURS = "the hours there are to give in this offer are given"
    HOURS = "the hours there are to give are given"


@dataclass(frozen=True)
class Limit:
    """At most `most`, where each wish that becomes a seat counts as much as `costs` says.

    about: the session, offer, unit or person; on: the day, where it is about one.
    """

    kind: Kind
    costs: Mapping[Pair, int]
    most: int
    about: int | None = None
    on: date | None = None

    def used(self, seats: Set[Pair]) -> int:
        """Return how much of the limit some seats use."""
        return sum(cost for pair, cost in self.costs.items() if pair in seats)


@dataclass(frozen=True)
class Share:
    """The seats a unit or a role profile is to have at least: its part of the share that its wishes give it."""

    of: str  # "unit" or "profile"
    about: int
    pairs: frozenset[Pair]
    least: int


def limits(problem: Problem) -> list[Limit]:
    """Return every limit that can be broken at all."""
    found = [*_decided(problem), *_of_sessions(problem), *_of_people(problem), *_of_cover(problem)]
    return [limit for limit in found if sum(limit.costs.values()) > limit.most]


def shares(problem: Problem) -> list[Share]:
    """Return what every unit and every role profile is to have, counted by the people who wish something.

    A unit with a third of those who wish has a share of a third of the seats that can be given; `fair` says how much
    of it is the least. Parts of a seat fall away.
    """
    pairs = [pair for pair in problem.wishes if pair not in problem.forbidden]
    wishing = {pair.person for pair in pairs}
    wanted = _by((pair.session, pair) for pair in pairs)
    seats = sum(min(problem.sessions[session].seats, len(some)) for session, some in wanted.items())
    seats = min(seats, len(wishing) * problem.each)
    groups = _by((group, pair) for pair in pairs for group in _groups(problem, pair.person))
    found = []
    for (of, about), inside in groups.items():
        least = len({pair.person for pair in inside}) * seats * problem.fair // (100 * len(wishing))
        found.append(Share(of, about, frozenset(inside), least))
    return [share for share in found if share.least]


def _groups(problem: Problem, person: int) -> Iterator[tuple[str, int]]:
    place = problem.people[person]
    if place.units:
        yield "unit", place.units[0]
    if place.profile is not None:
        yield "profile", place.profile


def _decided(problem: Problem) -> Iterator[Limit]:
    for pair in problem.wishes:
        if pair in problem.forbidden:
            yield Limit(Kind.FORBIDDEN, {pair: 1}, 0, pair.session)
        for day in sorted(problem.sessions[pair.session].days & problem.busy.get(pair.person, frozenset()))[:1]:
            yield Limit(Kind.BUSY, {pair: 1}, 0, pair.person, day)


def _of_sessions(problem: Problem) -> Iterator[Limit]:
    for number, pairs in _by((pair.session, pair) for pair in problem.wishes).items():
        yield Limit(Kind.SEATS, dict.fromkeys(pairs, 1), problem.sessions[number].seats, number)
    hours = {pair: problem.sessions[pair.session].hours for pair in problem.wishes}
    if problem.hours is not None:
        yield Limit(Kind.HOURS, hours, problem.hours)
    for offer, pairs in _by((problem.sessions[pair.session].offer, pair) for pair in problem.wishes).items():
        if offer in problem.offer_hours:
            yield Limit(Kind.OFFER_HOURS, {pair: hours[pair] for pair in pairs}, problem.offer_hours[offer], offer)


def _of_people(problem: Problem) -> Iterator[Limit]:
    for person, pairs in _by((pair.person, pair) for pair in problem.wishes).items():
        yield Limit(Kind.PERSON, dict.fromkeys(pairs, 1), problem.each, person)
        for same in _by((problem.sessions[pair.session].offer, pair) for pair in pairs).values():
            yield Limit(Kind.SAME_OFFER, dict.fromkeys(same, 1), 1, person)
        days = _by((day, pair) for pair in pairs for day in problem.sessions[pair.session].days)
        yield from _tightest(Limit(Kind.CLASH, dict.fromkeys(some, 1), 1, person, day) for day, some in days.items())


def _of_cover(problem: Problem) -> Iterator[Limit]:
    away = _by(
        ((unit, day), pair)
        for pair in problem.wishes
        for unit in problem.people[pair.person].units
        if unit in problem.cover
        for day in problem.sessions[pair.session].days
    )
    yield from _tightest(
        Limit(
            Kind.COVER,
            dict.fromkeys(pairs, 1),
            max(0, problem.cover[unit] - problem.away.get((unit, day), 0)),
            unit,
            day,
        )
        for (unit, day), pairs in away.items()
    )


def _tightest(found: Iterable[Limit]) -> Iterator[Limit]:
    """Of limits on the very same wishes of one unit or person, such as the days of one course, return the strictest."""
    strictest: dict[Hashable, Limit] = {}
    for limit in found:
        key = (limit.about, frozenset(limit.costs))
        if key not in strictest or limit.most < strictest[key].most:
            strictest[key] = limit
    yield from strictest.values()


def _by(found: Iterable[tuple[Hashable, Pair]]) -> dict:  # type: ignore[type-arg]
    groups: dict[Hashable, list[Pair]] = defaultdict(list)
    for key, pair in found:
        groups[key].append(pair)
    return groups
