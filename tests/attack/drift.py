"""What two rounds tell of somebody who left in between, when most colleagues answer as they did before.

The attacker knows who left, the numbers of both rounds, and how many changed their answer at most (disclosure.md, T8),
or how often people do (T9). Both are worked out exactly: no chance is drawn.
"""

from collections import defaultdict
from fractions import Fraction
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.signal import convolve2d

from competence.privacy.anonymity.figures import Mean, coded_mean
from competence.privacy.anonymity.limits import Rules

Pairs: TypeAlias = NDArray[np.float64]
RULES = Rules()
LEVELS = range(RULES.low, RULES.high + 1)
ORDINARY = (0.05, 0.20, 0.40, 0.25, 0.10)  # how often each level is answered
BASELINE = max(ORDINARY)  # how often somebody guesses right who knows that and no more
CHANGERS = Fraction(3, 10)  # of those who stay, at most, for the bounds
SMALLEST = RULES.unit_floor + 1  # from ten on a group is shown, also without the one who left
SELDOM = 0.04  # of all outcomes: those in which less is left (a group whose mean moves far can only do so in few ways)
OUTSIDER = 3  # steps
SIZES = (SMALLEST, 12, 14, 15, 16, 18, 20, 25, 30)


def left_open(number: int) -> dict[int, float]:
    """Return how likely each range of levels is to be left for the one who left a group of so many.

    The attacker knows that who stays moves one level at most, and that no more than CHANGERS of them do; half as many
    do, up or down.
    """
    stay, most = number - 1, int(CHANGERS * (number - 1))
    pairs = _sums_of_those_who_stay(stay, _moving(float(CHANGERS) / 2))
    before, after = _shown(number), _shown(stay)
    sums, likely = (_behind(before), _behind(after)), defaultdict[tuple[Mean, Mean], float](float)
    for (first, second), weight in np.ndenumerate(pairs):
        if weight and abs(first - second) <= most:
            for level, often in zip(LEVELS, ORDINARY, strict=True):
                likely[before[int(first) + level], after[int(second)]] += float(weight) * often
    left: dict[int, float] = defaultdict(float)
    for (told, later), share in likely.items():
        (low, high), (least, greatest) = sums[0][told], sums[1][later]
        first, last = max(least - most, RULES.low * stay), min(greatest + most, RULES.high * stay)
        left[min(RULES.high, high - first) - max(RULES.low, low - last)] += share / sum(likely.values())
    return left


def guessed(number: int, changed: float) -> float:
    """Return how often the best guess of what the one who left had answered is right; a share of all outcomes.

    changed: how often somebody who stays answers anew, as if for the first time.
    """
    stay = number - 1
    pairs = _sums_of_those_who_stay(stay, _anew(changed))
    before, after = _shown(number), _shown(stay)
    outcomes: dict[tuple[Mean, Mean], list[float]] = defaultdict(lambda: [0.0] * len(LEVELS))
    for (first, second), weight in np.ndenumerate(pairs):
        if weight:
            for place, level in enumerate(LEVELS):
                outcomes[before[int(first) + level], after[int(second)]][place] += weight * ORDINARY[place]
    return sum(map(max, outcomes.values()))


def run() -> None:
    """Print what is left and what is guessed; raise where a bound of disclosure.md is broken."""
    print(f"\nwho left between two rounds: how often their answer is guessed right (knowing nothing: {BASELINE:.0%})")
    narrow = 0.0
    for number in SIZES:
        told = ", ".join(f"{changed:.0%} changed {guessed(number, changed):.1%}" for changed in (0.1, 0.3, 0.5))
        under = float(sum(weight for width, weight in left_open(number).items() if width < OUTSIDER))
        narrow = max(narrow, under)
        print(f"  {number:>3} answers: {told}; fewer than three steps left in {under:.1%} of outcomes")
    if narrow > SELDOM or any(guessed(number, 0.3) > BASELINE + 0.05 for number in SIZES):
        raise SystemExit("Who leaves is told too much about.")


def _behind(shown: dict[int, Mean]) -> dict[Mean, tuple[int, int]]:
    """The lowest and the highest sum behind each mean."""
    sums: dict[Mean, list[int]] = defaultdict(list)
    for total, mean in shown.items():
        sums[mean].append(total)
    return {mean: (min(totals), max(totals)) for mean, totals in sums.items()}


def _shown(number: int) -> dict[int, Mean]:
    sums = range(RULES.low * number, RULES.high * number + 1)
    return {total: coded_mean(Fraction(total, number), number, RULES) for total in sums}


def _sums_of_those_who_stay(number: int, one: Pairs) -> Pairs:
    """How likely each pair of sums, before and after, is of so many people, each like one."""
    pairs = np.ones((1, 1))
    for _ in range(number):
        pairs = convolve2d(pairs, one)
    return pairs


def _anew(changed: float) -> Pairs:
    """One person's answers before and after, where some answer anew."""
    ordinary = np.array((0, *ORDINARY))
    return (1 - changed) * np.diag(ordinary) + changed * np.outer(ordinary, ordinary)


def _moving(changed: float) -> Pairs:
    """One person's answers before and after, where some move by one level; at an end there is one way to move."""
    pairs = (1 - changed) * np.diag((0, *ORDINARY))
    for level, often in zip(LEVELS, ORDINARY, strict=True):
        ways = [other for other in (level - 1, level + 1) if other in LEVELS]
        for other in ways:
            pairs[level, other] += changed * often / len(ways)
    return pairs
