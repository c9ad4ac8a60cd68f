"""A count of people is a number only where nobody can be told from it, whomever the reader knows already."""

from dataclasses import FrozenInstanceError

import pytest

from competence.privacy.anonymity.counts import Count, Told, coded_count
from competence.privacy.anonymity.limits import Hidden, K, LimitTooLow, Reason

OURSELVES = 1  # everybody knows themselves


def test_in_the_middle_of_a_large_house_it_is_a_number():
    assert coded_count(106, 196, OURSELVES) == Count(Told.NUMBER, 106)


@pytest.mark.parametrize("number", [0, 1, 5])
def test_few_are_told_as_few_whether_none_or_five(number):
    assert coded_count(number, 196, OURSELVES) == coded_count(0, 196, OURSELVES) == Count(Told.FEW)


@pytest.mark.parametrize("number", [191, 195, 196])
def test_all_but_one_is_told_as_all_or_nearly_all(number):
    assert coded_count(number, 196, OURSELVES) == Count(Told.NEARLY_ALL)


@pytest.mark.parametrize("number", range(13))
def test_of_twelve_of_whom_a_leader_knows_nine_nothing_is_told_however_many_it_is(number):
    assert isinstance(coded_count(number, 12, 9), Hidden)


@pytest.mark.parametrize(("leaders", "told"), [(0, False), (1, False), (4, False), (5, True)])
def test_what_few_others_did_is_not_told_however_many_it_is_about(leaders, told):
    assert {isinstance(coded_count(number, 40, 3, done_by=leaders), Count) for number in range(41)} == {told}


def behind(told, number, of, known, knows):
    """How many of those a viewer does not know it may be, when `knows` of the known are among them."""
    possible = [n for n in range(of + 1) if coded_count(n, of, known) == told and 0 <= n - knows <= of - known]
    return [n - knows for n in possible]


@pytest.mark.parametrize("of", range(30))
def test_nobody_is_told_apart_however_many_of_the_others_a_viewer_knows(of):
    """The attack: a viewer takes those they know out of a count; every count, and every way they are."""
    for known in range(of + 1):
        told = {coded_count(number, of, known) for number in range(of + 1)}
        assert not any(isinstance(one, Hidden) for one in told) or len(told) == 1  # whether is never decided by what
        for one in told:
            for knows in range(known + 1) if isinstance(one, Count) else ():
                left = behind(one, 0, of, known, knows)
                if one.number is None:
                    assert not left or len(left) >= K
                else:
                    assert all(K <= unknown <= of - known - K for unknown in left)


@pytest.mark.parametrize(
    ("number", "of", "known", "told"),
    [
        (0, 11, 1, Count(Told.FEW)), (5, 196, 1, Count(Told.FEW)), (6, 196, 1, Count(Told.NUMBER, 6)),
        (190, 196, 1, Count(Told.NUMBER, 190)), (191, 196, 1, Count(Told.NEARLY_ALL)),
        (5, 40, 0, Count(Told.NUMBER, 5)),
        (0, 0, 0, Hidden(Reason.COUNTS_TOO_FEW)), (5, 10, 1, Hidden(Reason.COUNTS_TOO_FEW)),
        (9, 10, 10, Hidden(Reason.COUNTS_TOO_FEW)),
    ],
)  # fmt: skip
def test_what_is_told_where_five_besides_those_one_knows_are_just_there_or_just_not(number, of, known, told):
    assert coded_count(number, of, known) == told


def test_where_more_than_five_were_agreed_on_more_are_left_and_fewer_never():
    assert coded_count(6, 40, 0, k=7) == coded_count(6, 40, 1, k=6) == Count(Told.FEW)
    with pytest.raises(LimitTooLow):
        coded_count(20, 40, 0, k=4)


def test_a_count_is_not_changed_on_the_way():
    with pytest.raises(FrozenInstanceError):
        coded_count(106, 196, OURSELVES).number = 1


def test_more_than_everybody_and_fewer_than_nobody_is_a_mistake():
    for number, of, known in ((6, 5, 0), (3, 5, 6), (-1, 5, 0), (3, 5, -1)):
        with pytest.raises(ValueError, match="større"):
            coded_count(number, of, known)
