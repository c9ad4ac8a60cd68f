"""Where groups of units stand in the house: which units each counts with all below them, and which alone. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable

from competence.analytics.places import ROOF, Tree, above


class Parts:
    """The units of a house, and those somebody is counted in (staffed): what groups of them are found by."""

    def __init__(self, tree: Tree, staffed: Collection[str]) -> None:
        self._tree, self._staffed = tree, frozenset(staffed) & tree.keys()
        self._workplaces = _with_all_below(self._staffed, tree)

    def busy(self) -> dict[str, str | None]:
        """Return the units somebody is counted in, or in a unit below, each with the one above; None under the roof."""
        return {unit: self._tree[unit] or None for unit in self._workplaces if unit != ROOF}

    def of(self, units: Collection[str]) -> dict[str, bool]:
        """Return the units a group counts with all below them, and whether it counts nobody elsewhere.

        units: all the group counts. Of units within each other the outermost, and those within it that are alone.
        Units nobody is counted in make no difference, and are left out.
        """
        staffed = self._staffed.intersection(units)
        counted = _with_all_below(staffed, self._tree)
        whole = {unit for unit in counted if counted[unit] == self._workplaces[unit]} - {ROOF}
        alone = {unit: counted[unit] == len(staffed) for unit in whole}
        return {unit: alone[unit] for unit in sorted(whole) if alone[unit] or self._tree[unit] not in whole}


def _with_all_below(units: Iterable[str], tree: Tree) -> Counter[str]:
    """Return how many of some units stand in each unit of the tree or below it."""
    return Counter(one for unit in units for one in (unit, *above(unit, tree)))
