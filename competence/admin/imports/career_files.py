"""Reading a career model from four tables: tracks, steps, what steps ask for, and moves; a folder or one workbook."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask_babel import gettext as _

from competence.admin.imports.career_plan import ASKED, MOVES, STEPS, TRACKS
from competence.admin.imports.framework_files import Faults, Sheet, open_sheet
from competence.admin.imports.tables import Row
from competence.careers.rules.editions import (
    HIGHEST_STEP,
    LATERAL,
    UP,
    Asked,
    Edition,
    MoveWords,
    StepWords,
    TrackWords,
)
from competence.careers.rules.publishing import is_a_move

COLUMNS = {
    TRACKS: ("code", "order", "title_da", "title_en"),
    STEPS: ("code", "track", "order", "title_da", "title_en", "scope_da", "scope_en"),
    ASKED: ("step", "competence", "required_level", "kind"),
    MOVES: ("from_step", "to_step", "kind", "note_da", "note_en"),
}
MUST = {"must": True, "skal": True, "should": False, "gerne": False}
KINDS = {"up": UP, "lateral": LATERAL}
HIGHEST_LEVEL = 8


@dataclass(frozen=True)
class Catalogue:
    """What a model's steps may ask for: the codes of the competences in use, and the highest level of the scale."""

    codes: Collection[str]
    top: int


def read_careers(path: Path, catalogue: Catalogue) -> Edition:
    """Return the model a folder of CSV files or a workbook holds; nothing is written.

    The four files, or the four sheets, are called career_tracks, career_steps, career_requirements and career_moves.
    Raises UnusableFramework with every fault there is.
    """
    faults = Faults()
    sheets = _from_folder(path, faults) if path.is_dir() else _from_workbook(path, faults)
    faults.stop_if_any()
    edition = edition_in(sheets, catalogue)
    faults.stop_if_any()
    return edition


def edition_in(sheets: Mapping[str, Sheet], catalogue: Catalogue) -> Edition:
    """Return the edition four sheets hold; what cannot be used is noted in their faults."""
    tracks = sheets[TRACKS].codes()
    steps = _steps(sheets[STEPS], tracks)
    asked = _asked(sheets[ASKED], steps, catalogue)
    words = tuple(_step(sheets[STEPS], code, row, asked[code]) for code, row in steps.items())
    return Edition(
        tracks=tuple(
            TrackWords(code, sheets[TRACKS].words(row, "title"), sheets[TRACKS].words(row, "description", needed=False))
            for code, row in sorted(tracks.items(), key=lambda item: _order(sheets[TRACKS], item[1]))
        ),
        steps=words,
        moves=_moves(sheets[MOVES], {step.code: step for step in words}),
    )


def _from_folder(folder: Path, faults: Faults) -> dict[str, Sheet]:
    for name in COLUMNS:
        if not (folder / f"{name}.csv").is_file():
            faults.lines.append(_("Mappen har ingen %(file)s.", file=f"{name}.csv"))
    faults.stop_if_any()
    opened = {name: open_sheet(folder / f"{name}.csv", columns, faults) for name, columns in COLUMNS.items()}
    return {name: sheet for name, sheet in opened.items() if sheet is not None}


def _from_workbook(path: Path, faults: Faults) -> dict[str, Sheet]:
    opened = {name: open_sheet(path, columns, faults, title=name) for name, columns in COLUMNS.items()}
    return {name: sheet for name, sheet in opened.items() if sheet is not None}


def _order(sheet: Sheet, row: Row) -> int:
    return sheet.number(row, "order", range(1, 100))


def _steps(sheet: Sheet, tracks: Collection[str]) -> dict[str, Row]:
    steps, standing = sheet.codes(), dict[tuple[str, str], Row]()
    for row in steps.values():
        sheet.known(row, "track", tracks, f"{TRACKS}.csv")
        other = standing.setdefault((row.cells["track"], row.cells["order"]), row)
        if other is not row:
            sheet.fault(row, "order", _("Der står allerede et trin her på sporet, i række %(row)s.", row=other.number))
    return steps


def _step(sheet: Sheet, code: str, row: Row, asks: Mapping[str, Asked]) -> StepWords:
    if not asks:
        sheet.fault(row, "code", _("Trinnet beder ikke om nogen kompetence i %(file)s.", file=f"{ASKED}.csv"))
    return StepWords(
        code, row.cells["track"], sheet.number(row, "order", range(1, HIGHEST_STEP + 1)),
        sheet.words(row, "title"), sheet.words(row, "scope", needed=False),
        sheet.words(row, "typical_tasks", needed=False), sheet.words(row, "how_to_get_there", needed=False), asks,
    )  # fmt: skip


def _asked(sheet: Sheet, steps: Collection[str], catalogue: Catalogue) -> dict[str, dict[str, Asked]]:
    found: dict[str, dict[str, Asked]] = {code: {} for code in steps}
    for row in sheet:
        step = sheet.known(row, "step", steps, f"{STEPS}.csv")
        competence = sheet.known(row, "competence", catalogue.codes, _("kompetencekataloget"))
        level = sheet.number(row, "required_level", range(1, catalogue.top + 1))
        kind = row.cells["kind"].lower()
        if kind not in MUST:
            sheet.fault(row, "kind", _("Skriv must (skal) eller should (gerne)."))
        if competence in found.get(step, {}):
            sheet.fault(row, "competence", _("Trinnet beder allerede om den kompetence."))
        found.setdefault(step, {})[competence] = Asked(level, MUST.get(kind, True))
    return found


def _moves(sheet: Sheet, steps: Mapping[str, StepWords]) -> tuple[MoveWords, ...]:
    found: dict[tuple[str, str], MoveWords] = {}
    for row in sheet:
        start = sheet.known(row, "from_step", steps, f"{STEPS}.csv")
        end = sheet.known(row, "to_step", steps, f"{STEPS}.csv")
        kind = KINDS.get(row.cells["kind"].lower(), "")
        move = MoveWords(start, end, kind, sheet.words(row, "note", needed=False))
        if not kind:
            sheet.fault(row, "kind", _("Skriv up (videre på sporet) eller lateral (over på et andet)."))
        elif start in steps and end in steps and not is_a_move(move, steps[start], steps[end]):
            sheet.fault(row, "kind", _("Skiftet passer ikke: up går frem på samme spor, lateral over på et andet."))
        if (start, end) in found:
            sheet.fault(row, "to_step", _("Det skift står her allerede."))
        found[start, end] = move
    return tuple(found.values())
