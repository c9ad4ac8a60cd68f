"""Figures as they are shown: coarse numbers from the smallest groups, and arithmetic on those for everything above.

A mean is rounded to a step that fits the number of answers, and its ends are coded: a mean of exactly 5,0 would name
what everybody in the group answered. A larger group's mean is the weighted mean of what its smallest groups show, so
that taking one figure from another never says more than the page already does. Shares are counted in the smallest
groups that have twenty besides whoever looks, and above them follow from what those show; three bands of levels, none
of which is ever shown as none or all.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import TypeAlias, TypeVar

from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.limits import Hidden, Person, Reason, Rules
from competence.privacy.anonymity.units import Group, Units

Amount: TypeAlias = int | Fraction
Said = TypeVar("Said")
BANDS = ((25, "25+"), (15, "15–24"), (10, "10–14"), (5, "5–9"))
HALF = Fraction(1, 2)


class End(Enum):
    """Whether a number stands for itself, or for itself and everything beyond."""

    EXACT = ""
    OR_LOWER = "eller lavere"
    OR_HIGHER = "eller højere"


@dataclass(frozen=True)
class Mean:
    """A coded mean level: `3,4` or `4,5 eller højere`."""

    value: Decimal
    end: End = End.EXACT

    def __str__(self) -> str:
        return f"{self.value.normalize():f} {self.end.value}".replace(".", ",").strip()


@dataclass(frozen=True)
class Share:
    """How many answered between two levels: about `percent`, or less (or more) than that."""

    first: int
    last: int
    percent: int
    end: End = End.EXACT

    def __str__(self) -> str:
        return {End.EXACT: "", End.OR_LOWER: "under ", End.OR_HIGHER: "over "}[self.end] + f"{self.percent} %"


@dataclass(frozen=True)
class Figure:
    """All that is ever said about one group and one competence."""

    group: Group
    people: str
    mean: Mean
    shares: tuple[Share, ...] | Hidden


def figures(whole: Group, answers: Mapping[Person, int], rules: Rules) -> list[Figure]:
    """One figure per group, the organisation first. answers: the level of every contributor."""
    shown = means(whole, answers, rules)
    shares = spreads(whole, answers, rules)
    return [
        Figure(group, people_band(len(group.members)), shown[group.units], shares[group.units])
        for group in whole.walk()
    ]


def means(whole: Group, answers: Mapping[Person, Amount], rules: Rules) -> dict[Units, Mean]:
    """The mean of each group, coded; of the smallest from the answers, of the others from what those show."""
    shown = {group.units: _mean_of_answers(group, answers, rules) for group in whole.smallest()}
    return shown | {group.units: _mean_of_figures(group, shown, rules) for group in whole.walk() if group.parts}


def spreads(whole: Group, answers: Mapping[Person, int], rules: Rules) -> dict[Units, tuple[Share, ...] | Hidden]:
    """How each group's answers fall into the three bands of levels."""

    def of_answers(group: Group) -> tuple[Share, ...]:
        return _shares(map(answers.__getitem__, group.members), rules)

    def of_parts(told: Sequence[tuple[Group, tuple[Share, ...]]]) -> tuple[Share, ...]:
        sums = [Fraction() for _ in range(3)]
        for group, shares in told:
            weights = [middle(share.percent, share.end) for share in shares]
            for place, weight in enumerate(weights):
                sums[place] += len(group.members) * weight / sum(weights)
        return _coded(sums, rules)

    return told_from(whole, lambda group: group.crowd >= rules.shares_floor, of_answers, of_parts)


def told_from(
    whole: Group,
    may_tell: Callable[[Group], bool],
    of_answers: Callable[[Group], Said],
    of_parts: Callable[[Sequence[tuple[Group, Said]]], Said],
) -> dict[Units, Said | Hidden]:
    """What is told of each group, where that takes more people than the smallest groups have.

    It is counted in the smallest groups that share a group out between them and may each be told of. Above them it
    follows from what those show; below them nothing is told. may_tell looks at who is there, never at the answers.
    """
    told: dict[Units, Said | Hidden] = {}

    def tell(group: Group) -> Said:
        divided = group.parts and all(map(may_tell, group.parts))
        said = of_parts([(part, tell(part)) for part in group.parts]) if divided else of_answers(group)
        told[group.units] = said
        return said

    if may_tell(whole):
        tell(whole)
    return {group.units: told.get(group.units, Hidden(Reason.SHARES_TOO_FEW)) for group in whole.walk()}


def middle(percent: int, end: End) -> Fraction:
    """What a coded share is reckoned as where a larger group's follows from it."""
    return {
        End.EXACT: Fraction(percent), End.OR_LOWER: Fraction(percent, 2), End.OR_HIGHER: Fraction(100 + percent, 2)
    }[end]  # fmt: skip


def spread(answers: Mapping[Person, int], knowledge: Knowledge, rules: Rules) -> tuple[Share, ...] | Hidden:
    """How some people's answers fall into three bands, as coded shares.

    From twenty contributors besides those a viewer knows, the own answer being one of these.
    """
    if knowledge.smallest_crowd(answers.keys()) < rules.shares_floor:
        return Hidden(Reason.SHARES_TOO_FEW)
    return _shares(answers.values(), rules)


def _shares(answers: Iterable[int], rules: Rules) -> tuple[Share, ...]:
    given = Counter(answers)
    return _coded([sum(given[level] for level in range(first, last + 1)) for first, last in level_bands(rules)], rules)


def _coded(counts: Sequence[Amount], rules: Rules) -> tuple[Share, ...]:
    coded = coded_shares(counts)
    return tuple(Share(*band, percent, end) for band, (percent, end) in zip(level_bands(rules), coded, strict=True))


def people_band(number: int) -> str:
    """How many contributed, in one of four bands. Raises ValueError below five: then there is nothing to show."""
    for least, band in BANDS:
        if number >= least:
            return band
    raise ValueError("Der er for få til at blive vist.")


def coded_mean(mean: Fraction, number: int, rules: Rules) -> Mean:
    """Round to half a level below ten answers, a quarter below fifteen, else a tenth; code the ends by half a level.

    A scale of six levels or more has room for twice that, and needs it to tell as little about one person.
    """
    unit = 1 if rules.high - rules.low < 5 else 2
    parts = 2 if number < 10 else 4 if number < 15 else 10  # of a unit, in one of which a step is
    over = parts * (mean.numerator - rules.low * mean.denominator)
    steps = (2 * over + unit * mean.denominator) // (2 * unit * mean.denominator)
    first, last = parts // 2, parts * (rules.high - rules.low) // unit - parts // 2
    end = End.OR_LOWER if steps <= first else End.OR_HIGHER if steps >= last else End.EXACT
    return Mean(rules.low + Decimal(unit * min(max(steps, first), last)) / parts, end)


def level_bands(rules: Rules) -> tuple[tuple[int, int], ...]:
    """The scale in three: for five levels 1–2, 3 and 4–5."""
    width = (rules.high - rules.low + 2) // 3
    return (
        (rules.low, rules.low + width - 1),
        (rules.low + width, rules.high - width),
        (rules.high - width + 1, rules.high),
    )


def coded_shares(counts: Sequence[Amount]) -> list[tuple[int, End]]:
    """Three counts as shares, such that no count can be worked out to be none or all, even if their sum is known.

    Shares of ten per cent or more are rounded to five. Beside one that is `under 10 %` the other two are rounded to
    ten, as shares of each other's sum; otherwise the third would follow from them. Beside two, the last is just
    `over 80 %`: a finer word would tell the two apart.
    """
    total = sum(counts)
    few = [10 * count < total for count in counts]
    if not any(few):
        return [(percent, End.EXACT) for percent in _in_fives(counts)]
    if few.count(True) > 1:
        return [(10, End.OR_LOWER) if coded else (80, End.OR_HIGHER) for coded in few]
    first, second = (count for count, coded in zip(counts, few, strict=True) if not coded)
    others = iter(_split_in_tens(first, first + second))
    return [(10, End.OR_LOWER) if coded else next(others) for coded in few]


def _mean_of_answers(group: Group, answers: Mapping[Person, Amount], rules: Rules) -> Mean:
    number = len(group.members)
    return coded_mean(Fraction(sum(map(answers.__getitem__, group.members))) / number, number, rules)


def _mean_of_figures(group: Group, shown: Mapping[tuple[str, ...], Mean], rules: Rules) -> Mean:
    number = len(group.members)
    weighted = sum(shown[part.units].value * len(part.members) for part in group.smallest())
    return coded_mean(Fraction(weighted) / number, number, rules)


def _in_fives(counts: Sequence[Amount]) -> list[int]:
    """Shares rounded to five per cent that make a hundred: what is left over goes to the largest remainders."""
    total = sum(counts)
    fives = [int(20 * count // total) for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda place: -(20 * counts[place] % total))
    for place in by_remainder[: 20 - sum(fives)]:
        fives[place] += 1
    return [5 * five for five in fives]


def _split_in_tens(first: Amount, total: Amount) -> tuple[tuple[int, End], tuple[int, End]]:
    """Two shares that make a hundred; rounded one by one, two halves both rounded up would betray the exact split."""
    if 4 * first < total:
        return (25, End.OR_LOWER), (75, End.OR_HIGHER)
    if 4 * first >= 3 * total:
        return (75, End.OR_HIGHER), (25, End.OR_LOWER)
    tens = 10 * math.floor(Fraction(10 * first) / total + HALF)
    return (tens, End.EXACT), (100 - tens, End.EXACT)
