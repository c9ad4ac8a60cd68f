"""The way of a conversation: every state crossed with every action, by either of the two, in every kind."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competence.conversations.rules.kinds import MAY_BE_ASKED_FOR, WITH_NOTICE, Kind
from competence.conversations.rules.refusals import InThePast, NotNow, OtherSide, TooFarAhead, TooSoon
from competence.conversations.rules.steps import OVER, STEPS, Action, Side, State, open_steps, proposing, step
from competence.conversations.rules.timing import check_time, earliest

TABLE = """
            INVITE   COUNTER    ACCEPT     MOVE     BEGIN    END   CANCEL     PLAN_AGAIN  TAKE_OVER
PLANNED     INVITED  -          -          -        -        -     CANCELLED  -           PLANNED
INVITED     -        COUNTERED  CONFIRMED  INVITED  TALKING  -     CANCELLED  -           PLANNED
COUNTERED   -        COUNTERED  CONFIRMED  INVITED  -        -     CANCELLED  -           PLANNED
CONFIRMED   -        COUNTERED  -          INVITED  TALKING  -     CANCELLED  -           PLANNED
TALKING     -        -          -          -        -        HELD  -          PLANNED     PLANNED
HELD        -        -          -          -        -        -     -          -           -
CANCELLED   -        -          -          -        -        -     -          PLANNED     -
"""


def _by_hand() -> dict[tuple[State, Action], State | None]:
    head, *lines = TABLE.strip().splitlines()
    return {
        (State[state], Action[action]): None if to == "-" else State[to]
        for state, *row in map(str.split, lines)
        for action, to in zip(head.split(), row, strict=True)
    }


BY_HAND = _by_hand()
TODAY = date(2026, 11, 2)
NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


def test_the_table_drawn_by_hand_covers_everything():
    assert set(BY_HAND) == {(state, action) for state in State for action in Action}


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(("state", "action"), BY_HAND)
def test_every_action_in_every_state(state, action, kind):
    to = BY_HAND[state, action]
    for side in Side:
        if to is None:
            with pytest.raises(NotNow):
                step(state, action, side, kind)
            assert action not in open_steps(state, side, kind)
        elif action in open_steps(state, side, kind):
            assert step(state, action, side, kind) is to
        else:
            with pytest.raises(OtherSide):
                step(state, action, side, kind)


@pytest.mark.parametrize(("state", "action"), STEPS)
def test_every_step_is_open_to_somebody(state, action):
    assert any(action in open_steps(state, side, Kind.MUS) for side in Side)


def test_a_time_is_accepted_by_the_one_who_did_not_propose_it():
    assert step(State.INVITED, Action.ACCEPT, Side.PERSON, Kind.MUS) is State.CONFIRMED
    assert step(State.COUNTERED, Action.ACCEPT, Side.LEADER, Kind.MUS) is State.CONFIRMED
    for state, side in ((State.INVITED, Side.LEADER), (State.COUNTERED, Side.PERSON)):
        with pytest.raises(OtherSide):
            step(state, Action.ACCEPT, side, Kind.MUS)


@pytest.mark.parametrize("kind", Kind)
def test_who_may_ask_for_a_conversation_may_call_it_off(kind):
    may = Action.CANCEL in open_steps(State.CONFIRMED, Side.PERSON, kind)
    assert may == (kind in MAY_BE_ASKED_FOR)
    assert Action.CANCEL in open_steps(State.CONFIRMED, Side.LEADER, kind)


def test_proposing_is_an_invitation_a_move_or_another_proposal():
    assert proposing(State.PLANNED, Side.LEADER) is Action.INVITE
    assert {proposing(state, Side.LEADER) for state in set(State) - {State.PLANNED}} == {Action.MOVE}
    assert {proposing(state, Side.PERSON) for state in State} == {Action.COUNTER}


@given(st.lists(st.tuples(st.sampled_from(Action), st.sampled_from(Side)), max_size=20), st.sampled_from(Kind))
def test_a_held_talk_stays_held_whatever_is_tried(tried, kind):
    state, held = State.PLANNED, False
    for action, side in tried:
        if action in open_steps(state, side, kind):
            state = step(state, action, side, kind)
        held = held or state is State.HELD
        assert not held or state is State.HELD
    assert (state in OVER) == (state in (State.HELD, State.CANCELLED))


def _check(kind: Kind, days: int, side: Side = Side.LEADER, invited_on: date | None = None) -> None:
    starts = NOW + timedelta(days=days)
    check_time(kind, starts, TODAY + timedelta(days=days), side, invited_on=invited_on, now=NOW, today=TODAY)


@given(st.sampled_from(Kind), st.integers(0, 366))
def test_two_weeks_notice_for_the_big_ones_and_none_for_the_short(kind, days):
    if kind in WITH_NOTICE and days < 14:
        with pytest.raises(TooSoon):
            _check(kind, days) if days else _check_later_today(kind)
    elif days:
        _check(kind, days)


def _check_later_today(kind: Kind) -> None:
    check_time(kind, NOW + timedelta(hours=1), TODAY, Side.LEADER, invited_on=None, now=NOW, today=TODAY)


def test_the_one_invited_may_propose_an_earlier_day():
    _check(Kind.MUS, 3, Side.PERSON)


def test_notice_counts_from_the_first_invitation_when_a_talk_is_moved():
    assert earliest(Kind.MUS, TODAY - timedelta(days=10), TODAY) == TODAY + timedelta(days=4)
    assert earliest(Kind.MUS, TODAY - timedelta(days=40), TODAY) == TODAY
    _check(Kind.MUS, 4, invited_on=TODAY - timedelta(days=10))


def test_what_is_past_or_far_away_is_refused():
    with pytest.raises(InThePast):
        _check(Kind.ONE_ON_ONE, 0)
    with pytest.raises(TooFarAhead):
        _check(Kind.ONE_ON_ONE, 367)
