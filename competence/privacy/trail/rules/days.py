"""Looks told by day: the same look by the same person on one day is one line that says how often. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from competence.privacy.trail.rules.capacity import Capacity


@dataclass(frozen=True)
class Seen:
    """One look as the trail holds it."""

    seq: int
    at: datetime
    actor_id: int | None
    action: str
    capacity: Capacity | None


@dataclass(frozen=True)
class Line:
    """One look of a day, and how often it was made."""

    action: str
    actor_id: int | None
    capacity: Capacity | None
    times: int


@dataclass(frozen=True)
class Day:
    """A day on which somebody looked."""

    on: date
    lines: tuple[Line, ...]


def by_day(seen: Iterable[Seen], day_of: Callable[[datetime], date]) -> list[Day]:
    """Return looks, the newest first, by day."""
    days = groupby(seen, key=lambda one: day_of(one.at))
    return [Day(on, tuple(_lines(those))) for on, those in days]


def _lines(those: Iterable[Seen]) -> list[Line]:
    counted = Counter((one.action, one.actor_id, one.capacity) for one in those)
    return [Line(*what, times) for what, times in counted.items()]


def whole_days(seen: Sequence[Seen], most: int, day_of: Callable[[datetime], date]) -> tuple[Sequence[Seen], int]:
    """Return as many looks as a page shows, without a day cut in two, and the number the next page begins before.

    seen: one more than `most` where there is more. A day longer than a page is cut all the same. 0: nothing is older.
    """
    if len(seen) <= most:
        return seen, 0
    first_left_out = day_of(seen[most].at)
    whole = [one for one in seen[:most] if day_of(one.at) != first_left_out] or list(seen[:most])
    return whole, whole[-1].seq
