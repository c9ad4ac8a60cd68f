"""How far it is to a step, from the levels somebody gave: what is in place, what is room to develop, what is open.

There is no rank and no percentage: a way is told in words, and the numbers below only sort one person's own list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from competence.careers.rules.editions import Asked, StepWords

Levels = Mapping[str, int]  # the level somebody gave, by the competence's code; what they did not answer is not in it


class Fit(Enum):
    """How one's own level stands to what a step asks."""

    IN_PLACE = "in place"
    ROOM = "room to develop"
    OPEN = "not answered"


@dataclass(frozen=True)
class Line:
    """One competence on the way to a step: what is asked, and the level one gave; None where one gave none."""

    competence: str
    asked: Asked
    level: int | None

    @property
    def fit(self) -> Fit:
        if self.level is None:
            return Fit.OPEN
        return Fit.IN_PLACE if self.level >= self.asked.level else Fit.ROOM

    @property
    def missing(self) -> int:
        """How many levels lie between; all of them where nothing was answered."""
        return max(0, self.asked.level - (self.level or 0))


@dataclass(frozen=True)
class Way:
    """The way to a step, a line for each competence it asks for."""

    lines: tuple[Line, ...]

    def with_fit(self, fit: Fit) -> tuple[Line, ...]:
        """Return the lines that stand so."""
        return tuple(line for line in self.lines if line.fit is fit)

    @property
    def in_place(self) -> tuple[Line, ...]:
        return self.with_fit(Fit.IN_PLACE)

    @property
    def rooms(self) -> tuple[Line, ...]:
        """Udviklingsrum: what must be met first, then the widest."""
        return tuple(sorted(self.with_fit(Fit.ROOM), key=lambda line: (not line.asked.must, -line.missing)))

    @property
    def open(self) -> tuple[Line, ...]:
        return self.with_fit(Fit.OPEN)

    @property
    def is_whole(self) -> bool:
        """Whether everything the step must have is in place."""
        return all(line.fit is Fit.IN_PLACE for line in self.lines if line.asked.must)


def way(asks: Mapping[str, Asked], levels: Levels) -> Way:
    """Return the way from the levels somebody gave to a step that asks this."""
    return Way(tuple(Line(code, asked, levels.get(code)) for code, asked in asks.items()))


def nearness(asks: Mapping[str, Asked], levels: Levels) -> tuple[int, int]:
    """Return by what the nearest step sorts first: levels missing in what must be met, then in what should be.

    The first is the distance: 0 exactly where every must is met.

    A plain loop: it runs for every person and every step where a whole house is counted.
    """
    musts = shoulds = 0
    for code, asked in asks.items():
        missing = asked.level - levels.get(code, 0)
        if missing > 0:
            if asked.must:
                musts += missing
            else:
                shoulds += missing
    return musts, shoulds


def supposing(levels: Levels, competence: str, level: int) -> Levels:
    """Return the levels as they would be if one reached a level in one competence; nobody falls by trying."""
    return {**levels, competence: max(level, levels.get(competence, 0))}


def nearest_first(steps: Iterable[StepWords], levels: Levels) -> list[tuple[StepWords, Way]]:
    """Return steps with the way to each, those first where the least is missing; a tie keeps the model's order."""
    ordered = sorted(steps, key=lambda step: nearness(step.asks, levels))
    return [(step, way(step.asks, levels)) for step in ordered]
