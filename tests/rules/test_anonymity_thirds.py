"""A third division beside units and profiles: what is said to be safe is safe by the general oracle, and teeth."""

from collections import Counter
from random import Random

import pytest

from competence.privacy.anonymity.cuts import Crossings
from competence.privacy.anonymity.thirds import _smaller, stands_beside
from tests.rules.attackers import breaks_the_promise, row

SEEDS = range(150)


def three(seed):
    """Some people in three divisions, what a leader knows, and what is asked for."""
    chance = Random(seed)
    people = range(chance.randint(10, 14))
    left = {person: chance.randrange(2) for person in people}
    right = {person: chance.randrange(2) for person in people}
    third = {person: chance.randrange(chance.choice((2, 3))) for person in people}
    leads = [frozenset(chance.sample(people, 2))]
    return left, right, third, leads, chance.randint(1, 2)


def rows_of(division):
    return [row(*[person for person in division if division[person] == block]) for block in set(division.values())]


def stands(left, right, third, leads, k):
    return Crossings(left, right).weak_side(leads, k) is None and stands_beside(left, right, third, leads, k)


def broken(left, right, third, leads, k):
    rows = rows_of(left) + rows_of(right) + rows_of(third)
    return breaks_the_promise(rows, [*({person} for person in left), *leads], k)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_stands_keeps_the_promise_by_the_general_oracle(seed):
    assert not (stands(*three(seed)) and broken(*three(seed)))


def test_both_answers_are_common_and_two_divisions_alone_would_not_do():
    cases = [three(seed) for seed in SEEDS]
    told = [stands(*case) for case in cases]
    assert 15 < sum(told) < 135
    two_alone = [case for case in cases if Crossings(case[0], case[1]).weak_side(case[3], case[4]) is None]
    assert any(broken(*case) for case in two_alone)  # so that the test of the third is known to bite


def test_the_smaller_side_of_a_crossing_is_what_is_touched():
    assert _smaller(Counter(full=7, part=3), {"full"}) == 3
    assert _smaller(Counter(full=7, part=3, unknown=9), {"full", "part"}) == 9
    assert _smaller(Counter(full=7), {"part"}) == 0


def test_a_third_that_is_a_division_already_told_does_not_stand():
    left = {person: person % 3 for person in range(60)}
    right = {person: person % 4 for person in range(60)}
    assert not stands_beside(left, right, {person: left[person] == 0 for person in left}, [], 5)
    assert stands_beside(left, right, {person: person % 5 == 0 for person in left}, [], 5)
    assert not stands_beside(left, right, {person: person % 5 == 0 for person in left}, [set(range(0, 60, 5))] * 2, 99)
