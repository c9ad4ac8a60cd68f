"""What may be derived from shown values: means of several, differences, changes. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from competence.privacy.anonymity.figures import End

TENTH = Decimal("0.1")
FEW = ("5–9",)  # bands of answers whose means are rounded by half a level
LARGE_CHANGE, CHANGE = Decimal("0.5"), Decimal("0.25")


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


def change(before: Value, after: Value, people: Collection[str]) -> Value | None:
    """Return the difference of two shown means; None where it is too small to say so, or one is only a bound.

    people: the bands of answers behind the two. Fewer answers are rounded more, and a change must be larger.
    """
    if End.EXACT is not before.end or End.EXACT is not after.end or before.about or after.about:
        return None
    apart = after.number - before.number
    least = LARGE_CHANGE if set(people) & set(FEW) else CHANGE
    return Value(apart, is_difference=True) if abs(apart) >= least else None


def _end_of(values: Collection[Value]) -> tuple[End, bool]:
    ends = {value.end for value in values} - {End.EXACT}
    if len(ends) > 1 or any(value.about for value in values):
        return End.EXACT, True
    return (ends.pop() if ends else End.EXACT), False
