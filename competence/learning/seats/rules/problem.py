"""What a distribution is asked: who shared which wish, what there is room for, and what HR has decided beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Pair(NamedTuple):
    """A person and a session they wish a seat in."""

    person: int
    session: int


@dataclass(frozen=True)
class Session:
    """Once that an offer is held: the seats there are to give, the hours one takes, the days one is away from work."""

    offer: int
    seats: int
    hours: int
    days: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Place:
    """Where somebody counts: every unit they work in, the first of them their own, and their role profile."""

    units: tuple[int, ...] = ()
    profile: int | None = None


@dataclass(frozen=True)
class Problem:
    """All a distribution is made from. There is no field for how much anybody can, and none may be added.

    wishes: the points of a seat for everybody who shared a wish for it, from 1; nobody else is ever seated.
    cover: how many of a unit may be away on one day. away: how many of them are already, without these sessions.
    busy: the days somebody cannot take part on. held, forbidden: what HR has decided.
    each: how many seats one person may be offered. hours: how many there are to give in all; offer_hours: in one offer.
    fair: the part of its share, in per cent, that every unit and every role profile is to have at least.
    """

    sessions: Mapping[int, Session]
    people: Mapping[int, Place]
    wishes: Mapping[Pair, int]
    cover: Mapping[int, int] = field(default_factory=dict)
    away: Mapping[tuple[int, date], int] = field(default_factory=dict)
    busy: Mapping[int, frozenset[date]] = field(default_factory=dict)
    held: frozenset[Pair] = frozenset()
    forbidden: frozenset[Pair] = frozenset()
    each: int = 1
    hours: int | None = None
    offer_hours: Mapping[int, int] = field(default_factory=dict)
    fair: int = 50
