"""An edition of a career model as plain values: the same whether it was read from a file or from the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from competence.frameworks.rules.editions import Words

UP, LATERAL = "UP", "LATERAL"
HIGHEST_STEP = 9
UNSAID = Words()


@dataclass(frozen=True)
class Asked:
    """What a step asks of one competence: the level, and whether it must (skal) be met or should (gerne)."""

    level: int
    must: bool = True


@dataclass(frozen=True)
class TrackWords:
    """One track."""

    code: str
    title: Words
    description: Words = UNSAID


@dataclass(frozen=True)
class StepWords:
    """One step: where it stands, its words, and what it asks for by the competence's code, in their order."""

    code: str
    track: str
    height: int
    title: Words
    scope: Words = UNSAID
    tasks: Words = UNSAID
    ways: Words = UNSAID
    asks: Mapping[str, Asked] = field(default_factory=dict)


@dataclass(frozen=True)
class MoveWords:
    """A move from one step to another; kind is UP or LATERAL."""

    start: str
    end: str
    kind: str
    note: Words = UNSAID


@dataclass(frozen=True)
class Edition:
    """A whole edition: tracks, steps and moves in their order."""

    tracks: tuple[TrackWords, ...]
    steps: tuple[StepWords, ...]
    moves: tuple[MoveWords, ...] = ()
