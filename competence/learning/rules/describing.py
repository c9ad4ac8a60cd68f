"""What an offer says of itself, as it is written in a form or a file, and when and where it is held."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from competence.frameworks.rules.editions import Words
from competence.learning.rules.words import Kind, Provider

LONGEST_TITLE, LONGEST_TEXT, LONGEST_NAME, LONGEST_PLACE = 120, 2000, 120, 200
MOST_HOURS, MOST_SEATS, MOST_PRICE, MOST_MINUTES = 2000, 1000, 200_000, 600
MOST_AIMS, MOST_DAYS = 3, 30
TOP = 8  # the highest level any scale has


@dataclass(frozen=True)
class Aim:
    """A competence, by its code, and the levels between which an offer helps."""

    competence: str
    from_level: int
    to_level: int


@dataclass(frozen=True)
class Described:
    """Everything an offer says of itself."""

    code: str
    kind: Kind
    title: Words
    description: Words
    aims: tuple[Aim, ...]
    hours: int
    seats: int | None
    price: int
    provider: Provider
    provider_name: str = ""
    fund: bool = False


@dataclass(frozen=True)
class Time:
    """When, where and for how many something is held; starts_at is empty where it is agreed on with who comes."""

    starts_at: datetime | None
    minutes: int
    place: str
    seats: int | None = None
    later_days: tuple[date, ...] = ()


def days_in(text: str) -> tuple[date, ...] | None:
    """Return the days somebody typed, earliest first; None where a word is no day. Both 5.3.2027 and 2027-03-05 are."""
    found = [_day(word) for word in re.split(r"[\s,;]+", text) if word]
    return None if None in found else tuple(sorted({day for day in found if day}))


def _day(word: str) -> date | None:
    for pattern, order in (
        (r"(\d{1,2})[./](\d{1,2})[./](\d{4})\.?", (3, 2, 1)),
        (r"(\d{4})-(\d{2})-(\d{2})", (1, 2, 3)),
    ):
        if met := re.fullmatch(pattern, word, re.ASCII):
            try:
                return date(*(int(met[place]) for place in order))
            except ValueError:
                return None
    return None
