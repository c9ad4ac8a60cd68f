"""What files of a career model would do, row by row, before anything is done. Pure but for the words of the faults."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from competence.careers.rules.editions import Edition
from competence.frameworks.rules.editions import Edition as Catalogue

TRACKS, STEPS, ASKED, MOVES = "career_tracks", "career_steps", "career_requirements", "career_moves"

Contents = Mapping[tuple[str, str], tuple[str, object]]  # by sheet and key: how it is called, and all that it says


class RowFate(Enum):
    """What becomes of a row; the value is its name in addresses."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ERROR = "error"
    GONE = "gone"  # it stands in the house and not in the files
    LEFT_OUT = "left-out"  # it stands in the files and is not used


@dataclass(frozen=True)
class RowLine:
    """One row's fate; number is None for what is in the house but not in the files."""

    sheet: str
    number: int | None
    name: str
    fate: RowFate
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class CareerPlan:
    """What the files would do. Nothing may be taken over while a row is an error, or the whole has a fault."""

    lines: tuple[RowLine, ...]
    notes: tuple[str, ...] = ()  # what is said of the files as a whole

    @property
    def counts(self) -> dict[RowFate, int]:
        """How many rows have each fate, in the order of RowFate."""
        counted = Counter(line.fate for line in self.lines)
        return {fate: counted[fate] for fate in RowFate}

    @property
    def has_errors(self) -> bool:
        return any(line.fate is RowFate.ERROR for line in self.lines)

    @property
    def changes(self) -> bool:
        """Whether the files say anything else than what is there."""
        return any(line.fate in (RowFate.NEW, RowFate.CHANGED, RowFate.GONE) for line in self.lines)

    @property
    def fingerprint(self) -> str:
        """A text that is the same for the same plan, and differs where anything in it does."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


@dataclass(frozen=True)
class Sent:
    """A row of the files: where it stands, its key, how it is called, what is wrong with it, why it is not used."""

    sheet: str
    number: int
    key: str
    name: str
    faults: tuple[str, ...] = ()
    left_out: str = ""


def plan(rows: Iterable[Sent], before: Contents, after: Contents, notes: Iterable[str] = ()) -> CareerPlan:
    """Return what becomes of each row, in the files' order, and last what they no longer say."""
    lines, named = [], set[tuple[str, str]]()
    for row in rows:
        named.add((row.sheet, row.key))
        fate = _fate(row, before, after)
        lines.append(RowLine(row.sheet, row.number, row.name, fate, row.faults or tuple(filter(None, [row.left_out]))))
    lines += [
        RowLine(sheet, None, name, RowFate.GONE)
        for (sheet, key), (name, _said) in before.items()
        if (sheet, key) not in named
    ]
    return CareerPlan(tuple(lines), tuple(notes))


def contents(edition: Edition | None) -> Contents:
    """Return what an edition says, as the rows of four sheets: tracks, steps, what they ask for, and moves."""
    return dict(_contents(edition)) if edition else {}


def contents_of_roles(careers: Edition | None, skills: Catalogue | None, sheet: str) -> Contents:
    """Return what an edition says, as the rows of the British framework: a role level and one of its skills each."""
    if careers is None:
        return {}
    tracks = {track.code: track for track in careers.tracks}
    described = {one.code: one for one in skills.competences} if skills else {}
    found: dict[tuple[str, str], tuple[str, object]] = {}
    for step in careers.steps:
        for code, asked in step.asks.items():
            skill, track = described.get(code), tracks[step.track]
            name = " · ".join((track.title.en, step.title.en, skill.title.en if skill else code))
            text = (skill.title, skill.description, skill.texts.get(asked.level)) if skill else None
            said = track, replace(step, asks={}, height=0), asked, text
            found[sheet, f"{step.code} {code}"] = (name, said)
    return found


def _contents(edition: Edition) -> Iterator[tuple[tuple[str, str], tuple[str, object]]]:
    for track in edition.tracks:
        yield (TRACKS, track.code), (track.title.da or track.title.en, track)
    for step in edition.steps:
        yield (STEPS, step.code), (step.title.da or step.title.en, replace(step, asks={}))
    for step in edition.steps:
        for code, one in step.asks.items():
            yield (ASKED, f"{step.code} {code}"), (f"{step.code} · {code}", one)
    for move in edition.moves:
        yield (MOVES, f"{move.start} {move.end}"), (f"{move.start} → {move.end}", move)


def _fate(row: Sent, before: Contents, after: Contents) -> RowFate:
    if row.faults:
        return RowFate.ERROR
    if row.left_out:
        return RowFate.LEFT_OUT
    key = row.sheet, row.key
    if key not in before:
        return RowFate.NEW
    said = after[key][1] if key in after else None
    return RowFate.UNCHANGED if before[key][1] == said else RowFate.CHANGED
