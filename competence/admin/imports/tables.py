"""Reading an uploaded table safely: the same rows whether they came as CSV or as a workbook, or one clear refusal."""

import json
import os
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any

from openpyxl.utils import get_column_letter

from competence.admin.imports.archive import (
    MEGABYTE,
    OLE_SIGNATURE,
    ZIP_SIGNATURE,
    ArchiveLimits,
    inspect_archive,
)
from competence.admin.imports.read_csv import read_records
from competence.admin.imports.refusals import (
    CellTooLong,
    DamagedFile,
    EmptyFile,
    NoHeading,
    OldOrLocked,
    RepeatedHeading,
    SuspiciousArchive,
    TooHeavy,
    TooLarge,
    TooManyColumns,
    TooManyFields,
    TooManyRows,
    TooMuchText,
    UnknownKind,
    UnknownSheet,
    UnreadableFile,
    WithEmbeddedFiles,
    WithErrors,
    WithFormula,
    WithFormulas,
    WithMacros,
)

READER = Path(__file__).with_name("read_xlsx.py")
KEPT_ENVIRONMENT = (
    "PATH",
    "LANG",
    "LD_LIBRARY_PATH",
    "SYSTEMROOT",
)  # no secret reaches the process that opens the file
TEXT_FILES = frozenset({".csv", ".tsv", ".txt"})
INVISIBLE = dict.fromkeys(
    [
        0x200B,
        0x200E,
        0x200F,
        *range(0x202A, 0x202F),
        0x2060,
        *range(0x2066, 0x206A),
        0xFEFF,
    ]
)
NARROW_SPACES = re.compile(r"[\u00a0\u2007\u202f]")


@dataclass(frozen=True)
class Limits:
    """How much one file may hold; a file from the command line is trusted with more than an upload."""

    file: int = 2 * MEGABYTE
    rows: int = 10_000
    columns: int = 40
    cell: int = 32_767  # what Excel itself allows
    text: int = 4 * MEGABYTE
    archive: ArchiveLimits = field(default_factory=ArchiveLimits)
    memory: int = 512 * 1024 * 1024
    seconds: int = 10
    trusted: bool = False


UPLOAD = Limits()
COMMAND_LINE = Limits(
    file=20 * MEGABYTE,
    rows=100_000,
    columns=200,
    text=40 * MEGABYTE,
    archive=ArchiveLimits(entries=500, unpacked=200 * MEGABYTE),
    memory=2048 * 1024 * 1024,
    seconds=60,
    trusted=True,
)


@dataclass(frozen=True)
class Row:
    """One row under the heading: its number in the file, and the text of each headed column ("" where empty)."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """A heading and the rows under it; sheet is "" for a CSV file."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    letters: dict[str, str]
    sheet: str = ""

    def place(self, row: Row, column: str) -> str:
        """Return the name of a cell as a spreadsheet shows it, such as C7."""
        return f"{self.letters[column]}{row.number}"


REFUSED_BY_READER: dict[str, type[UnreadableFile]] = {
    kind.__name__: kind
    for kind in (
        CellTooLong,
        DamagedFile,
        SuspiciousArchive,
        TooHeavy,
        TooManyColumns,
        TooManyRows,
        TooMuchText,
        WithEmbeddedFiles,
        WithErrors,
        WithFormula,
        WithFormulas,
        WithMacros,
    )
}

Lines = list[tuple[int, dict[int, str]]]  # row number, and column number (from 1) -> text


def read_table(data: bytes, filename: str, *, sheet: str | None = None, limits: Limits = UPLOAD) -> Table:
    """Return the table in an uploaded file.

    sheet: the sheet to read; without it the first visible sheet that holds something.
    Raises an UnreadableFile whose text says what to do.
    """
    _check_size(data, limits)
    if _is_workbook(data, filename):
        title, lines = _choose(_read_sheets(data, limits), sheet)
        return _table(lines, title)
    if b"\x00" not in data[:2000] and not data.strip():
        raise EmptyFile
    records = read_records(data, rows=limits.rows, columns=limits.columns, cell=limits.cell)
    return _table(
        [(number, _cells(record)) for number, record in records.rows],
        "",
        records.separator,
    )


def read_workbook(data: bytes, *, limits: Limits = COMMAND_LINE) -> dict[str, list[list[str]]]:
    """Return every sheet of a workbook that an operator named on the command line, as rows of texts.

    Rows that hold nothing are left out and rows end at their last filled cell. A formula is read as the value Excel
    saved with it. Raises an UnreadableFile.
    """
    _check_size(data, limits)
    return {title: [_filled(cells) for _, cells in lines] for title, lines in _read_sheets(data, limits).items()}


def _check_size(data: bytes, limits: Limits) -> None:
    if not data:
        raise EmptyFile
    if len(data) > limits.file:
        raise TooLarge(megabytes=limits.file // MEGABYTE)


def _is_workbook(data: bytes, filename: str) -> bool:
    kind = PurePath(filename.replace("\\", "/")).suffix.lower()
    if kind in {".xlsm", ".xltm", ".xlsb"}:
        raise WithMacros
    if kind == ".xls" or data.startswith(OLE_SIGNATURE):
        raise OldOrLocked
    if kind == ".xlsx" or (kind in TEXT_FILES and data.startswith(ZIP_SIGNATURE)):
        return True
    if kind not in TEXT_FILES:
        raise UnknownKind(filename=PurePath(filename).name[:80])
    return False


def _read_sheets(data: bytes, limits: Limits) -> dict[str, Lines]:
    inspect_archive(data, limits.archive)
    answer = _ask_reader(data, limits)
    if "refused" in answer:
        raise REFUSED_BY_READER[answer["refused"]](**answer["values"])
    return {sheet["title"]: _lines(sheet["rows"]) for sheet in answer["sheets"]}


def _ask_reader(data: bytes, limits: Limits) -> dict[str, Any]:
    """Let a process of its own open the workbook; if it runs out of memory or time, the file was too heavy."""
    settings = {
        "memory": limits.memory,
        "seconds": limits.seconds,
        "unpacked": limits.archive.unpacked,
        "rows": limits.rows,
        "columns": limits.columns,
        "cell": limits.cell,
        "text": limits.text,
        "trusted": limits.trusted,
    }
    try:
        reader = subprocess.run(  # noqa: S603  # our own program; the file comes on its standard input
            [sys.executable, "-I", str(READER), json.dumps(settings)],
            input=data,
            capture_output=True,
            timeout=2 * limits.seconds,
            env={name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TooHeavy from error
    if reader.returncode < 0 or b"MemoryError" in reader.stderr:
        raise TooHeavy
    if reader.returncode > 0:
        raise DamagedFile
    answer: dict[str, Any] = json.loads(reader.stdout)
    return answer


def _lines(rows: list[Any]) -> Lines:
    cleaned = [(number, {int(column): cell_text(text) for column, text in cells.items()}) for number, cells in rows]
    return [(number, cells) for number, cells in cleaned if any(cells.values())]


def cell_text(text: str) -> str:
    """Return a cell's text as it is compared and stored: composed letters, ordinary spaces, nothing invisible."""
    composed = unicodedata.normalize("NFC", text).translate(INVISIBLE)
    return NARROW_SPACES.sub(" ", composed).replace("\r\n", "\n").strip()


def _cells(record: list[str]) -> dict[int, str]:
    return {position: cell_text(field) for position, field in enumerate(record, start=1)}


def _choose(sheets: dict[str, Lines], wanted: str | None) -> tuple[str, Lines]:
    if wanted is not None and wanted not in sheets:
        raise UnknownSheet(sheet=wanted[:80], sheets=", ".join(sheets))
    title = wanted or next((title for title, lines in sheets.items() if lines), None)
    if title is None:
        raise EmptyFile
    return title, sheets[title]


def _table(lines: Lines, title: str, separator: str = "") -> Table:
    """Make the first line the heading; every column with content must have one, and only one."""
    if not lines:
        raise EmptyFile
    headings = {column: text for column, text in lines[0][1].items() if text}
    _refuse_repeated(headings)
    for number, cells in lines[1:]:
        for column, text in cells.items():
            if text and column not in headings:
                if separator and column > max(headings):
                    raise TooManyFields(row=number, separator=separator)
                raise NoHeading(letter=get_column_letter(column))
    rows = (
        Row(
            number,
            {heading: cells.get(column, "") for column, heading in headings.items()},
        )
        for number, cells in lines[1:]
    )
    letters = {heading: get_column_letter(column) for column, heading in headings.items()}
    return Table(tuple(headings.values()), tuple(rows), letters, title)


def _refuse_repeated(headings: dict[int, str]) -> None:
    seen: dict[str, int] = {}
    for column, heading in headings.items():
        first = seen.setdefault(heading.casefold(), column)
        if first != column:
            raise RepeatedHeading(
                heading=heading,
                first=get_column_letter(first),
                second=get_column_letter(column),
            )


def _filled(cells: dict[int, str]) -> list[str]:
    return [cells.get(column, "") for column in range(1, max(cells) + 1)]
