"""Who sees which units (a leader the branch), and by which groups a unit was counted. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from competence.analytics.places import Tree, above


@dataclass(frozen=True)
class Sight:
    """What one reader looks at: everything, or where they work, and with all below them the units they head."""

    works_in: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    everything: bool = False


def heads(works_in: Collection[str], leads_in: Collection[str], leaders_units: Collection[str]) -> set[str]:
    """Return the units a leader heads, each with all below it: those they work in and lead somebody in.

    leads_in: the units in which, or below which, somebody they lead works. leaders_units: where those work who lead
    the leader, over however many steps. Whoever works beside one of them heads no unit there.
    """
    return set(works_in) & set(leads_in) - set(leaders_units)


def counting(unit: str, tree: Tree, parts: Mapping[str, Sequence[tuple[int, bool]]]) -> dict[int, bool]:
    """Return the groups that count a unit with all below it, and whether they count nobody elsewhere.

    parts: by unit, the groups that count it so, and whether it is alone there. Groups that count a unit above count
    this one with others, unless it stands there itself as alone.
    """
    found = {group: False for higher in above(unit, tree) for group, _alone in parts.get(higher, ())}
    return found | dict(parts.get(unit, ()))
