"""A workbook is read as the same rows a CSV file gives: texts, dates and numbers as one would write them."""

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from competence.admin.imports import refusals
from competence.admin.imports.tables import read_table, read_workbook
from tests.rules.workbooks import repack_entries, sheet_of, with_sheet, workbook

JRC = Path(__file__).parents[3] / "shared/data/digcomp3/DigComp_3.0_Data_Supplement_24_Nov_2025.xlsx"


def test_a_workbook_gives_the_same_rows_as_a_csv_file():
    book = read_table(workbook([["email", "navn"], ["astrid@example.org", "Astrid Østergård"]]), "People.XLSX")
    text = read_table("email;navn\nastrid@example.org;Astrid Østergård\n".encode(), "people.csv")
    assert (book.header, book.rows, book.letters) == (text.header, text.rows, text.letters)
    assert (book.sheet, text.sheet) == ("Ansatte", "")


def test_dates_numbers_and_truth_are_written_as_text():
    row = [date(2026, 3, 1), datetime(2026, 3, 1, 14, 30), 5, 5.0, 2.5, True, " x "]  # noqa: DTZ001  # as in a cell
    table = read_table(workbook([list("abcdefg"), row]), "x.xlsx")
    assert list(table.rows[0].cells.values()) == ["2026-03-01", "2026-03-01 14:30:00", "5", "5", "2.5", "true", "x"]


def test_empty_rows_keep_the_numbers_of_those_below():
    table = read_table(workbook([[], ["email"], [], ["a@example.org"], [""]]), "x.xlsx")
    assert [(row.number, row.cells["email"]) for row in table.rows] == [(4, "a@example.org")]


def test_the_first_sheet_with_something_in_it_is_read_and_named():
    data = workbook([], "Tom", Ansatte=[["email"], ["a@example.org"]], Enheder=[["kode"]])
    assert read_table(data, "x.xlsx").sheet == "Ansatte"
    assert read_table(data, "x.xlsx", sheet="Enheder").header == ("kode",)
    with pytest.raises(refusals.UnknownSheet, match="Tom, Ansatte, Enheder"):
        read_table(data, "x.xlsx", sheet="Ferie")


def test_a_hidden_sheet_is_not_read():
    data = workbook([["email"]], Skjult=[["hemmelig"]])
    hidden = data_with(
        data,
        "xl/workbook.xml",
        b'name="Skjult" sheetId="2" state="visible"',
        b'name="Skjult" sheetId="2" state="hidden"',
    )
    with pytest.raises(refusals.UnknownSheet):
        read_table(hidden, "x.xlsx", sheet="Skjult")


def test_a_workbook_named_csv_is_read_all_the_same():
    assert read_table(workbook([["email"], ["a"]]), "people.csv").rows[0].cells == {"email": "a"}


def test_one_formula_is_named_by_its_cell():
    with pytest.raises(refusals.WithFormula) as refused:
        read_table(workbook([["a", "b", "c"], [1, 2, "=A2+B2"]]), "x.xlsx")
    assert str(refused.value) == "C2 indeholder en formel. Indsæt værdien i stedet."


def test_many_formulas_are_counted_and_the_first_named():
    with pytest.raises(refusals.WithFormulas, match=r"5 celler, blandt andet A2, A3, A4"):
        read_table(workbook([["a"], *[["=1+1"]] * 5]), "x.xlsx")


def test_a_text_that_begins_like_a_formula_is_a_text():
    xml = sheet_of('<row r="1"><c r="A1" t="inlineStr"><is><t>=SUM(1)</t></is></c></row>')
    assert read_table(with_sheet(xml), "x.xlsx").header == ("=SUM(1)",)


def test_an_error_of_excel_is_named_by_its_cell():
    xml = sheet_of('<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>')
    with pytest.raises(refusals.WithErrors, match=r"A1 viser en fejl \(#N/A\)"):
        read_table(with_sheet(xml), "x.xlsx")


def test_a_sheet_is_read_to_its_end_whatever_size_it_claims():
    rows = '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="C1" t="str"><v>c</v></c></row>'
    rows += '<row r="3"><c r="A3"><v>1</v></c></row>'
    xml = sheet_of(rows).replace("<sheetData>", '<dimension ref="A1:A1"/><sheetData>')
    table = read_table(with_sheet(xml), "x.xlsx")
    assert (table.header, table.rows[0].number, table.letters["c"]) == (("a", "c"), 3, "C")


def test_the_command_line_reads_all_sheets_with_the_values_excel_saved():
    formula = '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>'
    data = with_sheet(
        sheet_of('<row r="1"><c r="B1" t="str"><v>b</v></c></row>' + formula),
        workbook([["x"]], Ark2=[["y"], [], ["z"]]),
    )
    assert read_workbook(data) == {"Ansatte": [["", "b"], ["2"]], "Ark2": [["y"], ["z"]]}


def test_the_joint_research_centres_own_file_is_read():
    if JRC.exists():
        sheets = read_workbook(JRC.read_bytes())
        names = load_workbook(JRC, read_only=True).sheetnames
    else:  # outside the workshop: a workbook of the same shape
        names = ["1 Competence Areas&Competences"]
        sheets = read_workbook(workbook([["Competence area number", 1]] * 22, names[0]))
    assert list(sheets) == names
    assert len(sheets["1 Competence Areas&Competences"]) == 22


def data_with(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    import io
    import zipfile

    content = zipfile.ZipFile(io.BytesIO(data)).read(name)
    assert old in content
    return repack_entries(data, {name: content.replace(old, new)})
