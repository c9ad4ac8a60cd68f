"""The attack on one person: which levels a shown mean, or shown shares, leave open for anybody of the group behind it.

The attacker knows how many stand behind the number, and all the rules here. A coded mean leaves some sums possible; one
person's level is open where the others', each anywhere on the scale, can make up the rest of such a sum. A coded share
leaves some counts possible; its answers are open while one of the counts is not nought. Both are exact.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Protocol

from competence.privacy.anonymity.figures import End, Mean, coded_mean
from competence.privacy.anonymity.limits import Rules

RARE = 10  # what fewer than one in ten answered is told as less than that


class Coded(Protocol):
    """A coded share: of levels, or of one thing that holds or does not."""

    end: End


def open_levels(mean: Mean, number: int, rules: Rules) -> frozenset[int]:
    """Return the levels one of so many people may have given, for somebody who sees the mean and no more."""
    return frozenset(_open(_sums_behind(mean, number, rules), number, rules))


def open_to_a_colleague(mean: Mean, number: int, rules: Rules) -> frozenset[int]:
    """Return the same for one of the group who knows the own answer: the fewest levels that any answer leaves."""
    sums = _sums_behind(mean, number, rules)
    levels = range(rules.low, rules.high + 1)
    left = (frozenset(_open([total - own for total in sums], number - 1, rules)) for own in levels)
    return min((some for some in left if some), key=len, default=frozenset())


def fewest_of_any(shares: Sequence[Coded], number: int) -> int:
    """Return of how many of so many people any answer may be that these shares tell of, and that seems the rarest.

    One share tells of two answers, its own and the other. Nought would rule an answer out for everybody; one would rule
    it out for a colleague who gave it.
    """
    rare = any(share.end is not End.EXACT for share in shares)
    return (number - 1) // RARE if rare else number // RARE


def _sums_behind(mean: Mean, number: int, rules: Rules) -> list[int]:
    sums = range(rules.low * number, rules.high * number + 1)
    return [total for total in sums if coded_mean(Fraction(total, number), number, rules) == mean]


def _open(sums: list[int], number: int, rules: Rules) -> Iterator[int]:
    others = number - 1
    for level in range(rules.low, rules.high + 1):
        if any(rules.low * others <= total - level <= rules.high * others for total in sums):
            yield level
