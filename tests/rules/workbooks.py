"""Builds workbooks for the tests: ordinary ones, and ones nobody should open."""

import io
import struct
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(rows: Iterable[Sequence[object]], title: str = "Ansatte", **more: Iterable[Sequence[object]]) -> bytes:
    """Return a workbook of one sheet, and one more for each further keyword."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, content in {title: rows, **more}.items():
        sheet = book.create_sheet(name)
        for row in content:
            sheet.append(list(row))
            for cell in sheet[sheet.max_row]:
                if isinstance(cell.value, date):
                    cell.number_format = "dd-mm-yyyy"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def repack_entries(data: bytes, new: dict[str, bytes | None], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return the workbook with the named entries added, replaced, or left out where None."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", method) as out:
        for name in old.namelist():
            if name not in new:
                out.writestr(name, old.read(name))
        for name, content in new.items():
            if content is not None:
                out.writestr(name, content)
    return file.getvalue()


def with_shared_strings(data: bytes, items: str) -> bytes:
    """Return the workbook with a table of shared texts, as Excel writes it."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    types = zipfile.ZipFile(io.BytesIO(data)).read("[Content_Types].xml").decode()
    types = types.replace("</Types>", f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>')
    strings = f"<sst {MAIN}>{items}</sst>"
    return repack_entries(data, {"[Content_Types].xml": types.encode(), "xl/sharedStrings.xml": strings.encode()})


def with_sheet(xml: str, data: bytes | None = None) -> bytes:
    """Return a workbook whose sheet is exactly this XML."""
    return repack_entries(data or workbook([["email"]]), {SHEET: xml.encode()})


def sheet_of(rows: str, before: str = "") -> str:
    """Return the XML of a sheet around rows."""
    return f"{before}<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"


def with_claimed_size(data: bytes, name: str, size: int) -> bytes:
    """Return the archive with a lie in its directory about how large an entry unpacks."""
    directory = data.index(b"PK\x01\x02")
    while data[directory + 46 : directory + 46 + len(name)] != name.encode():
        directory = data.index(b"PK\x01\x02", directory + 1)
    return data[: directory + 24] + struct.pack("<I", size) + data[directory + 28 :]


def with_overlap(data: bytes) -> bytes:
    """Return the archive with every entry of the directory pointing at the same packed bytes."""
    out, at = bytearray(data), 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        out[at + 42 : at + 46] = struct.pack("<I", 0)
        at += 4
    return bytes(out)


def with_flag(data: bytes, flag: int) -> bytes:
    """Return the archive with a general purpose flag set on its first entry."""
    at = data.index(b"PK\x01\x02")
    return data[: at + 8] + struct.pack("<H", flag) + data[at + 10 :]
