"""Reading a folder of CSV files: a house's own catalogue with its role profiles, and DigComp beside it."""

from pathlib import Path

from flask_babel import gettext as _

from competence.admin.imports.framework_files import Faults, Found, Sheet, open_sheet, split
from competence.admin.imports.framework_sources import DIGCOMP, HOUSE
from competence.admin.imports.tables import Row
from competence.frameworks.rules.editions import (
    FEWEST_LEVELS,
    IMPORTANCES,
    MARKER,
    MOST_LEVELS,
    THEMES,
    VALUE,
    AreaWords,
    CompetenceWords,
    Described,
    Edition,
    Level,
    MarkWords,
    Requirement,
)

TITLED = ("code", "title_da", "title_en", "description_da", "description_en")
FRAMEWORK = ("code", "title_da", "title_en", "attribution_da", "attribution_en")
SCALED = ("value", "code", "title_da", "title_en", "meaning_da", "meaning_en")
COMPETENCES = ("code", "area", "title_da", "title_en", "description_da", "description_en")
POINTERS = {"strategy_markers", "values", "mappings", "theme"}
REQUIREMENTS = ("profile", "competence", "required_level", "importance", "critical")
CRITICAL = {"yes": True, "ja": True, "no": False, "nej": False, "": False}
WITHOUT_VALUE = ("na", "unknown")
LONGEST_ELEMENT = 80


def read_folder(folder: Path) -> Found:
    """Return what the folder's files hold.

    It must hold scale.csv, areas.csv and competences.csv; marks, role profiles and DigComp are read where they are.
    framework.csv names the house's catalogue and who made it; without it the catalogue keeps the name it has.
    Raises UnusableFramework with every fault there is.
    """
    faults = Faults()
    sheets = _open(folder, faults)
    faults.stop_if_any()
    levels = _levels(sheets["scale"])
    faults.stop_if_any()  # without a scale there is no telling which columns the competences need
    marks = _marks(sheets)
    house = _edition(sheets, "areas", "competences", levels, marks)
    frameworks = [(_described(sheets, faults), house)]
    if "digcomp" in sheets:
        frameworks.append((DIGCOMP, _edition(sheets, "digcomp_areas", "digcomp", levels, marks)))
    profiles = _profiles(sheets)
    faults.stop_if_any()
    return Found(tuple(frameworks), profiles, (*faults.left_alone, *_other_files(folder, sheets)))


def _open(folder: Path, faults: Faults) -> dict[str, Sheet]:
    files = {"scale": SCALED, "areas": TITLED, "competences": COMPETENCES}
    optional = {
        "framework": FRAMEWORK,
        "strategy_markers": TITLED, "values": TITLED, "role_profiles": TITLED, "role_requirements": REQUIREMENTS,
        "digcomp_areas": TITLED, "digcomp": COMPETENCES,
    }  # fmt: skip
    for name in files:
        if not (folder / f"{name}.csv").is_file():
            faults.lines.append(_("Mappen har ingen %(file)s.", file=f"{name}.csv"))
    there = {name: columns for name, columns in (files | optional).items() if (folder / f"{name}.csv").is_file()}
    for one, other in (("digcomp", "digcomp_areas"), ("role_requirements", "role_profiles")):
        if one in there and other not in there:
            faults.lines.append(_("%(file)s skal læses sammen med %(other)s, som mappen ikke har.",
                                  file=f"{one}.csv", other=f"{other}.csv"))  # fmt: skip
    opened = {name: open_sheet(folder / f"{name}.csv", columns, faults) for name, columns in there.items()}
    return {name: sheet for name, sheet in opened.items() if sheet is not None}


def _described(sheets: dict[str, Sheet], faults: Faults) -> Described:
    if "framework" not in sheets:
        return HOUSE
    sheet = sheets["framework"]
    found = [
        Described(code, sheet.words(row, "title"), sheet.words(row, "attribution"))
        for code, row in sheet.codes().items()
    ]
    if len(found) != 1:
        faults.lines.append(_("%(file)s: Der skal stå netop én ramme.", file=sheet.name))
    return found[0] if found else HOUSE


def _levels(sheet: Sheet) -> tuple[Level, ...]:
    """Return the scale; rows without a value are answers that stand beside it, and are left alone."""
    sheet.codes()
    levels = []
    for row in sheet:
        title, meaning = sheet.words(row, "title"), sheet.words(row, "meaning", needed=False)
        if row.cells["value"]:
            value = sheet.number(row, "value", range(1, MOST_LEVELS + 1))
            levels.append(Level(value, row.cells["code"], title, meaning))
        elif row.cells["code"] in WITHOUT_VALUE:
            sheet.faults.left_alone.append(
                _("%(file)s, række %(row)s: svaret »%(title)s« står uden for skalaen og har ingen værdi.",
                  file=sheet.name, row=row.number, title=title.da or title.en)
            )  # fmt: skip
        else:
            sheet.fault(row, "value", _("Et trin skal have en værdi. Kun koderne na og unknown står uden."))
    if not FEWEST_LEVELS <= len(levels) <= MOST_LEVELS or [v.value for v in levels] != list(range(1, len(levels) + 1)):
        sheet.faults.lines.append(
            _("%(file)s: Skalaen skal have tre til otte trin med værdierne 1, 2, 3 og så videre, i den rækkefølge.",
              file=sheet.name)
        )  # fmt: skip
    return tuple(levels)


def _marks(sheets: dict[str, Sheet]) -> tuple[MarkWords, ...]:
    return tuple(
        MarkWords(code, kind, sheets[name].words(row, "title"), sheets[name].words(row, "description", needed=False))
        for name, kind in (("strategy_markers", MARKER), ("values", VALUE))
        if name in sheets
        for code, row in sheets[name].codes().items()
    )


def _edition(
    sheets: dict[str, Sheet], areas_file: str, file: str, levels: tuple[Level, ...], marks: tuple[MarkWords, ...]
) -> Edition:
    sheet, areas_sheet = sheets[file], sheets[areas_file]
    areas = tuple(
        AreaWords(code, areas_sheet.words(row, "title"), areas_sheet.words(row, "description", needed=False))
        for code, row in areas_sheet.codes().items()
    )
    _check_columns(sheet, levels)
    codes = {
        "areas": {area.code for area in areas},
        MARKER: {mark.code for mark in marks if mark.kind == MARKER},
        VALUE: {mark.code for mark in marks if mark.kind == VALUE},
    }
    competences = tuple(
        _competence(sheet, row, code, f"{areas_file}.csv", levels, codes) for code, row in sheet.codes().items()
    )
    wanted = {mark for competence in competences for mark in competence.marks}
    requirements = (
        _requirements(sheets, {c.code for c in competences}, levels) if file == "competences" else frozenset()
    )
    return Edition(levels, areas, competences, tuple(mark for mark in marks if mark.code in wanted), requirements)


def _check_columns(sheet: Sheet, levels: tuple[Level, ...]) -> None:
    """Note level columns that are not there, and say which columns nobody reads."""
    wanted = [f"level{level.value}_{language}" for level in levels for language in ("da", "en")]
    missing = [column for column in wanted if column not in sheet.table.header]
    if missing:
        sheet.faults.lines.append(
            _("%(file)s, række 1: Skalaen har %(count)s trin, men der er ingen kolonne %(columns)s.",
              file=sheet.name, count=len(levels), columns=", ".join(missing))
        )  # fmt: skip
        sheet.faults.stop_if_any()
    unread = [column for column in sheet.table.header if column not in {*COMPETENCES, *wanted, *POINTERS}]
    if unread:
        columns = ", ".join(unread)
        sheet.faults.left_alone.append(_("%(file)s: kolonnen %(columns)s.", file=sheet.name, columns=columns))


def _competence(
    sheet: Sheet, row: Row, code: str, areas_file: str, levels: tuple[Level, ...], codes: dict[str, set[str]]
) -> CompetenceWords:
    theme = row.cells.get("theme", "")
    if theme not in THEMES:
        sheet.fault(
            row, "theme", _("Temaet %(theme)s kendes ikke. Skriv digital, projekt_netvaerk eller intet.", theme=theme)
        )
    return CompetenceWords(
        code=code,
        area=sheet.known(row, "area", codes["areas"], areas_file),
        title=sheet.words(row, "title"),
        description=sheet.words(row, "description"),
        texts={level.value: sheet.words(row, f"level{level.value}") for level in levels},
        theme=theme,
        marks=sheet.several(row, "strategy_markers", codes[MARKER], "strategy_markers.csv")
        + sheet.several(row, "values", codes[VALUE], "values.csv"),
        elements=_elements(sheet, row),
    )


def _elements(sheet: Sheet, row: Row) -> tuple[str, ...]:
    listed = split(row.cells.get("mappings", ""))
    for element in listed:
        framework, _colon, name = element.partition(":")
        if not framework or not name or len(element) > LONGEST_ELEMENT:
            sheet.fault(
                row, "mappings", _("Skriv %(element)s som ramme:element, for eksempel digcomp:1.1.", element=element)
            )
    if len(set(listed)) < len(listed):
        sheet.fault(row, "mappings", _("Den samme kode står her flere gange."))
    return listed


def _profiles(sheets: dict[str, Sheet]) -> tuple[Described, ...]:
    if "role_profiles" not in sheets:
        return ()
    sheet = sheets["role_profiles"]
    return tuple(
        Described(code, sheet.words(row, "title"), sheet.words(row, "description", needed=False))
        for code, row in sheet.codes().items()
    )


def _requirements(sheets: dict[str, Sheet], competences: set[str], levels: tuple[Level, ...]) -> frozenset[Requirement]:
    if "role_requirements" not in sheets:
        return frozenset()
    sheet, seen = sheets["role_requirements"], dict[tuple[str, str], int]()
    profiles = {row.cells["code"] for row in sheets["role_profiles"]}
    found = set()
    for row in sheet:
        pair = (row.cells["profile"], row.cells["competence"])
        if pair in seen:
            sheet.fault(row, "competence", _("Rollen spørger allerede om den i række %(row)s.", row=seen[pair]))
        seen.setdefault(pair, row.number)
        critical = row.cells["critical"].lower()
        if critical not in CRITICAL:
            sheet.fault(row, "critical", _("Skriv yes eller no."))
        found.add(
            Requirement(
                sheet.known(row, "profile", profiles, "role_profiles.csv"),
                sheet.known(row, "competence", competences, "competences.csv"),
                sheet.number(row, "required_level", [level.value for level in levels]),
                sheet.number(row, "importance", IMPORTANCES),
                CRITICAL.get(critical, False),
            )
        )
    return frozenset(found)


def _other_files(folder: Path, sheets: dict[str, Sheet]) -> tuple[str, ...]:
    others = sorted(path.name for path in folder.glob("*.csv") if path.stem not in sheets)
    return (_("Filer, der handler om andet end rammen: %(files)s.", files=", ".join(others)),) if others else ()
