"""How far a step is: zero exactly where every must is met, never farther for whoever gets better, and told in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competence.careers.rules.distance import Fit, nearest_first, nearness, supposing, way
from competence.careers.rules.editions import Asked, StepWords
from competence.frameworks.rules.editions import Words

CODES = tuple("abcdefgh")
ASKS = st.dictionaries(st.sampled_from(CODES), st.builds(Asked, st.integers(1, 5), st.booleans()), max_size=8)
LEVELS = st.dictionaries(st.sampled_from(CODES), st.integers(1, 5), max_size=8)


def distance(asks, levels):
    """How many levels are missing in what must be met: what the nearest step sorts by first."""
    return nearness(asks, levels)[0]


def step(code, **asks):
    return StepWords(code, "track", 1, Words(code), asks=asks)


@given(ASKS, LEVELS)
def test_the_distance_is_zero_exactly_when_every_must_is_met(asks, levels):
    met = all(levels.get(code, 0) >= asked.level for code, asked in asks.items() if asked.must)
    assert (distance(asks, levels) == 0) is met
    assert way(asks, levels).is_whole is met


@given(ASKS, LEVELS, st.sampled_from(CODES), st.integers(1, 5))
def test_raising_a_level_never_makes_any_step_farther(asks, levels, code, level):
    raised = supposing(levels, code, level)
    assert distance(asks, raised) <= distance(asks, levels)
    assert nearness(asks, raised) <= nearness(asks, levels)
    assert len(way(asks, raised).in_place) >= len(way(asks, levels).in_place)


@given(ASKS, LEVELS)
def test_what_is_missing_is_what_the_lines_say(asks, levels):
    lines = way(asks, levels).lines
    musts = sum(line.missing for line in lines if line.asked.must)
    assert nearness(asks, levels) == (musts, sum(line.missing for line in lines) - musts)


@given(ASKS, LEVELS)
def test_every_line_stands_in_one_place_of_three(asks, levels):
    found = way(asks, levels)
    parts = [*found.in_place, *found.rooms, *found.open]
    assert sorted(line.competence for line in parts) == sorted(asks)


@given(st.lists(ASKS, max_size=6), LEVELS)
def test_the_nearest_step_stands_first(asked, levels):
    steps = [step(str(number), **asks) for number, asks in enumerate(asked)]
    found = [distance(one.asks, levels) for one, _ in nearest_first(steps, levels)]
    assert found == sorted(found)


@pytest.mark.parametrize(
    ("level", "fit", "missing"), [(None, Fit.OPEN, 3), (2, Fit.ROOM, 1), (3, Fit.IN_PLACE, 0), (5, Fit.IN_PLACE, 0)]
)
def test_a_line_says_how_it_stands(level, fit, missing):
    levels = {} if level is None else {"a": level}
    (line,) = way({"a": Asked(3)}, levels).lines
    assert (line.fit, line.missing) == (fit, missing)


def test_the_musts_come_before_the_shoulds_and_the_widest_first():
    asks = {"a": Asked(4, must=False), "b": Asked(3), "c": Asked(5), "d": Asked(2)}
    rooms = way(asks, {"a": 1, "b": 2, "c": 2, "d": 2}).rooms
    assert [line.competence for line in rooms] == ["c", "b", "a"]


def test_what_should_be_there_does_not_keep_a_step_away():
    asks = {"a": Asked(3), "b": Asked(4, must=False)}
    assert distance(asks, {"a": 3, "b": 1}) == 0
    assert way(asks, {"a": 3}).is_whole


def test_nobody_falls_by_asking_what_if():
    assert supposing({"a": 4}, "a", 2) == {"a": 4}
