"""How much is left to see: the share of cells that are shown at three sizes, and how near it is to the best possible.

A cell is one competence in one unit in which somebody answered. `python -m tests.bench.utility` prints it.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from random import Random

from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.limits import Hidden, Person
from tests.rules.organisations import Organisation, make_flat, make_organisation

SIZES = {200: (3, 9), 2000: (12, 19), 20000: (120, 19)}  # people: departments, and teams in each
ASKED = (1.0, 0.9, 0.6, 0.3)  # what share of people a competence is asked of; a profile's own are asked of few
SMALL = range(60)
ALONE, TOGETHER, WHOLE, HIDDEN = "by itself", "with a neighbour", "as the whole", "hidden"


def cells(organisation: Organisation, share: float, seed: int) -> Counter[str]:
    """Return how each unit's cell of one competence is shown."""
    chance = Random(seed)
    members = {person: unit for person, unit in organisation.members.items() if chance.random() < share}
    whole = replace(organisation, members=members).divided()
    units = set(members.values())
    if isinstance(whole, Hidden):
        return Counter({HIDDEN: len(units)})
    found = Counter(dict.fromkeys((ALONE, TOGETHER, WHOLE, HIDDEN), 0))
    for group in whole.smallest():
        inside = units & set(group.units)
        kind = WHOLE if group is whole else ALONE if len(inside) == 1 else TOGETHER
        found[kind] += len(inside)
    return found


def small_house(seed: int) -> Organisation:
    """A house of three to seven teams without departments, some of whose leaders know their own team's answers."""
    chance = Random(seed)
    house = make_flat({f"t{number}.": chance.randint(2, 24) for number in range(chance.randint(3, 7))})
    teams: dict[str, set[Person]] = {}
    for person, unit in house.members.items():
        teams.setdefault(unit, set()).add(person)
    leaders = [frozenset(chance.sample(sorted(team, key=str), len(team) // 2)) for team in teams.values()]
    return replace(house, viewers=[*house.viewers, *(known for known in leaders if known)])


def groups(house: Organisation) -> int:
    """Return into how many groups the product divides a house."""
    whole = house.divided()
    return 0 if isinstance(whole, Hidden) else len(list(whole.smallest()))


def most_groups(house: Organisation) -> int:
    """Return into how many it could be divided at most: every way to put its teams together is tried."""
    teams: dict[str, set[Person]] = {}
    for person, unit in house.members.items():
        teams.setdefault(unit, set()).add(person)
    knowledge, rules = house.knowledge, house.rules
    if knowledge.smallest_crowd(house.members.keys()) < rules.k:
        return 0
    return max(
        len(parts)
        for parts in partitions(list(teams.values()))
        if len(parts) == 1 or all(_stands(set().union(*part), knowledge, house) for part in parts)
    )


def partitions(things: Sequence[Collection[Person]]) -> Iterator[list[list[Collection[Person]]]]:
    """Yield every way to put things together in heaps."""
    if not things:
        yield []
        return
    first, *others = things
    for heaps in partitions(others):
        yield [[first], *heaps]
        for place, heap in enumerate(heaps):
            yield [*heaps[:place], [first, *heap], *heaps[place + 1 :]]


def run() -> None:
    """Print the shares of cells, and the groups beside the best possible."""
    print(f"\nCells shown, by how many are asked ({ALONE} / {TOGETHER} / {WHOLE} / {HIDDEN})")
    for people, (departments, teams) in SIZES.items():
        organisation = make_organisation(1, departments=departments, teams=teams, largest=17)
        for number, share in enumerate(ASKED):
            found = cells(organisation, share, number)
            told = " / ".join(f"{100 * found[kind] / found.total():.0f} %" for kind in (ALONE, TOGETHER, WHOLE, HIDDEN))
            print(f"  about {people:>6,} people, asked of {share:.0%}: {told} of {found.total():,} cells")
    houses = [small_house(seed) for seed in SMALL]
    ours, best = sum(map(groups, houses)), sum(map(most_groups, houses))
    print(f"  {len(houses)} small houses: {ours} groups of at most {best} ({100 * ours / best:.0f} %)")


def _stands(people: set[Person], knowledge: Knowledge, house: Organisation) -> bool:
    return len(people) >= house.rules.unit_floor and knowledge.smallest_crowd(people) >= house.rules.k


if __name__ == "__main__":
    run()
