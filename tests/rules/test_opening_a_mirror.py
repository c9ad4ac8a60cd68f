"""When a side may be changed, shared or taken back, and when the two are opened: every standing a mirror can have."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from competence.assessments.rules import opening
from competence.assessments.rules.opening import Standing

LAST = date(2026, 12, 15)
flag = st.booleans()
standings = st.builds(
    Standing,
    mine_shared=flag,
    theirs_shared=flag,
    moved=flag,
    revealed=flag,
    talk_held=flag,
    closes_on=st.none() | st.just(LAST),
)


def test_a_draft_may_be_changed_and_shared_but_not_taken_back():
    draft = Standing()
    assert opening.may_answer(draft)
    assert opening.may_share(draft)
    assert not opening.may_withdraw(draft)


def test_what_is_shared_stands_still_until_it_is_taken_back():
    shared = Standing(mine_shared=True)
    assert not opening.may_answer(shared)
    assert not opening.may_share(shared)
    assert opening.may_withdraw(shared)


@given(standings)
def test_nothing_opens_until_both_have_shared(standing):
    if opening.reveals(standing):
        assert standing.mine_shared
        assert standing.theirs_shared
        assert not standing.moved


@given(standings)
def test_what_is_open_cannot_be_taken_back(standing):
    assert not opening.may_withdraw(replace(standing, revealed=True))


@given(standings)
def test_after_the_talk_nothing_is_changed(standing):
    held = replace(standing, talk_held=True)
    assert not opening.may_answer(held)
    assert not opening.may_hold_talk(held)


def test_from_the_reveal_to_the_talk_each_may_change_their_own():
    assert opening.may_answer(Standing(mine_shared=True, theirs_shared=True, revealed=True))


def test_a_new_leader_gets_nothing_until_it_is_shared_again():
    moved = Standing(mine_shared=True, theirs_shared=True, moved=True)
    assert not opening.reveals(moved)
    assert opening.may_share(moved)
    assert opening.may_share(replace(moved, revealed=True, talk_held=True))


def test_a_side_left_out_at_the_reveal_stands_still():
    assert not opening.may_answer(Standing(theirs_shared=True, revealed=True))


def test_nobody_agrees_to_open_for_a_leader_who_has_left():
    moved = Standing(mine_shared=True, moved=True, closes_on=LAST)
    assert not opening.may_consent(moved, LAST + timedelta(days=1))


def test_a_side_left_out_at_the_reveal_is_not_shared_later():
    assert not opening.may_share(Standing(theirs_shared=True, revealed=True))


def test_one_side_alone_is_opened_only_after_the_last_day():
    one_side = Standing(mine_shared=True, closes_on=LAST)
    assert not opening.may_consent(one_side, LAST)
    assert opening.may_consent(one_side, LAST + timedelta(days=1))


@given(standings, st.dates())
def test_nobody_consents_between_rounds_or_where_nothing_is_missing(standing, today):
    assert not opening.may_consent(replace(standing, closes_on=None), today)
    assert not opening.may_consent(replace(standing, mine_shared=True, theirs_shared=True), today)
    assert not opening.may_consent(replace(standing, mine_shared=False, theirs_shared=False), today)
