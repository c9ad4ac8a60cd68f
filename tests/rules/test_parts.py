"""Words for parts of a whole: a number is never narrowed to fewer than five, whatever stands beside it."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competence.privacy.anonymity.limits import SHARES_FLOOR, K
from competence.privacy.anonymity.parts import ORDER, Part, least, part, parts

often = settings(derandomize=True, database=None, deadline=None)
WHOLES = (SHARES_FLOOR + 1, 32)


def compositions(of: int, into: int) -> Iterator[tuple[int, ...]]:
    """Every way in which so many people fall into so many groups."""
    if into == 1:
        yield (of,)
        return
    for first in range(of + 1):
        for others in compositions(of - first, into - 1):
            yield (first, *others)


def narrowest(of: int, into: int, tell: Callable[..., Any], number: Callable[..., int]) -> int:
    """How near each other the numbers may lie that look alike: one that can be worked out exactly gives 0."""
    alike = defaultdict(set)
    for counts in compositions(of, into):
        alike[tell(*counts)].add(number(*counts))
    return min(max(numbers) - min(numbers) for numbers in alike.values())


def test_a_word_is_the_least_it_promises():
    told = parts({"a": 30, "b": 26, "c": 10, "d": 7, "e": 4}, 100)
    assert told == {"a": Part.QUARTER, "b": Part.QUARTER, "c": Part.TENTH, "d": Part.TWENTIETH, "e": Part.FEW}
    assert part(60, 100) is Part.HALF


@pytest.mark.parametrize(
    ("of", "k", "fewest"),
    [(1000, 5, [0, 50, 100, 250, 500]), (201, 5, [0, 11, 21, 51, 101]), (40, 7, [0, 7, 14, 21, 28])],
    ids=["the shares", "rounded up", "k apart where that is more"],
)
def test_the_words_begin_at_their_shares_and_at_k_more_than_the_word_below(of, k, fewest):
    assert [word.value for word in ORDER] == [0, 5, 10, 25, 50]
    assert list(least(of, k).values()) == fewest


def test_the_largest_is_weakened_step_by_step_until_five_are_left():
    """Of a hundred: 50 + 25 + 10 + 10 leaves just five, and with the five all are told of, so a half becomes less."""
    counts = {"a": 50, "b": 25, "c": 10, "d": 10}
    told = {"a": Part.HALF, "b": Part.QUARTER, "c": Part.TENTH, "d": Part.TENTH}
    assert parts(counts, 100) == told
    assert parts(counts | {"e": 5}, 100) == told | {"a": Part.QUARTER, "e": Part.TWENTIETH}


def test_where_more_than_five_were_agreed_on_all_words_lie_further_apart():
    assert parts({"a": 12}, 40, k=7) == {"a": Part.TWENTIETH}
    assert part(0, 20, k=1) is Part.FEW


@often
@given(st.integers(SHARES_FLOOR, 500))
def test_the_words_lie_five_people_apart_and_above_few(of):
    numbers = least(of)
    assert all(numbers[after] - numbers[before] >= K for before, after in pairwise(ORDER))


@often
@given(st.integers(SHARES_FLOOR, 400), st.data())
def test_a_word_is_always_true_and_five_are_always_left(of, data):
    left, counts = of, {}
    for thing in "abcdef":
        counts[thing] = data.draw(st.integers(0, left))
        left -= counts[thing]
    numbers, told = least(of), parts(counts, of)
    assert all(numbers[told[thing]] <= counts[thing] for thing in counts)
    assert sum(numbers[word] for word in told.values()) <= of - K


@often
@given(st.integers(SHARES_FLOOR, 400), st.integers(0, 4))
def test_none_and_four_are_told_alike_and_so_are_all_and_all_but_four(of, few):
    assert part(few, of) is part(0, of) is Part.FEW
    assert part(of - few, of) is part(of, of)


@pytest.mark.parametrize("of", WHOLES)
@pytest.mark.parametrize("told", [1, 2, 3])
def test_how_many_stand_on_a_step_is_never_narrowed_by_the_other_steps(of, told):
    """The last group is those who said nothing; nobody is told how many they are."""

    def tell(*counts):
        return tuple(parts(dict(enumerate(counts[:told])), of).values())

    for place in range(told):
        assert narrowest(of, told + 1, tell, lambda *counts, place=place: counts[place]) >= K - 1


@pytest.mark.parametrize("of", WHOLES)
def test_who_fills_a_step_is_never_told_from_who_is_one_level_away_nor_from_who_fills_an_easier_one(of):
    """Some fill the harder step, more the easier one, who are one level from the harder; some are two levels away."""

    def tell(harder, between, away, _others):
        return part(harder, of), part(harder + between, of), part(harder + between + away, of)

    for place in range(4):
        assert narrowest(of, 4, tell, lambda *counts, place=place: counts[place]) >= K - 1


@pytest.mark.parametrize("of", WHOLES)
def test_beside_what_is_published_of_two_competences_a_word_narrows_nothing_below_five(of):
    """A step asks for both. The attacker knows exactly how many have the one and the other, and reads the word."""

    def published(both, one, other, _neither):
        return both + one, both + other

    def tell(both, one, other, neither):
        some, others = published(both, one, other, neither)
        return some, others, part(both, of, within=(max(0, some + others - of), min(some, others)))

    known, told = defaultdict(set), defaultdict(set)
    for counts in compositions(of, 4):
        known[published(*counts)].add(counts[0])
        told[tell(*counts)].add(counts[0])
    for (some, others, _word), numbers in told.items():
        before = known[some, others]
        assert max(numbers) - min(numbers) >= min(K - 1, max(before) - min(before))


def test_what_is_published_anyway_is_said_in_words_whatever_the_count():
    assert {part(count, 40, certain=12, within=(12, 14)) for count in (12, 13, 14)} == {Part.TENTH}
    assert part(10, 40, certain=10, within=(10, 12)) is Part.TENTH


@pytest.mark.parametrize(("count", "of"), [(-1, 30), (31, 30)])
def test_a_part_is_no_larger_than_the_whole(count, of):
    with pytest.raises(ValueError, match="Delene"):
        part(count, of)


def test_parts_together_are_no_larger_than_the_whole():
    with pytest.raises(ValueError, match="Delene"):
        parts({"a": 20, "b": 11}, 30)
