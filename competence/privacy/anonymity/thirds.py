"""A third division of the same people beside two that stand, such as contract hours beside units and role profiles.

The published totals of three divisions span the functions a(unit) + b(profile) + c(third) on the people. Where c is the
same for everybody, the function is one of the two first divisions, and what the cut theorem says of those holds. Where
it is not, some of the third's groups have another c than the rest. Take the people of one unit with one profile: on
those on one side the function is a + b plus one number, on those on the other a + b plus another, so on all of one side
at least it is not nought. It touches no fewer people than the smaller side of every such crossing, added up. Who asks
that these sums be k or more, however the groups are put on two sides, isolates fewer than k with no sum or difference.

This is a bound, not exact: what meets it is safe, what does not may be, and is not told. It is decided by who belongs
where, never by the figures.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from itertools import combinations

from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.limits import Person, Rules
from competence.privacy.anonymity.profiles import profile_groups
from competence.privacy.anonymity.units import Group

Block = Hashable


def third_groups(
    whole: Group, second: Collection[Group], third: Mapping[Person, str], knowledge: Knowledge, rules: Rules
) -> tuple[Group, ...]:
    """Return the groups of a third division that may be told of beside units and a second; none where no two may.

    whole: the contributors by unit. second: the groups told of beside them. third: the one group each counts in.
    """
    groups = sorted(profile_groups(whole, third, knowledge, rules), key=Group.order)
    if not second:
        return tuple(groups)  # beside units alone the cut theorem is enough
    left, right = _blocks(whole.smallest()), _blocks(second)
    while len(groups) > 1:
        if stands_beside(left, right, _blocks(groups), knowledge.of_several, rules.k):
            return tuple(groups)
        one, other, *rest = groups
        groups = sorted([one.joined(other, knowledge), *rest], key=Group.order)
    return ()


def stands_beside(
    left: Mapping[Person, Block],
    right: Mapping[Person, Block],
    third: Mapping[Person, Block],
    viewers: Iterable[Collection[Person]],
    k: int,
) -> bool:
    """Return whether a third division is proved to isolate fewer than k people from nobody, given that two stand.

    left, right, third: the one block of each division a person stands in. viewers: whom each who knows several knows;
    that everybody knows themselves is covered by asking for k + 1.
    """
    return all(
        touched >= k + 1
        for known in ((), *viewers)
        for touched in _touched(left, right, {who: at for who, at in third.items() if who not in known})
    )


def _touched(
    left: Mapping[Person, Block], right: Mapping[Person, Block], third: Mapping[Person, Block]
) -> Iterator[int]:
    """Return, for every way to put the third's groups on two sides, how many people are touched at least."""
    crossings: dict[tuple[Block, Block], Counter[Block]] = defaultdict(Counter)
    for person, group in third.items():
        crossings[left[person], right[person]][group] += 1
    first, *others = set(third.values()) or [None]
    for size in range(len(others)):
        for some in combinations(others, size):
            side = {first, *some}
            yield sum(_smaller(crossing, side) for crossing in crossings.values())


def _smaller(crossing: Counter[Block], side: Collection[Block]) -> int:
    here = sum(people for group, people in crossing.items() if group in side)
    return min(here, crossing.total() - here)


def _blocks(groups: Iterable[Group]) -> dict[Person, int]:
    return {person: number for number, group in enumerate(groups) for person in group.members}
