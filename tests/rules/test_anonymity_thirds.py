"""A third division beside units and profiles: what is said to be safe is safe by the general oracle, and teeth."""

from collections import Counter
from random import Random

import pytest

from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.cuts import Crossings
from competence.privacy.anonymity.limits import Rules
from competence.privacy.anonymity.thirds import _smaller, stands_beside, third_groups
from competence.privacy.anonymity.units import Group
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


def peopled(*crossings):
    """People in three divisions, so many at (left, right, third)."""
    places = [place for *place, number in crossings for _ in range(number)]
    return [dict(enumerate(names)) for names in zip(*places, strict=True)]


@pytest.mark.parametrize(("few", "stands"), [(5, False), (6, True)])
def test_five_besides_oneself_lie_on_the_smaller_sides(few, stands):
    divisions = peopled(("u", "p", 1, few - 2), ("u", "p", 2, 20), ("u", "q", 1, 20), ("u", "q", 2, 2))
    assert stands_beside(*divisions, [], 5) is stands


@pytest.mark.parametrize(("known", "stands"), [(4, True), (5, False)])
def test_those_a_leader_knows_lie_on_no_side(known, stands):
    divisions = peopled(("u", "p", 1, 10), ("u", "p", 2, 30))
    assert stands_beside(*divisions, [range(known)], 5) is stands
    assert stands_beside(*divisions, [range(40)], 5)  # to whom nobody is left


def test_the_groups_of_a_third_are_put_on_two_sides_in_every_way():
    """Ten of group 1 and twelve of group 2 are a crowd apart; both together are but four from group 3."""
    p, q = (
        [("u", "p", 1, 1), ("u", "p", 2, 1), ("u", "p", 3, 28)],
        [("u", "q", 1, 9), ("u", "q", 2, 19), ("u", "q", 3, 2)],
    )
    assert not stands_beside(*peopled(*p, *q), [], 5)


def thirds_of(second, *crossings):
    """The groups by contract that may be told of beside one unit and, where `second` says so, by profile."""
    _, profile, contract = peopled(*crossings)
    groups = [
        Group((name,), frozenset(who for who, at in profile.items() if at == name)) for name in set(profile.values())
    ]
    whole = Group(("house",), frozenset(profile))
    return [group.units for group in third_groups(whole, groups if second else (), contract, Knowledge(()), Rules())]


FEW_AT_Q = [("u", "p", "part", 17), ("u", "p", "full", 30), ("u", "q", "few", 10), ("u", "q", "part", 3)]


def test_the_smallest_groups_of_a_third_are_joined_until_it_stands_beside_two_others():
    """The ten with few hours are all of profile q, beside three others there; twenty with part time stand with them."""
    assert thirds_of(False, *FEW_AT_Q) == [("few",), ("part",), ("full",)]
    assert thirds_of(True, *FEW_AT_Q) == [("few", "part"), ("full",)]


def test_where_a_third_is_nearly_a_division_that_stands_nothing_is_told_of_it():
    assert (
        thirds_of(True, ("u", "p", "full", 28), ("u", "p", "part", 2), ("u", "q", "full", 2), ("u", "q", "part", 28))
        == []
    )
