"""Bringing dated facts in step with a file: what begins, what gets other days, what ends, and what never was."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

DAY = timedelta(days=1)
Key = tuple[str, str | None]


@dataclass(frozen=True)
class Fact:
    """Something the house knows to hold from a day to a day (both included): an employment, a leader, a role."""

    id: int
    key: Key
    start: date
    end: date | None = None
    hours: int | None = None  # a week, of an employment


@dataclass(frozen=True)
class Wanted:
    """Something a file says: start is None where the file names no day; it then begins on `otherwise` if it is new.

    hours: None where the file names none; what is known then stays.
    """

    key: Key
    start: date | None
    end: date | None
    otherwise: date
    hours: int | None = None

    @property
    def begins(self) -> date:
        return self.start or self.otherwise


@dataclass(frozen=True)
class Step:
    """What the file makes of the facts; `kept` pairs each wanted with its fact as it will be (id 0: new)."""

    kept: tuple[tuple[Wanted, Fact, Fact | None], ...]  # wanted, the fact afterwards, the fact before
    ended: tuple[tuple[Fact, date], ...]
    gone: tuple[Fact, ...]  # would end before they begin: they never held


def is_current(end: date | None, today: date) -> bool:
    """Return whether what ends on a day still holds today or will hold later."""
    return end is None or end >= today


def reconcile(facts: Iterable[Fact], wanted: Iterable[Wanted], today: date) -> Step:
    """Compare what is with what is wanted.

    A wanted fact is the one of the same key and first day; else one of the same key that is not over, which gets the
    wanted first day; else a new one. What is not over and not wanted ends: the day before that which replaces it, or
    yesterday. Facts that are over are history and stay as they are.
    """
    facts, wanted = list(facts), list(wanted)
    pairs = _pair(facts, wanted, today)
    kept = tuple((want, _as_wanted(want, pairs.get(want)), pairs.get(want)) for want in wanted)
    left = [fact for fact in facts if fact not in pairs.values() and is_current(fact.end, today)]
    ends = [(fact, _last_day(fact, kept, today)) for fact in left]
    return Step(
        kept,
        tuple((fact, end) for fact, end in ends if end >= fact.start and (fact.end is None or end < fact.end)),
        tuple(fact for fact, end in ends if end < fact.start),
    )


def _pair(facts: list[Fact], wanted: list[Wanted], today: date) -> dict[Wanted, Fact]:
    by_start = {(fact.key, fact.start): fact for fact in facts}
    pairs = {want: by_start[want.key, want.start] for want in wanted if (want.key, want.start) in by_start}  # type: ignore[index]
    for want in wanted:
        if want not in pairs:
            free = (
                fact
                for fact in facts
                if fact.key == want.key and fact not in pairs.values() and is_current(fact.end, today)
            )
            fact = next(free, None)
            if fact is not None:
                pairs[want] = fact
    return pairs


def _as_wanted(want: Wanted, fact: Fact | None) -> Fact:
    if fact is None:
        return Fact(0, want.key, want.begins, want.end, want.hours)
    start = want.start or (fact.start if want.end is None or fact.start <= want.end else want.otherwise)
    return replace(fact, start=start, end=want.end, hours=want.hours or fact.hours)


def _last_day(fact: Fact, kept: tuple[tuple[Wanted, Fact, Fact | None], ...], today: date) -> date:
    """Return when a fact that is not wanted any longer ends."""
    afterwards = [after for _, after, _ in kept]
    replaced_on = [after.start for after in afterwards if after.id == 0 and fact.start < after.start <= today]
    if replaced_on:
        return min(replaced_on) - DAY
    begins_later = [after.start for after in afterwards if after.start > max(fact.start, today)]
    if begins_later and not any(after.start <= today and is_current(after.end, today) for after in afterwards):
        return min(begins_later) - DAY
    return today - DAY
