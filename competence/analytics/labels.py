"""What a group of units is called: by as few names as say whom it holds. Pure."""

from collections.abc import Collection, Mapping

from competence.analytics.measures import above, covered
from competence.web.bilingual import Bilingual

WHOLE = Bilingual("Hele organisationen", "The whole organisation")
WITHOUT = Bilingual("Uden rolleprofil", "Without a role profile")
Tree = Mapping[str, str | None]


def label_of(
    units: Collection[str], tree: Tree, titles: Mapping[str, Bilingual], staffed: Collection[str]
) -> Bilingual:
    """Name a group by its units, or by what it lacks of the unit around it where that takes fewer names.

    staffed: units somebody works in; those nobody works in are not named beside others.
    """
    top = _around(units, tree)
    lacking = {unit for unit in tree if top in (unit, *above(unit, tree)) and unit not in units}
    if not lacking & set(staffed):
        return titles.get(top, WHOLE)
    inside, outside = (_names(covered(part, tree), tree, titles, staffed) for part in (units, lacking))
    if len(inside) > 2 and len(outside) < len(inside):
        around = titles.get(top, WHOLE)
        danish = f"{around.da} undtagen {_listed([name.da for name in outside], 'samt')}"
        return Bilingual(
            danish, f"{around.en or around.da} except {_listed([_en(name) for name in outside], 'as well as')}"
        )
    return Bilingual(
        _listed([name.da for name in inside], "samt"), _listed([_en(name) for name in inside], "as well as")
    )


def label_of_profiles(codes: Collection[str], titles: Mapping[str, Bilingual]) -> Bilingual:
    """Name a group by the role profiles of its people."""
    names = sorted((titles.get(code, WITHOUT) for code in codes), key=lambda name: name.da)
    return Bilingual(_listed([name.da for name in names], "samt"), _listed([_en(name) for name in names], "as well as"))


def _around(units: Collection[str], tree: Tree) -> str:
    """The smallest unit that holds all of these."""
    first, *others = ([unit, *above(unit, tree)] for unit in units)
    return next(unit for unit in first if all(unit in path for path in others))


def _names(
    parts: list[tuple[str, bool]], tree: Tree, titles: Mapping[str, Bilingual], staffed: Collection[str]
) -> list[Bilingual]:
    named = [part for part in parts if _works_somebody_in(part, tree, staffed)] or parts
    return sorted((_name(unit, whole, titles) for unit, whole in named), key=lambda name: name.da)


def _name(unit: str, whole: bool, titles: Mapping[str, Bilingual]) -> Bilingual:
    title = titles.get(unit, WHOLE)
    return title if whole else Bilingual(f"{title.da} i øvrigt", f"{_en(title)} otherwise")


def _works_somebody_in(part: tuple[str, bool], tree: Tree, staffed: Collection[str]) -> bool:
    unit, whole = part
    return unit in staffed or (whole and any(other in tree and unit in above(other, tree) for other in staffed))


def _en(text: Bilingual) -> str:
    return text.en or text.da


def _listed(names: list[str], last: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"
