"""A hostile workbook is refused before or while it is unpacked, in little time and memory, with words that help."""

import io
import os
import resource
import subprocess
import time
import zipfile

import pytest

from competence.admin.imports import refusals, tables
from competence.admin.imports.archive import ArchiveLimits, inspect_archive
from competence.admin.imports.tables import read_table
from tests.rules import workbooks
from tests.rules.workbooks import SHEET, repack_entries, sheet_of, with_shared_strings, with_sheet, workbook

PLAIN = workbook([["email"], ["bo@example.org"]])
ROW = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'


def bomb() -> bytes:
    """Seventeen megabytes of cells for each hundred kilobytes, as an attacker packs them."""
    return repack_entries(PLAIN, {SHEET: sheet_of('<row><c t="str"><v>x</v></c></row>' * 3_000_000).encode()})


def many_entries() -> bytes:
    return repack_entries(PLAIN, {f"xl/media/{n}.xml": b"<a/>" for n in range(60)})


def laughs(levels: int = 9) -> str:
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels))
    return sheet_of(f'<row r="1"><c r="A1" t="str"><v>&a{levels - 1};</v></c></row>', f"<!DOCTYPE x [{entities}]>")


def outside() -> str:
    cell = '<row r="1"><c r="A1" t="str"><v>&x;</v></c></row>'
    return sheet_of(cell, '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')


def quadratic() -> str:
    return sheet_of(
        f'<row r="1"><c r="A1" t="str"><v>{"&x;" * 5_000}</v></c></row>',
        f'<!DOCTYPE x [<!ENTITY x "{"h" * 5_000}">]>',
    )


def repeated_text() -> bytes:
    """One shared text of thirty thousand letters in ten thousand cells: small in the file, huge when read."""
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 9_000))
    return with_sheet(sheet_of(cells), with_shared_strings(PLAIN, f"<si><t>{'ab' * 15_000}</t></si>"))


def macro_type() -> bytes:
    types = zipfile.ZipFile(io.BytesIO(PLAIN)).read("[Content_Types].xml")
    macro = types.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
    return repack_entries(PLAIN, {"[Content_Types].xml": macro})


HOSTILE = {
    "a flat bomb": (bomb, refusals.TooHeavy),
    "a bomb that claims to be small": (
        lambda: workbooks.with_claimed_size(bomb(), SHEET, 40_000),
        refusals.DamagedFile,
    ),
    "a directory that claims too much": (
        lambda: workbooks.with_claimed_size(PLAIN, SHEET, 30_000_000),
        refusals.TooHeavy,
    ),
    "entries that share their bytes": (lambda: workbooks.with_overlap(PLAIN), refusals.SuspiciousArchive),
    "too many entries": (many_entries, refusals.SuspiciousArchive),
    "the same name twice": (lambda: twice(), refusals.SuspiciousArchive),
    "a name that climbs out": (lambda: repack_entries(PLAIN, {"../../etc/x": b""}), refusals.SuspiciousArchive),
    "an absolute name": (lambda: repack_entries(PLAIN, {"/etc/x": b""}), refusals.SuspiciousArchive),
    "an unusual packing": (
        lambda: repack_entries(PLAIN, {"xl/x.xml": b"x"}, zipfile.ZIP_LZMA),
        refusals.SuspiciousArchive,
    ),
    "an encrypted entry": (lambda: workbooks.with_flag(PLAIN, 1), refusals.OldOrLocked),
    "a workbook with a password": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500, refusals.OldOrLocked),
    "a macro": (lambda: repack_entries(PLAIN, {"xl/vbaProject.bin": b"x"}), refusals.WithMacros),
    "a macro workbook under another name": (macro_type, refusals.WithMacros),
    "a link to another file": (
        lambda: repack_entries(PLAIN, {"xl/externalLinks/externalLink1.xml": b"<a/>"}),
        refusals.WithExternalLinks,
    ),
    "an embedded document": (lambda: repack_entries(PLAIN, {"xl/embeddings/x.bin": b"x"}), refusals.WithEmbeddedFiles),
    "a zip in the zip": (lambda: repack_entries(PLAIN, {"xl/media/x.zip": b"x"}), refusals.WithEmbeddedFiles),
    "a zip in the zip under another name": (
        lambda: repack_entries(PLAIN, {"xl/media/x.png": PLAIN}),
        refusals.WithEmbeddedFiles,
    ),
    "a billion laughs": (lambda: with_sheet(laughs()), refusals.SuspiciousArchive),
    "a quadratic blow-up": (lambda: with_sheet(quadratic()), refusals.SuspiciousArchive),
    "an entity from outside": (lambda: with_sheet(outside()), refusals.SuspiciousArchive),
    "a picture renamed": (lambda: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", refusals.NotAWorkbook),
    "another zip renamed": (lambda: repack_entries(PLAIN, {"[Content_Types].xml": None}), refusals.NotAWorkbook),
    "half a file": (lambda: PLAIN[: len(PLAIN) // 2], refusals.DamagedFile),
    "a workbook without a workbook": (lambda: repack_entries(PLAIN, {"xl/workbook.xml": None}), refusals.DamagedFile),
    "broken XML": (lambda: with_sheet("<worksheet><sheet"), refusals.DamagedFile),
    "ten megabytes": (lambda: PLAIN + b"\x00" * 10_000_000, refusals.TooLarge),
    "ten thousand and one rows": (
        lambda: with_sheet(sheet_of("".join(ROW.format(n) for n in range(1, 10_003)))),
        refusals.TooManyRows,
    ),
    "sixteen thousand columns": (
        lambda: with_sheet(sheet_of('<row r="1">' + "".join(f"<c><v>{n}</v></c>" for n in range(16_384)) + "</row>")),
        refusals.TooManyColumns,
    ),
    "a row without end": (lambda: with_sheet(sheet_of(ROW.format(999_999_999))), refusals.DamagedFile),
    "a column without end": (
        lambda: with_sheet(sheet_of('<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>')),
        refusals.UnreadableFile,
    ),
    "a text without end": (
        lambda: with_sheet(sheet_of(f'<row r="1"><c r="A1" t="str"><v>{os.urandom(20_000).hex()}</v></c></row>')),
        refusals.CellTooLong,
    ),
    "one text in thousands of cells": (repeated_text, refusals.TooMuchText),
}


def twice() -> bytes:
    file = io.BytesIO(PLAIN)
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(SHEET, "<a/>")
    return file.getvalue()


@pytest.mark.parametrize("what", HOSTILE)
def test_it_is_refused(what):
    build, refusal = HOSTILE[what]
    with pytest.raises(refusal) as refused:
        read_table(build(), "people.xlsx")
    assert "%(" not in str(refused.value)


@pytest.mark.parametrize("name", ["people.xlsm", "people.xlsb"])
def test_a_macro_workbook_is_refused_by_its_name(name):
    with pytest.raises(refusals.WithMacros, match="uden makroer"):
        read_table(PLAIN, name)


def test_the_old_format_is_refused_by_its_name():
    with pytest.raises(refusals.OldOrLocked, match="uden adgangskode"):
        read_table(b"<html>", "people.xls")


def test_each_limit_of_the_directory_holds_alone():
    roomy = repack_entries(PLAIN, {"xl/x.xml": b"a" * 100_000})
    inspect_archive(roomy, ArchiveLimits(ratio=10_000))
    with pytest.raises(refusals.TooHeavy):
        inspect_archive(roomy, ArchiveLimits(ratio=10))
    with pytest.raises(refusals.TooHeavy):
        inspect_archive(roomy, ArchiveLimits(ratio=10_000, unpacked=90_000))
    with pytest.raises(refusals.SuspiciousArchive):
        inspect_archive(roomy, ArchiveLimits(ratio=10_000, entries=3))


def test_the_process_that_opens_the_file_is_told_no_secret(monkeypatch):
    told = {}

    def remember(*_: object, **given: dict[str, str]) -> None:
        told.update(given["env"])
        raise subprocess.TimeoutExpired("reader", 1)

    monkeypatch.setenv("COMPETENCE_SECRET_KEY", "hemmelig")
    monkeypatch.setattr("competence.admin.imports.tables.subprocess.run", remember)
    with pytest.raises(refusals.TooHeavy):
        read_table(PLAIN, "x.xlsx")
    assert told
    assert not [name for name in told if name.startswith("COMPETENCE_")]


def test_reading_that_takes_too_long_is_ended():
    busy = tables.Limits(seconds=1, rows=10_000_000, archive=ArchiveLimits(ratio=10_000, unpacked=200_000_000))
    heavy = repack_entries(PLAIN, {SHEET: sheet_of('<row><c t="str"><v>x</v></c></row>' * 2_500_000).encode()})
    begun = time.monotonic()
    with pytest.raises(refusals.TooHeavy):
        read_table(heavy, "x.xlsx", limits=busy)
    assert time.monotonic() - begun < 20


def test_reading_that_takes_too_much_memory_is_ended_and_costs_the_server_nothing():
    data = with_shared_strings(PLAIN, "<si><t>x</t></si>" * 1_000_000)
    small = tables.Limits(memory=60_000_000, archive=ArchiveLimits(ratio=10_000, unpacked=200_000_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(refusals.TooHeavy):
        read_table(data, "x.xlsx", limits=small)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 15_000
