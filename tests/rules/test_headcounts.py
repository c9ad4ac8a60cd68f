"""People counted by unit: no row speaks of fewer than five, and the rows add up to the whole."""

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competence.privacy.anonymity.counts import Count, Told
from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.headcounts import HeadCounts, head_counts
from competence.privacy.anonymity.limits import Hidden, K
from tests.rules.organisations import make_flat, make_organisation

seeds = st.integers(0, 10_000)
often = settings(derandomize=True, database=None, deadline=None, max_examples=100)


def counted(organisation, **done):
    return head_counts(organisation.tree, organisation.members, done, {}, Knowledge(()))


def some_of(organisation, every):
    return [person for number, person in enumerate(organisation.members) if number % every == 0]


@often
@given(seeds, st.integers(1, 9), st.integers(1, 14))
def test_no_row_speaks_of_fewer_than_five_and_the_rows_add_up_to_the_whole(seed, every, largest):
    organisation = make_organisation(seed, largest=largest)
    held = some_of(organisation, every)
    shown = counted(organisation, held=held)
    if len(organisation.members) < K:
        assert isinstance(shown, Hidden)
        return
    assert all(row.people >= K for row in shown.rows)
    assert sum(row.people for row in shown.rows) == shown.whole.people == len(organisation.members)
    assert sum(row.done["held"] for row in shown.rows) == shown.whole.done["held"] == len(held)


@often
@given(seeds)
def test_every_unit_is_named_in_one_row(seed):
    organisation = make_organisation(seed)
    shown = counted(organisation)
    assert sorted(unit for row in shown.rows for unit in row.units) == sorted(organisation.tree)


@often
@given(seeds)
def test_who_is_counted_together_does_not_depend_on_what_was_done(seed):
    organisation = make_organisation(seed)
    nobody, everybody = counted(organisation, held=[]), counted(organisation, held=list(organisation.members))
    assert [row.units for row in nobody.rows] == [row.units for row in everybody.rows]


def test_a_unit_of_four_is_counted_with_the_smallest_beside_it():
    shown = counted(make_flat({"a": 4, "b": 6, "c": 9}))
    assert isinstance(shown, HeadCounts)
    assert {row.units: row.people for row in shown.rows} == {("a", "b", "house"): 10, ("c",): 9}


def test_two_units_of_five_stand_each_for_itself():
    # Nobody works in the house itself, so it is named with a neighbour.
    shown = counted(make_flat({"a": 5, "b": 5}))
    assert isinstance(shown, HeadCounts)
    assert sorted(row.people for row in shown.rows) == [5, 5]


def test_four_people_are_not_counted_at_all():
    assert isinstance(counted(make_flat({"a": 4})), Hidden)


def test_neither_the_whole_nor_a_row_is_changed_on_the_way():
    shown = counted(make_flat({"a": 5, "b": 5}))
    for made, name in ((shown, "rows"), (shown.whole, "people")):
        with pytest.raises(FrozenInstanceError):
            setattr(made, name, 0)


def test_somebody_who_is_not_in_the_round_is_not_counted():
    shown = head_counts({"a": None}, dict.fromkeys(range(6), "a"), {"held": [0, 99]}, {"away": [1, 98]}, Knowledge(()))
    assert isinstance(shown, HeadCounts)
    assert shown.whole.done == {"held": 1}


def test_what_is_somebodys_own_affair_is_told_of_the_whole_and_in_words_while_it_is_few():
    members = dict.fromkeys(range(30), "a")
    shown = head_counts({"a": None}, members, {}, {"away": [1], "no": range(7)}, Knowledge([range(2)]))
    assert isinstance(shown, HeadCounts)
    assert shown.of_the_whole == {"away": Count(Told.FEW), "no": Count(Told.NUMBER, 7)}
    assert shown.rows[0].done == {}


def test_what_is_somebodys_own_affair_is_not_told_where_a_leader_knows_all_but_a_few():
    shown = head_counts({"a": None}, dict.fromkeys(range(30), "a"), {}, {"no": range(7)}, Knowledge([range(27)]))
    assert isinstance(shown, HeadCounts)
    assert not shown.of_the_whole["no"]
