"""What the solver found, or why there is nothing to find, as the pages and the tables need it."""

from collections.abc import Sequence
from dataclasses import dataclass

from competence.learning.seats.rules.limits import Limit
from competence.learning.seats.rules.problem import Pair


@dataclass(frozen=True)
class Found:
    """A distribution: its seats, its points, the most points any could have, and how long it took to find."""

    seats: frozenset[Pair]
    points: int
    at_most: int
    seconds: float


class DoesNotGoTogether(Exception):
    """What HR holds breaks a limit; nothing else can be at fault, since a seat less never breaks one.

    broken: every limit that is broken, and by how much it is used.
    """

    def __init__(self, broken: Sequence[tuple[Limit, int]]) -> None:
        super().__init__("what is held does not go together")
        self.broken = broken


def permille(points: int, at_most: int) -> int:
    """Return how far, at most, points are from the best there can be, in thousandths, rounded up; 0: none better."""
    return -(-1000 * (at_most - points) // max(1, abs(at_most)))
