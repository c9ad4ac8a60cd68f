"""Small graphs whose cuts one can see: which is found, which leaders are spared, and what the shortcuts hold on to."""

import pytest

from competence.privacy.anonymity import cuts
from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.cuts import Crossings, _Bonds, _Graph, _heaviest_tree, weak_side
from competence.privacy.anonymity.limits import Rules
from competence.privacy.anonymity.profiles import profile_groups
from competence.privacy.anonymity.units import Group


def counted(*crossings):
    """The units and the profiles of people, so many at (unit, profile)."""
    places = [(unit, profile) for unit, profile, number in crossings for _ in range(number)]
    return dict(enumerate(unit for unit, _ in places)), dict(enumerate(profile for _, profile in places))


def never(*_):
    raise AssertionError


def test_a_cut_is_weak_below_k_and_not_at_k():
    """Two and three people tie a to two profiles that b holds together."""
    edges = {("a", "x"): 2, ("a", "y"): 3, ("b", "x"): 9, ("b", "y"): 9}
    assert weak_side(edges, 5) is None
    assert weak_side(edges, 6) in ({"a"}, {"b", "x", "y"})


def test_in_a_ring_of_threes_everybody_is_held_by_six_though_no_two_hold_each_other():
    ring = {("a", "x"): 3, ("a", "y"): 3, ("b", "x"): 3, ("b", "y"): 3}
    assert weak_side(ring, 5) is weak_side(ring, 6) is None
    assert weak_side(ring, 7) is not None


def test_a_weak_cut_is_found_in_whichever_component_it_is():
    assert weak_side({("a", "x"): 9, ("b", "y"): 3}, 5) in ({"b"}, {"y"})
    assert weak_side({("a", "x"): 9, ("b", "y"): 9}, 5) is None
    assert weak_side({("a", "x"): 1, ("b", "y"): 1}, 1) is None


def test_what_k_people_hold_together_is_not_walked_through(monkeypatch):
    monkeypatch.setattr(_Graph, "last_reached", never)
    assert weak_side({("a", "x"): 5, ("a", "y"): 6, ("b", "y"): 7}, 5) is None


def test_a_walk_goes_where_most_hang_and_ends_with_all_that_hangs_on_the_last():
    """From a to c by four, then to b by 1 + 2 (d hangs by two), then to d by 2 + 2."""
    graph = _Graph({("a", "b"): 1, ("a", "c"): 4, ("c", "b"): 2, ("c", "d"): 2, ("b", "d"): 2})
    assert graph.last_reached() == ("b", "d", 4)
    assert _Graph({("a", "x"): 0}).last_reached() == (None, "a", 0)


def test_two_nodes_made_one_have_the_neighbours_of_both_and_the_name_of_the_one_with_more():
    edges = {("a", "x"): 1, ("a", "y"): 2, ("b", "y"): 3, ("b", "a"): 4, ("b", "z"): 2, ("a", "w"): 1}
    graph = _Graph(edges)
    assert graph.heavy(9) is None
    graph.merge("b", "a")
    assert graph.near == {
        "a": {"x": 1, "y": 5, "z": 2, "w": 1}, "x": {"a": 1}, "y": {"a": 5}, "z": {"a": 2}, "w": {"a": 1}
    }  # fmt: skip
    assert graph.inside["a"] == ["a", "b"]
    assert graph.heavy(6) is None
    graph.merge("x", "z")
    assert "x" in graph.near


def test_an_edge_that_grows_heavy_is_found_anew():
    graph = _Graph({("a", "y"): 2, ("b", "y"): 3, ("b", "a"): 9})
    assert graph.heavy(10) is None
    graph.merge("a", "b")
    assert graph.heavy(5) == ("a", "y")


def test_the_heaviest_tree_leaves_out_the_lightest_of_a_ring():
    alone = dict.fromkeys([("x", "x"), ("y", "y"), ("z", "z"), ("w", "w")], 0)
    ring = {("x", "y"): 5, ("y", "z"): 6, ("x", "z"): 7, ("w", "x"): 1}
    assert _heaviest_tree(alone | ring) == [("x", "z"), ("y", "z"), ("w", "x")]


SMALL = {("a", "x"): 4, ("a", "y"): 4, ("a", "z"): 4}  # joins y and z to x by 4 * 4 / 8 each: it has no more than four
RING = {("a", "x"): 9, ("a", "y"): 5, ("b", "y"): 9, ("b", "z"): 6, ("c", "x"): 9, ("c", "z"): 7}


def thrice(edges, times):
    return {(f"{left}{n}", right): people for (left, right), people in edges.items() for n in range(times)}


@pytest.mark.parametrize(
    ("edges", "without", "hold"),
    [
        ({("a", "x"): 9, ("a", "y"): 5}, "", True),
        ({("a", "x"): 9, ("a", "y"): 4}, "", False),
        ({("a", "x"): 9, ("a", "y"): 3, ("b", "y"): 9, ("b", "x"): 3}, "", True),  # three and three
        ({("a", "x"): 5, ("a", "y"): 5, ("a", "z"): 5}, "", True),
        ({("a", "x"): 9, ("a", "y"): 5, ("a", "z"): 4}, "", False),
        ({("a", "x"): 9, ("a", "y"): 5, ("a", "z"): 1, ("b", "x"): 9, ("b", "z"): 9}, "", True),
        ({("a", "x"): 9, ("a", "y"): 9, ("b", "z"): 9}, "", False),
        (thrice(SMALL, 3), [], True),
        (thrice(SMALL, 2), [], False),
        (thrice(SMALL, 3), ["a1"], False),
        (RING, "c", True),
        (RING, "ca", False),
        (RING, "?", True),
    ],
)
def test_profiles_hang_together_by_five_over_the_units_that_are_left(edges, without, hold):
    assert _Bonds(edges, 5).hold_without(without) is hold


def test_a_join_is_rounded_down_to_a_thousandth():
    """Three times eight thirds join y to x, or seven times eight sevenths: eight, less what is rounded away."""
    w_holds = {("b", "x"): 9, ("b", "w"): 9}
    thirds = thrice({("a", "x"): 6, ("a", "y"): 4, ("a", "z"): 5}, 3)
    sevenths = thrice({("a", "x"): 4, ("a", "y"): 2, ("a", "z"): 4, ("a", "w"): 1}, 7)
    assert not _Bonds(thirds, 8).hold_without([])
    assert not _Bonds(sevenths | w_holds, 8).hold_without([])
    assert _Bonds(sevenths | w_holds | {("b", "y"): 1}, 8).hold_without([])


def test_where_a_tree_holds_no_graph_is_made(monkeypatch):
    ring, five = _Bonds(RING, 5), _Bonds({("a", "x"): 9, ("a", "y"): 5}, 5)
    monkeypatch.setattr(cuts, "_Graph", never)
    assert ring.hold_without("a")
    assert five.hold_without("")


class Bonds:
    """Bonds that hold or not, once two units are taken out."""

    def __init__(self, hold):
        self.hold = hold

    def hold_without(self, lefts):
        assert set(lefts) == {("", "a"), ("", "b")}
        return self.hold


@pytest.mark.parametrize(("left", "little"), [(0, True), (1, False), (4, False), (5, True), (6, True)])
def test_a_leader_knows_too_little_where_nobody_or_five_are_left_of_each_unit_and_the_rest_hold(left, little):
    crossings = Crossings(*counted(("a", "x", 4), ("a", "y", 6), ("b", "x", 20)))
    struck = {(("", "a"), (" ", "x")): 4, (("", "a"), (" ", "y")): 6 - left, (("", "b"), (" ", "x")): 9}
    assert crossings._too_little(struck, Bonds(hold=True), 5) is little
    assert crossings._too_little(struck, Bonds(hold=False), 5) is False


def between(few):
    """Two halves of a house, and so many people of the first unit with the profile of the second."""
    return Crossings(*counted(("a", "y", few), ("a", "x", 20), ("b", "y", 20)))


def test_five_are_needed_besides_oneself():
    assert between(5).weak_side([], 5) is not None
    assert between(6).weak_side([], 5) is None
    assert between(5).weak_side([{5, 6}], 5) is not None  # whoever else is looking


def test_each_leader_is_tried_and_those_they_know_are_struck_out():
    others = [{"a stranger"}, {10, 11}]
    assert between(7).weak_side([*others, {0, 1}], 5) is None
    assert between(7).weak_side([*others, {0, 1, 2}, {12, 13}], 5) is not None


def test_who_knows_nobody_here_is_not_tried(monkeypatch):
    tried = []
    monkeypatch.setattr(cuts, "weak_side", lambda *_: tried.append(1))
    monkeypatch.setattr(Crossings, "_too_little", lambda *_: False)
    assert between(7).weak_side([{"a stranger"}], 5) is None
    assert tried == [1]


def profiles_of(*crossings):
    """The groups by profile that may be told of beside units, with how many are in each; somebody else has one too."""
    unit, profile = counted(*crossings)
    parts = [
        Group((name,), frozenset(who for who, at in unit.items() if at == name)) for name in sorted(set(unit.values()))
    ]
    whole = Group(tuple(one.units[0] for one in parts), frozenset(unit), tuple(parts))
    found = profile_groups(whole, profile | {"elsewhere": "q"}, Knowledge([{0, 1}]), Rules())
    return [(group.units, len(group.members), group.crowd) for group in found]


def test_the_smallest_profiles_on_either_side_of_a_weak_cut_are_joined():
    """Three of the first unit have the profile of the second: it is told with the smallest of the other profiles."""
    for one, other in ("ab", "ba"):  # from either side of the cut
        weak = profiles_of((one, "p", 12), (one, "q", 14), (one, "r", 3), (other, "r", 40))
        assert weak == [(("q",), 14, 14), (("p", "r"), 55, 53)]
    assert profiles_of(("a", "p", 12), ("a", "q", 14), ("a", "r", 6), ("b", "r", 40)) == [
        (("p",), 12, 10),
        (("q",), 14, 14),
        (("r",), 46, 46),
    ]


def test_of_one_profile_and_of_few_people_nothing_is_told():
    assert profiles_of(("a", "p", 20), ("b", "p", 20)) == profiles_of(("a", "p", 3)) == []
