"""What waits for somebody on the front page, and the steps of their year."""

from datetime import date, timedelta

from competence.home.rules import Led, Mine, Step, Waits, leaders_waits, own_wait, round_wait, year_of

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
    return [(event.step, event.state) for event in year_of(mine(**facts))]


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
