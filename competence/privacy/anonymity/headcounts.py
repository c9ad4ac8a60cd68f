"""How many people of each unit something is done for: facts of keeping a promise, told in rows of five people or more.

A talk that was held is no answer, and HR must see that everybody gets theirs. So these numbers are exact, and they add
up to the whole; but no row speaks of fewer than K people: a smaller unit is counted with a named neighbour. What is
somebody's own choice or circumstance (a talk said no to, a leave) is told of the whole alone, by coded_count, besides
those a viewer knows of.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from competence.privacy.anonymity.counts import Count, coded_count
from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.limits import Hidden, K, Person
from competence.privacy.anonymity.units import Units, staff_units


@dataclass(frozen=True)
class HeadCount:
    """A row: the units it counts together, how many people are in them, and for how many each thing is done."""

    units: Units
    people: int
    done: Mapping[str, int]


@dataclass(frozen=True)
class HeadCounts:
    """The whole, the rows that share it out between them, and what is told of the whole alone."""

    whole: HeadCount
    rows: tuple[HeadCount, ...]
    of_the_whole: Mapping[str, Count | Hidden]


def head_counts(
    tree: Mapping[str, str | None],
    members: Mapping[Person, str],
    done: Mapping[str, Collection[Person]],
    own: Mapping[str, Collection[Person]],
    knowledge: Knowledge,
    k: int = K,
) -> HeadCounts | Hidden:
    """Return everybody counted, by unit and for the whole; Hidden where even the whole is fewer than K people.

    tree: every unit and its parent. members: each person and the one unit they count in. done: each thing with those
    it is done for. own: what is somebody's own affair, with those it holds for. People who are no members are left out.
    knowledge: whose own affairs each viewer knows. k: how many make a crowd, where more than K were agreed on.
    """
    whole = staff_units(tree, members, k)
    if isinstance(whole, Hidden):
        return whole
    counted = {thing: members.keys() & set(people) for thing, people in done.items()}

    def row(units: Units, people: frozenset[Person]) -> HeadCount:
        return HeadCount(units, len(people), {thing: len(people & some) for thing, some in counted.items()})

    of, known = len(members), knowledge.most_known(members.keys())
    return HeadCounts(
        row(whole.units, whole.members),
        tuple(row(group.units, group.members) for group in whole.smallest()),
        {thing: coded_count(len(members.keys() & set(people)), of, known, k) for thing, people in own.items()},
    )
