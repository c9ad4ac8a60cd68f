"""A table as a file that a spreadsheet opens: CSV and XLSX with what it stands on above it, and nothing a formula."""

import csv
import io
import re
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as Written
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from competence.web.tables.cells import Cell, Table

STARTS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
TEXT_OF_A_FORMULA = re.compile(r"(?<=>)(\s*)(?=[=+@＝＋－＠-])")  # at the beginning of an element of a page
KINDS = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
FIRST_WIDTH, WIDTH = 44, 22  # columns of the workbook, in characters


def write(kind: str, notes: Sequence[str], table: Table) -> bytes:
    """Return a table as "csv" or "xlsx", with the notes (round, day, rule, what is hidden) above it."""
    return as_csv(notes, table) if kind == "csv" else as_xlsx(notes, table)


def as_csv(notes: Sequence[str], table: Table) -> bytes:
    """Return the table with its notes above it, numbers as they are shown."""
    shown = ([row.title, *(cell.text for cell in row.cells)] for row in table.rows)
    return rows_as_csv([*([note] for note in notes), [], table.heads, *shown])


def rows_as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """Return rows of texts as Danish spreadsheets open them: UTF-8 with a mark, and semicolons.

    A cell that a spreadsheet would take for a formula is given an apostrophe (OWASP, CSV injection).
    """
    held = io.StringIO()
    csv.writer(held, delimiter=";", lineterminator="\r\n").writerows([guarded(text) for text in row] for row in rows)
    return held.getvalue().encode("utf-8-sig")


def as_xlsx(notes: Sequence[str], table: Table) -> bytes:
    """Return the table as a workbook: a number where it stands for itself, otherwise the words that are shown."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_title(table.first))
    sheet.column_dimensions["A"].width = FIRST_WIDTH
    for place in range(2, len(table.heads) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTH
    for note in notes:
        sheet.append([_text(sheet, note)])
    sheet.append([])
    sheet.append([_text(sheet, head, bold=True) for head in table.heads])
    for row in table.rows:
        sheet.append([_text(sheet, row.title), *(_cell(sheet, cell) for cell in row.cells)])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def guarded(text: str) -> str:
    """Return a text that no spreadsheet reads as a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(STARTS_A_FORMULA) else text


def guarded_page(html: str) -> str:
    """Return a page to take away in which no text begins as a formula: opened as a table, it would be calculated."""
    return TEXT_OF_A_FORMULA.sub(r"\1'", html)


def _title(text: str) -> str:
    return "".join(sign for sign in text if sign not in "[]:*?/\\")[:31] or "1"


def _text(sheet: WriteOnlyWorksheet, text: str, *, bold: bool = False) -> Written:
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # what begins with "=" would otherwise become a formula
    cell.font = Font(bold=bold)
    cell.alignment = Alignment(wrap_text=bold, vertical="top")
    return cell


def _cell(sheet: WriteOnlyWorksheet, cell: Cell) -> Written:
    if cell.number is None:
        return _text(sheet, cell.text)
    written = WriteOnlyCell(sheet, cell.number)
    written.number_format = '0" %"' if cell.text.endswith("%") else "0" if cell.text.isdigit() else "0.0#"
    written.alignment = Alignment(horizontal="left")
    return written
