"""How many of a crowd have come how far: a number in the middle, words where a number would name somebody.

"All but one have shared" tells everybody who that one is as soon as one more thing is known, and "one has begun" does
the same. So a count is a number only while at least K people lie on either side of it.
"""

from dataclasses import dataclass
from enum import Enum

from competence.privacy.anonymity.limits import Hidden, K, LimitTooLow, Reason


class Told(Enum):
    """What is said about a count."""

    NUMBER = "number"
    FEW = "few"
    NEARLY_ALL = "nearly all"


@dataclass(frozen=True)
class Count:
    """A count as it may be shown; number is None where words take its place."""

    told: Told
    number: int | None = None


def coded_count(number: int, of: int, k: int = K) -> Count | Hidden:
    """Return how many of a whole may be told; Hidden where even the whole is no crowd.

    of: everybody the count is about, the whole house or a publication unit, never a smaller group. k: how many make a
    crowd, where more than K were agreed on.
    """
    if k < K:
        raise LimitTooLow("Grænserne for, hvornår tal må vises, kan hæves, men aldrig sænkes.")
    if not 0 <= number <= of:
        raise ValueError("En optælling kan ikke være større end det, der tælles i.")
    if of < k:
        return Hidden(Reason.TOO_FEW)
    if number < k:
        return Count(Told.FEW)
    return Count(Told.NEARLY_ALL) if of - number < k else Count(Told.NUMBER, number)
