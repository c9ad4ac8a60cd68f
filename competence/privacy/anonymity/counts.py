"""How many of a crowd have come how far: a number in the middle, words where a number would name somebody.

"All but one have shared" tells everybody who that one is as soon as one more thing is known, and "one has begun" does
the same. A leader knows already how far those are whom they lead, and takes them out: in a unit of twelve of whom a
leader knows nine, a count is about three people. So a count is a number only while at least k people besides those any
viewer knows lie on either side of it. Words keep the same distance, so that k numbers are behind each, however those
are who are known; where there is no room for two words, nothing is told. Whether there is room is decided by who is
counted and who knows whom, never by how far anybody is.

Who was asked by somebody knows that they asked. That is known of those on one side of the number alone, and on the
other are k people nobody knows.
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


def coded_count(number: int, of: int, known: int, k: int = K, *, done_by: int | None = None) -> Count | Hidden:
    """Return how many of a whole may be told; Hidden where the whole is no crowd besides those a viewer knows.

    of: everybody the count is about, the whole house or a publication unit, never a smaller group. known: how many of
    them the best informed viewer knows (Knowledge.most_known). k: how many make a crowd, where more than K were agreed
    on. done_by: where others did what is counted, such as the leaders of those it is about: how many these are, besides
    those a viewer knows of. Of one leader's doings alone no count is told.
    """
    if k < K:
        raise LimitTooLow("Grænserne for, hvornår tal må vises, kan hæves, men aldrig sænkes.")
    if not (0 <= number <= of and 0 <= known <= of):
        raise ValueError("En optælling kan ikke være større end det, der tælles i.")
    aside = k + known
    if of < 2 * aside - 1 or (done_by is not None and done_by < k):
        return Hidden(Reason.COUNTS_TOO_FEW)
    if number < aside:
        return Count(Told.FEW)
    return Count(Told.NEARLY_ALL) if of - number < aside else Count(Told.NUMBER, number)
