"""Two steps beside each other: there and back cancels out, and each change is called what it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competence.careers.rules.comparing import Change, Turn, difference
from competence.careers.rules.editions import Asked

ASKED = st.builds(Asked, st.integers(1, 5), st.booleans())
ASKS = st.dictionaries(st.sampled_from("abcdefgh"), ASKED, max_size=8)
BACK = {Turn.NEW: Turn.GONE, Turn.GONE: Turn.NEW, Turn.MORE: Turn.LESS, Turn.LESS: Turn.MORE}


def gone(asks, changes):
    """What is asked after a difference is gone through."""
    after = dict(asks)
    for change in changes:
        assert after.pop(change.competence, None) == change.before
        if change.after is not None:
            after[change.competence] = change.after
    return after


@given(ASKS, ASKS)
def test_there_and_back_cancels_out(one, other):
    there, back = difference(one, other), difference(other, one)
    assert {Change(change.competence, change.after, change.before) for change in there} == set(back)
    assert gone(one, there) == other
    assert gone(gone(one, there), back) == one


@given(ASKS, ASKS)
def test_what_is_new_on_the_way_there_is_no_longer_asked_on_the_way_back(one, other):
    turns = {change.competence: change.turn for change in difference(one, other)}
    back = {change.competence: change.turn for change in difference(other, one)}
    assert {code: BACK[turn] for code, turn in turns.items()} == back


@given(ASKS)
def test_a_step_does_not_differ_from_itself(asks):
    assert difference(asks, asks) == ()


@given(ASKS, ASKS, ASKS)
def test_a_way_over_a_third_step_ends_in_the_same_place(one, middle, other):
    assert gone(gone(one, difference(one, middle)), difference(middle, other)) == gone(one, difference(one, other))


@pytest.mark.parametrize(
    ("before", "after", "turn"),
    [
        (None, Asked(2), Turn.NEW),
        (Asked(2), None, Turn.GONE),
        (Asked(2), Asked(3), Turn.MORE),
        (Asked(3), Asked(2), Turn.LESS),
        (Asked(3, must=False), Asked(3), Turn.MORE),
        (Asked(3), Asked(4, must=False), Turn.MORE),
        (Asked(3), Asked(3, must=False), Turn.LESS),
    ],
)
def test_a_change_is_called_what_it_is(before, after, turn):
    assert Change("a", before, after).turn is turn
