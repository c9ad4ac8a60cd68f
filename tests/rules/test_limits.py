"""The numbers the promise is made of: what they are, that none goes lower, and that no number stands behind words."""

from dataclasses import FrozenInstanceError

import pytest

from competence.privacy.anonymity.limits import SHARES_FLOOR, UNIT_FLOOR, Hidden, K, LimitTooLow, Reason, Rules


def test_five_cannot_be_told_apart_ten_stand_behind_a_unit_and_twenty_behind_shares():
    """What everybody who answered was promised."""
    assert (K, UNIT_FLOOR, SHARES_FLOOR) == (5, 10, 20)
    assert Rules() == Rules(low=1, high=5, k=5, unit_floor=10, shares_floor=20)


@pytest.mark.parametrize("name", ["k", "unit_floor", "shares_floor"])
def test_each_of_them_is_raised_by_itself_and_none_is_lowered(name):
    promised = getattr(Rules(), name)
    assert getattr(Rules(**{name: promised + 1}), name) == promised + 1
    with pytest.raises(LimitTooLow):
        Rules(**{name: promised - 1})


@pytest.mark.parametrize(("low", "high", "stands"), [(1, 2, 0), (1, 3, 1), (2, 4, 1), (1, 8, 1), (2, 9, 1), (2, 10, 0)])
def test_a_scale_has_three_to_eight_steps_wherever_it_begins(low, high, stands):
    if stands:
        assert (Rules(low=low, high=high).low, Rules(low=low, high=high).high) == (low, high)
    else:
        with pytest.raises(ValueError, match="tre til otte"):
            Rules(low=low, high=high)


def test_three_steps_are_told_by_the_same_limits():
    assert Rules(low=2, high=6, k=7, unit_floor=11, shares_floor=30).of_three == Rules(1, 3, 7, 11, 30)


@pytest.mark.parametrize("made", [Rules(), Hidden(Reason.TOO_FEW)], ids=lambda one: type(one).__name__)
def test_neither_limits_nor_what_is_hidden_change_afterwards(made):
    with pytest.raises(FrozenInstanceError):
        made.k = made.reason = 1


def test_what_is_hidden_is_false_and_prints_why():
    hidden = Hidden(Reason.TOO_FEW_PEOPLE)
    assert (bool(hidden), hidden.__bool__(), str(hidden)) == (False, False, "Der er for få med til at vise tal.")
    with pytest.raises(TypeError):
        _ = hidden + 1
