"""What a team says of its leader, and units of their climate: five answers behind everything, and coded ends."""

from collections.abc import Collection

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competence.privacy.anonymity.limits import Hidden, K, Rules
from competence.privacy.anonymity.teams import Voice, climate, voice_of

FOUR = Rules(low=1, high=4)
TREE = {"house": None, "north": "house", "south": "house", "north.a": "north", "north.b": "north"}


def said(steps: Collection[int]) -> str:
    voice = voice_of(steps, FOUR)
    return str(voice.mean) if isinstance(voice, Voice) else "hidden"


@pytest.mark.parametrize(("number", "shown"), [(0, False), (4, False), (5, True), (9, True)])
def test_five_answers_are_shown_and_four_are_not(number, shown):
    assert isinstance(voice_of([3] * number, FOUR), Hidden) is not shown


def test_when_all_say_the_same_the_number_does_not_say_so():
    assert (said([4] * 5), said([1] * 5)) == ("3,5 eller højere", "1,5 eller lavere")


def test_a_few_answers_are_told_in_halves_and_never_how_many_they_are():
    assert said([2, 2, 3, 3, 3]) == "2,5"
    assert {voice_of([3] * number, FOUR).people for number in range(5, 10)} == {"5–9"}


def counted_together(**sizes: int) -> set[frozenset[str]]:
    """Return the units people answered in, as the smallest published groups count them."""
    unit_of = {f"{unit} {n}": unit.replace("_", ".") for unit, size in sizes.items() for n in range(size)}
    found = climate(TREE, unit_of, dict.fromkeys(unit_of, 3), FOUR)
    smallest = (figure.group for figure in found if not figure.group.parts)
    return {frozenset(group.units) & set(unit_of.values()) for group in smallest}


def test_a_unit_is_told_where_five_answer_besides_oneself_and_else_with_the_unit_above_or_beside():
    assert counted_together(north_a=6, north_b=6, south=6) == {
        frozenset({one}) for one in ("north.a", "north.b", "south")
    }
    assert counted_together(north_a=5, north_b=6, south=6) == {frozenset({"north.a", "north.b"}), frozenset({"south"})}


def test_nothing_is_told_of_a_house_of_five():
    assert counted_together(south=5) == set()
    assert counted_together(south=6) == {frozenset({"south"})}


@settings(max_examples=60)
@given(st.dictionaries(st.integers(1, 60), st.tuples(st.sampled_from(sorted(TREE)), st.integers(1, 4)), max_size=60))
def test_no_difference_of_published_groups_is_fewer_than_five_besides_oneself(answers):
    """The smallest groups are disjoint and every larger one is made of them, so they are all that can be isolated."""
    found = climate(TREE, {p: unit for p, (unit, _) in answers.items()}, {p: s for p, (_, s) in answers.items()}, FOUR)
    smallest = [figure.group for figure in found if not figure.group.parts]
    assert all(len(group.members) > K for group in smallest)
    assert sum(len(group.members) for group in smallest) == (len(answers) if found else 0)


@settings(max_examples=30)
@given(st.lists(st.sampled_from(["north.a", "north.b", "south"]), max_size=30), st.randoms(use_true_random=False))
def test_which_units_are_shown_is_decided_by_who_answered_and_never_by_what(places, dice):
    unit_of = dict(enumerate(places))
    one, other = ({p: dice.randint(1, 4) for p in unit_of} for _ in range(2))
    shown = [[figure.group.units for figure in climate(TREE, unit_of, answers, FOUR)] for answers in (one, other)]
    assert shown[0] == shown[1]
