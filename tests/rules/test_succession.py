"""Succession is read off released shares: what is asked in the highest band, and the band below it, nothing else."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competence.analytics.succession import scarcest, standby


@dataclass(frozen=True)
class Share:
    """A released share."""

    first: int
    last: int
    percent: int


SHARES = (Share(1, 2, 50), Share(3, 3, 40), Share(4, 5, 10))


@pytest.mark.parametrize("asked", [4, 5])
def test_the_highest_band_and_the_one_below_are_told(asked):
    found = standby("c", asked, SHARES)
    assert (found.there, found.near) == (SHARES[2], SHARES[1])


@pytest.mark.parametrize("asked", [1, 2, 3])
def test_what_would_be_the_rest_of_a_published_whole_is_not_told(asked):
    found = standby("c", asked, SHARES)
    assert (found.there, found.near) == (None, None)


def test_where_nothing_was_released_nothing_is_told():
    assert standby("c", 4, ()).there is None


@given(st.integers(1, 8), st.permutations(SHARES))
def test_the_lowest_band_is_never_told_whatever_is_asked(asked, shares):
    found = standby("c", asked, shares)
    assert SHARES[0] not in (found.there, found.near)


def test_a_step_names_what_fewest_are_ready_for():
    more = (Share(1, 2, 20), Share(3, 3, 30), Share(4, 5, 50))
    found = scarcest({"many": 4, "few": 5, "low": 2}, {"many": more, "few": SHARES, "low": SHARES})
    assert (found.code, found.there.percent) == ("few", 10)
    assert scarcest({"low": 2, "unknown": 5}, {"low": SHARES}) is None
