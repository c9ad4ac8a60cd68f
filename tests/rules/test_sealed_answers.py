"""Sealed answers become anonymous ones: sheets of one size, a crowd or nothing, and nothing that holds together."""

import random
from collections import Counter
from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competence.feedback.sealed.rules.rounds import (
    APART,
    ASKED_AGAIN,
    FEWEST_DAYS,
    AskedLately,
    Audience,
    Draft,
    NoLongerADraft,
    NotOpen,
    OddPulse,
    Outcome,
    Stage,
    TooShort,
    check_apart,
    check_draft,
    check_stage,
    is_over,
    opens_from,
)
from competence.feedback.sealed.rules.settling import (
    LEAST,
    LEAST_FOR_WORDS,
    Loose,
    by_question,
    crowd_of,
    loosened,
    pools,
)
from competence.feedback.sealed.rules.sheets import LONGEST, SIZE, Sheet, TooMuch, packed, unpacked
from competence.feedback.upward.rules import NoNeedOfTalk, SelfIsClosed, check_self, check_talk, shows_numbers
from competence.frameworks.queries.questions import questions, steps
from competence.frameworks.rules.questions import About

TODAY = date(2026, 11, 27)
CODES = st.sampled_from([question.code for question in questions(About.LEADER)])
SHEETS = st.builds(
    Sheet,
    st.dictionaries(CODES, st.integers(0, 4)),
    st.dictionaries(st.sampled_from(["up.keep", "up.wish"]), st.text(max_size=LONGEST)),
)


def answered(number: int, **words: str) -> list[Sheet]:
    return [Sheet({"up.01": 1 + n % 4, "up.02": 4 - n % 4}, words) for n in range(number)]


@settings(max_examples=60)
@given(SHEETS)
def test_a_sheet_comes_back_as_it_was_and_always_takes_the_same_room(sheet):
    assert unpacked(packed(sheet)) == sheet
    assert len(packed(sheet)) == SIZE


def test_the_longest_answers_fit_and_more_is_refused():
    widest = "\U0001f4da" * LONGEST
    whole = Sheet({f"up.{n:02}": 4 for n in range(1, 13)}, {"up.keep": widest, "up.wish": widest})
    assert unpacked(packed(whole)) == whole
    with pytest.raises(TooMuch):
        packed(Sheet({}, {"up.keep": "x" * SIZE}))


def test_an_answer_in_words_has_600_characters_and_a_sheet_8192_bytes_to_the_last():
    assert LONGEST == 600
    full = Sheet({}, {"a": "x" * 8179})  # [{},{"a":""}] are the other thirteen
    assert unpacked(packed(full)) == full
    assert (len(packed(full)), SIZE) == (8192, 8192)
    with pytest.raises(TooMuch):
        packed(Sheet({}, {"a": "x" * 8180}))


def test_an_untouched_sheet_and_one_that_only_cannot_say_count_for_nobody():
    assert not Sheet().counts
    assert not Sheet({"up.01": 0}, {"up.keep": ""}).counts
    assert Sheet({"up.01": 1}).counts
    assert Sheet({}, {"up.keep": "Ro"}).counts


@pytest.mark.parametrize("number", range(9))
def test_fewer_than_five_answers_are_nothing_however_many_were_asked(number):
    sheets = answered(number) + [Sheet()] * 10
    assert len(crowd_of(sheets)) == (number if number >= LEAST else 0)


@pytest.mark.parametrize(("number", "kept"), [(5, 0), (9, 0), (10, 10), (12, 12)])
def test_words_are_kept_from_ten_answers_on(number, kept):
    loose = loosened(answered(number, **{"up.keep": "Ro"}), random.Random(1).shuffle)
    assert sum(bool(one.words) for one in loose) == kept
    assert LEAST_FOR_WORDS == 10


@settings(max_examples=40)
@given(st.lists(SHEETS, max_size=14), st.randoms(use_true_random=False))
def test_nothing_is_lost_or_added_and_what_cannot_be_said_is_left_out(sheets, dice):
    loose = loosened(sheets, dice.shuffle)
    given_steps = Counter((code, step) for sheet in sheets for code, step in sheet.steps.items() if step)
    assert Counter((one.question, one.step) for one in loose if one.step is not None) == given_steps


def test_the_order_of_questions_tells_nothing_of_whose_sheet_was_opened_first():
    crowd = [Sheet(steps={"up.02": 3}), *(Sheet(steps={"up.01": 2, "up.02": 3}) for _ in range(5))]
    assert list(by_question(crowd)) == list(by_question(crowd[::-1])) == ["up.01", "up.02"]


def test_words_stand_in_the_order_of_their_questions_too_and_none_where_nothing_was_written():
    crowd = [*answered(9, **{"up.wish": "Tid", "up.keep": ""}), *answered(1, **{"up.keep": "Ro"})]
    told = [(one.question, one.words) for one in loosened(crowd, random.Random(1).shuffle) if one.step is None]
    assert told == [("up.keep", "Ro"), *[("up.wish", "Tid")] * 9]


def test_each_question_is_shuffled_by_itself():
    """Five people answer two questions alike; were the two shuffled together, their answers would stay side by side."""
    crowd = [Sheet({"a": n, "b": n}) for n in range(1, 6)]
    together = 0
    for seed in range(200):
        loose = loosened(crowd, random.Random(seed).shuffle)
        first, second = ([one.step for one in loose if one.question == code] for code in "ab")
        together += sum(x == y for x, y in zip(first, second, strict=True))
    assert 150 < together < 250  # one in five by chance, of a thousand


@settings(max_examples=40)
@given(st.integers(1, 90), st.randoms(use_true_random=False))
def test_a_pool_holds_twenty_sheets_or_more_or_the_whole_round(number, dice):
    names = [f"sheet {n}" for n in range(number)]
    sizes = Counter(pools(names, 20, dice.shuffle).values())
    assert sum(sizes.values()) == number
    assert min(sizes.values()) >= min(20, number)


def draft(days: int = 14, pulse: tuple[str, ...] = ()) -> Draft:
    return Draft("Forår", "Lære", TODAY + timedelta(days=days), Audience.LEADER, pulse=pulse)


@pytest.mark.parametrize(
    ("made", "name"),
    [(draft(), "audience"), (Sheet(), "steps"), (Loose("up.01", 3), "step")],
    ids=["draft", "sheet", "answer"],
)
def test_neither_a_draft_nor_an_answer_is_changed_on_the_way(made, name):
    with pytest.raises(FrozenInstanceError):
        setattr(made, name, None)


def test_a_week_is_given_a_fortnight_where_answers_were_lost_and_ninety_days_lie_between_rounds():
    """What everybody who is asked was promised."""
    assert [days.days for days in (FEWEST_DAYS, ASKED_AGAIN, APART)] == [7, 14, 90]


def test_a_round_gives_everybody_a_week():
    check_draft(draft(7), TODAY)
    with pytest.raises(TooShort):
        check_draft(draft(6), TODAY)


@pytest.mark.parametrize("number", [1, 7])
def test_a_pulse_asks_two_to_six_questions(number):
    check_draft(draft(pulse=("a",) * 2), TODAY)
    check_draft(draft(pulse=("a",) * 6), TODAY)
    with pytest.raises(OddPulse):
        check_draft(draft(pulse=("a",) * number), TODAY)


def test_what_is_open_is_promised_and_what_is_closed_is_closed():
    with pytest.raises(NoLongerADraft):
        check_stage(Stage.OPEN, Stage.DRAFT)
    with pytest.raises(NotOpen):
        check_stage(Stage.CLOSED, Stage.OPEN)
    for stage in Stage:
        check_stage(stage, stage)


def test_a_round_is_over_when_its_last_day_has_gone():
    assert not is_over(TODAY, TODAY)
    assert is_over(TODAY - timedelta(days=1), TODAY)


def test_a_team_reads_numbers_from_ten_answers_and_the_leader_from_five():
    assert shows_numbers("5–9", in_the_team=False)
    assert not shows_numbers("5–9", in_the_team=True)
    assert shows_numbers("10–14", in_the_team=True)


def refused(check, refusal):
    """Return where in the life of a round, and with which outcome, something is refused."""
    found = set()
    for stage in Stage:
        for outcome in Outcome:
            try:
                check(stage, outcome)
            except refusal:
                found.add((stage, outcome))
    return found


EVERYWHERE = {(stage, outcome) for stage in Stage for outcome in Outcome}


def test_leaders_answer_about_themselves_while_they_are_asked_about():
    assert refused(check_self, SelfIsClosed) == EVERYWHERE - {(Stage.OPEN, Outcome.ASKED)}


def test_a_talk_takes_the_place_of_a_result_that_is_known_not_to_come():
    talked = {(stage, Outcome.TOO_SMALL) for stage in Stage} | {(Stage.PUBLISHED, Outcome.TOO_FEW)}
    assert refused(check_talk, NoNeedOfTalk) == EVERYWHERE - talked


def test_the_pack_asks_twelve_questions_two_in_words_six_about_the_climate_in_four_steps():
    assert [len(questions(about)) for about in About] == [12, 2, 6]
    assert all(question.competence.startswith("lead.") for question in questions(About.LEADER))
    assert [step.value for step in steps()] == [1, 2, 3, 4, 0]


def test_ninety_days_lie_between_two_rounds_that_ask_some_of_the_same_people():
    spring, summer = (TODAY - timedelta(days=200), "Forår"), (TODAY - timedelta(days=89), "Sommer")
    assert opens_from([]) is None
    assert opens_from([summer, spring]) == (TODAY + timedelta(days=1), "Sommer")
    check_apart([], TODAY)
    check_apart([spring], TODAY)
    check_apart([summer], TODAY + timedelta(days=1))
    with pytest.raises(AskedLately) as refused:
        check_apart([spring, summer], TODAY)
    assert "»Sommer«" in str(refused.value)
    assert "28.11.2026" in str(refused.value)
