"""The files of a framework, read cell by cell: what cannot be used is noted by file, row and column."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from competence.admin.imports.refusals import UnreadableFile
from competence.admin.imports.tables import COMMAND_LINE, Limits, Row, Table, read_table
from competence.frameworks.rules.editions import CODE, Described, Edition, Words


class UnusableFramework(UnreadableFile):
    """Files that hold rows we cannot use: nothing was taken over; faults says what is wrong and where, a line each."""

    message = _l("Intet er indlæst. Ret det, der står her, og prøv igen.")

    def __init__(self, faults: Iterable[str]) -> None:
        super().__init__()
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Found:
    """What a folder or a workbook holds: frameworks with their editions, role profiles, and what was left unread."""

    frameworks: tuple[tuple[Described, Edition], ...]
    profiles: tuple[Described, ...]
    left_alone: tuple[str, ...]


@dataclass
class Faults:
    """What is wrong with the files, and what was left unread, in the words of the one who reads them."""

    lines: list[str] = field(default_factory=list)
    left_alone: list[str] = field(default_factory=list)
    by_row: dict[tuple[str, int], list[str]] = field(default_factory=dict)  # the same, by sheet and number of the row

    def stop_if_any(self) -> None:
        """Raise UnusableFramework if anything is wrong so far."""
        if self.lines:
            raise UnusableFramework(self.lines)


@dataclass
class Sheet:
    """One CSV file of the folder; its methods return a cell's value and note a fault where there is none to use."""

    name: str
    table: Table
    faults: Faults

    def __iter__(self) -> Iterator[Row]:
        return iter(self.table.rows)

    def fault(self, row: Row, column: str, message: str) -> None:
        """Note that a cell cannot be used."""
        place = {"file": self.name, "row": row.number, "letter": self.table.letters[column], "column": column}
        where = _("%(file)s, række %(row)s, kolonne %(letter)s (%(column)s)", **place)
        self.faults.lines.append(f"{where}: {message}")
        self.faults.by_row.setdefault((self.name, row.number), []).append(f"{column}: {message}")

    def codes(self, column: str = "code") -> dict[str, Row]:
        """Return the rows by their code; an empty, odd or repeated one is a fault."""
        found: dict[str, Row] = {}
        for row in self:
            code = row.cells[column]
            if not CODE.match(code):
                self.fault(
                    row,
                    column,
                    _("Koden må kun bestå af a-z, tal, punktum, bindestreg og understreg. new og roles er optaget."),
                )
            elif code in found:
                self.fault(
                    row, column, _("Koden %(code)s står også i række %(row)s.", code=code, row=found[code].number)
                )
            else:
                found[code] = row
        return found

    def words(self, row: Row, stem: str, *, needed: bool = True) -> Words:
        """Return a text in both languages; without either it is a fault."""
        words = Words(row.cells.get(f"{stem}_da", ""), row.cells.get(f"{stem}_en", ""))
        if needed and not words.given:
            self.fault(row, f"{stem}_da", _("Her skal stå en tekst."))
        return words

    def number(self, row: Row, column: str, allowed: Iterable[int]) -> int:
        """Return a whole number that is one of those allowed."""
        allowed = sorted(allowed)
        text = row.cells[column]
        if text.isdecimal() and int(text) in allowed:
            return int(text)
        first, last = allowed[0], allowed[-1]
        self.fault(row, column, _("Her skal stå et helt tal fra %(first)s til %(last)s.", first=first, last=last))
        return first

    def known(self, row: Row, column: str, codes: Iterable[str], file: str) -> str:
        """Return a code that another file must hold."""
        code = row.cells[column]
        if code not in codes:
            self.fault(row, column, _("Koden %(code)s findes ikke i %(file)s.", code=code or "–", file=file))
        return code

    def several(self, row: Row, column: str, codes: Iterable[str], file: str) -> tuple[str, ...]:
        """Return the codes of a list separated by semicolons; each must stand in another file, and only once here."""
        listed = split(row.cells.get(column, ""))
        for code in listed:
            if code not in codes:
                self.fault(row, column, _("Koden %(code)s findes ikke i %(file)s.", code=code, file=file))
        if len(set(listed)) < len(listed):
            self.fault(row, column, _("Den samme kode står her flere gange."))
        return listed


def open_sheet(path: Path, columns: Iterable[str], faults: Faults, *, title: str | None = None) -> Sheet | None:
    """Return the rows of a file, or of one sheet of a workbook; None, and a fault, if there is none to be had.

    columns: the columns there must be.
    """
    return read_sheet(path.read_bytes(), path.name, columns, faults, title=title, limits=COMMAND_LINE)


def read_sheet(
    data: bytes, filename: str, columns: Iterable[str], faults: Faults, *, title: str | None = None, limits: Limits
) -> Sheet | None:
    """Return the rows of a file that was read; None, and a fault, if there is none to be had."""
    name = _("%(file)s, arket »%(sheet)s«", file=filename, sheet=title) if title else filename
    try:
        table = read_table(data, filename, sheet=title, limits=limits)
    except UnreadableFile as error:
        faults.lines.append(f"{name}: {error}")
        return None
    missing = [column for column in columns if column not in table.header]
    if missing:
        place = {"file": name, "columns": ", ".join(missing), "found": ", ".join(table.header)}
        faults.lines.append(
            _("%(file)s, række 1: Der er ingen kolonne %(columns)s. Filens kolonner er: %(found)s.", **place)
        )
        return None
    return Sheet(name, table, faults)


def split(cell: str) -> tuple[str, ...]:
    """Return the parts of a list separated by semicolons."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())
