"""Two views beside each other: differences first, strengths, udviklingsrum, and never a total."""

from dataclasses import fields
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from competence.assessments.rules import comparing
from competence.assessments.rules.comparing import Line
from competence.assessments.rules.saying import Said

AREAS = [SimpleNamespace(id=number, title=f"Område {number}") for number in (1, 2, 3)]


def line(own=None, leader=None, role=None, *, position=0, wish="", **more) -> Line:
    competence = SimpleNamespace(id=position, title=f"Kompetence {position}", area=AREAS[position % 3])
    return Line(competence, position, Said(own, wish=wish), Said(leader), role, **more)


levels = st.none() | st.integers(1, 5)
lines = st.lists(
    st.builds(
        line, levels, levels, levels, position=st.integers(0, 9), critical=st.booleans(), importance=st.integers(1, 3)
    ),
    max_size=12,
)


@given(levels, levels)
def test_a_difference_is_the_same_from_both_sides(one, other):
    assert comparing.difference(one, other) == comparing.difference(other, one)


def test_a_view_without_a_level_makes_no_difference():
    assert line(own=3).difference is None
    assert line(leader=3).difference is None


@given(lines)
def test_the_widest_difference_stands_first_and_agreement_not_at_all(some):
    apart = [one.difference for one in comparing.differences_first(some)]
    assert apart == sorted(apart, reverse=True)
    assert 0 not in apart


def test_of_equal_differences_what_the_role_cannot_do_without_stands_first():
    plain, vital, weighty = (
        line(2, 4, position=1),
        line(2, 4, position=2, critical=True),
        line(4, 2, position=3, importance=3),
    )
    assert comparing.differences_first([plain, weighty, vital]) == [vital, weighty, plain]


def test_the_picture_holds_every_line_with_a_level_those_seen_alike_below():
    wide, alike, alone, empty = line(1, 5), line(3, 3), line(own=2), line()
    assert comparing.by_difference([alone, empty, alike, wide]) == [wide, alike, alone]


@given(lines)
def test_room_is_what_the_role_asks_above_the_lowest_view(some):
    for one in comparing.rooms(some):
        assert one.room == one.role - min(one.levels) > 0


@given(lines)
def test_nothing_is_both_a_strength_and_a_room(some):
    assert not set(map(id, comparing.strengths(some, 5))) & set(map(id, comparing.rooms(some)))


def test_a_strength_is_seen_by_every_view_given():
    assert comparing.strengths([line(4, 4, 3), line(5, 2, 3), line(3, 3, 3), line(3, 4, 3), line(4)], 5) == [
        line(4, 4, 3), line(4), line(3, 4, 3),
    ]  # fmt: skip


def test_rooms_that_weigh_most_stand_first():
    small, large = line(3, 3, 4, position=1, importance=3), line(1, 1, 4, position=2)
    vital = line(2, 2, 3, position=3, critical=True)
    assert comparing.rooms([large, small, vital]) == [vital, small, large]


def test_the_summary_counts_agreement_and_names_the_widest_difference():
    widest = line(1, 4, position=2)
    summary = comparing.summary([line(3, 3), line(2, 3, position=1), widest, line(own=4, position=3)], 5)
    assert (summary.compared, summary.alike) == (3, 1)
    assert summary.widest == (widest,)


def test_more_than_two_equal_differences_are_counted_not_named():
    summary = comparing.summary([line(2, 3, position=place) for place in range(3)], 5)
    assert summary.widest == ()
    assert (summary.widest_shared_by, summary.widest_by) == (3, 1)


def test_the_summary_knows_the_rooms_one_would_like_to_grow_in():
    wished = line(2, 2, 4, wish="DEVELOP")
    summary = comparing.summary([wished, line(2, 2, 4, position=1)], 5)
    assert summary.wished == (wished,)


@given(lines)
def test_there_is_no_total(some):
    """Whatever the summary holds are counts of competences and names of competences; no sum or mean of levels."""
    names = {field.name for field in fields(comparing.Summary)}
    assert names == {"compared", "alike", "widest", "widest_shared_by", "widest_by", "rooms", "wished", "strengths"}
    summary = comparing.summary(some, 5)
    assert summary.alike <= summary.compared <= len(some)


@given(lines, st.randoms())
def test_the_summary_does_not_depend_on_the_order_of_the_lines(some, random):
    places = [line(one.own.level, one.leader.level, one.role, position=place) for place, one in enumerate(some)]
    shuffled = places.copy()
    random.shuffle(shuffled)
    assert comparing.summary(shuffled, 5) == comparing.summary(places, 5)


def test_an_area_where_nobody_set_a_level_is_empty_not_zero():
    (area,) = comparing.areas([line(role=3)])
    assert (area.own, area.leader, area.role) == (None, None, 3.0)


def test_the_overview_shows_the_middle_of_each_area():
    first, second = comparing.areas([line(1, 2, position=0), line(4, None, position=3), line(5, 5, position=1)])
    assert (first.own, first.leader) == (2.5, 2.0)
    assert second.area is AREAS[1]


def test_what_moved_is_what_both_rounds_know():
    assert line(4, 3, own_earlier=3, leader_earlier=3).has_moved
    assert not line(3, 3, own_earlier=3).has_moved
    assert not line(4, 3).has_moved
    assert not line(None, 3, own_earlier=2).has_moved


def test_importance_differs_only_where_both_said_it():
    def weighed(own, leader):
        return Line(None, 0, Said(importance=own), Said(importance=leader)).weighs_it_differently

    assert weighed(1, 3)
    assert not weighed(2, 2)
    assert not weighed(None, 2)
