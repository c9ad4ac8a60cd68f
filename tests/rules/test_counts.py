"""A count of people is a number only where nobody can be told from it."""

import pytest

from competence.privacy.anonymity.counts import Count, Told, coded_count
from competence.privacy.anonymity.limits import Hidden


def test_in_the_middle_of_a_large_house_it_is_a_number():
    assert coded_count(106, 196) == Count(Told.NUMBER, 106)


@pytest.mark.parametrize("number", [0, 1, 4])
def test_few_are_told_as_few_whether_none_or_four(number):
    assert coded_count(number, 196) == coded_count(0, 196) == Count(Told.FEW)


@pytest.mark.parametrize("number", [192, 195, 196])
def test_all_but_one_is_told_as_all_or_nearly_all(number):
    assert coded_count(number, 196) == Count(Told.NEARLY_ALL)


@pytest.mark.parametrize("of", range(5))
def test_of_fewer_than_five_nothing_is_told(of):
    assert isinstance(coded_count(of, of), Hidden)


@pytest.mark.parametrize("of", range(5, 30))
def test_a_number_always_has_five_on_either_side(of):
    told = [coded_count(number, of) for number in range(of + 1)]
    numbers = [one.number for one in told if isinstance(one, Count) and one.number is not None]
    assert numbers == list(range(5, of - 4))


def test_more_than_everybody_is_a_mistake():
    with pytest.raises(ValueError, match="større"):
        coded_count(6, 5)
