"""What is due of a conversation on a day: who is reminded, and that one that goes its way reminds of nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competence.conversations.rules.reminding import Standing, Waits, waits
from competence.conversations.rules.steps import OVER, Side, State

TODAY = date(2026, 11, 27)


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("state", "since", "on", "expected"),
    [
        (State.PLANNED, -6, None, []),
        (State.PLANNED, -7, None, [(Waits.TIME, Side.LEADER)]),
        (State.INVITED, -6, 20, []),
        (State.INVITED, -7, 20, [(Waits.ANSWER, Side.PERSON)]),
        (State.INVITED, -30, 0, []),
        (State.COUNTERED, -7, 20, [(Waits.ANSWER, Side.LEADER)]),
        (State.CONFIRMED, -1, 8, []),
        (State.CONFIRMED, -1, 7, [(Waits.PREPARATION, Side.PERSON), (Waits.PREPARATION, Side.LEADER)]),
        (State.CONFIRMED, -1, 0, []),
        (State.CONFIRMED, -9, -1, [(Waits.ENDING, Side.LEADER)]),
        (State.TALKING, -1, -14, [(Waits.ENDING, Side.LEADER)]),
        (State.TALKING, -1, -15, []),
        (State.HELD, -30, -30, []),
        (State.CANCELLED, -30, 5, []),
    ],
)
def test_what_is_due(state, since, on, expected):
    assert waits(Standing(state, days(since), None if on is None else days(on)), TODAY) == expected


@given(st.sampled_from(State), st.integers(-400, 0), st.none() | st.integers(-400, 400))
def test_nobody_is_reminded_twice_of_one_conversation_nor_of_one_that_is_over(state, since, on):
    found = waits(Standing(state, days(since), None if on is None else days(on)), TODAY)
    assert len({side for _, side in found}) == len(found)
    assert not (found and state in OVER)
