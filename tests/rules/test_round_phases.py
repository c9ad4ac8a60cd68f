"""The phases of a round with talks: the days proposed, their order, moving them, and where we are."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competence.cycles.rules import phases
from competence.cycles.rules.phases import CHOSEN, Phase, State

OPENS, CLOSES = date(2027, 1, 11), date(2027, 3, 12)
DAYS = st.integers(0, 7000).map(lambda days: date(2020, 1, 1) + timedelta(days=days))


def test_the_days_proposed_for_a_round_that_opens_in_january():
    assert phases.whole(OPENS, CLOSES, phases.propose(OPENS, CLOSES)) == {
        Phase.FRAME: OPENS,
        Phase.LUS: date(2027, 2, 8),
        Phase.KICK_OFF: date(2027, 2, 22),
        Phase.MIRRORS: CLOSES,
        Phase.TALKS: date(2027, 5, 21),
        Phase.PLANS: date(2027, 6, 4),
        Phase.MINI_MUS: date(2027, 9, 24),
        Phase.EVALUATION: date(2027, 11, 19),
    }


@given(DAYS, st.integers(0, 200))
def test_what_is_proposed_always_stands_in_its_order_and_off_weekends(opens, length):
    closes = opens + timedelta(days=length)
    proposed = phases.propose(opens, closes)
    phases.check_order(opens, closes, proposed)
    assert list(phases.whole(opens, closes, proposed)) == list(Phase)
    assert all(day.weekday() < 5 or day == closes for day in proposed.values())


@pytest.mark.parametrize("phase", CHOSEN)
def test_a_phase_that_ends_before_the_one_before_it_is_refused_at_its_field(phase):
    chosen = phases.propose(OPENS, CLOSES)
    order = list(Phase)
    before = order[order.index(phase) - 1]
    chosen[phase] = phases.whole(OPENS, CLOSES, chosen)[before] - timedelta(days=1)
    with pytest.raises(phases.OutOfOrder) as refusal:
        phases.check_order(OPENS, CLOSES, chosen)
    assert refusal.value.field == phases.field_of(phase)


def test_the_mirrors_cannot_close_before_the_teams_have_begun():
    with pytest.raises(phases.OutOfOrder) as refusal:
        phases.check_order(OPENS, CLOSES - timedelta(days=30), phases.propose(OPENS, CLOSES))
    assert refusal.value.field == "closes_on"


def test_a_deadline_moves_to_a_later_day_and_never_to_an_earlier_one():
    old = phases.whole(OPENS, CLOSES, phases.propose(OPENS, CLOSES))
    today = date(2027, 3, 1)
    same = {phase: old[phase] for phase in CHOSEN}
    phases.check_moving(old, same, today)  # a day that is gone may stay
    phases.check_moving(old, same | {Phase.TALKS: date(2027, 5, 28)}, today)
    with pytest.raises(phases.PhaseNotLonger):
        phases.check_moving(old, same | {Phase.TALKS: date(2027, 5, 20)}, today)
    with pytest.raises(phases.PhaseIsOver):
        phases.check_moving(old, same | {Phase.LUS: date(2027, 2, 9)}, today)


def test_the_last_day_of_a_phase_still_belongs_to_it():
    days = phases.whole(OPENS, CLOSES, phases.propose(OPENS, CLOSES))
    on_the_day = {step.phase: step.state for step in phases.line(days, CLOSES)}
    after = {step.phase: step.state for step in phases.line(days, CLOSES + timedelta(days=1))}
    assert (on_the_day[Phase.KICK_OFF], on_the_day[Phase.MIRRORS], on_the_day[Phase.TALKS]) == (
        State.DONE,
        State.NOW,
        State.NEXT,
    )
    assert after[Phase.TALKS] is State.NOW


@given(DAYS, st.booleans())
def test_at_most_one_phase_is_now_and_everything_before_it_is_done(today, evaluated):
    days = phases.whole(OPENS, CLOSES, phases.propose(OPENS, CLOSES))
    states = [step.state for step in phases.line(days, today, evaluated=evaluated)]
    order = [State.DONE, State.NOW, State.NEXT]
    assert states == sorted(states, key=order.index)
    assert states.count(State.NOW) == (0 if evaluated or today > days[Phase.EVALUATION] else 1)
