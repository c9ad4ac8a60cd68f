"""Shares of many: from twenty people besides those one knows, coarse, and never none or all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.figures import End
from competence.privacy.anonymity.limits import SHARES_FLOOR, Hidden, Rules
from competence.privacy.anonymity.portions import Portion, coded_portion, portions

often = settings(derandomize=True, database=None, deadline=None)
RULES = Rules()


def each_knowing_themselves(people, *leaders):
    return Knowledge([*({person} for person in people), *leaders])


def test_in_the_middle_it_is_rounded_to_five_per_cent():
    assert coded_portion(13, 37) == Portion(35)


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
