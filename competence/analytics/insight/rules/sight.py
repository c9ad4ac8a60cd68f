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


def with_all_above(units: Iterable[str], tree: Tree) -> set[str]:
    """Return some units and all units above them."""
    found: set[str] = set()
    for unit in units:
        one: str | None = unit
        while one is not None and one not in found:
            found.add(one)
            one = tree.get(one)
    return found


def below(units: Collection[str], tree: Tree) -> dict[str, frozenset[str]]:
    """Return each of some units with all units below it."""
    children: dict[str | None, list[str]] = {}
    for unit, parent in tree.items():
        children.setdefault(parent, []).append(unit)
    found = {}
    for unit in units:
        inside = [unit]
        for one in inside:
            inside += children.get(one, ())
        found[unit] = frozenset(inside)
    return found


def near(unit: str, seen: Collection[str], tree: Tree) -> set[str]:
    """Return of the units that are seen the one asked for (or the highest), those above it and those right below."""
    highest = {one for one in seen if tree.get(one) not in seen}
    middle = {unit} if unit in seen else highest
    higher = {one for asked in middle for one in above(asked, tree) if one in seen}
    return middle | higher | {one for one in seen if tree.get(one) in middle}


def encloses(covered: Collection[str], places: Iterable[frozenset[str]]) -> bool:
    """Return whether a group counts all units of one of some places: only such a group is ever told of there."""
    counted = frozenset(covered)
    return any(units <= counted for units in places)


def nearest(units: frozenset[str], groups: Iterable[Group]) -> Group | None:
    """Return the smallest of some groups that counts all of these units; None where none does."""
    around = [group for group in groups if units <= group.covers]
    return min(around, key=lambda group: len(group.covers), default=None)
