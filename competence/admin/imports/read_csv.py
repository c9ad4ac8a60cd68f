"""Reading a CSV file as people send them: three separators, three alphabets, from Excel or from another system."""

import codecs
import csv
import io
import re
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from competence.admin.imports.refusals import (
    BrokenLetters,
    CellTooLong,
    EndlessField,
    NotText,
    TooManyColumns,
    TooManyRows,
    UnclosedQuote,
    UnknownEncoding,
)

SEPARATORS = ";,\t"
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SEPARATOR_LINE = re.compile(r"\Asep=([;,\t])\r?\n", re.IGNORECASE)
BROKEN_LETTERS = re.compile("Ã[¦¸¥†˜…\\x86\\x98\\x85]|\ufffd")  # æ, ø and å read twice; the mark of a lost letter
QUOTED = re.compile(r'"(?:[^"]|"")*"')


@dataclass(frozen=True)
class Records:
    """The records of a CSV file with their row numbers, and the separator that was found."""

    separator: str
    rows: list[tuple[int, list[str]]]


def read_records(data: bytes, *, rows: int, columns: int, cell: int) -> Records:
    """Return every record that holds something, numbered as a spreadsheet would number them.

    rows, columns, cell: how many rows under the heading, filled cells in a row and characters in a cell there may be.
    Raises a refusal that names the row.
    """
    text = decode(data)
    if NOT_IN_TEXT.search(text):
        raise NotText
    if named := SEPARATOR_LINE.match(text):  # Excel's own way to name the separator; it does not show this line
        text = text[named.end() :]
    separator = named[1] if named else find_separator(text)
    _refuse_broken_letters(text)
    found: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, record in enumerate(reader, start=1):
            filled = sum(1 for field in record if field.strip())
            if not filled:
                continue
            _refuse_long_cells(number, record, cell)
            if filled > columns:
                raise TooManyColumns(limit=columns)
            found.append((number, record))
            if len(found) > rows + 1:
                raise TooManyRows(limit=rows)
    except csv.Error as error:
        endless = "field limit" in str(error)
        raise (EndlessField if endless else UnclosedQuote)(row=number + 1) from error
    return Records(separator, found)


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8, in UTF-16 with a mark (Excel's "Unicode text"), or in Windows-1252."""
    if data.startswith(UTF16_MARKS):
        encodings = ["utf-16"]
    elif data.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            failed_at = error.start
    raise UnknownEncoding(row=data.count(b"\n", 0, failed_at) + 1)


def find_separator(text: str) -> str:
    """Return the separator of the heading: the one seen most often outside quotes; comma if there is none."""
    heading = next((line for line in _first_lines(text) if line.strip()), "")
    bare = QUOTED.sub("", heading)
    return max(SEPARATORS, key=lambda separator: (bare.count(separator), separator == ","))


def _first_lines(text: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", text[: 64 * 1024], maxsplit=20)[:20]


def _refuse_broken_letters(text: str) -> None:
    """Refuse æ, ø and å that an earlier program has read in the wrong alphabet: they would end in people's names."""
    if broken := BROKEN_LETTERS.search(text):
        raise BrokenLetters(row=text.count("\n", 0, broken.start()) + 1, shown=broken[0])


def _refuse_long_cells(number: int, record: list[str], limit: int) -> None:
    for position, field in enumerate(record, start=1):
        if len(field) > limit:
            raise CellTooLong(cell=f"{get_column_letter(position)}{number}", limit=limit)
