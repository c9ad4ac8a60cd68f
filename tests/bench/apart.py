"""Whether two answers can be told apart by how long they take: asked in turn, round by round, and compared in pairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import median

CERTAIN = 4.0  # standard errors: once in 16,000 comparisons of the same with the same


@dataclass(frozen=True)
class Difference:
    """How two answers differ: by how many seconds in the middle of all rounds, and how surely not by chance."""

    seconds: float
    certainty: float

    def tells(self, most: float) -> bool:
        """Return whether somebody could tell: surely different, by more than so many seconds."""
        return abs(self.seconds) > most and abs(self.certainty) > CERTAIN


def difference(ones: Sequence[float], others: Sequence[float]) -> Difference:
    """Compare two answers, each of which was timed once in each round.

    The median of the differences within a round, and the sign test: a machine that is busy for a while is so for both,
    and no single pause weighs more than another. ones, others: seconds.
    """
    apart = [other - one for one, other in zip(ones, others, strict=True)]
    longer, shorter = sum(one > 0 for one in apart), sum(one < 0 for one in apart)
    return Difference(median(apart), (longer - shorter) / sqrt(max(1, longer + shorter)))
