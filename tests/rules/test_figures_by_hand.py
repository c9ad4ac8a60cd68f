"""Figures of two small groups and their whole, reckoned by hand: what each shows, and what follows from it above."""

from dataclasses import FrozenInstanceError
from decimal import Decimal
from fractions import Fraction

import pytest

from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.figures import (
    End,
    Figure,
    Mean,
    Share,
    coded_mean,
    figures,
    means,
    middle,
    spread,
    spreads,
)
from competence.privacy.anonymity.limits import Hidden, Reason, Rules
from competence.privacy.anonymity.units import Group

RULES = Rules()
TOO_FEW = Hidden(Reason.SHARES_TOO_FEW)


def levels(*numbers):
    """So many people's answers at each level, the lowest first; people are called by numbers from nought."""
    given = [level for level, number in enumerate(numbers, 1) for _ in range(number)]
    return dict(enumerate(given))


def house(north, south, crowd=None):
    """Two units of so many people, numbered through; crowd: how many in the south are strangers, where not all are."""
    first, rest = frozenset(range(north)), frozenset(range(north, north + south))
    parts = Group(("north",), first, crowd=north), Group(("south",), rest, crowd=crowd or south)
    return Group(("north", "south"), first | rest, parts, crowd=north + south)


def words(shares):
    return shares and [str(share) for share in shares]


def test_a_whole_shows_what_follows_from_its_parts_and_shares_where_twenty_are():
    """In the north 31 over ten, in the south 57 over fourteen: 3 and 4 in quarters, so (30 + 56) / 24, not 88 / 24."""
    answers = dict(enumerate([3] * 9 + [4] + [4] * 13 + [5]))
    whole, north, south = shown = figures(house(10, 14), answers, RULES)
    assert [(one.people, str(one.mean)) for one in shown] == [("15–24", "3,6"), ("10–14", "3"), ("10–14", "4")]
    assert words(whole.shares) == ["under 10 %", "40 %", "60 %"]  # none, nine and fifteen
    assert [(share.first, share.last) for share in whole.shares] == [(1, 2), (3, 3), (4, 5)]
    assert north.shares == south.shares == TOO_FEW
    assert [one.group.units for one in shown] == [("north", "south"), ("north",), ("south",)]


def test_a_mean_of_fractions_is_told_as_one_of_levels():
    answers = dict.fromkeys(range(24), Fraction(7, 2))
    assert {str(mean) for mean in means(house(10, 14), answers, RULES).values()} == {"3,5"}


ANSWERS = dict(enumerate([3] * 11 + [4] * 11 + [1] * 2 + [3] * 3 + [4] * 15))  # of 22 in the north, 20 in the south


def test_shares_of_a_whole_follow_from_those_of_its_parts_by_how_many_they_are():
    """None, 11 and 11 of 22 are told as under 10, 50 and 50, taken for 5, 50 and 50 of 105; 2, 3 and 15 of 20 stand.

    So 22 * 50 / 105 + 3 in the middle beside 22 * 50 / 105 + 15 above: of a hundred a little less than 35.
    """
    told = list(spreads(house(22, 20), ANSWERS, RULES).values())
    assert list(map(words, told)) == [
        ["under 10 %", "30 %", "70 %"],
        ["under 10 %", "50 %", "50 %"],
        ["10 %", "15 %", "75 %"],
    ]


def test_where_one_part_has_too_few_strangers_shares_are_counted_of_the_whole_alone():
    """14 and 26 of those who did not answer the lowest are 35 of a hundred, and told as 40."""
    told = list(spreads(house(22, 20, crowd=19), ANSWERS, RULES).values())
    assert [words(one) or one for one in told] == [["under 10 %", "40 %", "60 %"], TOO_FEW, TOO_FEW]


def test_bands_count_every_level_once():
    answers, nobody = levels(2, 4, 5, 3, 6), Knowledge(())
    assert spread(answers, nobody, RULES) == (Share(1, 2, 30), Share(3, 3, 25), Share(4, 5, 45))
    assert spread(answers, Knowledge([{0}]), RULES) == TOO_FEW


def test_a_coded_share_is_reckoned_as_the_middle_of_what_it_may_be():
    assert [middle(40, End.EXACT), middle(10, End.OR_LOWER), middle(90, End.OR_HIGHER)] == [40, 5, 95]


def test_a_scale_of_six_levels_has_twice_the_steps_of_one_of_five():
    """Fifteen answers: tenths of two levels, so 2,5 is told as 2,6, halfway up, and the lowest as the half of two."""
    rules = Rules(high=6)
    assert coded_mean(Fraction(5, 2), 15, rules) == Mean(Decimal("2.6"))
    assert coded_mean(Fraction(1), 15, rules) == Mean(Decimal(2), End.OR_LOWER)


MEAN, SHARE = Mean(Decimal(3)), Share(1, 2, 40)


@pytest.mark.parametrize(
    ("made", "name"), [(MEAN, "value"), (SHARE, "percent"), (Figure(house(10, 14), "15–24", MEAN, (SHARE,)), "people")]
)
def test_a_figure_is_not_changed_on_the_way(made, name):
    with pytest.raises(FrozenInstanceError):
        setattr(made, name, None)
