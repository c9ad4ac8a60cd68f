"""The attack on released numbers: 2,000 invented libraries, everything that is told of them, and everybody who looks.

Exact arithmetic looks for a group of fewer than five that somebody can solve; linear programmes look for an answer
narrowed below what disclosure control allows: three steps for an outsider, two for a colleague who knows the own
answer. The same attack is run against what a threshold of five alone would show. Run with `make attack`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from competence.analytics.measures import Kind
from competence.privacy.anonymity.crowds import Row, Unknown
from competence.privacy.anonymity.limits import K, Person
from tests.attack import algebra, programmes
from tests.attack.invented import Round, invent

LIBRARIES = 2000
OUTSIDER, COLLEAGUE = 3, 2  # the least range of levels that has to be left for anybody's answer
Shown = Callable[[Round], Iterable[Row]]


@dataclass
class Tally:
    """What an attack got out of some libraries."""

    libraries: int = 0
    solved: int = 0
    narrowed: int = 0
    by_threshold: int = 0
    by_two: int = 0
    least: tuple[int, int] = (4, 4)

    @property
    def breaches(self) -> int:
        return self.solved + self.narrowed


def attack(seeds: Iterable[int]) -> Tally:
    """Attack some libraries, by arithmetic over all rounds together and by programmes round by round."""
    tally = Tally()
    for seed in seeds:
        rounds = invent(seed)
        tally.libraries += 1
        tally.solved += is_solved(rounds, released)
        tally.by_threshold += is_solved(rounds, by_threshold)
        tally.by_two += is_solved_by_two(rounds, released)
        outside, inside = left_open(rounds)
        tally.narrowed += outside < OUTSIDER or inside < COLLEAGUE
        tally.least = min(tally.least[0], outside), min(tally.least[1], inside)
    return tally


def released(one: Round) -> list[Row]:
    """The rows behind everything that is released of a round."""
    picture = one.published()
    if picture.whole is None:
        return []
    return [one.row(group.members) for group in (*picture.whole.walk(), *picture.profiles)]


def by_threshold(one: Round) -> list[Row]:
    """The rows a threshold alone lets through: each unit with those below it, and each profile, from five answers."""
    groups: dict[tuple[Kind, str], set[Person]] = {}
    for person in one.said:
        groups.setdefault((Kind.PROFILES, one.profiles[person]), set()).add(person)
        unit: str | None = one.units[person]
        while unit is not None:
            groups.setdefault((Kind.UNITS, unit), set()).add(person)
            unit = one.tree[unit]
    return [one.row(people) for people in groups.values() if len(people) >= K]


def is_solved(rounds: Sequence[Round], shown: Shown) -> bool:
    """Return whether anybody, over all rounds together, solves a group of fewer than five.

    Who knows the own answer alone takes one person off any group, so six stand for them in what an outsider solves.
    A leader knows what those they led in a round shared in it.
    """
    return _is_solved(rounds, shown, K)


def is_solved_by_two(rounds: Sequence[Round], shown: Shown) -> bool:
    """Return the same of two who pool what they know: the own answers, or a leader's knowledge and one answer more.

    Nothing is promised about them (disclosure.md, T16); how often they get through is printed.
    """
    return _is_solved(rounds, shown, K + 1)


def _is_solved(rounds: Sequence[Round], shown: Shown, below: int) -> bool:
    rows = [row for one in rounds for row in shown(one)]
    if algebra.solved(rows, (), below + 1):
        return True
    known: dict[Person, set[Unknown]] = {}
    for one in rounds:
        for leader, led in one.leads.items():
            known.setdefault(leader, set()).update(one.row((led | {leader}) & one.fresh.keys()))
    return any(algebra.solved(rows, answers, below) for answers in known.values())


def left_open(rounds: Sequence[Round]) -> tuple[int, int]:
    """Return the least range of levels left for anybody's answer, to an outsider and to a colleague."""
    outside, inside = [4], [4]
    for one in rounds:
        picture, said = one.published(), one.fresh
        if picture.whole is not None:
            outsider, colleague = programmes.narrowest(picture, said)
            outside.append(outsider)
            inside.append(4 if colleague is None else colleague)
    return min(outside), min(inside)


def run() -> None:
    """Print what the attack got; raise where the promise does not hold."""
    tally = attack(range(LIBRARIES))
    share = round(100 * tally.by_threshold / tally.libraries)
    print(f"breaches: {tally.breaches} of {tally.libraries:,}; of the threshold of five alone: {share} % of them")
    print(f"  least left of anybody's answer: {tally.least[0]} steps to an outsider, {tally.least[1]} to a colleague")
    print(
        f"  two who pool what they know isolate fewer than five in {100 * tally.by_two / tally.libraries:.0f} % of them"
    )
    if tally.breaches:
        raise SystemExit("The promise about group numbers does not hold.")
