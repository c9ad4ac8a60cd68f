"""From which units a released group is found: those it counts whole, and those that are alone in it."""

from hypothesis import given
from hypothesis import strategies as st

from competence.analytics.parts import Parts
from competence.analytics.places import ROOF, above, covered

TREE = {
    ROOF: None,
    "house": ROOF,
    "north": "house",
    "tarup": "north",
    "web": "north",
    "south": "house",
    "empty": "house",
}
STAFFED = {"tarup", "web", "south"}


def test_the_units_a_release_keeps_are_those_somebody_works_in_or_below():
    busy = {"house": None, "north": "house", "tarup": "north", "web": "north", "south": "house"}
    assert Parts(TREE, STAFFED).busy() == busy


def test_a_group_is_found_from_the_outermost_units_it_counts_with_all_below():
    parts = Parts(TREE, STAFFED)
    assert parts.of(("north", "south", "tarup")) == {"south": False, "tarup": False}  # of the north the web is missing
    assert parts.of(("north", "tarup", "web")) == {"north": True}
    assert parts.of(tuple(TREE)) == {"house": True}


def test_an_empty_unit_makes_no_difference_to_who_is_alone():
    assert Parts(TREE, STAFFED).of(("empty", "south")) == {"south": True}


def test_a_unit_that_is_told_without_an_empty_one_below_it_is_told_whole():
    parts = Parts(TREE | {"new": "tarup"}, STAFFED)
    assert parts.of(("tarup",)) == {"tarup": True}
    assert parts.of(("new", "south")) == {"south": True}


def test_a_unit_below_is_alone_where_nobody_works_beside_it():
    parts = Parts(TREE, {"tarup"})
    assert parts.of(tuple(TREE)) == {"house": True, "north": True, "tarup": True}


def test_where_nobody_works_nothing_is_found():
    assert Parts(TREE, ()).of(tuple(TREE)) == {}


@st.composite
def houses(draw):
    """A tree, who works where, and a group of its units."""
    tree = {ROOF: None}
    for number in range(draw(st.integers(1, 9))):
        tree[f"u{number}"] = draw(st.sampled_from(sorted(tree)))
    some = st.sets(st.sampled_from(sorted(tree)))
    return tree, draw(some), draw(some)


@given(houses())
def test_whoever_climbs_finds_the_groups_that_count_all_below_them_and_whether_alone(house):
    tree, staffed, group = house
    inside = {unit: {one for one in tree if unit in (one, *above(one, tree))} for unit in tree}
    parts = Parts(tree, staffed)
    found = parts.of(tuple(group))
    for unit in parts.busy():
        climbed, counted = {unit, *above(unit, tree)} & found.keys(), staffed & inside[unit]
        assert bool(climbed) == (counted <= group)
        assert found.get(unit, False) == (counted <= group and not (staffed & group) - inside[unit])


@given(houses())
def test_whoever_counts_in_a_unit_that_is_found_is_of_those_the_names_of_the_group_hold(house):
    tree, staffed, group = house
    named = {unit for unit, whole in covered(group, staffed - group, tree) if whole}
    found = Parts(tree, staffed).of(tuple(group)).keys()
    counted = [unit for unit in staffed if {unit, *above(unit, tree)} & found]
    assert all({unit, *above(unit, tree)} & named for unit in counted)
