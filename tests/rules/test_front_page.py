"""What waits for somebody on the front page, and the steps of their year."""

from datetime import date, timedelta

from competence.conversations.rules.kinds import Kind
from competence.conversations.rules.steps import State
from competence.conversations.rules.year import Agreement, Someone, Talk
from competence.home.rules import (
    Agreed,
    Led,
    Mine,
    Step,
    Waits,
    agreed_with,
    leaders_waits,
    own_wait,
    round_wait,
    talk_waits,
    year_of,
)

TODAY = date(2026, 11, 23)
OPENED, CLOSES = date(2026, 11, 1), date(2026, 12, 15)


def mine(**facts):
    return Mine(OPENED, CLOSES, **({"round_is_open": True} | facts))


def test_a_round_waits_to_be_begun_then_gone_on_with_then_for_the_other():
    assert own_wait(mine(), TODAY) is Waits.BEGIN
    assert own_wait(mine(begun=True), TODAY) is Waits.GO_ON
    assert own_wait(mine(begun=True, shared_on=TODAY), TODAY) is None


def test_an_opened_mirror_waits_to_be_read_until_the_talk():
    opened = {"begun": True, "shared_on": TODAY, "revealed_on": TODAY}
    assert own_wait(mine(**opened), TODAY) is Waits.READ
    assert own_wait(mine(**opened, talk_on=TODAY), TODAY) is None


def test_what_was_shared_with_a_former_leader_waits_to_be_shared_again_until_the_talk():
    moved = {"begun": True, "shared_on": TODAY, "moved": True}
    assert own_wait(mine(**moved), TODAY) is Waits.SHARE_AGAIN
    assert own_wait(mine(**moved, revealed_on=TODAY), TODAY) is Waits.SHARE_AGAIN
    assert own_wait(mine(**moved, revealed_on=TODAY, talk_on=TODAY), TODAY) is None


def test_a_closed_round_asks_nobody_to_begin():
    assert own_wait(mine(round_is_open=False), TODAY) is None
    assert own_wait(mine(round_is_open=False, begun=True), TODAY) is None


def test_one_side_missing_after_the_last_day_waits_for_a_decision_for_three_months():
    one_sided = mine(round_is_open=False, begun=True, shared_on=OPENED, may_consent=True)
    assert own_wait(one_sided, CLOSES + timedelta(days=90)) is Waits.DECIDE
    assert own_wait(one_sided, CLOSES + timedelta(days=91)) is None


def test_a_leader_is_waited_for_by_those_who_shared_and_those_to_talk_with():
    draft, shared = Led("Astrid", begun=True), Led("Asger", begun=True, shared=True)
    answered = Led("Ida", begun=True, shared=True, leader_shared=True)
    opened = Led("Ib", begun=True, shared=True, leader_shared=True, revealed=True)
    talked = Led("Ea", begun=True, shared=True, leader_shared=True, revealed=True, talked=True)
    assert leaders_waits([draft, answered, talked]) == []
    assert leaders_waits([opened, shared, shared]) == [Waits.ANSWER_FOR_OTHERS, Waits.HOLD_TALKS]


def test_a_round_waits_to_be_opened_on_its_day_and_closed_in_its_last_week():
    dates = {"opens_on": OPENED, "closes_on": CLOSES}
    assert round_wait(is_open=False, **dates, today=OPENED - timedelta(days=1)) is None
    assert round_wait(is_open=False, **dates, today=OPENED) is Waits.OPEN_ROUND
    assert round_wait(is_open=True, **dates, today=CLOSES - timedelta(days=8)) is None
    assert round_wait(is_open=True, **dates, today=CLOSES - timedelta(days=7)) is Waits.CLOSE_ROUND


def states(**facts):
    return [(event.step, event.state) for event in year_of(mine(**facts), Agreed(), TODAY)]


def test_the_first_step_that_has_not_happened_is_now():
    assert states(begun=True, shared_on=TODAY) == [
        (Step.OPENED, "done"),
        (Step.SHARED, "done"),
        (Step.REVEALED, "now"),
        (Step.TALKED, "next"),
        (Step.CLOSES, "next"),
    ]


def test_after_the_round_only_what_happened_stands_there_and_the_talk_if_it_is_still_to_come():
    assert states(round_is_open=False) == [(Step.OPENED, "done"), (Step.CLOSES, "done")]
    opened = {"round_is_open": False, "shared_on": OPENED, "revealed_on": OPENED}
    assert (Step.TALKED, "now") in states(**opened)
    assert (Step.TALKED, "done") in states(**opened, talk_on=CLOSES)


def waits_in(*talks, plans=(), **more):
    return [wait for wait, _ in talk_waits(Someone("p", "Astrid", talks, plans, **more), TODAY)]


def mus(state, days, **more):
    return Talk("t", Kind.MUS, state, TODAY + timedelta(days=days), **more)


def test_a_talk_waits_for_a_reply_then_for_preparation_then_for_its_day():
    assert waits_in(mus(State.INVITED, 20)) == [Waits.REPLY]
    assert waits_in(mus(State.COUNTERED, 20)) == []
    assert waits_in(mus(State.CONFIRMED, 15)) == []
    assert waits_in(mus(State.CONFIRMED, 14)) == [Waits.PREPARE]
    assert waits_in(mus(State.CONFIRMED, 14, prepared=True)) == []
    assert waits_in(mus(State.CONFIRMED, 0, prepared=True)) == [Waits.MEET]
    assert waits_in(mus(State.TALKING, -1)) == [Waits.MEET]
    assert waits_in(mus(State.CONFIRMED, -1)) == []
    assert waits_in(mus(State.HELD, -1)) == []


def test_a_plan_waits_for_the_second_signature_and_then_for_the_one_question():
    assert waits_in(plans=[Agreement("p")]) == []
    assert waits_in(plans=[Agreement("p", signed_by_leader=True)]) == [Waits.SIGN]
    assert waits_in(plans=[Agreement("p", signed_by_leader=True, signed_by_person=True)]) == []
    assert waits_in(plans=[Agreement("p", agreed_on=OPENED, asked=30)]) == [Waits.FOLLOW_UP]
    assert waits_in(plans=[Agreement("p", agreed_on=OPENED)]) == []


def test_nothing_in_talks_and_plans_waits_for_somebody_on_leave():
    assert waits_in(mus(State.INVITED, 20), plans=[Agreement("p", asked=30, agreed_on=OPENED)], away=True) == []


def test_a_talk_with_a_day_stands_in_the_year_in_its_place():
    booked = Agreed(talk_on=CLOSES - timedelta(days=1))
    steps = [event.step for event in year_of(mine(shared_on=OPENED, revealed_on=OPENED), booked, TODAY)]
    assert steps[-2:] == [Step.TALKED, Step.CLOSES]
    later = Agreed(talk_on=CLOSES + timedelta(days=1))
    steps = [event.step for event in year_of(mine(shared_on=OPENED, revealed_on=OPENED), later, TODAY)]
    assert steps[-2:] == [Step.CLOSES, Step.TALKED]


def test_after_the_talk_the_year_holds_the_plan_and_the_next_question():
    plan = Agreement("p", agreed_on=TODAY, follow_ups=(TODAY + timedelta(days=30), TODAY + timedelta(days=90)))
    me = Someone("p", "Astrid", [mus(State.HELD, -1)], [plan])
    agreed = agreed_with(me, OPENED, TODAY)
    assert agreed == Agreed(TODAY - timedelta(days=1), True, TODAY, TODAY + timedelta(days=30))
    assert [(event.step, event.state) for event in year_of(None, agreed, TODAY)] == [
        (Step.TALKED, "done"),
        (Step.AGREED, "done"),
        (Step.FOLLOWED_UP, "next"),
    ]
    assert year_of(None, Agreed(TODAY, held=True), TODAY)[-1].state == "now"


def test_a_talk_of_an_earlier_year_is_not_this_years():
    me = Someone("p", "Astrid", [mus(State.HELD, -200), mus(State.CONFIRMED, 9)])
    assert agreed_with(me, OPENED, TODAY) == Agreed(TODAY + timedelta(days=9))
    assert year_of(None, agreed_with(Someone("p", "Astrid"), OPENED, TODAY), TODAY) == []
