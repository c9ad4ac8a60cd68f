"""Units and role profiles together isolate no fewer than five people: the cut theorem against brute force."""

from collections.abc import Mapping
from random import Random

import pytest

from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.cuts import Crossings, weak_side
from competence.privacy.anonymity.limits import Hidden, Person, Rules
from competence.privacy.anonymity.profiles import profile_groups
from competence.privacy.anonymity.units import Group
from tests.rules.attackers import breaks_the_promise, row, smallest_isolated
from tests.rules.organisations import make_organisation

RULES = Rules()
Blocks = Mapping[Person, int]


def rows_of(blocks: Blocks) -> list[frozenset]:
    """The published totals of a partition."""
    return [row(*[person for person in blocks if blocks[person] == block]) for block in set(blocks.values())]


def crossing(seed: int) -> tuple[Blocks, Blocks, list[frozenset[Person]], int]:
    """A few people in two partitions, two leaders, and what is asked for."""
    chance = Random(seed)
    people = range(chance.randint(6, 11))
    units, profiles = chance.randint(1, 3), chance.randint(1, 3)
    leads = [frozenset[Person](chance.sample(people, chance.randint(2, len(people) // 2))) for _ in range(2)]
    left: Blocks = {person: chance.randrange(units) for person in people}
    right: Blocks = {person: chance.randrange(profiles) for person in people}
    return left, right, leads, chance.randint(2, 4)


@pytest.mark.parametrize("seed", range(150))
def test_the_cut_theorem_agrees_with_the_general_oracle(seed):
    left, right, leads, k = crossing(seed)
    rows = rows_of(left) + rows_of(right)
    viewers = [*({person} for person in left), *leads]
    assert (Crossings(left, right).weak_side(leads, k) is not None) is breaks_the_promise(rows, viewers, k)


def test_both_answers_are_common_among_the_random_crossings():
    weak = [Crossings(left, right).weak_side(leads, k) for left, right, leads, k in map(crossing, range(150))]
    assert 15 < weak.count(None) < 135


@pytest.mark.parametrize("seed", range(150))
def test_a_weak_side_is_one_side_of_a_cut_that_few_cross(seed):
    left, right, _, k = crossing(seed)
    edges: dict[tuple[object, object], int] = {}
    for person in left:
        edge = (("unit", left[person]), ("profile", right[person]))
        edges[edge] = edges.get(edge, 0) + 1
    side = weak_side(edges, k)
    if side is not None:
        crossed = sum(people for (one, other), people in edges.items() if (one in side) != (other in side))
        assert 0 < crossed < k


def test_an_edge_everybody_of_is_known_is_no_edge():
    """The leader knows the two in the crossing, and nothing else ties the halves together."""
    left: Blocks = dict.fromkeys(range(12), 0) | dict.fromkeys(range(12, 24), 1)
    right: Blocks = dict.fromkeys([*range(12), 12, 13], 0) | dict.fromkeys(range(14, 24), 1)
    assert Crossings(left, right).weak_side([], 5) is not None
    assert smallest_isolated(rows_of(left) + rows_of(right), (), 5) == 2
    assert weak_side({("a", "x"): 12, ("b", "x"): 0, ("b", "y"): 10}, 5) is None


def test_profiles_that_would_isolate_few_are_merged():
    """Two of the second unit have the first one's profile: unit less profile would be about those two."""
    units: Mapping[Person, int] = dict.fromkeys(range(12), 0) | dict.fromkeys(range(12, 24), 1)
    profiles = {person: "librarian" if units[person] == 0 or person in (12, 13) else "host" for person in units}
    whole = Group(
        ("a", "b"), frozenset(units), (Group(("a",), frozenset(range(12))), Group(("b",), frozenset(range(12, 24))))
    )
    assert profile_groups(whole, profiles, Knowledge([]), RULES) == ()
    alone = Group(("a", "b"), frozenset(units))
    assert [group.units for group in profile_groups(alone, profiles, Knowledge([]), RULES)] == [
        ("host",),
        ("librarian",),
    ]


@pytest.mark.parametrize("seed", range(6))
def test_by_the_general_oracle_units_and_profiles_of_a_small_house_keep_the_promise(seed):
    house = make_organisation(seed, departments=2, teams=2)
    chance = Random(seed)
    profiles = {person: chance.choice(("librarian", "host", "cataloguer")) for person in house.members}
    whole = house.divided()
    assert not isinstance(whole, Hidden)
    groups = [*whole.walk(), *profile_groups(whole, profiles, house.knowledge, house.rules)]
    rows = [row(*group.members) for group in groups]
    leaders = [viewer for viewer in house.viewers if len(viewer) > 1]
    assert all(smallest_isolated(rows, known, below=3) is None for known in [(), *leaders[:2]])
    assert {person for group in groups[len(list(whole.walk())) :] for person in group.members} in (
        set(), set(house.members),
    )  # fmt: skip


def test_the_shortcut_for_leaders_of_large_houses_finds_what_the_long_way_finds(monkeypatch):
    """Many teams bind the profiles together; then a leader of one team is not tried on the whole graph."""
    tried = []
    honest = weak_side
    monkeypatch.setattr(
        "competence.privacy.anonymity.cuts.weak_side", lambda edges, k: tried.append(len(edges)) or honest(edges, k)
    )
    left = {person: person // 12 for person in range(360)}
    right = {person: int(person % 12 < 5) for person in left}
    teams = [frozenset[Person](range(12 * team, 12 * team + 12)) for team in range(30)]
    assert Crossings(left, right).weak_side(teams, 5) is None
    assert len(tried) == 1


@pytest.mark.parametrize("seed", range(60))
def test_the_shortcut_never_spares_a_viewer_who_can_isolate_few(seed, monkeypatch):
    """Blocks of random sizes, and leaders who know one block or some of many: with and without the shortcut."""
    chance = Random(seed)
    left, right = {}, {}
    for person in range(chance.randint(100, 300)):
        left[person] = chance.randrange(3 + seed % 12)
        right[person] = chance.choice((0, 0, 1, 1, 2)) if chance.random() < 0.8 else left[person] % 3
    people = list(left)
    viewers = [frozenset(chance.sample(people, chance.randint(2, 25))) for _ in range(6)]
    viewers += [frozenset(one for one in people if left[one] == block) for block in set(left.values())]
    if seed % 3:
        side = (left, right)[seed % 2]  # all but a few of one block
        viewers.append(frozenset([one for one in people if side[one] == side[0]][chance.randint(1, 4) :]))
    quick = Crossings(left, right).weak_side(viewers, 5)
    monkeypatch.setattr(Crossings, "_too_little", lambda *_: False)
    assert (quick is None) is (Crossings(left, right).weak_side(viewers, 5) is None)


def test_a_team_that_shares_little_with_each_profile_joins_no_more_than_it_shares_with_one():
    """Three teams of two from each of three profiles; a leader knows one, and four of the first profile are left."""
    left = {person: person // 6 for person in range(18)} | dict.fromkeys(range(18, 58), 3)
    right = {person: person % 3 for person in range(18)} | {person: 1 + person % 2 for person in range(18, 58)}
    team = frozenset(range(6))
    assert Crossings(left, right).weak_side([], 5) is None
    assert Crossings(left, right).weak_side([team], 5) is not None
