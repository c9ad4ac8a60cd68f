"""Reading DigComp 3.0 from the workbook its makers publish (the Joint Research Centre's Data Supplement)."""

from collections.abc import Iterable
from pathlib import Path

from flask_babel import gettext as _

from competence.admin.imports.framework_files import Faults, Found, Sheet, open_sheet
from competence.admin.imports.framework_sources import DIGCOMP_JRC
from competence.admin.imports.tables import Row, read_workbook
from competence.frameworks.rules.editions import AreaWords, CompetenceWords, Edition, Level, Words

AREAS, LEVELS, STATEMENTS = "1 Competence Areas&Competences", "2 Proficiency Levels", "3 Competence Statements"
AREA, AREA_NAME, AREA_TEXT = "Competence area number", "Competence area name", "Competence area descriptor"
NUMBER, NAME, TEXT = "Competence number", "Competence name", "Competence descriptor"
LEVEL, STEP, STEP_TEXT = "Proficiency level name", "Eight level mapping", "Eight level proficiency level description"
STATEMENT = "Competence statement"
COLUMNS = {
    AREAS: (AREA, AREA_NAME, AREA_TEXT, NUMBER, NAME, TEXT),
    LEVELS: (LEVEL, STEP, STEP_TEXT),
    STATEMENTS: (NUMBER, STATEMENT, LEVEL),
}
HALVES = ("bottom", "top")


def read_jrc(path: Path) -> Found:
    """Return DigComp 3.0 as the workbook's sheets hold it: areas, competences, and a scale of the eight levels.

    The workbook gives four named levels, each in a lower and an upper half, and statements for the four: both halves
    carry the statements of their level, and the scale tells them apart. Texts are English; the Danish ones stay empty.
    Raises an UnreadableFile; UnusableFramework with every fault there is.
    """
    faults = Faults()
    opened = {title: open_sheet(path, columns, faults, title=title) for title, columns in COLUMNS.items()}
    sheets = {title: sheet for title, sheet in opened.items() if sheet is not None}
    faults.stop_if_any()
    for title, sheet in sheets.items():
        _refuse_empty(sheet, COLUMNS[title])
    names, levels = _levels(sheets[LEVELS])
    faults.stop_if_any()
    competences = _competences(sheets[AREAS], names, _statements(sheets, names))
    faults.stop_if_any()
    areas = {row.cells[AREA]: row.cells for row in sheets[AREAS]}
    edition = Edition(
        levels=levels,
        areas=tuple(AreaWords(code, Words(en=a[AREA_NAME]), Words(en=a[AREA_TEXT])) for code, a in areas.items()),
        competences=competences,
    )
    return Found(((DIGCOMP_JRC, edition),), (), _left_alone(path))


def _refuse_empty(sheet: Sheet, columns: Iterable[str]) -> None:
    for row in sheet:
        for column in columns:
            if not row.cells[column]:
                sheet.fault(row, column, _("Her skal stå en tekst."))


def _levels(sheet: Sheet) -> tuple[tuple[str, ...], tuple[Level, ...]]:
    """Return the level's name for each of the eight steps, and the steps."""
    steps = [row.cells[STEP] for row in sheet]
    if steps != [str(number) for number in range(1, 9)]:
        found = ", ".join(steps)
        sheet.faults.lines.append(
            _("%(file)s: Der skal stå trin 1 til 8, men der står %(found)s.", file=sheet.name, found=found)
        )
    names = tuple(row.cells[LEVEL] for row in sheet)
    levels = []
    for value, row in enumerate(sheet, start=1):
        half = HALVES[names[value - 1] in names[: value - 1]]
        title = Words(en=f"{names[value - 1]} ({half})")
        levels.append(Level(value, f"level{value}", title, Words(en=row.cells[STEP_TEXT])))
    return names, tuple(levels)


def _statements(sheets: dict[str, Sheet], names: tuple[str, ...]) -> dict[tuple[str, str], list[str]]:
    said: dict[tuple[str, str], list[str]] = {}
    numbers = {row.cells[NUMBER] for row in sheets[AREAS]}
    for row in sheets[STATEMENTS]:
        number = sheets[STATEMENTS].known(row, NUMBER, numbers, AREAS)
        name = sheets[STATEMENTS].known(row, LEVEL, names, LEVELS)
        said.setdefault((number, name), []).append(row.cells[STATEMENT])
    return said


def _competences(
    sheet: Sheet, names: tuple[str, ...], said: dict[tuple[str, str], list[str]]
) -> tuple[CompetenceWords, ...]:
    def read(row: Row) -> CompetenceWords:
        number = row.cells[NUMBER]
        for name in dict.fromkeys(names):
            if (number, name) not in said:
                sheet.fault(row, NUMBER, _("Der er ingen udsagn på niveauet %(level)s.", level=name))
        return CompetenceWords(
            code=number,
            area=row.cells[AREA],
            title=Words(en=row.cells[NAME]),
            description=Words(en=row.cells[TEXT]),
            texts={v: Words(en="\n".join(said.get((number, name), []))) for v, name in enumerate(names, start=1)},
            theme="digital",
            elements=(f"digcomp:{number}",),
        )

    return tuple(read(row) for row in sheet.codes(NUMBER).values())


def _left_alone(path: Path) -> tuple[str, ...]:
    others = {title: rows for title, rows in read_workbook(path.read_bytes()).items() if title not in COLUMNS}
    return tuple(
        _("Arket »%(sheet)s« (%(count)s rækker).", sheet=title, count=max(0, len(rows) - 1))
        for title, rows in others.items()
    )
