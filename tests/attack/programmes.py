"""How far one person's answer is left open by all that is told of a competence: linear programmes over whole groups.

Unknown is how many of each kind of people (same unit group, same profile group, same level asked) gave each level.
Every coded number is turned into the counts that would show it; a kind's people are alike, so one of them stands for
all. A level is open to somebody if the programme can be solved with that somebody at that level.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from typing import TypeAlias

from scipy.optimize import linprog

from competence.analytics.measures import Measure
from competence.analytics.pictures import Picture, Said, Told
from competence.privacy.anonymity.figures import End, Mean, Share, coded_mean, coded_shares, level_bands
from competence.privacy.anonymity.limits import Person, Rules
from competence.privacy.anonymity.portions import Portion, coded_portion
from competence.privacy.anonymity.units import Group

RULES = Rules()
LEVELS = range(RULES.low, RULES.high + 1)
KindOf: TypeAlias = tuple[int, int, int]  # unit group, profile group, level asked


@dataclass
class Programme:
    """The equations somebody can write down from a picture."""

    kinds: Counter[KindOf]
    limits: list[tuple[dict[tuple[KindOf, int], int], int, int]] = field(default_factory=list)

    def open_levels(self, kind: KindOf, known: tuple[KindOf, int] | None = None) -> int:
        """Return the range, in levels, that is left for one of a kind; known: a colleague's kind and level."""
        lowest = next(level for level in LEVELS if self._solvable((kind, level), known))
        highest = next(level for level in reversed(LEVELS) if self._solvable((kind, level), known))
        return highest - lowest

    def _solvable(self, one: tuple[KindOf, int], known: tuple[KindOf, int] | None) -> bool:
        """Whether the counts can be such that at least this one, and the known one, are among them."""
        names = [(kind, level) for kind in self.kinds for level in LEVELS]
        place = {name: number for number, name in enumerate(names)}
        least = Counter([one] if known is None else [one, known])
        if any(sum(n for (kind, _), n in least.items() if kind == each) > self.kinds[each] for each, _ in least):
            return False
        above, bounds_above = [], []
        for weights, low, high in self.limits:
            line = [0] * len(names)
            for name, weight in weights.items():
                line[place[name]] = weight
            above += [line, [-value for value in line]]
            bounds_above += [high, -low]
        equal = [[int(kind == each) for kind, _ in names] for each in self.kinds]
        solved = linprog(
            [0] * len(names), A_ub=above, b_ub=bounds_above, A_eq=equal, b_eq=list(self.kinds.values()),
            bounds=[(least.get(name, 0), None) for name in names], method="highs",
        )  # fmt: skip
        return bool(solved.status == 0)


def programme(picture: Picture, said: Mapping[Person, Said]) -> tuple[Programme, dict[Person, KindOf]]:
    """Return the equations of a picture, and of what kind each person is."""
    assert picture.whole is not None
    units, profiles = list(picture.whole.smallest()), list(picture.profiles)
    unit = {person: number for number, group in enumerate(units) for person in group.members}
    profile = {person: number for number, group in enumerate(profiles) for person in group.members}
    kind = {person: (unit[person], profile.get(person, 0), said[person].asked or 0) for person in said}
    made = Programme(Counter(kind.values()))
    counted = {group.units: group for group in picture.whole.walk()} | {group.units: group for group in profiles}
    spread = {(told.measure, told.units) for told in picture.told if told.shares}
    for told in picture.told:
        group = counted[told.units]
        if isinstance(told.mean, Mean) and not group.parts and told.measure is Measure.LEVEL:
            weights = {(each, level): level for each in _kinds(group, kind) for level in LEVELS}
            made.limits.append((weights, *sums_behind(len(group.members), told.mean)))
        follows = bool(group.parts) and all((told.measure, part.units) in spread for part in group.parts)
        if told.shares and not follows:
            made.limits += _of_shares(told, group, kind)
    return made, kind


def _of_shares(
    told: Told, group: Group, kind: Mapping[Person, KindOf]
) -> list[tuple[dict[tuple[KindOf, int], int], int, int]]:
    """Read shares as counts of people."""
    size = len(group.members)
    if told.measure is Measure.LEVEL:
        behind = counts_behind(size, told.shares)
        return [
            ({(each, level): 1 for each in _kinds(group, kind) for level in range(first, last + 1)}, *behind[place])
            for place, (first, last) in enumerate(level_bands(RULES))
        ]
    if told.measure is Measure.REQUIREMENT:
        share = told.shares[0]
        weights = {(each, level): 1 for each in _kinds(group, kind) for level in LEVELS if level >= each[2]}
        return [(weights, *met_behind(size, share.percent, share.end))]
    return []


def _kinds(group: Group, kind: Mapping[Person, KindOf]) -> set[KindOf]:
    return {kind[person] for person in group.members}


@cache
def sums_behind(number: int, mean: Mean) -> tuple[int, int]:
    """Return the lowest and the highest sum of so many levels that shows a mean."""
    sums = range(RULES.low * number, RULES.high * number + 1)
    found = [total for total in sums if coded_mean(Fraction(total, number), number, RULES) == mean]
    return min(found), max(found)


@cache
def counts_behind(number: int, shares: Sequence[Share]) -> list[tuple[int, int]]:
    """Return for each band the fewest and the most people that show these shares."""
    wanted = [(share.percent, share.end) for share in shares]
    found = [
        (low, middle, number - low - middle)
        for low in range(number + 1)
        for middle in range(number + 1 - low)
        if coded_shares((low, middle, number - low - middle)) == wanted
    ]
    return [(min(counts), max(counts)) for counts in zip(*found, strict=True)]


@cache
def met_behind(number: int, percent: int, end: End) -> tuple[int, int]:
    """Return the fewest and the most people that show a share of one thing."""
    found = [some for some in range(number + 1) if coded_portion(some, number) == Portion(percent, end)]
    return min(found), max(found)


def narrowest(picture: Picture, said: Mapping[Person, Said]) -> tuple[int, int | None]:
    """Return the least range left for anybody to an outsider, and to a colleague of the same group of ten or more.

    The colleagues who know most are tried: the one at the lowest level of a group, and the one at the highest.
    """
    made, kind = programme(picture, said)
    assert picture.whole is not None
    outside = min(made.open_levels(each) for each in made.kinds)
    inside: list[int] = []
    for group in picture.whole.smallest():
        by_level = sorted(group.members, key=lambda person: (said[person].level, str(person)))
        for colleague in (by_level[0], by_level[-1]) if len(by_level) >= RULES.unit_floor else ():
            known = kind[colleague], said[colleague].level
            others = {kind[other] for other in by_level if other != colleague}
            inside += [made.open_levels(each, known) for each in others]
    return outside, min(inside, default=None)
