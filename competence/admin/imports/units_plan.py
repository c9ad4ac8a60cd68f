"""Planning a units file: pure, from the units of the house and the rows of the file to each row's fate."""

from dataclasses import dataclass, replace
from datetime import date

from competence.admin.imports.columns import UNITS, Columns, columns_of, read_date
from competence.admin.imports.plan import Fate, Line, Plan, Remark, Say, remark
from competence.admin.imports.tables import Row, Table
from competence.people.rules import KINDS, find_circle, in_a_ring, is_code

LONGEST_TITLE = 120


@dataclass(frozen=True)
class UnitFact:
    """A unit as the house knows it, or as it will be; parent is a code, "" at the top."""

    code: str
    title: str
    title_en: str
    parent: str
    kind: str
    start: date
    end: date | None = None


@dataclass(frozen=True)
class UnitState:
    """The units by code, and for each the last day somebody is employed in it (date.max: until further notice)."""

    units: dict[str, UnitFact]
    in_use_until: dict[str, date]


@dataclass(frozen=True)
class SaveUnit:
    """A unit to make or to bring in step with the file."""

    unit: UnitFact
    is_new: bool


@dataclass(frozen=True)
class _UnitRow:
    number: int
    after: UnitFact
    before: UnitFact | None
    cells: dict[str, str]
    wrong: tuple[Remark, ...]


def plan_units(state: UnitState, table: Table, today: date) -> Plan:
    """Return what a units file would do; units it does not name stay as they are.

    A column the file does not have leaves what is known. Raises MissingColumns without columns for code and title.
    """
    columns = columns_of("units", table)
    rows = [_read(table, columns, row, state, today) for row in table.rows]
    wrong = _wrong_among(rows, state)
    lines, changes = [], []
    for row in rows:
        remarks = (*row.wrong, *wrong.get(row.number, ()))
        fate = Fate.ERROR
        if not remarks:
            fate, remarks = _fate(row)
        if fate in (Fate.NEW, Fate.CHANGED):
            changes.append(SaveUnit(row.after, is_new=row.before is None))
        lines.append(Line(row.number, row.after.code, row.after.title, fate, remarks))
    return Plan(tuple(lines), tuple(changes))


def _read(table: Table, columns: Columns, row: Row, state: UnitState, today: date) -> _UnitRow:
    cells = {column: table.place(row, heading) for column, heading in columns.headings.items()}
    said = {column: " ".join(columns.text(row, column).split()) for column in UNITS}
    before = state.units.get(said["code"])
    wrong = [remark(Say.EMPTY, cells[column]) for column in ("code", "title") if not said[column]]
    if said["code"] and not is_code(said["code"]):
        wrong.append(remark(Say.NO_CODE, cells["code"], text=said["code"][:60]))
    wrong += [
        remark(Say.TOO_LONG, cells[column], limit=LONGEST_TITLE)
        for column in ("title", "title_en")
        if len(said[column]) > LONGEST_TITLE
    ]
    if said["kind"] and said["kind"] not in KINDS:
        wrong.append(remark(Say.UNKNOWN_KIND, cells["kind"], text=said["kind"][:40], known=", ".join(KINDS)))
    after = before or UnitFact(said["code"], "", "", "", "team", today)
    for column in columns.headings:
        if column in ("title", "title_en", "parent") or (column == "kind" and said["kind"]):
            after = replace(after, **{column: said[column]})  # type: ignore[arg-type]
        elif column in ("start", "end"):
            after, further = _with_day(after, column, said[column], cells[column])
            wrong += further
    if after.end and after.end < after.start:
        wrong.append(remark(Say.ENDS_BEFORE_IT_BEGINS, cells.get("end", cells["code"])))
    return _UnitRow(row.number, after, before, cells, tuple(wrong))


def _with_day(unit: UnitFact, column: str, text: str, cell: str) -> tuple[UnitFact, list[Remark]]:
    """Return the unit with a first or last day; an empty first day leaves the known one."""
    try:
        day = read_date(text)
    except ValueError:
        return unit, [remark(Say.NO_DATE, cell, text=text[:40])]
    if column == "end":
        return replace(unit, end=day), []
    return replace(unit, start=day or unit.start), []


def _wrong_among(rows: list[_UnitRow], state: UnitState) -> dict[int, list[Remark]]:
    """Find doubles, parents nobody knows, circles, and units that would end while somebody works in them."""
    tree = {code: unit.parent for code, unit in state.units.items()}
    tree |= {row.after.code: row.after.parent for row in rows}
    rings = _rings(tree)
    wrong: dict[int, list[Remark]] = {}
    first: dict[str, int] = {}
    for row in rows:
        unit, cells = row.after, row.cells
        found = _wrong_parent(unit, tree, rings, cells.get("parent", cells["code"]))
        if unit.code in first:
            found.append(remark(Say.SAME_CODE, cells["code"], row=first[unit.code]))
        if unit.end and state.in_use_until.get(unit.code, date.min) > unit.end:
            found.append(remark(Say.UNIT_IN_USE, cells.get("end", cells["code"]), day=unit.end))
        first.setdefault(unit.code, row.number)
        wrong[row.number] = found
    return wrong


def _rings(tree: dict[str, str]) -> dict[str, str]:
    """Return, for each unit that lies under itself over several steps, the ring it stands in."""
    above = {code: {parent} for code, parent in tree.items() if parent and parent != code}
    rings: dict[str, str] = {}
    while circle := find_circle(above):
        for code in circle:
            rings[code] = in_a_ring(circle)
            above.pop(code)
    return rings


def _wrong_parent(unit: UnitFact, tree: dict[str, str], rings: dict[str, str], cell: str) -> list[Remark]:
    if unit.parent and unit.parent == unit.code:
        return [remark(Say.OWN_PARENT, cell)]
    if unit.parent and unit.parent not in tree:
        return [remark(Say.UNKNOWN_PARENT, cell, text=unit.parent[:60])]
    if unit.code in rings:
        return [remark(Say.UNITS_IN_A_CIRCLE, cell, circle=rings[unit.code])]
    return []


def _fate(row: _UnitRow) -> tuple[Fate, tuple[Remark, ...]]:
    before, after = row.before, row.after
    if before is None:
        return Fate.NEW, (remark(Say.UNIT_IS_NEW),)
    remarks = []
    if (before.title, before.title_en) != (after.title, after.title_en):
        remarks.append(remark(Say.UNIT_IS_RENAMED, old=_both(before), new=_both(after)))
    if before.parent != after.parent:
        remarks.append(remark(Say.UNIT_MOVES, old=before.parent or "–", new=after.parent or "–"))
    if before.kind != after.kind:
        remarks.append(remark(Say.UNIT_KIND, old=before.kind, new=after.kind))
    if (before.start, before.end) != (after.start, after.end):
        remarks.append(remark(Say.UNIT_PERIOD, start=after.start, end=after.end))
    return (Fate.CHANGED if remarks else Fate.UNCHANGED), tuple(remarks)


def _both(unit: UnitFact) -> str:
    return f"{unit.title} / {unit.title_en}" if unit.title_en else unit.title
