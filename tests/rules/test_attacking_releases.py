"""The attacker is as strong as brute force, gets nothing out of what is released, and finds what is wrong."""

import pytest

from competence.analytics import pictures
from competence.privacy.anonymity.limits import Rules
from competence.privacy.anonymity.units import publication_units
from tests.attack import algebra, breaches, programmes
from tests.attack.breaches import attack, by_threshold, is_solved, left_open, released
from tests.attack.invented import invent
from tests.rules.attackers import random_rows, random_viewers, row, smallest_isolated

SOME = range(40)


@pytest.mark.parametrize("seed", range(150))
def test_the_attacker_solves_whatever_brute_force_solves(seed):
    rows = random_rows(seed, persons=7 + seed % 5, rows=2 + seed % 3)
    known = random_viewers(seed, persons=7, leaders=1)[-1]
    found = algebra.solved(rows, row(*known), below=4)
    assert (found is not None) is (smallest_isolated(rows, known, below=4) is not None)


def test_nobody_solves_a_group_of_fewer_than_five_in_what_is_released():
    assert [seed for seed in SOME if is_solved(invent(seed), released)] == []


def test_nobodys_answer_is_narrowed_in_what_is_released():
    tally = attack(range(100, 103))
    assert (tally.breaches, tally.least) == (0, (4, 4))


@pytest.mark.parametrize("seed", [86, 223, 417])
def test_two_cuts_through_the_same_answers_narrow_nobody(seed):
    """The share who are where their role asks, taken from the bands, was about the one asked for something else."""
    assert min(left_open(invent(seed))) >= 3


def test_a_threshold_alone_is_breached_nearly_always():
    assert sum(is_solved(invent(seed), by_threshold) for seed in range(20)) >= 18


def test_most_invented_libraries_are_told_of_by_unit_and_many_by_profile():
    told = [one.published() for seed in SOME for one in invent(seed)]
    assert sum(picture.whole is not None and bool(picture.whole.parts) for picture in told) > len(told) / 2
    assert sum(bool(picture.profiles) for picture in told) > len(told) / 4


def profiles_as_they_are(whole, profiles, knowledge, rules):
    """The defect of not looking at units and profiles together."""
    by_profile = {person: profiles[person] for person in whole.members}
    return tuple(publication_units(dict.fromkeys(by_profile.values()), by_profile, knowledge, rules).smallest())


def test_the_attacker_finds_profiles_that_were_not_tested_beside_units(monkeypatch):
    monkeypatch.setattr(pictures, "profile_groups", profiles_as_they_are)
    assert sum(is_solved(invent(seed), released) for seed in SOME) > 5


def test_the_attacker_finds_answers_that_were_published_twice(monkeypatch):
    monkeypatch.setattr(breaches.Round, "fresh", property(lambda one: one.said))
    assert any(is_solved(invent(seed), released) for seed in SOME)


def test_programmes_find_an_answer_that_an_exact_number_gives_away(monkeypatch):
    """Uncoded, a mean of 5,0 would name what everybody answered."""
    one = next(one for seed in SOME for one in invent(seed) if len(one.fresh) > 20)
    said = {person: given._replace(level=5) for person, given in one.fresh.items()}
    extreme = breaches.Round(one.number, one.tree, one.units, one.profiles, one.leads, said, one.given_in)
    assert programmes.narrowest(extreme.published(), said)[0] >= 3
    monkeypatch.setattr(programmes, "sums_behind", lambda number, mean: (Rules().high * number,) * 2)
    assert programmes.narrowest(extreme.published(), said)[0] == 0


def test_the_same_library_is_invented_again():
    assert invent(7) == invent(7)
    assert invent(7) != invent(8)
