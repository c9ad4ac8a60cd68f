"""What people go on saying: a release may follow others only where what changed in between is a crowd as well."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competence.privacy.anonymity.changing import MOST, may_follow
from competence.privacy.anonymity.crowds import Knowledge, Unknown
from competence.privacy.anonymity.limits import K
from tests.rules.attackers import breaks_the_promise

seldom = settings(derandomize=True, database=None, deadline=None, max_examples=60)
NOBODY = Knowledge(())


def said(**words):
    """A row: who says what."""
    return frozenset(Unknown(person, "where", version) for person, version in words.items())


def house(number, changed=0, joined=0):
    """So many people, of whom the first few say something new, and some who came."""
    words = {f"p{n}": "new" if n < changed else "old" for n in range(number)}
    return said(**words, **{f"new{n}": "old" for n in range(joined)})


def test_the_first_release_is_about_a_crowd():
    assert not may_follow([], house(4), NOBODY, K)
    assert may_follow([], house(5), NOBODY, K)


@pytest.mark.parametrize(("changed", "joined", "may"), [(0, 0, True), (1, 0, False), (4, 0, False), (2, 3, True)])
def test_what_changed_between_two_releases_is_nobody_or_a_crowd(changed, joined, may):
    assert may_follow([house(30)], house(30, changed, joined), NOBODY, K) is may


def test_those_who_left_and_those_who_came_are_a_crowd_together_and_either_with_those_who_stayed():
    assert may_follow([house(34)], house(30, joined=4), NOBODY, K)
    assert not may_follow([house(32)], house(30, joined=2), NOBODY, K)


def test_what_earlier_releases_told_is_not_judged_again():
    anew = said(**{f"p{n}": "third" for n in range(30)})
    assert may_follow([house(30), house(30, changed=1)], anew, NOBODY, K)


def test_whom_a_leader_knows_is_no_crowd():
    leader = Knowledge([{"p0", "p1"}])
    assert not may_follow([house(30)], house(30, changed=6), leader, K)
    assert may_follow([house(30)], house(30, changed=7), leader, K)
    assert may_follow([house(30)], house(30, changed=5), Knowledge([{"p28", "p29"}]), K)  # none of those who changed


def test_three_releases_can_tell_what_no_two_of_them_do():
    """Six changed each time, five of them changed back and forth with the same others: together they are about two."""
    first = said(**{f"p{n}": "a" for n in range(20)})
    second = said(**{f"p{n}": "a" for n in range(6, 20)}, **{f"q{n}": "b" for n in range(6)})
    third = said(**{f"p{n}": "a" for n in range(7, 20)}, **{f"q{n}": "b" for n in range(6)}, r="c")
    assert may_follow([first], second, NOBODY, K)
    assert may_follow([first], third, NOBODY, K)
    assert not may_follow([first, second], third, NOBODY, K)


def test_nobody_hides_behind_those_who_come_back():
    """The first less the second less the third is about p2 alone, though p0 and p4 seem to be between."""
    first, second, third = (said(**{f"p{n}": "a" for n in there}) for there in ((0, 1, 2, 3, 4), (1, 3), (0, 4)))
    assert may_follow([first], second, NOBODY, 2)
    assert not may_follow([first, second], third, NOBODY, 2)


def test_after_twelve_it_is_told_no_more():
    assert MOST == 12
    assert may_follow([house(30)] * (MOST - 1), house(30), NOBODY, K)
    assert not may_follow([house(30)] * MOST, house(30), NOBODY, K)


def story(seed, persons, releases):
    """What a small house says over time: people come, go, and change their minds, and nobody comes back."""
    chance, rows = Random(seed), []
    spans = {person: sorted(chance.sample(range(releases + 1), 2)) for person in range(persons)}
    versions = dict.fromkeys(range(persons), 0)
    for release in range(releases):
        versions = {person: version + (chance.random() < 0.3) for person, version in versions.items()}
        there = [person for person, (first, last) in spans.items() if first <= release < last]
        rows.append(frozenset(Unknown(person, "where", str(versions[person])) for person in there))
    return rows


@seldom
@given(st.integers(0, 10**6), st.integers(3, 7), st.integers(2, 4), st.integers(2, 3), st.integers(0, 3))
def test_it_refuses_exactly_what_an_audit_by_linear_algebra_finds(seed, persons, releases, k, led):
    viewers = [{person} for person in range(persons)] + [set(range(led))]
    ledger, knowledge = [], Knowledge(viewers)
    for row in story(seed, persons, releases):
        may = may_follow(ledger, row, knowledge, k)
        assert may is not breaks_the_promise([*ledger, row], viewers, k)
        if may:
            ledger.append(row)


@seldom
@given(st.integers(0, 10**6), st.integers(3, 6), st.integers(2, 4))
def test_whatever_it_lets_through_is_safe_also_where_people_come_back(seed, persons, releases):
    chance, ledger = Random(seed), []
    knowledge = Knowledge([{person} for person in range(persons)])
    for _ in range(releases):
        there = chance.sample(range(persons), chance.randint(1, persons))
        row = frozenset(Unknown(person, "where", str(chance.randint(0, 1))) for person in there)
        if may_follow(ledger, row, knowledge, 2):
            ledger.append(row)
    assert not breaks_the_promise(ledger, [{person} for person in range(persons)], 2)
