"""A career model's files as they were sent in the browser: kept while their preview is read, then taken over."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from competence.admin.imports.actions import ChangedSinceShown, HasErrors, keep, kept_table
from competence.admin.imports.archive import MEGABYTE
from competence.admin.imports.career_files import COLUMNS, Catalogue, edition_in
from competence.admin.imports.career_plan import MOVES, CareerPlan, Sent, contents, contents_of_roles, plan
from competence.admin.imports.career_uk import CAREERS, SKILLS, UkFound, begins_like_uk, uk_in
from competence.admin.imports.career_uk import COLUMNS as UK_COLUMNS
from competence.admin.imports.careers import HOUSE, NoCatalogue
from competence.admin.imports.framework_files import Faults, Sheet, read_sheet
from competence.admin.imports.models import ImportDraft
from competence.admin.imports.tables import Limits, Table
from competence.careers.actions.editions import TakenOver, take_over
from competence.careers.queries import editions as careers
from competence.careers.rules.editions import Edition
from competence.frameworks.actions.editions import take_over as take_over_framework
from competence.frameworks.queries import Version, current_version, framework, latest
from competence.frameworks.queries import edition_of as catalogue_of
from competence.frameworks.rules.editions import Edition as Skills
from competence.frameworks.rules.publishing import DraftExists

KIND = "careers"
ROLES = "roles"
MOST = 4 * MEGABYTE  # the British framework is one file of two and a half
LIMITS = Limits(file=MOST, text=2 * MOST)
KEYS = dict(zip(COLUMNS, (("code",), ("code",), ("step", "competence"), ("from_step", "to_step")), strict=True))


@dataclass(frozen=True)
class Files:
    """The tables that were read: the four of a house's own model, or the one of the British framework."""

    tables: Mapping[str, Table]
    names: Mapping[str, str]  # what each is called in the words of its sender

    @property
    def is_uk(self) -> bool:
        return ROLES in self.tables

    def sheets(self, faults: Faults) -> dict[str, Sheet]:
        """Return the tables as sheets that note what cannot be used."""
        return {name: Sheet(self.names[name], table, faults) for name, table in self.tables.items()}


def read_files(files: Mapping[str, bytes]) -> Files:
    """Return the tables in files that were sent: four CSV files, a workbook with four sheets, or the British file.

    files: by the names they were sent under. Raises UnusableFramework with what is missing or cannot be opened.
    """
    faults, found = Faults(), dict[str, Sheet | None]()
    books = [name for name in files if name.lower().endswith(".xlsx")]
    british = [name for name, data in files.items() if begins_like_uk(data)]
    if british:
        found[ROLES] = read_sheet(files[british[0]], british[0], UK_COLUMNS, faults, limits=LIMITS)
    else:
        for wanted, columns in COLUMNS.items():
            name = books[0] if books else f"{wanted}.csv"
            if name in files:
                title = wanted if books else None
                found[wanted] = read_sheet(files[name], name, columns, faults, title=title, limits=LIMITS)
            else:
                faults.lines.append(_("Der mangler en fil, der hedder %(file)s.", file=name))
    faults.stop_if_any()
    sheets = [(name, sheet) for name, sheet in found.items() if sheet is not None]
    return Files({name: sheet.table for name, sheet in sheets}, {name: sheet.name for name, sheet in sheets})


def keep_files(uploader_id: int, files: Mapping[str, bytes], now: datetime) -> ImportDraft:
    """Read files and keep what stands in them until it is confirmed; an earlier file of the same sender goes.

    Raises NoCatalogue, DraftExists where HR is at work on a draft, and UnusableFramework.
    """
    read = read_files(files)
    _before(read)
    tables = {name: asdict(table) for name, table in read.tables.items()}
    kept = {"tables": tables, "names": dict(read.names)}
    return keep(uploader_id, KIND, ", ".join(files), json.dumps(kept, ensure_ascii=False), now)


def files_of(draft: ImportDraft) -> Files:
    """Return the tables a draft keeps."""
    kept = json.loads(draft.content)
    return Files({name: kept_table(table) for name, table in kept["tables"].items()}, kept["names"])


def plan_of(files: Files) -> CareerPlan:
    """Return what the files would do to the model as it is now. Raises NoCatalogue, DraftExists."""
    return _read(files, _before(files))[0]


def apply_files(files: Files, shown: str, actor_id: int) -> TakenOver:
    """Write the files as a draft for HR to look through. Flushes.

    shown: the fingerprint of the plan its reader saw. Raises NoCatalogue, DraftExists, ChangedSinceShown, HasErrors.
    """
    before = _before(files)
    planned, edition, uk = _read(files, before)
    if planned.fingerprint != shown:
        raise ChangedSinceShown
    if planned.has_errors:
        raise HasErrors
    if uk is None:
        return take_over(HOUSE, edition, before.version, actor_id=actor_id)
    skills = take_over_framework(SKILLS, uk.skills, actor_id=actor_id)
    return take_over(CAREERS, edition, skills.version, actor_id=actor_id)


@dataclass(frozen=True)
class _Before:
    """What the house has of the model: its newest edition, and the catalogue its steps ask from."""

    edition: Edition | None
    version: Any  # of the catalogue; None for a first British file
    skills: Skills | None = None


def _before(files: Files) -> _Before:
    """Return what is there now. Raises NoCatalogue where steps could ask for nothing, DraftExists."""
    model = careers.model(CAREERS.code if files.is_uk else HOUSE.code)
    newest = careers.latest(model.id) if model else None
    if newest is not None and not newest.is_published:
        raise DraftExists(number=newest.number)
    edition = careers.edition_of(newest) if newest else None
    if not files.is_uk:
        return _Before(edition, _catalogue())
    known = framework(SKILLS.code)
    version = latest(known.id) if known else None
    return _Before(edition, version, catalogue_of(version) if version else None)


def _catalogue() -> Version:
    version = current_version()
    if version is None:
        raise NoCatalogue
    return version


def _read(files: Files, before: _Before) -> tuple[CareerPlan, Edition, UkFound | None]:
    faults = Faults()
    sheets = files.sheets(faults)
    if files.is_uk:
        uk = uk_in(sheets[ROLES])
        was = contents_of_roles(before.edition, before.skills, ROLES)
        rows = _roles(sheets[ROLES], uk, faults)
        return plan(rows, was, contents_of_roles(uk.careers, uk.skills, ROLES), uk.reports[-1:]), uk.careers, uk
    edition = edition_in(sheets, Catalogue(*careers.codes_in_use(before.version.id)))
    was, said = contents(before.edition), contents(edition)
    return plan(_rows(sheets, faults), was, said), edition, None


def _rows(sheets: Mapping[str, Sheet], faults: Faults) -> Iterator[Sent]:
    for name, sheet in sheets.items():
        for row in sheet:
            codes = [row.cells[column] for column in KEYS[name]]
            said = (
                row.cells.get("title_da")
                or row.cells.get("title_en")
                or (" → " if name == MOVES else " · ").join(codes)
            )
            wrong = tuple(faults.by_row.get((sheet.name, row.number), ()))
            yield Sent(name, row.number, " ".join(codes), said, wrong)


def _roles(sheet: Sheet, uk: UkFound, faults: Faults) -> Iterator[Sent]:
    for row in sheet:
        role, level, skill = (row.cells[name] for name in ("Role", "Role Level", "Skill Name"))
        key = f"{uk.steps.get((role, level), '')} {uk.codes.get(skill, '')}"
        wrong = tuple(faults.by_row.get((sheet.name, row.number), ()))
        yield Sent(ROLES, row.number, key, f"{role} · {level} · {skill}", wrong, uk.left_out.get(row.number, ""))
