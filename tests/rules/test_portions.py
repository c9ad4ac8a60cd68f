"""Shares of many: from twenty people besides those one knows, coarse, and never none or all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.figures import End
from competence.privacy.anonymity.limits import SHARES_FLOOR, Hidden, Reason, Rules
from competence.privacy.anonymity.portions import Portion, coded_portion, portions, portions_by_group
from competence.privacy.anonymity.units import Group

often = settings(derandomize=True, database=None, deadline=None)
RULES = Rules()
HIDDEN = Hidden(Reason.SHARES_TOO_FEW)


def each_knowing_themselves(people, *leaders):
    return Knowledge([*({person} for person in people), *leaders])


def test_in_the_middle_it_is_rounded_to_five_per_cent():
    assert coded_portion(13, 37) == Portion(35)


def test_from_ten_to_ninety_per_cent_it_is_a_number_and_beyond_only_less_or_more():
    assert (coded_portion(10, 100), coded_portion(90, 100)) == (Portion(10), Portion(90))
    assert (coded_portion(100, 1001), coded_portion(900, 1001)) == (Portion(10, End.OR_LOWER), Portion(90))
    assert coded_portion(901, 1001) == Portion(90, End.OR_HIGHER)


@often
@given(st.integers(SHARES_FLOOR, 400), st.data())
def test_none_looks_like_a_few_and_all_like_nearly_all(of, data):
    number = data.draw(st.integers(0, of))
    shown = coded_portion(number, of)
    same = {coded_portion(other, of) for other in (0, 1)} | {coded_portion(of, of)}
    assert coded_portion(0, of) == coded_portion(1, of) == Portion(10, End.OR_LOWER)
    assert coded_portion(of, of) == coded_portion(of - 1, of) == Portion(90, End.OR_HIGHER)
    assert shown in same or 10 <= shown.percent <= 90


def test_twenty_besides_oneself_are_needed():
    people = range(20)
    assert isinstance(portions({"a": [1]}, people, each_knowing_themselves(people), RULES), Hidden)
    people = range(21)
    assert portions({"a": range(10)}, people, each_knowing_themselves(people), RULES) == {"a": Portion(50)}


def test_those_a_leader_knows_do_not_count_towards_the_crowd():
    people = range(25)
    assert isinstance(portions({}, people, each_knowing_themselves(people, range(6)), RULES), Hidden)
    assert portions({}, people, each_knowing_themselves(people, range(5)), RULES) == {}


@often
@given(st.integers(0, 60), st.data())
def test_whether_it_is_shown_does_not_depend_on_what_was_said(number, data):
    people = list(range(number))
    said = data.draw(st.lists(st.sampled_from(people), unique=True)) if people else []
    shown = [
        isinstance(portions({"a": some}, people, each_knowing_themselves(people), RULES), Hidden)
        for some in ([], said, people)
    ]
    assert len(set(shown)) == 1


def test_a_share_is_never_of_others():
    with pytest.raises(ValueError, match="andel"):
        portions({"a": [99]}, range(30), each_knowing_themselves(range(30)), RULES)


def two_groups(south=40, crowd=20):
    """People 0 to 19 in the north, the next in the south; to whoever knows most, so many are strangers there."""
    north, rest = frozenset(range(20)), frozenset(range(20, 20 + south))
    parts = Group(("north",), north, crowd=crowd), Group(("south",), rest, crowd=south)
    return Group(("north", "south"), north | rest, parts, crowd=crowd + south)


def told(whole, some, without=()):
    return list(portions_by_group(whole, some, RULES, without).values())


def test_a_larger_groups_share_follows_from_what_its_parts_show():
    """1 of 20 is told as less than ten per cent, taken for 5; 21 of 40 is told as 55; 20 * 5 + 40 * 55 = 60 * 38."""
    north, south = Portion(10, End.OR_LOWER), Portion(55)
    assert told(two_groups(), [0, *range(20, 41)]) == [Portion(40), north, south]  # of answers, 22 of 60 would be 35
    assert coded_portion(22, 60) == Portion(35)


@pytest.mark.parametrize(("some", "share"), [([0, 1, 20, 21], 10), ([*range(2, 20), *range(22, 40)], 90)])
def test_what_all_parts_show_the_whole_shows(some, share):
    assert told(two_groups(south=20), some) == [Portion(share)] * 3


def test_parts_are_told_of_where_twenty_are_strangers_in_each():
    assert told(two_groups(crowd=19), [0, *range(20, 41)]) == [Portion(35), HIDDEN, HIDDEN]


def test_nothing_is_told_of_those_with_whom_it_is_not():
    assert told(two_groups(), range(30), without=[3]) == [HIDDEN] * 3
    assert told(two_groups(), range(30), without=[99]) == [Portion(50), Portion(90, End.OR_HIGHER), Portion(25)]
