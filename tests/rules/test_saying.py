"""What becomes of a row that is sent in: the same words are never a conflict, and newer words are never overwritten."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competence.assessments.forms import clean, rows_of
from competence.assessments.rules.refusals import UnknownChoice
from competence.assessments.rules.saying import NOTHING, Fate, Row, Said, fate

said = st.builds(
    Said,
    level=st.none() | st.integers(1, 5),
    importance=st.none() | st.integers(1, 3),
    wish=st.sampled_from(["", "AS_NOW", "DEVELOP"]),
    example=st.text(max_size=20).map(clean),
)


def test_a_first_answer_is_saved():
    assert fate(Row(1, Said(3), 0), NOTHING, 0) is Fate.SAVED


def test_an_answer_changed_elsewhere_is_stale():
    assert fate(Row(1, Said(3), 1), Said(4), 2) is Fate.STALE


def test_an_answer_sent_twice_is_already_there():
    assert fate(Row(1, Said(3), 0), Said(3), 1) is Fate.UNTOUCHED


def test_a_row_nobody_touched_does_not_undo_what_was_changed_elsewhere():
    seen = Said(3, example="Før")
    assert fate(Row(1, seen, 1, was=seen.fingerprint), Said(4), 2) is Fate.UNTOUCHED


@given(said, said, st.integers(0, 3), st.integers(0, 3))
def test_nothing_newer_is_ever_overwritten(sent, stored, seen, now):
    if fate(Row(1, sent, seen), stored, now) is Fate.SAVED:
        assert seen == now


@given(said, said)
def test_two_fingerprints_agree_only_for_the_same_words(one, other):
    assert (one.fingerprint == other.fingerprint) == (one == other)


@given(said)
def test_what_a_form_shows_is_what_it_sends(shown):
    fields = {
        "7-version": "2",
        "7-answer": shown.choice,
        "7-importance": "" if shown.importance is None else str(shown.importance),
        "7-wish": shown.wish.lower(),
        "7-example": shown.example.replace("\n", "\r\n"),
    }
    assert rows_of(fields) == [Row(7, shown, 2)]


def test_marks_are_read_as_marks():
    (row,) = rows_of({"7-version": "0", "7-answer": "not_applicable"})
    assert row.said == Said(mark="NOT_APPLICABLE")
    assert row.said.choice == "not_applicable"


@pytest.mark.parametrize("name", ["version", "importance"])
@pytest.mark.parametrize("value", ["x", "-1", "1.5", "9999999999", "²"])
def test_what_is_no_number_is_refused(name, value):
    with pytest.raises(UnknownChoice):
        rows_of({"7-version": "0", f"7-{name}": value})


def test_an_unknown_word_is_no_level():
    (row,) = rows_of({"7-version": "0", "7-answer": "best"})
    assert replace(row.said, mark="") == NOTHING


def test_invisible_characters_are_not_kept():
    assert clean("  Hej\r\nmed\x00 dig\x07 ") == "Hej\nmed dig"
