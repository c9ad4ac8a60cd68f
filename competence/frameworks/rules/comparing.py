"""How two editions differ: what came, what was retired, and which words changed where."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from competence.frameworks.rules.editions import CompetenceWords, Edition, Requirement, Words

TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
LANGUAGES = ("da", "en")


class Part(Enum):
    """What a change is about; a level's text is named by the level's value beside it."""

    TITLE = "title"
    DESCRIPTION = "description"
    MEANING = "meaning"
    LEVEL = "level"
    AREA = "area"
    THEME = "theme"
    POINTERS = "pointers"


@dataclass(frozen=True)
class Piece:
    """A run of words; marked if the other text does not have them."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Change:
    """One text as it was and as it is, in one language."""

    part: Part
    language: str
    old: str
    new: str
    level: int = 0

    @property
    def pieces(self) -> tuple[list[Piece], list[Piece]]:
        """The old and the new text in runs of words, with those marked that the other does not have."""
        return side_by_side(self.old, self.new)


@dataclass(frozen=True)
class Reworded:
    """An area, a level or a competence whose words changed."""

    code: str
    title: Words
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class AskedAnew:
    """What a role asked of a competence before and asks now; None where it did or does not ask."""

    profile: str
    competence: str
    old: Requirement | None
    new: Requirement | None


@dataclass(frozen=True)
class Comparison:
    """Everything in which a later edition differs from an earlier one."""

    added: tuple[CompetenceWords, ...]
    retired: tuple[CompetenceWords, ...]
    levels: tuple[Reworded, ...]
    areas: tuple[Reworded, ...]
    competences: tuple[Reworded, ...]
    requirements: tuple[AskedAnew, ...]

    @property
    def is_empty(self) -> bool:
        parts = (self.added, self.retired, self.levels, self.areas, self.competences, self.requirements)
        return not any(parts)


def compare(old: Edition, new: Edition) -> Comparison:
    """Return how the new edition differs from the old one; a competence back in use counts as added."""
    was = {competence.code: competence for competence in old.competences if not competence.retired}
    now = {competence.code: competence for competence in new.competences if not competence.retired}
    old_areas, new_areas = ({area.code: area for area in edition.areas} for edition in (old, new))
    names = [_names(old), _names(new)]
    return Comparison(
        added=tuple(competence for code, competence in now.items() if code not in was),
        retired=tuple(competence for code, competence in was.items() if code not in now),
        levels=_levels(old, new),
        areas=_reworded(
            (code, area.title, [*_words(Part.TITLE, old_areas[code].title, area.title),
                                *_words(Part.DESCRIPTION, old_areas[code].description, area.description)])
            for code, area in new_areas.items() if code in old_areas
        ),
        competences=_reworded(
            (code, competence.title, [*_competence(was[code], competence), *_pointers(was[code], competence, names)])
            for code, competence in now.items() if code in was
        ),
        requirements=_requirements(old, new, set(was) & set(now)),
    )  # fmt: skip


def side_by_side(old: str, new: str) -> tuple[list[Piece], list[Piece]]:
    """Return both texts in runs of whole words, marked where the other text says something else.

    A space between two changed words belongs to the change.
    """
    before, after = TOKENS.findall(old), TOKENS.findall(new)
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        inside = a > 0 and b < len(before) and c > 0 and d < len(after)
        marked = kind != "equal" or (inside and "".join(before[a:b]).isspace())
        _add(left, "".join(before[a:b]), marked)
        _add(right, "".join(after[c:d]), marked)
    return left, right


def _add(pieces: list[Piece], text: str, marked: bool) -> None:
    if pieces and pieces[-1].marked == marked:
        pieces[-1] = Piece(pieces[-1].text + text, marked)
    elif text:
        pieces.append(Piece(text, marked))


def _reworded(rows: Iterator[tuple[str, Words, list[Change]]]) -> tuple[Reworded, ...]:
    return tuple(Reworded(code, title, tuple(changes)) for code, title, changes in rows if changes)


def _words(part: Part, old: Words, new: Words, level: int = 0) -> Iterator[Change]:
    for language, before, after in zip(LANGUAGES, old, new, strict=True):
        if before != after:
            yield Change(part, language, before, after, level)


def _levels(old: Edition, new: Edition) -> tuple[Reworded, ...]:
    was, now = ({level.value: level for level in edition.levels} for edition in (old, new))
    none = Words()

    def changes(value: int) -> list[Change]:
        before, after = was.get(value), now.get(value)
        titles = (before.title if before else none, after.title if after else none)
        meanings = (before.meaning if before else none, after.meaning if after else none)
        return [*_words(Part.TITLE, *titles), *_words(Part.MEANING, *meanings)]

    return _reworded((str(value), (now.get(value) or was[value]).title, changes(value)) for value in sorted(was | now))


def _competence(old: CompetenceWords, new: CompetenceWords) -> Iterator[Change]:
    yield from _words(Part.TITLE, old.title, new.title)
    yield from _words(Part.DESCRIPTION, old.description, new.description)
    for value in sorted(old.texts | new.texts):
        yield from _words(Part.LEVEL, old.texts.get(value, Words()), new.texts.get(value, Words()), value)
    if old.theme != new.theme:
        yield Change(Part.THEME, "", old.theme, new.theme)


def _pointers(old: CompetenceWords, new: CompetenceWords, names: list[dict[str, Words]]) -> Iterator[Change]:
    if old.area != new.area:
        yield Change(Part.AREA, "", _named([old.area], names[0]), _named([new.area], names[1]))
    before, after = (*old.marks, *old.elements), (*new.marks, *new.elements)
    if set(before) != set(after):
        yield Change(Part.POINTERS, "", _named(before, names[0]), _named(after, names[1]))


def _names(edition: Edition) -> dict[str, Words]:
    areas = {area.code: area.title for area in edition.areas}
    return areas | {mark.code: mark.title for mark in edition.marks}


def _named(codes: tuple[str, ...] | list[str], names: Mapping[str, Words]) -> str:
    return ", ".join(names[code].da or names[code].en if code in names else code for code in codes)


def _requirements(old: Edition, new: Edition, codes: set[str]) -> tuple[AskedAnew, ...]:
    """Return what roles ask differently of the competences in both; those that came or went say it themselves."""
    was, now = ({(asked.profile, asked.competence): asked for asked in edition.requirements} for edition in (old, new))
    pairs = sorted(pair for pair in was.keys() | now.keys() if pair[1] in codes and was.get(pair) != now.get(pair))
    return tuple(AskedAnew(*pair, was.get(pair), now.get(pair)) for pair in pairs)
