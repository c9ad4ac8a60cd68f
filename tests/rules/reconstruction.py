"""Reconstruction attacks: every set of answers that fits what is shown, and how far they leave one person's open.

Answers are whole numbers and the groups small, so the attacks are exhaustive: each returns the narrowest range, in
levels, that is left for one unknown person's answer by any outcome there can be.
"""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from random import Random

from competence.privacy.anonymity import figures
from competence.privacy.anonymity.limits import Person, Rules
from tests.rules.organisations import make_flat

FIVE = Rules()
Levels = tuple[int, ...]  # how many answered each level


def narrowest_by_mean(number: int, own_known: bool, rules: Rules = FIVE) -> int:
    """One group's mean, seen by an outsider or by a member."""
    sums = defaultdict(list)
    for total in range(rules.low * number, rules.high * number + 1):
        sums[figures.coded_mean(Fraction(total, number), number, rules)].append(total)
    own_answers = range(rules.low, rules.high + 1) if own_known else [0]
    others = number - own_known
    return min(
        range_left
        for possible in sums.values()
        for own in own_answers
        if (range_left := _range_left([total - own for total in possible], others, rules)) is not None
    )


def narrowest_for_hidden_unit(hidden: int, number: int) -> Fraction:
    """A unit of so many that is counted within a larger group: the range left for the unit's own mean."""
    sums = defaultdict(list)
    for total in range(number, 5 * number + 1):
        sums[figures.coded_mean(Fraction(total, number), number, FIVE)].append(total)
    ranges = []
    for possible in sums.values():
        lowest = max(hidden, min(possible) - 5 * (number - hidden))
        highest = min(5 * hidden, max(possible) - (number - hidden))
        ranges.append(Fraction(highest - lowest, hidden))
    return min(ranges)


def narrowest_in_two_teams(size: int) -> int:
    """Two teams and the house they make up, all three means seen by an outsider."""
    fitting = defaultdict(set)
    for sum_a, sum_b in product(range(size, 5 * size + 1), repeat=2):
        teams = {"a": _spread(sum_a, size), "b": _spread(sum_b, size)}
        answers: dict[Person, int] = {f"{team}{n}": level for team in teams for n, level in enumerate(teams[team])}
        house = make_flat({"a": size, "b": size}, answers)
        fitting[tuple(figure.mean for figure in house.published())].add(sum_a)
    return min(_range_left(sorted(sums), size, FIVE) or 0 for sums in fitting.values())


def narrowest_by_mean_and_shares(number: int) -> tuple[int, int]:
    """One group's mean and shares together: over every outcome there can be, and over a thousand ordinary ones."""
    seen: dict[Levels, object] = {}
    fitting: dict[object, set[int]] = defaultdict(set)
    for levels in _all_levels(number):
        total = sum(level * count for level, count in enumerate(levels, 1))
        shares = figures.coded_shares((levels[0] + levels[1], levels[2], levels[3] + levels[4]))
        seen[levels] = (figures.coded_mean(Fraction(total, number), number, FIVE), tuple(shares))
        fitting[seen[levels]].update(level for level, count in enumerate(levels, 1) if count)
    left = {outcome: max(levels) - min(levels) for outcome, levels in fitting.items()}
    chance = Random(1)
    ordinary = []
    for _ in range(1000):
        answers = chance.choices(range(1, 6), (5, 20, 40, 25, 10), k=number)
        ordinary.append(left[seen[tuple(answers.count(level) for level in range(1, 6))]])
    return min(left.values()), min(ordinary)


def _range_left(sums: list[int], number: int, rules: Rules) -> int | None:
    """The levels one of so many people may have, if all together have one of these sums; None if they cannot."""
    possible = [total for total in sums if rules.low * number <= total <= rules.high * number]
    if not possible:
        return None
    lowest = max(rules.low, min(possible) - rules.high * (number - 1))
    highest = min(rules.high, max(possible) - rules.low * (number - 1))
    return highest - lowest


def _spread(total: int, number: int) -> list[int]:
    return [total // number + (place < total % number) for place in range(number)]


def _all_levels(number: int) -> Iterator[Levels]:
    for first in product(range(number + 1), repeat=4):
        if sum(first) <= number:
            yield (*first, number - sum(first))
