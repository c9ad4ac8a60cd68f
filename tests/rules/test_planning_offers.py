"""A file of learning offers is planned row by row: what is new, what changes, what is wrong in which cell."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competence.admin.imports.columns import MissingColumns
from competence.admin.imports.offers_plan import Known, OfferState, guarded, plan_offers, read_moment, unguarded
from competence.admin.imports.plan import Fate, Say
from competence.admin.imports.tables import read_table

HEAD = "code;kind;title_da;competence;from_level;to_level;hours;seats;price_dkk;dates\n"
NOTHING = OfferState({}, {"c1", "c2"}, 5)


def plan(*rows: str, state: OfferState = NOTHING, head: str = HEAD):
    return plan_offers(state, read_table((head + "\n".join(rows)).encode(), "offers.csv"))


def said(line):
    return [(remark.say, remark.cell) for remark in line.remarks]


def test_a_row_becomes_an_offer_with_its_dates():
    found = plan("ai;course;AI;c1;1;3;4;25;0;1.3.2027 9:00")
    (change,) = found.changes
    assert found.lines[0].fate is Fate.NEW
    assert [(aim.competence, aim.from_level, aim.to_level) for aim in change.said.aims] == [("c1", 1, 3)]
    assert [moment.isoformat() for moment in change.starts] == ["2027-03-01T08:00:00+00:00"]


def test_an_offer_may_lead_to_several_competences():
    (change,) = plan('ai;peer;AI;"c1; c2";"1;2";"3;3";4;;;').changes
    assert [aim.competence for aim in change.said.aims] == ["c1", "c2"]


def test_the_same_file_again_changes_nothing_and_one_more_date_adds_just_that():
    row = "ai;course;AI;c1;1;3;4;25;0;1.3.2027 9:00"
    (change,) = plan(row).changes
    known = OfferState({"ai": Known(change.said, frozenset(change.starts))}, {"c1"}, 5)
    assert plan(row, state=known).lines[0].fate is Fate.UNCHANGED
    (more,) = plan(row.replace("1.3.2027 9:00", '"1.3.2027 9:00; 2.3.2027 9:00"'), state=known).changes
    assert [moment.day for moment in more.starts] == [2]


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (";course;AI;c1;1;3;4;;;", [(Say.EMPTY, "A2")]),
        ("a b;course;AI;c1;1;3;4;;;", [(Say.NO_CODE, "A2")]),
        ("ai;dans;AI;c1;1;3;4;;;", [(Say.UNKNOWN_CHOICE, "B2")]),
        ("ai;course;AI;c9;1;3;4;;;", [(Say.UNKNOWN_COMPETENCE, "D2")]),
        ("ai;course;AI;c1;3;3;4;;;", [(Say.NO_LEVELS, "F2")]),
        ("ai;course;AI;c1;1;9;4;;;", [(Say.NO_LEVELS, "F2")]),
        ('ai;course;AI;"c1;c2";1;3;4;;;', [(Say.NOT_IN_STEP, "D2")]),
        ("ai;course;AI;c1;1;3;mange;;;", [(Say.NO_NUMBER, "G2")]),
        ("ai;course;AI;c1;1;3;4;0;;", [(Say.NO_NUMBER, "H2")]),
        ("ai;course;AI;c1;1;3;4;;-1;", [(Say.NO_NUMBER, "I2")]),
        ("ai;course;AI;c1;1;3;4;;;snart", [(Say.NO_MOMENT, "J2")]),
        (f"ai;course;{'x' * 121};c1;1;3;4;;;", [(Say.TOO_LONG, "C2")]),
    ],
)
def test_what_is_wrong_is_named_by_its_cell(row, wrong):
    found = plan(row)
    assert said(found.lines[0]) == wrong
    assert found.changes == ()
    assert found.has_errors


def test_a_code_that_stands_twice_is_pointed_out():
    row = "ai;course;AI;c1;1;3;4;;;"
    assert said(plan(row, row).lines[1]) == [(Say.SAME_CODE, "A3")]


def test_a_file_without_a_needed_column_is_refused():
    with pytest.raises(MissingColumns):
        plan("ai", head="code\n")


@pytest.mark.parametrize("text", ["1.3.2027", "25:00", "1.3.2027 25:00", "", "31.2.2027 9:00"])
def test_a_moment_is_a_day_and_an_hour(text):
    assert read_moment(text) is None


@settings(max_examples=100)
@given(st.text(max_size=30))
def test_what_is_guarded_against_calculating_comes_back_as_it_was(text):
    """CSV injection: no cell of a file we make begins as a formula does (OWASP: CSV Injection)."""
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(guarded(text)) == text
