"""The attack on one person: which levels a shown mean leaves open for anybody of the group behind it. Exact.

The attacker knows how many stand behind the mean, and all the rules here. A coded mean leaves some sums possible; one
person's level is open where the others', each anywhere on the scale, can make up the rest of such a sum.
"""

from collections.abc import Iterator
from fractions import Fraction

from competence.privacy.anonymity.figures import Mean, coded_mean
from competence.privacy.anonymity.limits import Rules


def open_levels(mean: Mean, number: int, rules: Rules) -> frozenset[int]:
    """Return the levels one of so many people may have given, for somebody who sees the mean and no more."""
    return frozenset(_open(_sums_behind(mean, number, rules), number, rules))


def open_to_a_colleague(mean: Mean, number: int, rules: Rules) -> frozenset[int]:
    """Return the same for one of the group who knows the own answer: the fewest levels that any answer leaves."""
    sums = _sums_behind(mean, number, rules)
    levels = range(rules.low, rules.high + 1)
    left = (frozenset(_open([total - own for total in sums], number - 1, rules)) for own in levels)
    return min((some for some in left if some), key=len, default=frozenset())


def _sums_behind(mean: Mean, number: int, rules: Rules) -> list[int]:
    sums = range(rules.low * number, rules.high * number + 1)
    return [total for total in sums if coded_mean(Fraction(total, number), number, rules) == mean]


def _open(sums: list[int], number: int, rules: Rules) -> Iterator[int]:
    others = number - 1
    for level in range(rules.low, rules.high + 1):
        if any(rules.low * others <= total - level <= rules.high * others for total in sums):
            yield level
