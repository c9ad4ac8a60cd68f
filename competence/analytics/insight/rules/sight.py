"""Who sees which released groups: everybody the whole, each their own unit, a leader the branch. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

Tree = Mapping[str, str | None]


class Covering(Protocol):
    """A group that was released: which units it counts together."""

    @property
    def covers(self) -> frozenset[str]: ...


Group = TypeVar("Group", bound=Covering)


@dataclass(frozen=True)
class Sight:
    """What one reader looks at: everything, or some units (the own one, and for a leader those of the branch)."""

    units: frozenset[str]
    everything: bool = False

    def holds(self, unit: str) -> bool:
        """Return whether the reader may ask for a unit."""
        return self.everything or unit in self.units

    def sees(self, group: frozenset[str]) -> bool:
        """Return whether a part of the organisation counts any of the reader's units. The whole is for everybody."""
        return self.everything or bool(group & self.units)


def branch(works_in: Collection[str], leaders_units: Collection[str], tree: Tree) -> frozenset[str]:
    """Return the units a leader leads: those they work in with all below them.

    leaders_units: where the leader's own leader works. Whoever works beside their own leader heads no unit there.
    """
    heads = set(works_in) - set(leaders_units)
    return frozenset(unit for unit in tree if heads & {unit, *above(unit, tree)})


def above(unit: str, tree: Tree) -> list[str]:
    """Return the units above a unit, the nearest first."""
    higher = []
    parent = tree.get(unit)
    while parent is not None:
        higher.append(parent)
        parent = tree.get(parent)
    return higher


def below(units: Collection[str], tree: Tree) -> dict[str, frozenset[str]]:
    """Return each of some units with all units below it."""
    found: dict[str, set[str]] = {unit: set() for unit in units}
    for other in tree:
        for unit in found.keys() & {other, *above(other, tree)}:
            found[unit].add(other)
    return {unit: frozenset(inside) for unit, inside in found.items()}


def near(unit: str, seen: Collection[str], tree: Tree) -> set[str]:
    """Return of the units that are seen the one asked for (or the highest), those above it and those right below."""
    highest = {one for one in seen if tree.get(one) not in seen}
    middle = {unit} if unit in seen else highest
    higher = {one for asked in middle for one in above(asked, tree) if one in seen}
    return middle | higher | {one for one in seen if tree.get(one) in middle}


def nearest(units: frozenset[str], groups: Iterable[Group]) -> Group | None:
    """Return the smallest of some groups that counts all of these units; None where none does."""
    around = [group for group in groups if units <= group.covers]
    return min(around, key=lambda group: len(group.covers), default=None)
