"""The life of a piece of feedback: every state by every step; and what may be asked, written and said."""

from datetime import date, timedelta

import pytest

from competence.feedback.queries.forms import forms
from competence.feedback.rules import asking
from competence.feedback.rules.asking import ASKED_FOR, EVENT, MOST_ASKED, MOST_COMPETENCES, VIEW, Wanted
from competence.feedback.rules.refusals import (
    AskedOneself,
    ChooseCompetences,
    LevelMissing,
    NobodyAsked,
    NotADay,
    NothingAsked,
    TooManyAsked,
    WhyMissing,
    WordsMissing,
    WordsTooLong,
)
from competence.feedback.rules.steps import OPENED, REFUSED, STEPS, Action, State, open_steps, step

# Written by hand from the design, beside the table of the product: where each step leads, - where it is refused.
EXPECTED = """
            APPROVE TURN_DOWN   CALL_OFF   WRITE   DECLINE  TAKE_BACK  DISCARD READ THANK  KEEP SHARE  UNSHARE DELETE  REPORT
PROPOSED    ASKED   TURNED_DOWN CALLED_OFF -       -        -          -       -    -      -    -      -       -       -
TURNED_DOWN -       -           -          -       -        -          -       -    -      -    -      -       -       -
ASKED       -       -           CALLED_OFF WRITTEN DECLINED -          -       -    -      -    -      -       -       -
DECLINED    -       -           -          -       -        -          -       -    -      -    -      -       -       -
CALLED_OFF  -       -           -          -       -        -          -       -    -      -    -      -       -       -
WRITTEN     -       -           -          -       -        TAKEN_BACK -       READ -      -    -      -       DELETED -
TAKEN_BACK  -       -           -          WRITTEN -        -          DELETED -    -      -    -      -       -       -
READ        -       -           -          -       -        -          -       -    READ   KEPT SHARED -       DELETED READ
KEPT        -       -           -          -       -        -          -       -    KEPT   -    SHARED -       DELETED KEPT
SHARED      -       -           -          -       -        -          -       -    SHARED -    -      KEPT    DELETED SHARED
DELETED     -       -           -          -       -        -          -       -    -      -    -      -       -       -
"""  # noqa: E501 a table is read as one
TODAY = date(2026, 11, 23)


def expected():
    heads, *rows = (line.split() for line in EXPECTED.strip().splitlines())
    return {(row[0], head): cell for row in rows for head, cell in zip(heads, row[1:], strict=True)}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", Action)
def test_every_step_from_every_state(state, action):
    leads_to = expected()[state.name, action.name]
    assert (action in open_steps(state, action.whose)) is (leads_to != "-")
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


def test_what_was_read_is_never_with_its_writer_to_change_again():
    reached, ahead = set(), set(OPENED)
    while ahead:
        reached |= ahead
        ahead = {after for (before, _), after in STEPS.items() if before in reached} - reached
    assert all(action.whose == "receiver" for (state, action) in STEPS if state in reached)


# --- asking ---


def test_between_one_and_four_are_asked_and_never_oneself():
    asking.check_asked(1, [2, 3, 4], ["En gæst"])
    with pytest.raises(NobodyAsked):
        asking.check_asked(1, [], [])
    with pytest.raises(TooManyAsked):
        asking.check_asked(1, range(2, 3 + MOST_ASKED), [])
    with pytest.raises(TooManyAsked):
        asking.check_asked(1, range(2, 2 + MOST_ASKED), ["En gæst"])
    with pytest.raises(AskedOneself):
        asking.check_asked(1, [1, 2], [])


@pytest.mark.parametrize(("days", "is_fine"), [(0, True), (92, True), (-1, False), (93, False)])
def test_an_answer_is_asked_for_within_three_months(days, is_fine):
    if is_fine:
        asking.check_day(TODAY + timedelta(days=days), TODAY)
    else:
        with pytest.raises(NotADay):
            asking.check_day(TODAY + timedelta(days=days), TODAY)


def test_a_question_is_tidied_and_has_an_end():
    assert asking.question("  Hvordan\r\ngik det? ") == "Hvordan\ngik det?"
    for empty in (" ", "æ" * 601):
        with pytest.raises(NothingAsked):
            asking.question(empty)


def test_colleagues_look_at_one_to_six_competences():
    asking.check_competences(range(MOST_COMPETENCES))
    for wrong in ([], range(MOST_COMPETENCES + 1)):
        with pytest.raises(ChooseCompetences):
            asking.check_competences(wrong)


# --- answering ---


def test_words_are_kept_field_by_field_and_what_was_not_asked_falls_away():
    wanted = [Wanted("saw", "Det så jeg", required=True), Wanted("value", "Det viser", required=False)]
    assert asking.words(wanted, {"saw": " Ro ", "value": "", "other": "x"}) == {"saw": "Ro"}
    with pytest.raises(WordsMissing) as missing:
        asking.words(wanted, {"saw": " \n", "value": "x"})
    assert "Det så jeg" in str(missing.value)
    with pytest.raises(WordsTooLong):
        asking.words(wanted, {"saw": "æ" * 1001})


def test_a_colleague_who_cannot_judge_says_so_and_leaves_nothing_open():
    assert asking.levels([7, 8], {7: 3, 8: None, 9: 1}, highest=5) == {7: 3, 8: None}
    for wrong in ({7: 3}, {7: 3, 8: 6}, {7: 0, 8: None}):
        with pytest.raises(LevelMissing):
            asking.levels([7, 8], wrong, highest=5)


def test_a_report_says_why():
    assert asking.why(" Tonen ") == "Tonen"
    with pytest.raises(WhyMissing):
        asking.why("  ")


@pytest.mark.parametrize("code", [*ASKED_FOR, EVENT])
def test_a_form_asks_for_three_fields_at_most_and_for_one_at_least(code):
    form = forms()[code]
    assert 1 <= len(form.of_writer) <= 3
    assert any(field.required for field in form.wanted)


def test_the_colleagues_view_asks_for_levels_and_no_words():
    assert forms()[VIEW].fields == ()
    assert forms()[VIEW].title.en
