"""What may be derived from shown values, what a leader heads, who is counted where, and how tables are filed; pure."""

import csv
import io
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from competence.analytics.insight.rules.derived import Value, at_or_above, change, difference, mean_of, scaled
from competence.analytics.insight.rules.sight import counting, heads
from competence.privacy.anonymity.figures import End
from competence.web.tables.cells import Cell, Column, Row, Table, words
from competence.web.tables.files import as_csv, as_xlsx, guarded_page
from competence.web.tables.sheets import Section

TREE = {"house": None, "north": "house", "tarup": "north", "web": "north", "south": "house"}


@dataclass(frozen=True)
class Share:
    first: int
    percent: int
    end: End = End.EXACT


def value(number: str, end: End = End.EXACT, *, about: bool = False) -> Value:
    return Value(Decimal(number), end, about)


@pytest.mark.parametrize(
    ("shown", "mean"),
    [
        ([value("2.5"), value("3")], value("2.8")),
        ([value("4.5", End.OR_HIGHER), value("3.5")], value("4.0", End.OR_HIGHER)),
        ([value("1.5", End.OR_LOWER), value("3.5")], value("2.5", End.OR_LOWER)),
        ([value("1.5", End.OR_LOWER), value("4.5", End.OR_HIGHER)], value("3.0", about=True)),
        ([], None),
    ],
)
def test_the_mean_of_shown_means_is_a_bound_where_one_of_them_is(shown, mean):
    assert mean_of(shown) == mean


BANDS = (Share(1, 30), Share(3, 50), Share(4, 20))


@pytest.mark.parametrize(
    ("level", "shares", "told"),
    [
        (4, BANDS, value("20")),
        (3, BANDS, value("70")),
        (1, BANDS, None),
        (2, BANDS, None),
        (5, BANDS, None),
        (4, (Share(1, 60), Share(3, 40), Share(4, 10, End.OR_LOWER)), value("10", End.OR_LOWER)),
        (3, (Share(1, 10, End.OR_LOWER), Share(3, 50), Share(4, 50)), value("90", End.OR_HIGHER)),
        (3, (), None),
    ],
)
def test_a_share_at_a_level_is_read_off_the_bands(level, shares, told):
    assert at_or_above(level, shares) == told


@pytest.mark.parametrize(
    ("before", "after", "people", "told"),
    [
        (value("2.5"), value("2.8"), ["25+"], "0.3"),
        (value("2.5"), value("2.7"), ["25+"], None),
        (value("2.5"), value("2.9"), ["5–9", "25+"], None),
        (value("3.5"), value("3.0"), ["5–9"], "-0.5"),
        (value("1.5", End.OR_LOWER), value("3"), ["25+"], None),
        (value("2", about=True), value("3"), ["25+"], None),
    ],
)
def test_a_change_is_told_where_it_is_larger_than_the_rounding(before, after, people, told):
    found = change(before, after, people)
    assert (found and str(found.number)) == told


@pytest.mark.parametrize(
    ("share", "people", "left"),
    [
        (value("40"), 200, value("80")),
        (value("40"), 188, value("75")),
        (value("10", End.OR_LOWER), 200, value("20", End.OR_LOWER)),
    ],
)
def test_a_shown_share_is_scaled_to_how_many_are_left_in_fives(share, people, left):
    assert scaled(share, people) == left


def test_a_bound_stays_a_bound_beside_what_is_asked():
    assert difference(value("4.5", End.OR_HIGHER), Decimal("3.25")) == Value(
        Decimal("1.3"), End.OR_HIGHER, is_difference=True
    )
    assert difference(None, Decimal(3)) is None
    assert difference(value("3"), None) is None


@pytest.mark.parametrize(
    ("works_in", "leads_in", "leaders", "units"),
    [
        ({"north"}, {"north", "house"}, {"house"}, {"north"}),
        ({"house"}, {"north", "house"}, set(), {"house"}),
        ({"north"}, {"north", "house"}, {"north"}, set()),  # beside one who leads them: the unit is another's
        ({"north", "south"}, {"north", "house"}, {"house"}, {"north"}),  # a second job, where they lead nobody
        (set(), set(), set(), set()),
    ],
)
def test_a_leader_heads_the_unit_they_work_in_and_lead_in_unless_one_who_leads_them_does(
    works_in, leads_in, leaders, units
):
    assert heads(works_in, leads_in, leaders) == units


# What groups count whole: 1 the north, 2 Tarup and the south, 3 Tarup alone, though it is told of the north.
PARTS = {"north": [(1, True), (3, False)], "tarup": [(2, False), (3, True)], "south": [(2, False)]}


@pytest.mark.parametrize(
    ("unit", "groups"),
    [
        ("house", {}),
        ("north", {1: True, 3: False}),
        ("tarup", {1: False, 2: False, 3: True}),
        ("web", {1: False, 3: False}),
        ("south", {2: False}),
    ],
)
def test_a_unit_is_counted_where_it_or_one_above_it_is_and_alone_where_it_says_so(unit, groups):
    assert counting(unit, TREE, PARTS) == groups


SIGNS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
HOSTILE = st.builds(lambda start, rest: start + rest, st.sampled_from(["", "=", "+", "-", "@", " =", "\t="]), SIGNS)


@settings(max_examples=40)
@given(HOSTILE, HOSTILE)
def test_no_text_becomes_a_formula_in_a_spreadsheet(title, text):
    table = Table("Kompetence", (Column(text),), (Row(title, (words(text),)),))
    for row in csv.reader(io.StringIO(as_csv([title], table).decode("utf-8-sig")), delimiter=";"):
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row)
    for row in load_workbook(io.BytesIO(as_xlsx(["note"], table))).worksheets[0].iter_rows():
        assert {cell.data_type for cell in row} <= {"s", "n", "inlineStr"}


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
def test_no_text_of_a_page_to_take_away_begins_as_a_formula(sign):
    assert guarded_page(f"<dd>{sign}1+1</dd><p>\n {sign}2</p>") == f"<dd>'{sign}1+1</dd><p>\n '{sign}2</p>"
    assert guarded_page(f'<p title="{sign}1">1 {sign} 1</p>') == f'<p title="{sign}1">1 {sign} 1</p>'


def test_a_workbook_has_numbers_where_they_stand_for_themselves_and_words_otherwise():
    cells = (Cell(2.8, "2,8"), Cell(40, "40 %"), Cell(4.5, "4,5 eller højere", coded=True), words("for få"))
    table = Table("Enhed", tuple(Column(str(n)) for n in range(4)), (Row("Tarup", cells),))
    *_, row = load_workbook(io.BytesIO(as_xlsx(["note"], table))).worksheets[0].iter_rows(values_only=True)
    assert row == ("Tarup", 2.8, 40, "4,5 eller højere", "for få")


def test_of_words_alone_there_is_no_picture():
    def section(*cells):
        return Section("wishes", "", "", "", Table("", (Column(""),), tuple(Row("", (cell,)) for cell in cells)))

    assert section(words("for få"), Cell(2.5, "2,5")).is_drawn
    assert not section(words("for få"), words("25+")).is_drawn
