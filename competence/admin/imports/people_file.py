"""The rows of a people file as employments: one row each, with what is wrong in it."""

from dataclasses import dataclass
from datetime import date

from competence.admin.imports.columns import PEOPLE, Columns, columns_of, read_date, read_hours
from competence.admin.imports.plan import Remark, Say, remark
from competence.admin.imports.tables import Row, Table
from competence.people.rules import is_email
from competence.web.text import tidy_email

LONGEST_NAME = 120


@dataclass(frozen=True)
class PersonRow:
    """One employment as the file states it; cells says where each column stands, for remarks about it."""

    number: int
    email: str
    name: str
    unit: str
    role: str
    start: date | None
    end: date | None
    leader: str
    cells: dict[str, str]
    wrong: tuple[Remark, ...] = ()
    hours: int | None = None


@dataclass(frozen=True)
class PeopleFile:
    """A people file: its rows, whether it speaks of leaders at all, and the columns nobody reads."""

    rows: tuple[PersonRow, ...]
    names_leaders: bool
    ignored: tuple[str, ...]


def read_people(table: Table) -> PeopleFile:
    """Return the rows of a people file. Raises MissingColumns without columns for e-mail, name and unit."""
    columns = columns_of("people", table)
    rows = tuple(_row(table, columns, row) for row in table.rows)
    return PeopleFile(rows, "leader" in columns.headings, columns.ignored)


def _row(table: Table, columns: Columns, row: Row) -> PersonRow:
    said = {column: " ".join(columns.text(row, column).split()) for column in PEOPLE}
    cells = {column: table.place(row, heading) for column, heading in columns.headings.items()}
    wrong = [remark(Say.EMPTY, cells[column]) for column in ("email", "name", "unit") if not said[column]]
    wrong += [
        remark(Say.NO_EMAIL, cells[column], text=said[column][:80])
        for column in ("email", "leader")
        if said[column] and not is_email(tidy_email(said[column]))
    ]
    if len(said["name"]) > LONGEST_NAME:
        wrong.append(remark(Say.TOO_LONG, cells["name"], limit=LONGEST_NAME))
    days: dict[str, date | None] = {"start": None, "end": None}
    for column in days:
        try:
            days[column] = read_date(said[column])
        except ValueError:
            wrong.append(remark(Say.NO_DATE, cells[column], text=said[column][:40]))
    hours = read_hours(said["hours"])
    if said["hours"] and hours is None:
        wrong.append(remark(Say.NO_HOURS, cells["hours"], text=said["hours"][:40]))
    if days["start"] and days["end"] and days["end"] < days["start"]:
        wrong.append(remark(Say.ENDS_BEFORE_IT_BEGINS, cells["end"]))
    return PersonRow(
        row.number,
        tidy_email(said["email"]),
        said["name"],
        said["unit"],
        said["role"],
        days["start"],
        days["end"],
        tidy_email(said["leader"]),
        cells,
        tuple(wrong),
        hours,
    )
