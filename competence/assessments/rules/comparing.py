"""Two views beside each other: differences first, strengths, udviklingsrum. No total, no rank."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from competence.assessments.rules.saying import NOTHING, Said

WIDEST_NAMED = 2  # more than two names in a sentence is a list


@dataclass(frozen=True)
class Line:
    """One competence in the mirror.

    competence: what is shown of it (title, area, texts); position: its place in the catalogue.
    own_first, leader_first: the first view, where it was changed after the two were opened to each other.
    """

    competence: Any
    position: int
    own: Said = NOTHING
    leader: Said = NOTHING
    role: int | None = None
    importance: int = 1
    critical: bool = False
    own_first: Said | None = None
    leader_first: Said | None = None
    own_earlier: int | None = None
    leader_earlier: int | None = None

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels given, the person's first."""
        return tuple(said.level for said in (self.own, self.leader) if said.level is not None)

    @property
    def difference(self) -> int | None:
        """How many levels lie between the two views; None where one of them gave no level."""
        return difference(self.own.level, self.leader.level)

    @property
    def room(self) -> int:
        """Udviklingsrum: how far the lowest view lies below what the role asks; 0 where there is none."""
        return max(0, self.role - min(self.levels)) if self.role is not None and self.levels else 0

    @property
    def has_moved(self) -> bool:
        """Whether one of the two views lies at another level than in the last earlier round that knows both."""
        pairs = ((self.own_earlier, self.own.level), (self.leader_earlier, self.leader.level))
        return any(before is not None and now is not None and before != now for before, now in pairs)

    @property
    def weighs_it_differently(self) -> bool:
        """Whether both said how important it is, and not the same."""
        both = (self.own.importance, self.leader.importance)
        return None not in both and both[0] != both[1]


@dataclass(frozen=True)
class Summary:
    """What the sentences on top say."""

    compared: int = 0  # competences to which both gave a level
    alike: int = 0
    widest: tuple[Line, ...] = ()  # the largest difference; empty where more share it than a sentence can name
    widest_shared_by: int = 0
    widest_by: int = 0  # how many levels it is
    rooms: tuple[Line, ...] = ()
    wished: tuple[Line, ...] = ()  # udviklingsrum the person also would like to develop
    strengths: tuple[Line, ...] = ()


@dataclass(frozen=True)
class AreaView:
    """One area as the overview shows it: the middle of the levels given, for each voice that gave any."""

    area: Any
    own: float | None
    leader: float | None
    role: float | None


def difference(one: int | None, other: int | None) -> int | None:
    """Return how many levels lie between two views; None where one of them is missing."""
    return None if one is None or other is None else abs(one - other)


def differences_first(lines: Iterable[Line]) -> list[Line]:
    """Return the lines seen differently, the largest difference first, then what weighs most in the role."""
    apart = [line for line in lines if line.difference]
    return sorted(apart, key=lambda line: (-(line.difference or 0), *_weight(line)))


def by_difference(lines: Iterable[Line]) -> list[Line]:
    """Return every line with a level: those seen differently first, those that only one side answered last."""
    said = [line for line in lines if line.levels]
    return sorted(said, key=lambda line: (line.difference is None, -(line.difference or 0), *_weight(line)))


def strengths(lines: Iterable[Line], top: int) -> list[Line]:
    """Return what every view given sees at least where the role asks, and above the middle of the scale or the role."""
    return sorted(
        (line for line in lines if _is_strength(line, top)), key=lambda line: (-min(line.levels), line.position)
    )


def rooms(lines: Iterable[Line]) -> list[Line]:
    """Return the lines with udviklingsrum: what weighs most in the role first, then the largest."""
    return sorted(
        (line for line in lines if line.room), key=lambda line: (*_weight(line)[:2], -line.room, line.position)
    )


def summary(lines: Sequence[Line], top: int, wish_to_develop: str = "DEVELOP") -> Summary:
    """Return what the sentences on top of the mirror say; there is no total in it."""
    compared = [line for line in lines if line.difference is not None]
    apart = differences_first(compared)
    widest = tuple(line for line in apart if line.difference == apart[0].difference)
    room = tuple(rooms(lines))
    return Summary(
        compared=len(compared),
        alike=len(compared) - len(apart),
        widest=widest if len(widest) <= WIDEST_NAMED else (),
        widest_shared_by=len(widest),
        widest_by=(apart[0].difference or 0) if apart else 0,
        rooms=room,
        wished=tuple(line for line in room if line.own.wish == wish_to_develop),
        strengths=tuple(strengths(lines, top)),
    )


def areas(lines: Iterable[Line]) -> list[AreaView]:
    """Return the overview by area, in the catalogue's order; a voice without a level in an area is None, never 0."""
    grouped: dict[int, list[Line]] = {}
    for line in sorted(lines, key=lambda line: line.position):
        grouped.setdefault(line.competence.area.id, []).append(line)
    return [
        AreaView(
            group[0].competence.area,
            _middle(line.own.level for line in group),
            _middle(line.leader.level for line in group),
            _middle(line.role for line in group),
        )
        for group in grouped.values()
    ]


def _weight(line: Line) -> tuple[bool, int, int]:
    return not line.critical, -line.importance, line.position


def _is_strength(line: Line, top: int) -> bool:
    if not line.levels:
        return False
    lowest, middle = min(line.levels), (top + 1) / 2
    return (
        lowest > middle
        if line.role is None
        else lowest >= line.role and (lowest > middle or max(line.levels) > line.role)
    )


def _middle(levels: Iterable[int | None]) -> float | None:
    given = [level for level in levels if level is not None]
    return round(fmean(given), 1) if given else None
