"""A proposed pair is mutual and across houses, and nothing of one's answer shows before both say yes."""

from datetime import date, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from competence.learning.asking.rules.pairs import OPEN_FOR, Open, Seen, is_busy, match, propose, seen

CODES = st.frozensets(st.sampled_from(["c1", "c2", "c3"]))
TODAY = date(2026, 11, 23)
HOUSES = st.none() | st.integers(1, 3)
PEOPLE = st.lists(st.tuples(HOUSES, CODES, CODES), max_size=7).map(
    lambda rows: [Open(number, *row) for number, row in enumerate(rows, 1)]
)


@settings(max_examples=300)
@given(PEOPLE, st.sets(st.integers(1, 7)), st.sets(st.frozensets(st.integers(1, 7), min_size=2, max_size=2)))
def test_a_proposed_pair_is_mutual_and_across_houses_and_nobody_is_in_two(people, busy, known):
    by_number = {one.person: one for one in people}
    chosen = propose(people, known, busy)
    everybody = [person for pair in chosen for person in (pair.first, pair.second)]
    assert len(everybody) == len(set(everybody))
    for pair in chosen:
        first, second = by_number[pair.first], by_number[pair.second]
        assert pair.first_learns in first.wants & second.teaches
        assert pair.second_learns in second.wants & first.teaches
        assert first.house != second.house
        assert None not in (first.house, second.house)
        assert not {pair.first, pair.second} & busy
        assert frozenset({pair.first, pair.second}) not in known


@settings(max_examples=100)
@given(PEOPLE)
def test_nobody_is_left_who_could_still_pair_with_somebody_left(people):
    chosen = propose(people, set(), set())
    taken = {person for pair in chosen for person in (pair.first, pair.second)}
    left = [one for one in people if one.person not in taken]
    assert all(match(one, other) is None for one, other in product(left, left))


def test_who_could_pair_with_only_one_comes_before_who_could_with_many():
    picky = Open(3, 3, frozenset({"c2"}), frozenset({"c1"}))
    many = [Open(number, number, frozenset({"c1"}), frozenset({"c2"})) for number in (1, 2)]
    easy = Open(4, 1, frozenset({"c2"}), frozenset({"c1"}))
    found = propose([*many, picky, easy], {frozenset({2, 3})}, set())
    assert {frozenset({pair.first, pair.second}) for pair in found} == {frozenset({1, 3}), frozenset({2, 4})}


def test_what_one_sees_is_the_same_whatever_the_other_said_unless_both_said_yes():
    for mine, days in product((None, True, False), (0, 21, 22)):
        day = TODAY + timedelta(days=days)
        views = {
            seen({k: v for k, v in ((1, mine), (2, theirs)) if v is not None}, 1, 2, TODAY, day)
            for theirs in (None, True, False)
            if not (mine and theirs)
        }
        assert len(views) == 1, (mine, days)
    assert seen({1: True, 2: True}, 1, 2, TODAY, TODAY) is Seen.AGREED


def test_a_no_keeps_the_other_as_long_as_a_silence_does():
    """Otherwise a new proposal would tell that the earlier one got a no."""
    for day in (TODAY, TODAY + OPEN_FOR, TODAY + OPEN_FOR + timedelta(days=1)):
        assert is_busy({1: False}, TODAY, day) == is_busy({1: True}, TODAY, day) == is_busy({}, TODAY, day)
