"""Two answers that take the same are not told apart, on a busy machine either; one that returns early is."""

from random import Random

import pytest

from tests.bench.apart import CERTAIN, difference

ROUNDS, HASH = 200, 0.060


def times(dice: Random, seconds: float, busy: list[float]) -> list[float]:
    """Take so long, and longer where the machine is busy or has something else to do."""
    return [seconds * dice.lognormvariate(0, 0.05) + more + dice.expovariate(1 / 0.002) for more in busy]


def compared(seed: int, seconds: float, more: float):
    dice = Random(seed)
    busy = [0.1 * (80 < number < 120) + 0.3 * (dice.random() < 0.02) for number in range(ROUNDS)]
    return difference(times(dice, seconds, busy), times(dice, seconds + more, busy))


@pytest.mark.parametrize("seed", range(20))
def test_the_same_is_not_told_from_the_same(seed):
    assert not compared(seed, HASH, 0).tells(0.05 * HASH)


@pytest.mark.parametrize("more", [-HASH, -0.1 * HASH, 0.1 * HASH])
@pytest.mark.parametrize("seed", range(5))
def test_an_early_return_and_a_tenth_of_a_hash_are(seed, more):
    found = compared(seed, HASH * 1.2, more)
    assert found.tells(0.05 * HASH)
    assert found.seconds == pytest.approx(more, abs=0.3 * HASH / 10)


def test_what_surely_differs_by_less_than_it_may_does_not_count_as_told():
    found = difference([0.060] * ROUNDS, [0.061] * ROUNDS)
    assert found.certainty > CERTAIN
    assert not found.tells(0.003)


def test_what_differs_much_in_few_rounds_is_chance():
    assert not difference([0.06] * 9, [0.09] * 9).tells(0.003)
