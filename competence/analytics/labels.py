"""What a group of units is called: by as few names as say whom it holds. Pure."""

from collections.abc import Collection, Iterator, Mapping

from competence.analytics.places import Tree, above, covered
from competence.web.bilingual import Bilingual

WHOLE = Bilingual("Hele organisationen", "The whole organisation")
WITHOUT = Bilingual("Uden rolleprofil", "Without a role profile")


class Names:
    """What groups of units are called in a house: its units, their titles, and those somebody works in."""

    def __init__(self, tree: Tree, titles: Mapping[str, Bilingual], staffed: Collection[str]) -> None:
        self._tree, self._titles = tree, titles
        self._staffed = frozenset(staffed) & tree.keys()
        self._busy = {unit for one in self._staffed for unit in (one, *above(one, tree))}
        self._children: dict[str | None, list[str]] = {}
        for unit, parent in tree.items():
            self._children.setdefault(parent, []).append(unit)

    def of(self, units: Collection[str]) -> Bilingual:
        """Name a group by its units, or by what it lacks of the unit around it where that takes fewer names.

        Units nobody works in are not named beside others.
        """
        top, inside = self._around(units), frozenset(units)
        lacking = frozenset(self._below(top)) - inside
        if not lacking & self._staffed:
            return self._titles.get(top, WHOLE)
        names, others = self._names(inside, lacking), self._names(lacking, inside)
        if len(names) > 2 and len(others) < len(names):
            around = self._titles.get(top, WHOLE)
            danish = f"{around.da} undtagen {_listed([name.da for name in others], 'samt')}"
            return Bilingual(danish, f"{_en(around)} except {_listed([_en(name) for name in others], 'as well as')}")
        return Bilingual(
            _listed([name.da for name in names], "samt"), _listed([_en(name) for name in names], "as well as")
        )

    def _around(self, units: Collection[str]) -> str:
        """The smallest unit that holds all of these."""
        first, *others = units
        path = [first, *above(first, self._tree)]
        for unit in others:
            held = {unit, *above(unit, self._tree)}
            path = [one for one in path if one in held]
        return path[0]

    def _below(self, top: str) -> Iterator[str]:
        yield top
        for child in self._children.get(top, ()):
            yield from self._below(child)

    def _names(self, inside: frozenset[str], outside: frozenset[str]) -> list[Bilingual]:
        parts = covered(inside, outside & self._staffed, self._tree)
        named = [(unit, whole) for unit, whole in parts if unit in (self._busy if whole else self._staffed)] or parts
        return sorted((self._name(unit, whole) for unit, whole in named), key=lambda name: name.da)

    def _name(self, unit: str, whole: bool) -> Bilingual:
        title = self._titles.get(unit, WHOLE)
        return title if whole else Bilingual(f"{title.da} i øvrigt", f"{_en(title)} otherwise")


def label_of_profiles(codes: Collection[str], titles: Mapping[str, Bilingual]) -> Bilingual:
    """Name a group by the role profiles of its people."""
    names = sorted((titles.get(code, WITHOUT) for code in codes), key=lambda name: name.da)
    return Bilingual(_listed([name.da for name in names], "samt"), _listed([_en(name) for name in names], "as well as"))


def _en(text: Bilingual) -> str:
    return text.en or text.da


def _listed(names: list[str], last: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"
