"""Neighbouring units are counted together until every group is a crowd to everybody; answers take no part in it."""

from dataclasses import FrozenInstanceError, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competence.privacy.anonymity.crowds import Knowledge, admit
from competence.privacy.anonymity.limits import UNIT_FLOOR, Hidden, K, LimitTooLow, Person, Reason, Rules
from competence.privacy.anonymity.units import Group, UnitUnknown, crowd_units, publication_units, staff_units
from tests.rules.attackers import breaks_the_promise, row
from tests.rules.organisations import Organisation, make_flat, make_organisation

seeds = st.integers(0, 10_000)
often = settings(derandomize=True, database=None, deadline=None, max_examples=150)


def groups_of(organisation: Organisation) -> list[Group]:
    whole = organisation.divided()
    return [] if isinstance(whole, Hidden) else list(whole.walk())


def teams_of(organisation: Organisation) -> set[tuple[str, ...]]:
    return {group.units for group in groups_of(organisation)[1:]}


@often
@given(seeds)
def test_every_group_but_the_whole_has_ten_and_is_a_crowd_to_everybody(seed):
    organisation = make_organisation(seed)
    for group in groups_of(organisation)[1:]:
        assert len(group.members) >= UNIT_FLOOR
        for known in organisation.viewers:
            unknown = len(group.members - known)
            assert unknown == 0 or unknown >= K


@often
@given(seeds)
def test_parts_share_out_everybody_and_every_unit_of_the_group(seed):
    for group in groups_of(make_organisation(seed)):
        if group.parts:
            assert sorted(person for part in group.parts for person in part.members) == sorted(group.members)
            assert tuple(sorted(unit for part in group.parts for unit in part.units)) == group.units
            assert len(group.parts) > 1


@often
@given(seeds)
def test_the_ledger_admits_every_group(seed):
    organisation = make_organisation(seed)
    rows = [row(*group.members) for group in groups_of(organisation)]
    assert admit([], rows, organisation.knowledge, organisation.rules) == rows


@pytest.mark.parametrize("seed", range(8))
def test_by_the_general_oracle_the_groups_of_a_small_house_keep_the_promise(seed):
    organisation = make_organisation(seed, departments=2, teams=2, largest=9, share=1)
    rows = [row(*group.members) for group in groups_of(organisation)]
    assert not breaks_the_promise(rows, organisation.viewers[:7], 3)


@often
@given(seeds)
def test_the_order_of_names_and_persons_does_not_matter(seed):
    organisation = make_organisation(seed)
    members, tree = list(organisation.members.items()), list(organisation.tree.items())
    Random(seed).shuffle(members)
    Random(seed).shuffle(tree)
    assert replace(organisation, members=dict(members), tree=dict(tree)).divided() == organisation.divided()


def test_teams_of_ten_stand_alone():
    assert teams_of(make_flat({"a": 10, "b": 12, "house": 10})) == {("a",), ("b",), ("house",)}


def test_the_smallest_team_joins_the_smallest_beside_it():
    assert teams_of(make_flat({"a": 3, "b": 11, "c": 10, "house": 10})) == {("b",), ("a", "c"), ("house",)}


def test_of_equals_the_first_by_name_is_chosen():
    assert teams_of(make_flat({"a": 3, "b": 12, "c": 12, "house": 12})) == {("a", "b"), ("c",), ("house",)}
    joined_first = {"a": 4, "b": 8, "c": 9, "aa": 12, "house": 20}  # a and b are twelve, as many as aa
    assert teams_of(make_flat(joined_first)) == {("a", "b", "c"), ("aa",), ("house",)}


def test_of_those_too_small_the_smallest_is_joined_first():
    """Three and four are still seven, which nine join; were nine joined first, nobody would be left for the four."""
    assert teams_of(make_flat({"a": 3, "b": 4, "c": 9, "house": 11})) == {("a", "b", "c"), ("house",)}


def test_a_house_that_cannot_be_divided_is_shown_as_a_whole():
    whole = make_flat({"a": 4, "b": 9}).divided()
    assert whole == Group(("a", "b", "house"), whole.members)  # type: ignore[union-attr]


def test_a_unit_nobody_answered_in_is_named_with_a_neighbour():
    assert teams_of(make_flat({"a": 0, "b": 11, "c": 15, "house": 10})) == {("a", "house"), ("b",), ("c",)}


def test_a_small_department_is_counted_with_a_team_of_the_one_beside_it():
    tree = {"house": None, "small": "house", "big": "house", "big.a": "big", "big.b": "big"}
    sizes = {"small": 3, "big.a": 10, "big.b": 20}
    members: dict[Person, str] = {f"{unit}{n}": unit for unit, size in sizes.items() for n in range(size)}
    whole = publication_units(tree, members, Knowledge([{person} for person in members]), Rules())
    assert [group.units for group in whole.smallest()] == [("big.b",), ("big", "big.a", "house", "small")]  # type: ignore[union-attr]


NORTH_AND_SOUTH = {
    "south": "house",
    "s2": "south",
    "s1": "south",
    "north": "house",
    "n2": "north",
    "n1": "north",
    "house": None,
}


def working(**sizes: int) -> dict[Person, str]:
    """So many people in each unit."""
    return {f"{unit} {n}": unit for unit, size in sizes.items() for n in range(size)}


def test_it_is_cut_as_high_up_as_gives_two_groups_and_each_of_them_in_turn():
    """Nobody works in the house itself: it is told with the smaller department, and there with the first small team."""
    members = working(north=10, n1=10, n2=10, south=5, s1=5, s2=10)
    whole = publication_units(NORTH_AND_SOUTH, members, Knowledge([]), Rules())
    assert [(depth, group.units, group.crowd) for depth, group in whole.by_depth()] == [  # type: ignore[union-attr]
        (0, ("house", "n1", "n2", "north", "s1", "s2", "south"), 50),
        (1, ("n1", "n2", "north"), 30),
        (2, ("north",), 10),
        (2, ("n1",), 10),
        (2, ("n2",), 10),
        (1, ("house", "s1", "s2", "south"), 20),
        (2, ("s2",), 10),
        (2, ("house", "s1", "south"), 10),
    ]


def told(whole: Group | Hidden) -> list[tuple[str, ...]] | Reason:
    """The smallest groups by their units, or why there is none."""
    return whole.reason if isinstance(whole, Hidden) else [group.units for group in whole.smallest()]


def test_what_hr_keeps_account_of_is_told_of_five_and_of_more_where_more_were_agreed_on():
    tree = {"a": None, "b": None}
    assert told(staff_units(tree, working(a=2, b=2))) is Reason.TOO_FEW_PEOPLE
    assert told(staff_units(tree, working(a=5))) == [("a", "b")]
    assert told(staff_units(tree, working(a=5, b=5))) == [("a",), ("b",)]
    assert told(staff_units(tree, working(a=6, b=7), k=7)) == [("a", "b")]
    assert told(staff_units(tree, working(a=7, b=7), k=7)) == [("a",), ("b",)]
    assert told(staff_units(tree, working(a=6), k=7)) is Reason.TOO_FEW_PEOPLE
    with pytest.raises(LimitTooLow):
        staff_units(tree, working(a=5, b=5), k=4)


def test_what_nobody_can_look_up_is_told_of_five_besides_those_one_knows():
    tree, five = {"a": None, "b": None}, working(a=5)
    assert told(crowd_units(tree, five, Knowledge([{"a 0"}]), Rules())) is Reason.TOO_FEW
    assert told(crowd_units(tree, five, Knowledge([]), Rules())) == [("a", "b")]
    assert told(crowd_units(tree, five, Knowledge([]), Rules(k=6))) is Reason.TOO_FEW
    leads_a = Knowledge([set(five)])  # to whom the whole is five, and either half as well
    assert told(crowd_units(tree, working(a=5, b=5), leads_a, Rules())) == [("a",), ("b",)]


def test_groups_are_ordered_by_size_then_name_and_joined_with_their_crowd_counted_anew():
    pair, three = Group(("b",), frozenset({1, 2})), Group(("a", "c"), frozenset({3, 4, 5}))
    assert (pair.order(), three.order(), pair.crowd) == ((2, ("b",)), (3, ("a", "c")), 0)
    both = pair.joined(three, Knowledge([{1, 3}]))
    assert both == Group(("a", "b", "c"), frozenset({1, 2, 3, 4, 5}))
    assert both.crowd == 3
    with pytest.raises(FrozenInstanceError):
        both.crowd = 5  # type: ignore[misc]


def test_a_leaders_team_is_joined_with_more_than_a_few_others():
    """Ten and four are a crowd by number, but not to the leader who knows the ten."""
    organisation = make_flat({"a": 10, "b": 4, "c": 10, "house": 10})
    assert ("a", "b") in teams_of(organisation)
    leads_a = frozenset(person for person, unit in organisation.members.items() if unit == "a")
    with_leader = replace(organisation, viewers=[*organisation.viewers, leads_a])
    assert ("a", "b") not in teams_of(with_leader)
    assert teams_of(with_leader) == {("a", "b", "c"), ("house",)}


@pytest.mark.parametrize(("number", "shown"), [(0, False), (4, False), (5, False), (6, True)])
def test_the_whole_house_needs_five_besides_whoever_looks(number, shown):
    assert bool(make_flat({"a": number}).divided()) is shown


def test_several_houses_without_a_common_roof_are_one_organisation():
    tree = {"west": None, "east": None}
    members: dict[Person, str] = {f"{unit}{n}": unit for unit in tree for n in range(10)}
    whole = publication_units(tree, members, Knowledge([]), Rules())
    assert [group.units for group in whole.walk()] == [("east", "west"), ("east",), ("west",)]  # type: ignore[union-attr]


def test_somebody_in_an_unknown_unit_is_not_silently_left_out():
    with pytest.raises(UnitUnknown, match="enhed"):
        publication_units({"house": None}, dict.fromkeys(range(10), "elsewhere"), Knowledge([]), Rules())


class CountingKnowledge(Knowledge):
    """Counts how many people it was asked about."""

    asked = 0

    def smallest_crowd(self, persons):
        self.asked += len(persons)
        return super().smallest_crowd(persons)


def test_the_work_grows_with_the_people_and_the_depth_not_with_their_square():
    asked = []
    for departments in (10, 40):
        organisation = make_organisation(1, departments=departments, teams=10)
        knowledge = CountingKnowledge(organisation.viewers)
        publication_units(organisation.tree, organisation.members, knowledge, organisation.rules)
        asked.append(knowledge.asked / len(organisation.members))
    assert max(asked) < 12
    assert asked[1] < 1.5 * asked[0]
