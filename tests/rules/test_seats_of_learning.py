"""A seat goes to one, the line keeps its order, and a leader is asked only where it costs something."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competence.learning.rules.refusals import CalledOff, HasBegun, NotOffered, SignedUpAlready
from competence.learning.rules.seats import (
    Held,
    InLine,
    check_not_in,
    check_open,
    free,
    may_note_attendance,
    needs_yes,
    next_in_line,
    place,
)
from competence.learning.rules.words import State

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def held(room: int | None = 2, *, days: int = 30, offered: bool = True, called_off: bool = False) -> Held:
    return Held(offered, called_off, NOW + timedelta(days=days), room)


def line(*states: State) -> list[InLine]:
    """People in the order in which they asked."""
    return [InLine(key, state, NOW + timedelta(minutes=key)) for key, state in enumerate(states)]


LINES = st.lists(st.sampled_from(State), max_size=8).map(lambda states: line(*states))


@pytest.mark.parametrize(("hours", "price", "asks"), [(4, 0, False), (5, 0, True), (1, 100, True)])
def test_the_leader_is_asked_where_it_costs_money_or_more_than_a_few_hours(hours, price, asks):
    assert needs_yes(hours, price) is asks


@pytest.mark.parametrize(
    ("there", "refusal"),
    [(held(offered=False), NotOffered), (held(called_off=True), CalledOff), (held(days=0), HasBegun)],
)
def test_nobody_signs_up_for_what_is_not_held(there, refusal):
    with pytest.raises(refusal):
        check_open(there, NOW)


@pytest.mark.parametrize("state", [State.ASKED, State.SEATED, State.WAITING, State.ATTENDED])
def test_nobody_signs_up_twice(state):
    with pytest.raises(SignedUpAlready):
        check_not_in(state)


@pytest.mark.parametrize("state", [None, State.REFUSED, State.CANCELLED])
def test_who_was_refused_or_called_off_may_ask_again(state):
    check_not_in(state)


def test_the_line_goes_by_when_people_asked_and_not_by_when_their_leader_answered():
    late = InLine(1, State.WAITING, NOW + timedelta(hours=2))
    early = InLine(2, State.WAITING, NOW)
    assert next_in_line(held(1), [late, early], TODAY, TODAY + timedelta(days=30)) == [2]


def test_nobody_is_moved_up_on_the_day_itself():
    assert next_in_line(held(2), line(State.WAITING), TODAY, TODAY) == []
    assert next_in_line(held(2), line(State.WAITING), TODAY, TODAY + timedelta(days=1)) == [0]


def test_attendance_is_noted_from_the_day_itself():
    assert may_note_attendance(None, TODAY)
    assert may_note_attendance(TODAY, TODAY)
    assert not may_note_attendance(TODAY + timedelta(days=1), TODAY)


@settings(max_examples=150)
@given(LINES, st.one_of(st.none(), st.integers(1, 5)))
def test_no_more_seats_are_given_than_there_are(people, room):
    """Whatever was there before: those moved up fit into the free seats, and who comes next gets one if there is."""
    moved = next_in_line(held(room), people, TODAY, TODAY + timedelta(days=30))
    left = free(room, people)
    assert left is None or len(moved) <= left
    assert all(people[key].state is State.WAITING for key in moved)
    after = [InLine(one.key, State.SEATED, one.asked_at) if one.key in moved else one for one in people]
    still = free(room, after)
    assert place(room, after) is (State.WAITING if still == 0 else State.SEATED)
    assert still == 0 or not any(one.state is State.WAITING for one in after)
