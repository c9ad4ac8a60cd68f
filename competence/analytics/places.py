"""Where people count, before anything is counted: the units under one roof, and each person's one seat. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeAlias

from competence.privacy.anonymity.limits import Person

ROOF = ""  # the organisation itself, above every unit that has none above it
Tree: TypeAlias = Mapping[str, str | None]  # each unit with the one above it


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


def seats_of(people: Iterable[Person], places: Iterable[Place], tree: Tree, day: date) -> dict[Person, Seat]:
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


def covered(inside: Collection[str], outside: Iterable[str], tree: Tree) -> list[tuple[str, bool]]:
    """Name what a group covers by as few units as possible: (unit, True) with all below it, or (unit, False) alone.

    inside, outside: the units of a part of the tree that the group covers, and those it does not.
    """
    open_units = {higher for unit in outside for higher in above(unit, tree)}
    return [
        (unit, unit not in open_units)
        for unit in sorted(inside)
        if unit in open_units or tree[unit] not in inside or tree[unit] in open_units
    ]


def above(unit: str, tree: Tree) -> list[str]:
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
