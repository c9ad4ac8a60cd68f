"""A units file is planned before anything is done: the tree stays a tree, and nobody is left in a unit that is over."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competence.admin.imports.plan import Fate, Plan, Say
from competence.admin.imports.tables import read_table
from competence.admin.imports.units_plan import SaveUnit, UnitFact, UnitState, plan_units

TODAY = date(2026, 11, 23)
often = settings(derandomize=True, database=None, deadline=None, max_examples=150)
START = date(2020, 1, 1)
HOUSE = UnitFact("house", "Biblioteket", "The library", "", "library", START)
TARUP = UnitFact("tarup", "Tarup Bibliotek", "Tarup Library", "house", "branch", START)
STATE = UnitState({"house": HOUSE, "tarup": TARUP}, {"tarup": date.max})
HEAD = "kode;titel;title_en;overenhed;slags;fra;til\n"
AS_IT_IS = "house;Biblioteket;The library;;library;;\ntarup;Tarup Bibliotek;Tarup Library;house;branch;1.1.2020;\n"
OURS = Path(__file__).parents[3] / "shared/data/odense/units.csv"


def plan(rows: str, head: str = HEAD, state: UnitState = STATE) -> Plan:
    return plan_units(state, read_table((head + rows).encode(), "units.csv"), TODAY)


def test_what_the_house_knows_already_changes_nothing():
    found = plan(AS_IT_IS)
    assert ([line.fate for line in found.lines], found.changes) == ([Fate.UNCHANGED] * 2, ())


def test_a_new_unit_begins_today_where_the_file_names_no_day():
    found = plan("desk;Skranken;;tarup;;;\n")
    assert found.changes == (SaveUnit(UnitFact("desk", "Skranken", "", "tarup", "team", TODAY), is_new=True),)


def test_a_column_the_file_does_not_have_leaves_what_is_known():
    found = plan("tarup;Tarup Hus\n", "code;title\n")
    assert found.changes == (SaveUnit(replace(TARUP, title="Tarup Hus"), is_new=False),)


def test_rename_move_and_period_are_said():
    found = plan("tarup;Tarup Hus;Tarup House;;team;1.2.2020;\n")
    assert [remark.say for remark in found.lines[0].remarks] == [
        Say.UNIT_IS_RENAMED, Say.UNIT_MOVES, Say.UNIT_KIND, Say.UNIT_PERIOD,
    ]  # fmt: skip


def test_a_unit_may_stand_in_the_file_before_the_one_it_lies_under():
    assert not plan("c;C;;b;;;\nb;B;;a;;;\na;A;;;;;\n").has_errors


@pytest.mark.parametrize(
    ("rows", "say", "cell"),
    [
        (";Uden kode;;;;;\n", Say.EMPTY, "A2"),
        ("x;;;;;;\n", Say.EMPTY, "B2"),
        ("x y;Med mellemrum;;;;;\n", Say.NO_CODE, "A2"),
        (f"x;{'T' * 121};;;;;\n", Say.TOO_LONG, "B2"),
        ("x;X;;;slot;;\n", Say.UNKNOWN_KIND, "E2"),
        ("x;X;;månen;;;\n", Say.UNKNOWN_PARENT, "D2"),
        ("x;X;;x;;;\n", Say.OWN_PARENT, "D2"),
        ("house;Biblioteket;;tarup;;;\n", Say.UNITS_IN_A_CIRCLE, "D2"),
        ("x;X;;;;32.1.2026;\n", Say.NO_DATE, "F2"),
        ("x;X;;;;1.2.2026;1.1.2026\n", Say.ENDS_BEFORE_IT_BEGINS, "G2"),
        ("tarup;Tarup;;house;;;31.12.2026\n", Say.UNIT_IN_USE, "G2"),
        ("x;X;;;;;\nx;Y;;;;;\n", Say.SAME_CODE, "A3"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column(rows, say, cell):
    wrong = [remark for line in plan(rows).lines if line.fate is Fate.ERROR for remark in line.remarks]
    assert (say, cell) in [(remark.say, remark.cell) for remark in wrong]


codes = st.sampled_from("abcd")
files = st.lists(st.tuples(codes, st.sampled_from(["T", "U"]), codes | st.just("")), max_size=6)


@often
@given(st.lists(files, max_size=4))
def test_the_same_file_twice_changes_nothing_and_the_tree_stays_a_tree(script):
    state = UnitState({}, {})
    for rows in script:
        text = "".join(f"{code};{title};{parent}\n" for code, title, parent in rows)
        found = plan(text, "kode;titel;overenhed\n", state)
        if found.has_errors:
            continue
        saved = [change.unit for change in found.changes if isinstance(change, SaveUnit)]
        for unit in saved:
            assert unit.parent == "" or unit.parent in state.units or unit.parent in {other.code for other in saved}
        state = UnitState(state.units | {unit.code: unit for unit in saved}, {})
        assert plan(text, "kode;titel;overenhed\n", state).changes == ()
        for code in state.units:
            steps = 0
            while code:
                code, steps = state.units[code].parent, steps + 1
                assert steps <= len(state.units)


def test_our_own_units_are_read():
    if OURS.exists():
        data = OURS.read_bytes()
    else:
        data = b"code,parent,level,kind,title_da,title_en,description_da\nodense,,1,library,Odense,Odense,x\n"
    found = plan_units(UnitState({}, {}), read_table(data, "units.csv"), TODAY)
    assert {line.fate for line in found.lines} == {Fate.NEW}
