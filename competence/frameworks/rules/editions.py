"""An edition of a framework as plain values: the same whether it was read from a file or from the database."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar

from flask_babel import lazy_gettext as _l

# Codes stand in addresses, where new and roles have a meaning of their own.
CODE = re.compile(r"(?!(?:new|roles)\Z)[A-Za-z0-9_][A-Za-z0-9_.-]{0,59}\Z")
MARKER, VALUE = "marker", "value"
FEWEST_LEVELS, MOST_LEVELS = 3, 8
THEMES = {"": _l("Intet tema"), "digital": _l("Digitalt"), "projekt_netvaerk": _l("Projekt og netværk")}
IMPORTANCES = {1: _l("Mindre vigtig"), 2: _l("Vigtig"), 3: _l("Afgørende")}


class Words(NamedTuple):
    """A text in Danish and in English; either may be empty, not both where a text is asked for."""

    da: str = ""
    en: str = ""

    @property
    def given(self) -> bool:
        return bool(self.da or self.en)


@dataclass(frozen=True)
class Level:
    """One level of the scale."""

    value: int
    code: str
    title: Words
    meaning: Words


@dataclass(frozen=True)
class AreaWords:
    """One area."""

    code: str
    title: Words
    description: Words


@dataclass(frozen=True)
class MarkWords:
    """One of the strategy's markers, or a value; kind is MARKER or VALUE."""

    code: str
    kind: str
    title: Words
    description: Words


Row = TypeVar("Row", AreaWords, MarkWords)


@dataclass(frozen=True)
class CompetenceWords:
    """One competence: its words, a text for each level value, and the codes of the marks and elements it points to."""

    code: str
    area: str
    title: Words
    description: Words
    texts: dict[int, Words]
    theme: str = ""
    marks: tuple[str, ...] = ()
    elements: tuple[str, ...] = ()
    retired: bool = False


@dataclass(frozen=True)
class Requirement:
    """What a role profile, named by its code, asks of a competence."""

    profile: str
    competence: str
    level: int
    importance: int
    critical: bool


@dataclass(frozen=True)
class Edition:
    """A whole version: scale, areas, competences and marks in their order, and the requirements in any order."""

    levels: tuple[Level, ...]
    areas: tuple[AreaWords, ...]
    competences: tuple[CompetenceWords, ...]
    marks: tuple[MarkWords, ...] = ()
    requirements: frozenset[Requirement] = field(default=frozenset())

    @property
    def values(self) -> tuple[int, ...]:
        """The values of the scale, lowest first."""
        return tuple(level.value for level in self.levels)

    def competence(self, code: str) -> CompetenceWords | None:
        """Return the competence of a code."""
        return next((competence for competence in self.competences if competence.code == code), None)


@dataclass(frozen=True)
class Described:
    """A framework or a role profile as a file describes it: its code, title, and attribution or description."""

    code: str
    title: Words
    text: Words


def succeeding(read: Edition, before: Edition | None) -> Edition:
    """Return the edition that takes over what was read from files after an earlier one.

    A competence that is no longer in the files is retired with its last words, never dropped; areas and marks it
    needs stay with it, and so do the texts that fit the scale.
    """
    if before is None:
        return read
    kept = tuple(
        replace(competence, retired=True, texts={v: t for v, t in competence.texts.items() if v in read.values})
        for competence in before.competences
        if read.competence(competence.code) is None
    )
    areas = _with_missing(read.areas, before.areas, {competence.area for competence in kept})
    marks = _with_missing(read.marks, before.marks, {mark for competence in kept for mark in competence.marks})
    return replace(read, areas=areas, marks=marks, competences=read.competences + kept)


def _with_missing(rows: tuple[Row, ...], earlier: Iterable[Row], needed: set[str]) -> tuple[Row, ...]:
    known = {row.code for row in rows}
    return rows + tuple(row for row in earlier if row.code in needed - known)
