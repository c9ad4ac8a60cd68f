"""The map of the house: tracks as lines, steps as stations at their height, sideways moves as transfers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from competence.careers.rules.distance import Levels, Way, way
from competence.careers.rules.editions import LATERAL, Edition, StepWords, TrackWords
from competence.careers.rules.reaching import onward

COLUMN, ROW = 100, 100  # one place on the map, in the units of its drawing
STATION_X, STATION_Y = 16, 30  # where in its place a station stands
BULGE = 13  # how far a transfer bends out for each line it passes
COLOURS = 6  # a seventh line begins again with the first colour; its name stands beside it


class Standing(Enum):
    """What a station is to the reader."""

    HERE = "here"
    NEXT = "next"  # one move away
    OTHER = ""


@dataclass(frozen=True)
class Station:
    """A step on the map: what it is to the reader, the way there where they answered, and where one changes."""

    step: StepWords
    standing: Standing
    interests: bool
    way: Way | None
    changes: tuple[TrackWords, ...]


@dataclass(frozen=True)
class Row:
    """A track with its stations in the order of their height; number is its place on the map, from 1."""

    number: int
    track: TrackWords
    stations: tuple[Station, ...]

    @property
    def colour(self) -> int:
        """Which of the colours its line has, from 1."""
        return (self.number - 1) % COLOURS + 1

    @property
    def line(self) -> str:
        """The path of its line in the map's drawing."""
        heights = [station.step.height for station in self.stations]
        return f"M{_x(min(heights))} {_y(self.number)}H{_x(max(heights))}"


@dataclass(frozen=True)
class Transfer:
    """A sideways move between two lines at one height; mine where it leads out of where the reader stands."""

    height: int
    upper: int
    lower: int
    mine: bool

    @property
    def path(self) -> str:
        """Its path: straight to the neighbouring line, bent around the lines it passes."""
        x, start, end = _x(self.height), _y(self.upper), _y(self.lower)
        bend = x - BULGE * (self.lower - self.upper - 1)
        if bend == x:
            return f"M{x} {start}V{end}"
        return f"M{x} {start}C{bend} {start + 25} {bend} {end - 25} {x} {end}"


@dataclass(frozen=True)
class CareerMap:
    """The whole picture: rows from the first track down, and the transfers between them, the reader's own last."""

    rows: tuple[Row, ...]
    transfers: tuple[Transfer, ...]
    width: int

    @property
    def box(self) -> str:
        """The view box of the drawing."""
        return f"0 0 {self.width * COLUMN} {len(self.rows) * ROW}"


def draw(
    edition: Edition, *, here: str = "", interests: Collection[str] = (), levels: Levels | None = None
) -> CareerMap:
    """Return the map as somebody sees it.

    here: the step they stand on, "" where they have not said; interests: the steps they are interested in;
    levels: what they answered in the mirror, None for somebody who is not to see a way.
    """
    steps = {step.code: step for step in edition.steps}
    lines = [track for track in edition.tracks if any(step.track == track.code for step in edition.steps)]
    numbers = {track.code: number for number, track in enumerate(lines, start=1)}
    following = onward(edition.moves, here)
    changes = _changes(edition, steps)

    def station(step: StepWords) -> Station:
        standing = Standing.HERE if step.code == here else Standing.NEXT if step.code in following else Standing.OTHER
        there = way(step.asks, levels) if levels else None
        return Station(step, standing, step.code in interests, there, changes.get(step.code, ()))

    return CareerMap(
        rows=tuple(
            Row(numbers[track.code], track, tuple(station(step) for step in _along(edition.steps, track.code)))
            for track in lines
        ),
        transfers=_transfers(edition, steps, numbers, here),
        width=max((step.height for step in edition.steps), default=0),
    )


def _along(steps: Iterable[StepWords], track: str) -> list[StepWords]:
    return sorted((step for step in steps if step.track == track), key=lambda step: step.height)


def _changes(edition: Edition, steps: Mapping[str, StepWords]) -> dict[str, tuple[TrackWords, ...]]:
    tracks = {track.code: track for track in edition.tracks}
    found: dict[str, tuple[TrackWords, ...]] = {}
    for move in edition.moves:
        if move.kind == LATERAL:
            found[move.start] = (*found.get(move.start, ()), tracks[steps[move.end].track])
    return found


def _transfers(
    edition: Edition, steps: Mapping[str, StepWords], numbers: Mapping[str, int], here: str
) -> tuple[Transfer, ...]:
    """Return one transfer for each pair of stations beside each other; there and back is drawn once."""
    mine: dict[tuple[int, int, int], bool] = {}
    for move in edition.moves:
        start, end = steps[move.start], steps[move.end]
        if move.kind == LATERAL and start.height == end.height:
            upper, lower = sorted((numbers[start.track], numbers[end.track]))
            place = (start.height, upper, lower)
            mine[place] = mine.get(place, False) or move.start == here
    return tuple(sorted((Transfer(*place, mine=own) for place, own in mine.items()), key=lambda one: one.mine))


def _x(height: int) -> int:
    return (height - 1) * COLUMN + STATION_X


def _y(number: int) -> int:
    return (number - 1) * ROW + STATION_Y
