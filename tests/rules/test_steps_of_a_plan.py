"""The life of a plan: every state by every step, what must be in it, when both are asked, and who sees which answer."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competence.plans.rules.following import AFTER, DAYS_TO_COMMENT, Answer, asked_on, may_file_from, seen_by
from competence.plans.rules.holding import MOST_GOALS, Aim, Content, Pledge, check_whole, missing, remark
from competence.plans.rules.refusals import NoGoal, NothingFromTheLeader, TooLong, TooManyGoals
from competence.plans.rules.states import REFUSED, STEPS, Action, State, follows, may, step
from competence.plans.rules.words import Done, Form, Side, Standing, Whose
from competence.web.refusals import Conflict

# Written by hand from the design, beside the table of the product: where each step leads, - where it is refused.
EXPECTED = """
           EDIT      APPROVE   SEND_BACK TAKE_SEAT COMMENT   FILE      END       NOTE      ANSWER
DRAFT      DRAFT     PROPOSED  -         DRAFT     -         -         -         -         -
PROPOSED   DRAFT     APPROVED  DRAFT     DRAFT     -         -         -         -         -
APPROVED   -         -         -         -         APPROVED  FILED     ENDED     APPROVED  APPROVED
FILED      -         -         -         -         -         -         ENDED     FILED     FILED
ENDED      -         -         -         -         -         -         -         ENDED     -
"""
APPROVED_ON = date(2026, 3, 2)
DAYS = st.integers(min_value=-5, max_value=500)
ANSWERS = st.dictionaries(
    st.tuples(st.sampled_from(AFTER), st.sampled_from(Side)),
    st.builds(Answer, st.sampled_from(Done), st.text(max_size=5)),
)


def expected():
    heads, *rows = (line.split() for line in EXPECTED.strip().splitlines())
    return {(row[0], head): cell for row in rows for head, cell in zip(heads, row[1:], strict=True)}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", Action)
def test_every_step_from_every_state(state, action):
    leads_to = expected()[state.name, action.name]
    assert may(state, action) is (leads_to != "-")
    if leads_to == "-":
        with pytest.raises(REFUSED[action]) as refused:
            step(state, action)
        assert refused.value.status == 409
        assert str(refused.value.message)
    else:
        assert step(state, action) is State[leads_to]


def test_the_table_written_by_hand_speaks_of_every_state_and_step():
    assert set(expected()) == {(state.name, action.name) for state in State for action in Action}
    assert set(REFUSED) == set(Action)


def test_what_both_have_signed_never_becomes_a_draft_again():
    assert all(after.is_agreed for (before, _), after in STEPS.items() if before.is_agreed)


@pytest.mark.parametrize(
    ("new", "old", "ends"),
    [
        (Form.FULL, Form.FULL, True),
        (Form.FULL, Form.SHORT, True),
        (Form.SHORT, Form.SHORT, True),
        (Form.SHORT, Form.FULL, False),
    ],
)
def test_a_short_agreement_leaves_the_full_plan_standing(new, old, ends):
    assert follows(new, old) is ends


# --- what a plan holds ---


def content(goals=1, *whose):
    return Content(tuple(Aim("Mål") for _ in range(goals)), tuple(Pledge("Aftale", one) for one in whose))


@pytest.mark.parametrize(
    ("form", "held", "wanting"),
    [
        (Form.FULL, content(1, Whose.LEADER), []),
        (Form.FULL, content(MOST_GOALS, Whose.EMPLOYEE, Whose.LEADER), []),
        (Form.FULL, content(0, Whose.LEADER), [NoGoal]),
        (Form.FULL, content(MOST_GOALS + 1, Whose.LEADER), [TooManyGoals]),
        (Form.FULL, content(1), [NothingFromTheLeader]),
        (Form.FULL, content(1, Whose.EMPLOYEE, Whose.BOTH), [NothingFromTheLeader]),
        (Form.FULL, Content(), [NoGoal, NothingFromTheLeader]),
        (Form.SHORT, content(0, Whose.LEADER), []),
        (Form.SHORT, content(0, Whose.EMPLOYEE), [NothingFromTheLeader]),
        (Form.SHORT, Content(), [NothingFromTheLeader]),
    ],
)
def test_what_is_wanting_before_one_may_sign(form, held, wanting):
    assert [type(one) for one in missing(form, held)] == wanting
    if wanting:
        with pytest.raises(Conflict):
            check_whole(form, held)
    else:
        check_whole(form, held)


def test_a_remark_is_tidied_and_has_an_end():
    assert remark("  to\r\nlinjer \n") == "to\nlinjer"
    with pytest.raises(TooLong):
        remark("æ" * 2001)


def test_what_is_on_its_way_or_adjusted_is_carried_over():
    assert [standing.name for standing in Standing if standing.is_open] == ["ON_THE_WAY", "ADJUSTED"]


# --- when both are asked ---


@pytest.mark.parametrize(
    ("passed", "asked"),
    [(0, None), (29, None), (30, 30), (89, 30), (90, 90), (179, 90), (180, 180), (364, 180), (365, None), (-1, None)],
)
def test_one_question_is_asked_at_a_time(passed, asked):
    assert asked_on(APPROVED_ON, APPROVED_ON + timedelta(days=passed)) == asked


@given(DAYS, ANSWERS)
def test_nobody_sees_that_the_other_has_answered_before_they_have(passed, answers):
    today = APPROVED_ON + timedelta(days=passed)
    for side in Side:
        mine = {key: answer for key, answer in answers.items() if key[1] is side}
        unrevealed = {key for key in answers if key[1] is not side and (key[0], side) not in mine}
        without = {key: answer for key, answer in answers.items() if key not in unrevealed}
        assert seen_by(side, answers, APPROVED_ON, today) == seen_by(side, without, APPROVED_ON, today)


@given(ANSWERS)
def test_when_both_have_answered_both_see_both(answers):
    for side in Side:
        for one in seen_by(side, answers, APPROVED_ON, APPROVED_ON):
            both = answers.get((one.after_days, side)), answers.get((one.after_days, side.other))
            if None not in both:
                assert (one.mine, one.theirs) == both
                assert one.differs is (both[0].done is not both[1].done)
            else:
                assert one.theirs is None
                assert not one.differs


def test_a_plan_that_is_followed_asks_no_more():
    asked = seen_by(Side.EMPLOYEE, {}, APPROVED_ON, APPROVED_ON + timedelta(days=40), runs=False)
    assert [one.waits_for_me for one in asked] == [False, False, False]


def test_an_agreement_is_filed_when_the_employee_is_heard_or_a_week_has_passed():
    assert may_file_from(APPROVED_ON, commented=True) == APPROVED_ON
    assert may_file_from(APPROVED_ON, commented=False) == APPROVED_ON + timedelta(days=DAYS_TO_COMMENT)
