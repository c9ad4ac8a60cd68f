"""What a group of units is called: by as few names as say whom it holds. Pure."""

from collections.abc import Collection, Mapping

from competence.analytics.measures import ROOF, covered
from competence.web.bilingual import Bilingual

WHOLE = Bilingual("Hele organisationen", "The whole organisation")


def label_of(
    units: Collection[str], tree: Mapping[str, str | None], titles: Mapping[str, Bilingual], staffed: Collection[str]
) -> Bilingual:
    """Name a group. staffed: units somebody works in; those nobody works in are not named beside others."""
    if len(units) == len(tree):
        return WHOLE
    parts = covered(units, tree)
    named = [part for part in parts if _works_somebody_in(part, tree, staffed)] or parts
    texts = sorted((_name(unit, whole, titles) for unit, whole in named), key=lambda text: text.da)
    return Bilingual(_listed([text.da for text in texts], "og"), _listed([text.en or text.da for text in texts], "and"))


def _name(unit: str, whole: bool, titles: Mapping[str, Bilingual]) -> Bilingual:
    title = titles.get(unit, WHOLE)
    return title if whole else Bilingual(f"{title.da} i øvrigt", f"{title.en or title.da} otherwise")


def _works_somebody_in(part: tuple[str, bool], tree: Mapping[str, str | None], staffed: Collection[str]) -> bool:
    unit, whole = part
    return unit in staffed or (whole and any(_lies_below(other, unit, tree) for other in staffed))


def _lies_below(unit: str, above: str, tree: Mapping[str, str | None]) -> bool:
    parent = tree.get(unit)
    while parent is not None and parent not in (above, ROOF):
        parent = tree[parent]
    return parent == above


def _listed(names: list[str], last: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {last} {names[-1]}"
