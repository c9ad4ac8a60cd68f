"""Two rounds tell little of somebody who left in between; two who pool what they know are counted, not stopped."""

from fractions import Fraction

import pytest

from tests.attack import drift
from tests.attack.breaches import by_threshold, is_solved, is_solved_by_two, released
from tests.attack.drift import BASELINE, OUTSIDER, SELDOM, SMALLEST, guessed, left_open
from tests.attack.invented import invent

SOME = range(12)


@pytest.mark.parametrize("number", [SMALLEST, 12, 14, 15, 16, 20])
def test_three_steps_are_left_for_who_leaves_in_nearly_all_that_can_be_shown(number):
    left = left_open(number)
    assert sum(left.values()) == pytest.approx(1)
    assert sum(weight for width, weight in left.items() if width < OUTSIDER) < SELDOM


@pytest.mark.parametrize("number", [SMALLEST, 12, 16, 20])
def test_the_best_guess_about_who_left_is_hardly_better_than_knowing_nothing(number):
    assert BASELINE <= guessed(number, 0.3) <= BASELINE + 0.05


@pytest.fixture
def exact(monkeypatch):
    """The deliberate defect: means are told as they are."""
    monkeypatch.setattr(drift, "coded_mean", lambda mean, number, rules: Fraction(mean))


def test_exact_means_would_tell_who_left_when_nobody_changed(exact, monkeypatch):
    assert guessed(SMALLEST, 0.0) == pytest.approx(1)
    assert guessed(SMALLEST, 0.1) > BASELINE + 0.05
    monkeypatch.setattr(drift, "CHANGERS", Fraction(0))
    assert left_open(SMALLEST) == {0: pytest.approx(1)}


def test_two_who_pool_what_they_know_find_more_than_one_does_and_less_than_in_a_threshold():
    """No promise is made about them: how often they do is printed beside the breaches."""
    libraries = [invent(seed) for seed in SOME]
    pooled = [is_solved_by_two(rounds, released) for rounds in libraries]
    assert not any(is_solved(rounds, released) for rounds in libraries)
    assert sum(pooled) <= sum(is_solved_by_two(rounds, by_threshold) for rounds in libraries)
    assert [is_solved_by_two(invent(seed), released) for seed in SOME] == pooled
