"""The program that opens a workbook: it runs alone, with little memory and little time, and answers in JSON.

It is started as a script of its own (see tables.py) and imports nothing of the product, so that a hostile file that
brings it down takes nothing with it. The workbook comes on standard input, the limits as JSON in the first argument.
Standard output holds either {"sheets": [...]} or {"refused": <name of a class in refusals.py>, "values": {...}}.
"""

import io
import json
import sys
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from typing import Any

LAST_ROW_OF_EXCEL = 1_048_576
CHUNK = 256 * 1024
ZIP_SIGNATURE = b"PK\x03\x04"
MACRO_WORKBOOK = b"macroenabled"
FORMULAS_NAMED = 3


class Refused(Exception):
    """Stops the reading; the parent raises the exception of this name."""

    def __init__(self, name: str, **values: object) -> None:
        super().__init__(name)
        self.answer = {"refused": name, "values": values}


def main() -> None:
    """Read the workbook on standard input and print what it holds, or why it is refused."""
    limits = json.loads(sys.argv[1])
    _restrain(limits["memory"], limits["seconds"])
    data = sys.stdin.buffer.read()
    try:
        _read_through(data, limits["unpacked"])
        answer: dict[str, Any] = {"sheets": _sheets(data, limits)}
    except Refused as refused:
        answer = refused.answer
    except MemoryError:
        answer = Refused("TooHeavy").answer
    json.dump(answer, sys.stdout, ensure_ascii=True)


def _restrain(memory: int, seconds: int) -> None:
    """Set hard limits on this process before anything of the file is looked at."""
    import resource

    for kind, limit in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(kind, (limit, limit))
        except (
            ValueError,
            OSError,
        ):  # some systems do not know every limit; the parent's clock still runs
            continue


def _read_through(data: bytes, unpacked: int) -> None:
    """Unpack every entry once without keeping it: sizes must be true, and no entry may be a zip file or bear macros."""
    left = unpacked
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                with archive.open(name) as entry:
                    head = chunk = entry.read(CHUNK)
                    while chunk:
                        left -= len(chunk)
                        if left < 0:
                            raise Refused("TooHeavy")
                        chunk = entry.read(CHUNK)
                if head.startswith(ZIP_SIGNATURE):
                    raise Refused("WithEmbeddedFiles")
                if name == "[Content_Types].xml" and MACRO_WORKBOOK in head.lower():
                    raise Refused("WithMacros")
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
    ) as error:
        raise Refused("DamagedFile") from error


def _sheets(data: bytes, limits: dict[str, Any]) -> list[dict[str, Any]]:
    from defusedxml.common import DefusedXmlException
    from openpyxl import DEFUSEDXML, load_workbook

    if not DEFUSEDXML:
        raise RuntimeError("openpyxl must read XML through defusedxml")
    try:
        book = load_workbook(
            io.BytesIO(data),
            read_only=True,
            data_only=limits["trusted"],
            keep_links=False,
        )
        visible = [sheet for sheet in book.worksheets if limits["trusted"] or sheet.sheet_state == "visible"]
        budget = _Budget(limits)
        return [{"title": sheet.title, "rows": _rows(sheet, budget)} for sheet in visible]
    except (Refused, MemoryError):
        raise
    except Exception as error:  # openpyxl raises whatever its parts raise, and sometimes wraps it
        causes = (error, error.__cause__, error.__context__)
        if any(isinstance(cause, MemoryError) for cause in causes):
            raise MemoryError from error
        hostile = any(isinstance(cause, DefusedXmlException) for cause in causes)
        raise Refused("SuspiciousArchive" if hostile else "DamagedFile") from error


class _Budget:
    """How many characters may still be handed back: one shared text in a million cells is a bomb too."""

    def __init__(self, limits: dict[str, Any]) -> None:
        self.rows: int = limits["rows"]
        self.columns: int = limits["columns"]
        self.cell: int = limits["cell"]
        self.text: int = limits["text"]
        self.trusted: bool = limits["trusted"]

    def spend(self, text: str, where: str) -> str:
        if len(text) > self.cell:
            raise Refused("CellTooLong", cell=where, limit=self.cell)
        self.text -= len(text)
        if self.text < 0:
            raise Refused("TooMuchText")
        return text


def _rows(sheet: Any, budget: _Budget) -> list[list[Any]]:
    """Return [row number, {column number: text}] for each row that holds something."""
    sheet.reset_dimensions()  # the size a sheet claims may be a lie in both directions
    rows: list[list[Any]] = []
    formulas: list[str] = []
    for number, row in enumerate(sheet.iter_rows(), start=1):
        if number > LAST_ROW_OF_EXCEL:
            raise Refused("DamagedFile")
        texts = {cell.column: _text(cell, budget, formulas) for cell in row if cell.value is not None}
        cells = {column: text for column, text in texts.items() if text}
        if len(cells) > budget.columns:
            raise Refused("TooManyColumns", limit=budget.columns)
        if cells:
            rows.append([number, cells])
        if len(rows) > budget.rows + 1:
            raise Refused("TooManyRows", limit=budget.rows)
    _refuse_formulas(formulas)
    return rows


def _refuse_formulas(cells: list[str]) -> None:
    if len(cells) == 1:
        raise Refused("WithFormula", cell=cells[0])
    if cells:
        raise Refused("WithFormulas", cells=", ".join(cells[:FORMULAS_NAMED]), count=len(cells))


def _text(cell: Any, budget: _Budget, formulas: list[str]) -> str:
    if cell.data_type == "f" and not budget.trusted:
        formulas.append(cell.coordinate)
        return ""
    text = _as_text(cell.value)
    if cell.data_type == "e" and not budget.trusted:
        raise Refused("WithErrors", cell=cell.coordinate, shown=text[:20])
    return budget.spend(text, cell.coordinate)


def _as_text(value: object) -> str:
    """Return the value as one would write it in a text file; dates as 2026-03-01."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


if __name__ == "__main__":
    main()
