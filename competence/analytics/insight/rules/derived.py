"""What may be derived from shown values: means, shares at a level, differences, what is left. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Protocol

from competence.privacy.anonymity.figures import End

TENTH = Decimal("0.1")
FEW = ("5–9",)  # bands of answers whose means are rounded by half a level
LARGE_CHANGE, CHANGE = Decimal("0.5"), Decimal("0.25")


class Coded(Protocol):
    """A share of a released distribution, as it is shown."""

    first: int
    percent: int
    end: End


@dataclass(frozen=True)
class Value:
    """A shown number: exact, only a bound (end), or about, where bounds on both sides stand behind it."""

    number: Decimal
    end: End = End.EXACT
    about: bool = False
    is_difference: bool = False


def mean_of(values: Collection[Value]) -> Value | None:
    """Return the plain mean of shown means, in tenths; a bound among them makes it a bound, two kinds make it about."""
    if not values:
        return None
    mean = (sum((value.number for value in values), Decimal()) / len(values)).quantize(TENTH, ROUND_HALF_UP)
    return Value(mean, *_end_of(values))


def difference(level: Value | None, required: Decimal | None) -> Value | None:
    """Return how far a shown mean lies from what the roles ask for; below nought there is room to develop."""
    if level is None or required is None:
        return None
    apart = (level.number - required).quantize(TENTH, ROUND_HALF_UP)
    return Value(apart, level.end, level.about, is_difference=True)


def at_or_above(level: int, shares: Sequence[Coded]) -> Value | None:
    """Return the share of answers at a level or higher, from the shown bands; None where no band begins there."""
    ordered = sorted(shares, key=lambda share: share.first)
    reached = [share for share in ordered if share.first >= level]
    if not reached or reached[0].first != level:
        return None
    if len(reached) == 1:
        return Value(Decimal(reached[0].percent), reached[0].end)
    rest = ordered[: -len(reached)]
    if len(rest) == 1:  # the bands are coded together: what is not below is above
        return Value(Decimal(100 - rest[0].percent), OPPOSITE[rest[0].end])
    return None


def change(before: Value, after: Value, people: Collection[str]) -> Value | None:
    """Return the difference of two shown means; None where it is too small to say so, or one is only a bound.

    people: the bands of answers behind the two. Fewer answers are rounded more, and a change must be larger.
    """
    if End.EXACT is not before.end or End.EXACT is not after.end or before.about or after.about:
        return None
    apart = after.number - before.number
    least = LARGE_CHANGE if set(people) & set(FEW) else CHANGE
    return Value(apart, is_difference=True) if abs(apart) >= least else None


OPPOSITE = {End.EXACT: End.EXACT, End.OR_LOWER: End.OR_HIGHER, End.OR_HIGHER: End.OR_LOWER}


def scaled(share: Value, people: int) -> Value:
    """Return about how many of some people a shown share is, in fives: a share in a picture, not a head count."""
    number = (share.number * people / 500).quantize(Decimal(1), ROUND_HALF_UP) * 5
    return Value(number, share.end, share.about)


def _end_of(values: Collection[Value]) -> tuple[End, bool]:
    ends = {value.end for value in values} - {End.EXACT}
    if len(ends) > 1 or any(value.about for value in values):
        return End.EXACT, True
    return (ends.pop() if ends else End.EXACT), False
