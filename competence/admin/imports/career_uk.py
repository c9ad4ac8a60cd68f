"""Reading the framework of the British government's digital professions: roles as tracks, role levels as steps."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import fmean

from flask_babel import gettext as _

from competence.admin.imports.framework_files import Faults, Sheet, open_sheet
from competence.admin.imports.tables import Row
from competence.careers.rules.editions import UP, Asked, Edition, MoveWords, StepWords, TrackWords
from competence.frameworks.rules.editions import AreaWords, CompetenceWords, Described, Level, Words
from competence.frameworks.rules.editions import Edition as Catalogue

COLUMNS = (
    "Role Family", "Role", "Role Description", "Role Level", "Role Level Description", "Skill Name",
    "Skill Description", "Skill Level", "Skill Level Description",
)  # fmt: skip
LEVELS = ("Awareness", "Working", "Practitioner", "Expert")
NOT_IN_USE = "NOT IN USE"
NO_TEXT = Words("", "The framework has no text for this level.")
SOURCE = (
    "Contains public sector information licensed under the Open Government Licence v3.0. "
    "Source: Government Digital and Data Profession Capability Framework, UK Government."
)
CAREERS = Described("uk-ddat", Words("", "UK Government Digital and Data: roles"), Words("", SOURCE))
SKILLS = Described("uk-ddat", Words("", "UK Government Digital and Data: skills"), Words("", SOURCE))


@dataclass(frozen=True)
class UkFound:
    """What the file holds: the skills as a catalogue, the roles as a career model, and what was not taken over.

    left_out: why a row is not used, by its number. codes: the skills' codes by name; steps: the role levels', by role
    and level.
    """

    skills: Catalogue
    careers: Edition
    left_out: Mapping[int, str]
    codes: Mapping[str, str]
    steps: Mapping[tuple[str, str], str]
    reports: tuple[str, ...]


@dataclass
class _Read:
    """The rows that are used, by role and role level, with the numbers of those that are not."""

    levels: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    repeated: dict[int, int] = field(default_factory=dict)  # and the row that says it first
    unused: list[int] = field(default_factory=list)
    unused_roles: set[str] = field(default_factory=set)


def is_uk(path: Path) -> bool:
    """Return whether a file is one of these, by its heading."""
    if not path.is_file() or path.suffix.lower() != ".csv":
        return False
    with path.open("rb") as file:
        return begins_like_uk(file.readline())


def begins_like_uk(data: bytes) -> bool:
    """Return whether what was sent begins as one of these does."""
    return data.removeprefix(b"\xef\xbb\xbf").startswith(b"Role Family,Role,")


def read_uk(path: Path) -> UkFound:
    """Return what the file holds; rows said twice and rows marked NOT IN USE are told by their numbers.

    Raises UnusableFramework with every cell that cannot be used.
    """
    faults = Faults()
    sheet = open_sheet(path, COLUMNS, faults)
    faults.stop_if_any()
    found = uk_in(sheet or ())
    faults.stop_if_any()
    return found


def uk_in(sheet: Sheet | tuple[()]) -> UkFound:
    """Return what the rows hold; a cell that cannot be used is noted in the sheet's faults, and its row left out."""
    read, seen = _Read(), dict[tuple[str, str, str], Row]()
    for row in sheet:
        role, level, skill = (row.cells[name] for name in ("Role", "Role Level", "Skill Name"))
        if NOT_IN_USE in (level, row.cells["Skill Level"]):
            read.unused.append(row.number)
            read.unused_roles.add(role)
        elif row.cells["Skill Level"] not in LEVELS and isinstance(sheet, Sheet):
            sheet.fault(row, "Skill Level", _("Her skal stå et af niveauerne: %(levels)s.", levels=", ".join(LEVELS)))
        elif (role, level, skill) in seen:
            read.repeated[row.number] = seen[role, level, skill].number
        else:
            seen[role, level, skill] = row
            read.levels.setdefault((role, level), []).append(row)
    codes = _codes(row.cells["Skill Name"] for rows in read.levels.values() for row in rows)
    names = _codes(f"{role} {level}" for role, level in read.levels)
    left_out = {number: _("Står også i række %(row)s.", row=first) for number, first in read.repeated.items()}
    left_out |= {number: _("Mærket NOT IN USE.") for number in read.unused}
    return UkFound(
        _skills(read, codes), _careers(read, codes, names), left_out, codes,
        {(role, level): names[f"{role} {level}"] for role, level in read.levels}, tuple(_reports(read)),
    )  # fmt: skip


def _skills(read: _Read, codes: dict[str, str]) -> Catalogue:
    described: dict[str, Row] = {}
    texts: dict[str, dict[int, Words]] = {name: {} for name in codes}
    for rows in read.levels.values():
        for row in rows:
            described.setdefault(row.cells["Skill Name"], row)
            texts[row.cells["Skill Name"]][_value(row)] = Words("", row.cells["Skill Level Description"])
    values = range(1, len(LEVELS) + 1)
    return Catalogue(
        levels=tuple(Level(value, name.lower(), Words("", name), Words()) for value, name in enumerate(LEVELS, 1)),
        areas=(AreaWords("skills", Words("Færdigheder", "Skills"), Words()),),
        competences=tuple(
            CompetenceWords(
                code, "skills", Words("", name), Words("", described[name].cells["Skill Description"]),
                {value: texts[name].get(value, NO_TEXT) for value in values},
            )
            for name, code in codes.items()
        ),
    )  # fmt: skip


def _careers(read: _Read, codes: dict[str, str], names: dict[str, str]) -> Edition:
    roles: dict[str, list[str]] = {}
    for role, level in read.levels:
        roles.setdefault(role, []).append(level)
    tracks, steps, moves = _codes(roles), [], []
    for role, levels in roles.items():
        # The file does not say in which order the levels stand: what asks for less stands before what asks for more.
        ordered = sorted(levels, key=lambda level: (fmean(map(_value, read.levels[role, level])), level))
        for height, level in enumerate(ordered, start=1):
            rows = read.levels[role, level]
            asks = {codes[row.cells["Skill Name"]]: Asked(_value(row)) for row in rows}
            scope = Words("", rows[0].cells["Role Level Description"])
            steps.append(StepWords(names[f"{role} {level}"], tracks[role], height, Words("", level), scope, asks=asks))
        inside = [names[f"{role} {level}"] for level in ordered]
        moves += [MoveWords(start, end, UP) for start, end in pairwise(inside)]
    first = {role: read.levels[role, levels[0]][0].cells["Role Description"] for role, levels in roles.items()}
    words = tuple(TrackWords(code, Words("", role), Words("", first[role])) for role, code in tracks.items())
    return Edition(words, tuple(steps), tuple(moves))


def _value(row: Row) -> int:
    return LEVELS.index(row.cells["Skill Level"]) + 1


def _codes(names: Iterable[str]) -> dict[str, str]:
    """Return a code for each name, in their order; names that would share one are numbered."""
    codes: dict[str, str] = {}
    given: Counter[str] = Counter()
    for name in dict.fromkeys(names):
        code = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:56].strip("-")
        given[code] += 1
        codes[name] = code if given[code] == 1 else f"{code}_{given[code]}"
    return codes


def _reports(read: _Read) -> Iterable[str]:
    if read.repeated:
        yield _("Står flere gange og er læst én gang: række %(rows)s.", rows=_listed(read.repeated))
    if read.unused:
        yield _("Mærket NOT IN USE og ikke taget med: række %(rows)s (%(roles)s).",
                rows=_listed(read.unused), roles=", ".join(sorted(read.unused_roles)))  # fmt: skip
    yield _("Filen siger ikke, i hvilken rækkefølge trinnene står. De er ordnet efter, hvor meget de beder om.")


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
