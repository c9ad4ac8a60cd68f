"""What a release tells of whom, and before anything is counted: who counts where, and who knows what. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from competence.privacy.anonymity.limits import Person

ROOF = ""  # the organisation itself, above every unit that has none above it


class Kind(Enum):
    """By what people are counted together."""

    UNITS = "Enheder"
    PROFILES = "Rolleprofiler"


class Measure(Enum):
    """What is told of a competence. All but the leaders' have the same contributors: those who gave a level.

    LEVEL: mean, and shares in three bands. REQUIREMENT: one share (first and last are 1), of those who are where their
    role asks them to be, or of whom nothing is asked; by unit alone, and only where it tells of no few. IMPORTANCE:
    mean of 1 to 3; who said nothing counts as 2. WISH: one share (1), of those who wish to develop it. The leaders'
    have the leaders as contributors, each with the mean of their ratings; of the whole house alone, as means.
    """

    LEVEL = "Niveau"
    REQUIREMENT = "Forventning"
    IMPORTANCE = "Betydning"
    WISH = "Lyst"
    LEADERS_LEVEL = "Lederens blik: niveau"
    LEADERS_IMPORTANCE = "Lederens blik: betydning"


class Audience(Enum):
    """Who may see a release, from the widest to the narrowest."""

    EVERYBODY = "Alle: hele huset og egen enhed"
    LEADERS = "Ledere, HR, chef og MED"
    HR = "HR, chef og MED"


@dataclass(frozen=True)
class Place:
    """That somebody works, or worked, in a unit, with a role profile or none."""

    person_id: int
    unit: str
    valid_from: date
    valid_to: date | None
    profile: str = ""


class Seat(NamedTuple):
    """The one unit and the one role profile somebody counts in."""

    unit: str = ROOF
    profile: str = ""


def tree_of(parents: Mapping[str, str | None], standing: Collection[str]) -> dict[str, str | None]:
    """Return the units that stand, each under the nearest unit above it that stands, and all under one roof."""
    tree: dict[str, str | None] = {ROOF: None}
    for unit in standing:
        tree[unit] = _standing_from(parents.get(unit), parents, standing)
    return tree


def seats_of(
    people: Iterable[Person], places: Iterable[Place], tree: Mapping[str, str | None], day: date
) -> dict[Person, Seat]:
    """Return where each person counts: where they have worked longest of those they work in on the day.

    Who has left counts where they worked last; who has no place that still stands counts under the roof.
    """
    best: dict[Person, tuple[int, int, str, str]] = {}
    for place in places:
        if place.unit not in tree or place.valid_from > day:
            continue
        over = place.valid_to is not None and place.valid_to < day
        order = -place.valid_to.toordinal() if over and place.valid_to else place.valid_from.toordinal()
        rank = (int(over), order, place.unit, place.profile)
        best[place.person_id] = min(rank, best.get(place.person_id, rank))
    return {person: Seat(*best[person][2:]) if person in best else Seat() for person in people}


def viewers_of_ratings(
    rated: Iterable[tuple[int, int]], may_know: Iterable[tuple[int, int]]
) -> list[frozenset[Person]]:
    """Return of which leaders each viewer may know what they said. rated: (leader, person). may_know: as above.

    The leader knows it, the person it was said of, and whoever may see what that person shared.
    """
    known: dict[Person, set[Person]] = {}
    leaders: dict[int, set[int]] = {}
    for leader, person in rated:
        leaders.setdefault(person, set()).add(leader)
        known.setdefault(leader, set()).add(leader)
        known.setdefault(person, set()).add(leader)
    for viewer, person in may_know:
        known.setdefault(viewer, set()).update(leaders.get(person, ()))
    return [frozenset(persons) for persons in known.values()]


def covered(inside: Collection[str], outside: Iterable[str], tree: Mapping[str, str | None]) -> list[tuple[str, bool]]:
    """Name what a group covers by as few units as possible: (unit, True) with all below it, or (unit, False) alone.

    inside, outside: the units of a part of the tree that the group covers, and those it does not.
    """
    open_units = {higher for unit in outside for higher in above(unit, tree)}
    return [
        (unit, unit not in open_units)
        for unit in sorted(inside)
        if unit in open_units or tree[unit] not in inside or tree[unit] in open_units
    ]


def above(unit: str, tree: Mapping[str, str | None]) -> list[str]:
    """Return the units above a unit, the nearest first and the roof last."""
    higher = []
    parent = tree[unit]
    while parent is not None:
        higher.append(parent)
        parent = tree[parent]
    return higher


def _standing_from(unit: str | None, parents: Mapping[str, str | None], standing: Collection[str]) -> str:
    while unit is not None and unit not in standing:
        unit = parents.get(unit)
    return ROOF if unit is None else unit
