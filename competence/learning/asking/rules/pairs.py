"""Makkerpar: two in different houses of whom each can teach what the other wants, and what each sees of the answers."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

OPEN_FOR = timedelta(days=21)  # so long a proposal waits for both
TOGETHER = timedelta(days=180)  # so long a pair is left in peace before one of them is proposed to others


@dataclass(frozen=True)
class Open:
    """What one person opened themselves to: what they can teach, what they want to practise, and where they work."""

    person: int
    house: int | None
    teaches: frozenset[str]
    wants: frozenset[str]


@dataclass(frozen=True)
class Match:
    """Two people, the lower number first, and what each would learn from the other."""

    first: int
    second: int
    first_learns: str
    second_learns: str


class Seen(Enum):
    """Where a proposal stands for one of the two; it says nothing of the other unless both said yes."""

    ASKED = "asked"
    SAID_YES = "said yes"
    SAID_NO = "said no"
    AGREED = "agreed"
    OVER = "over"


def match(one: Open, other: Open) -> Match | None:
    """Return the pair two people make, if each can teach what the other wants and they work in different houses."""
    first, second = sorted((one, other), key=lambda person: person.person)
    if first.person == second.person or first.house is None or first.house == second.house or second.house is None:
        return None
    learns, teaches = second.teaches & first.wants, first.teaches & second.wants
    if not learns or not teaches:
        return None
    return Match(first.person, second.person, min(learns), min(teaches))


def propose(people: Iterable[Open], known: Collection[frozenset[int]], busy: Collection[int]) -> list[Match]:
    """Return new pairs: nobody in two, nobody who is busy, and no two who were proposed to each other before.

    Those with the fewest possible partners choose first, so that as many as possible find one.
    """
    free = [one for one in people if one.person not in busy and one.teaches and one.wants]
    possible = [
        found
        for place, one in enumerate(free)
        for other in free[place + 1 :]
        if (found := match(one, other)) is not None and frozenset({found.first, found.second}) not in known
    ]
    partners: dict[int, int] = {}
    for found in possible:
        for person in (found.first, found.second):
            partners[person] = partners.get(person, 0) + 1
    taken: set[int] = set()
    chosen = []
    for found in sorted(possible, key=lambda one: (partners[one.first] + partners[one.second], one.first, one.second)):
        if not {found.first, found.second} & taken:
            chosen.append(found)
            taken |= {found.first, found.second}
    return chosen


def seen(said: Mapping[int, bool], me: int, other: int, proposed_on: date, today: date) -> Seen:
    """Return where a proposal stands for one of the two."""
    if said.get(me) and said.get(other):
        return Seen.AGREED
    if said.get(me) is False:
        return Seen.SAID_NO
    if proposed_on + OPEN_FOR < today:
        return Seen.OVER
    return Seen.SAID_YES if said.get(me) else Seen.ASKED


def is_busy(said: Mapping[int, bool], proposed_on: date, today: date) -> bool:
    """Return whether a proposal keeps its two from others: while it is open, whatever was said, or a pair is young."""
    agreed = len(said) == 2 and all(said.values())
    return today <= proposed_on + (TOGETHER if agreed else OPEN_FOR)
