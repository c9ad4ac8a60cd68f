"""Steps in words: who is counted, that the words are true, and what one can work out beside published shares."""

from collections import defaultdict
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competence.analytics.steps.measures import Published, drawn, ready, row_of, standing, why_hidden
from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.figures import Share, coded_shares, level_bands
from competence.privacy.anonymity.limits import SHARES_FLOOR, Hidden, Reason, Rules
from competence.privacy.anonymity.parts import ORDER, Part, least
from tests.rules.test_parts import compositions

often = settings(derandomize=True, database=None, deadline=None)
RULES = Rules()
NOBODY = Knowledge(())


def knowing_themselves(people, *leaders):
    return Knowledge([*({person} for person in people), *leaders])


def people(*groups):
    """Levels of so many people: (how many, level by competence)."""
    levels = [given for number, given in groups for _ in range(number)]
    return dict(enumerate(levels))


def shares(counts):
    return [Share(*band, *told) for band, told in zip(level_bands(RULES), coded_shares(counts), strict=True)]


def test_whoever_meets_every_must_is_ready_and_one_level_away_is_near():
    levels = people((30, {"a": 4, "b": 3}), (30, {"a": 3, "b": 3}), (20, {"a": 3, "b": 2}), (20, {"a": 5}))
    told = ready({"a": 4, "b": 3}, levels, {}, NOBODY, RULES)
    assert (told.today, told.near) == (Part.QUARTER, Part.HALF)


def test_what_was_not_answered_is_not_one_level_away():
    levels = people((50, {"a": 4}), (50, {"a": 4, "b": 1}))
    assert ready({"a": 4, "b": 2}, levels, {}, NOBODY, RULES).near is Part.HALF
    assert ready({"a": 4, "b": 1}, people((50, {"a": 4}), (50, {})), {}, NOBODY, RULES).near is Part.FEW


def test_twenty_are_needed_besides_those_one_knows():
    levels = people((25, {"a": 4}))
    some, fewer = (knowing_themselves(levels, set(range(led))) for led in (6, 5))
    assert ready({"a": 4}, levels, {}, some, RULES) == Hidden(Reason.SHARES_TOO_FEW)
    assert not isinstance(ready({"a": 4}, levels, {}, fewer, RULES), Hidden)


def test_where_a_competence_has_published_shares_its_word_is_read_off_them():
    """Levels 4 and 5 are a band of their own: the word says what the share says, and counts nothing anew."""
    published = {"a": Published(shares([50, 20, 30]), 100)}
    told = [
        ready({"a": 4}, people((one, {"a": 4}), (100 - one, {"a": 1})), published, NOBODY, RULES) for one in (0, 30, 33)
    ]
    assert {one.today for one in told} == {Part.QUARTER}
    assert {one.near for one in told} == {Part.QUARTER}


@pytest.mark.parametrize("asked", [2, 3, 4, 5])
def test_beside_published_shares_nobody_learns_that_none_or_all_of_a_band_are_ready(asked):
    """The attacker knows how many there are, the shares of three bands of levels, and reads both words."""
    of, bands = SHARES_FLOOR + 1, level_bands(RULES)
    told, known = defaultdict(list), defaultdict(list)
    for counts in compositions(of, 5):
        published = shares([sum(counts[first - 1 : last]) for first, last in bands])
        levels = people(*((number, {"a": level}) for level, number in enumerate(counts, start=1)))
        words = ready({"a": asked}, levels, {"a": Published(published, of)}, NOBODY, RULES)
        known[tuple(published)].append(counts)
        told[*published, words.today, words.near].append(counts)
    for look, alike in told.items():
        for first, last in bands:
            for edge in {asked, asked - 1} & set(range(first + 1, last + 1)):
                before = known[look[:3]]
                for low, high in ((edge, last), (first, edge - 1)):
                    numbers = {sum(counts[low - 1 : high]) for counts in alike}
                    could_be = {sum(counts[low - 1 : high]) for counts in before}
                    assert numbers != {0} or could_be == {0}


@often
@given(st.integers(0, 10**6))
def test_words_about_random_people_are_true_and_who_fills_a_step_is_one_level_away_as_well(seed):
    chance = Random(seed)
    levels = {
        person: {code: chance.randint(1, 5) for code in "abc" if chance.random() < 0.9}
        for person in range(chance.randint(21, 120))
    }
    asks = {code: chance.randint(1, 5) for code in chance.sample("abc", chance.randint(1, 3))}
    published = {}
    for code in chance.sample("abc", 2):
        given = [one[code] for one in levels.values() if code in one]
        bands = [sum(first <= level <= last for level in given) for first, last in level_bands(RULES)]
        published[code] = Published(shares(bands), len(given))
    told, numbers = ready(asks, levels, published, NOBODY, RULES), least(len(levels))
    filled = sum(all(given.get(code, 0) >= level for code, level in asks.items()) for given in levels.values())
    assert numbers[told.today] <= filled
    assert ORDER.index(told.today) <= ORDER.index(told.near)


CHOICES = {person: {person: "deep"} if person < 40 else {} for person in range(90)}
CHOICES |= {person: {person: "wide"} for person in range(90, 100)}


def test_steps_are_told_of_everybody_in_the_house():
    assert standing(CHOICES, ["deep", "wide", "gone"]) == {"deep": Part.QUARTER, "wide": Part.TENTH, "gone": Part.FEW}


def test_somebody_may_be_drawn_to_several_steps_and_counts_once_for_each():
    both = {person: {1: "deep", 2: "wide", 3: "wide"} for person in range(60)}
    assert drawn(both, ["deep", "wide"]) == {"deep": Part.HALF, "wide": Part.HALF}


def test_a_second_picture_needs_a_crowd_that_chose_anew():
    ledger = [row_of(CHOICES, "here")]
    for moved, reason in ((0, None), (1, Reason.EARLIER), (4, Reason.EARLIER), (5, None)):
        later = {**CHOICES, **{person: {1000 + person: "wide"} for person in range(moved)}}
        hidden = why_hidden(later, "here", ledger, NOBODY, RULES)
        assert hidden == (Hidden(reason) if reason else None)


@often
@given(st.data())
def test_whether_it_is_told_does_not_depend_on_what_anybody_chose(data):
    steps = data.draw(st.lists(st.sampled_from(["deep", "wide"]), min_size=25, max_size=25))
    choices = {person: {person: step} for person, step in enumerate(steps)}
    later = {person: {person + (100 if person < 3 else 0): "deep"} for person in choices}
    assert why_hidden(choices, "here", [], NOBODY, RULES) is None
    assert why_hidden(later, "here", [row_of(choices, "here")], NOBODY, RULES) == Hidden(Reason.EARLIER)
