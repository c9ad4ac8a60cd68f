"""A shown number is coarse enough that neither it, nor it with others, brings a person's answer back."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competence.privacy.anonymity.figures import End, Mean, Share, coded_mean, coded_shares, level_bands, people_band
from competence.privacy.anonymity.limits import Hidden, LimitTooLow, Person, Reason, Rules
from tests.rules.organisations import make_flat, make_organisation
from tests.rules.reconstruction import (
    narrowest_by_mean,
    narrowest_by_mean_and_shares,
    narrowest_for_hidden_unit,
    narrowest_in_two_teams,
)

RULES = Rules()
often = settings(derandomize=True, database=None, deadline=None, max_examples=100)
seeds = st.integers(0, 10_000)


@pytest.mark.parametrize("number", [10, 11, 12, 13, 14, 15, 16, 20, 27])
def test_no_mean_narrows_anybodys_answer_much(number):
    """Over all answers a group can give: an outsider can rule out one level at most, a member two."""
    assert narrowest_by_mean(number, own_known=False) >= 3
    assert narrowest_by_mean(number, own_known=True) >= 2


@pytest.mark.parametrize("high", [3, 4, 6, 7, 8])
def test_no_mean_on_another_scale_narrows_it_either(high):
    rules = Rules(high=high)
    assert narrowest_by_mean(10, own_known=False, rules=rules) == high - 1
    assert narrowest_by_mean(10, own_known=True, rules=rules) >= min(3, high - 1)


@pytest.mark.parametrize(("hidden", "number"), [(1, 10), (2, 10), (3, 11), (4, 12), (4, 10)])
def test_the_mean_of_a_unit_counted_with_its_neighbour_stays_open(hidden, number):
    assert narrowest_for_hidden_unit(hidden, number) >= Fraction(3, 2)


def test_two_teams_beside_their_whole_tell_no_more_than_each_alone():
    """Every pair of sums of ten answers each; were the whole's mean exact, the one team would bring the other back."""
    assert narrowest_in_two_teams(10) >= 3


@pytest.mark.parametrize("number", [21, 22])
def test_a_mean_beside_shares_narrows_nobodys_answer_to_one_level(number):
    worst, ordinary = narrowest_by_mean_and_shares(number)
    assert worst >= 2
    assert ordinary >= 3


@pytest.mark.parametrize("number", range(21, 64))
def test_no_share_can_be_worked_out_to_be_none_or_all(number):
    """Not even when the number of answers is known exactly, and not by somebody who takes the own answer off."""
    behind = defaultdict(list)
    for low, middle in product(range(number + 1), repeat=2):
        if low + middle <= number:
            counts = (low, middle, number - low - middle)
            behind[tuple(coded_shares(counts))].append(counts)
    for possible in behind.values():
        for band, own in product(range(3), (None, 0, 1, 2)):
            seen = {counts[band] - (band == own) for counts in possible if own is None or counts[own]}
            others = number - (own is not None)
            assert not seen or not seen <= {0}, possible
            assert not seen or not seen <= {others}, possible


@often
@given(seeds)
def test_a_larger_groups_mean_follows_from_what_its_smallest_groups_show(seed):
    published = make_organisation(seed).published()
    shown = {figure.group.units: figure.mean for figure in published}
    for figure in published:
        if figure.group.parts:
            parts = list(figure.group.smallest())
            weighted = sum(shown[part.units].value * len(part.members) for part in parts)
            assert figure.mean == coded_mean(Fraction(weighted) / len(figure.group.members), 20, RULES)


@often
@given(seeds)
def test_other_answers_give_the_same_groups_bands_and_reasons(seed):
    """Simulatable: what is shown, merged or hidden can be foretold by anybody who knows who answered."""
    organisation = make_organisation(seed)
    before = organisation.published()
    shuffled = list(organisation.answers.values())
    for turn in range(5):
        Random(turn).shuffle(shuffled)
        after = organisation.answering(dict(zip(organisation.answers, shuffled, strict=True))).published()
        assert [_shape(figure) for figure in after] == [_shape(figure) for figure in before]


def _shape(figure):
    shares = (
        figure.shares if isinstance(figure.shares, Hidden) else [(share.first, share.last) for share in figure.shares]
    )
    return figure.group, figure.people, shares


def test_moving_one_persons_answer_moves_only_the_groups_the_person_counts_in():
    organisation = make_flat({"a": 12, "b": 12, "house": 12})
    moved = organisation.answering({**organisation.answers, "a3": 1})
    changed = {
        before.group.units
        for before, after in zip(organisation.published(), moved.published(), strict=True)
        if before.mean != after.mean
    }
    assert changed <= {("a",), ("a", "b", "house")}


@pytest.mark.parametrize(
    ("mean", "number", "shown"),
    [
        ("3.74", 9, "3,5"), ("3.75", 9, "4"), ("3.12", 10, "3"), ("3.13", 10, "3,25"), ("3.13", 14, "3,25"),
        ("3.24", 15, "3,2"),
        ("1.54", 15, "1,5 eller lavere"), ("1", 40, "1,5 eller lavere"), ("1.55", 15, "1,6"),
        ("4.45", 15, "4,5 eller højere"), ("5", 40, "4,5 eller højere"), ("4.3", 9, "4,5 eller højere"),
    ],
)  # fmt: skip
def test_means_are_rounded_by_the_number_of_answers_and_coded_at_the_ends(mean, number, shown):
    assert str(coded_mean(Fraction(mean), number, RULES)) == shown


def test_longer_scales_have_larger_steps_and_wider_ends():
    rules = Rules(high=8)
    assert str(coded_mean(Fraction("1.9"), 15, rules)) == "2 eller lavere"
    assert str(coded_mean(Fraction("7.1"), 15, rules)) == "7 eller højere"
    assert coded_mean(Fraction("4.29"), 15, rules) == Mean(Decimal("4.2"))


@pytest.mark.parametrize(
    ("high", "bands"),
    [
        (3, ((1, 1), (2, 2), (3, 3))), (4, ((1, 1), (2, 3), (4, 4))), (5, ((1, 2), (3, 3), (4, 5))),
        (6, ((1, 2), (3, 4), (5, 6))), (7, ((1, 2), (3, 5), (6, 7))), (8, ((1, 3), (4, 5), (6, 8))),
    ],
)  # fmt: skip
def test_every_scale_falls_into_three_bands(high, bands):
    assert level_bands(Rules(high=high)) == bands


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ((20, 50, 30), ["20 %", "50 %", "30 %"]), ((3, 9, 9), ["15 %", "45 %", "40 %"]),
        ((0, 9, 12), ["under 10 %", "40 %", "60 %"]), ((1, 3, 26), ["under 10 %", "under 25 %", "over 75 %"]),
        ((0, 0, 21), ["under 10 %", "under 10 %", "over 80 %"]),
        ((40, 1, 2), ["over 80 %", "under 10 %", "under 10 %"]),
        ((9, 9, 3), ["45 %", "40 %", "15 %"]), ((4, 7, 11), ["20 %", "30 %", "50 %"]),  # largest remainders first
        ((2, 3, 15), ["10 %", "15 %", "75 %"]), ((1, 5, 5), ["under 10 %", "50 %", "50 %"]),
        ((1, 6, 18), ["under 10 %", "30 %", "70 %"]), ((1, 12, 38), ["under 10 %", "under 25 %", "over 75 %"]),
        ((1, 18, 6), ["under 10 %", "over 75 %", "under 25 %"]), ((0, 12, 8), ["under 10 %", "60 %", "40 %"]),
        ((0, 9, 11), ["under 10 %", "50 %", "50 %"]),
    ],
)  # fmt: skip
def test_shares_are_rounded_and_small_ones_coded(counts, shown):
    assert [str(Share(1, 1, percent, end)) for percent, end in coded_shares(counts)] == shown


@often
@given(st.tuples(*[st.integers(0, 400)] * 3).filter(lambda counts: sum(counts) > 20))
def test_shares_that_are_numbers_make_a_hundred(counts):
    shown = coded_shares(counts)
    numbers = [percent for percent, end in shown if end is End.EXACT]
    assert not numbers or sum(numbers) == 100


def test_shares_are_told_from_twenty_besides_oneself():
    of_21, of_20 = make_flat({"a": 21}).published(), make_flat({"a": 20}).published()
    assert [str(share) for share in of_21[0].shares or ()] == ["under 10 %", "over 80 %", "under 10 %"]
    assert of_20[0].shares == Hidden(Reason.SHARES_TOO_FEW)


def test_shares_are_counted_in_the_smallest_groups_that_all_have_enough():
    """With ten on the roof alone, the shares of the teams would leave ten people over; so the whole is counted."""
    whole, *parts = make_flat({"a": 30, "b": 30, "house": 10}).published()
    assert whole.shares
    assert {figure.shares for figure in parts} == {Hidden(Reason.SHARES_TOO_FEW)}
    whole, *parts = make_flat({"a": 30, "b": 30}).published()
    assert len(parts) == 2
    assert all(figure.shares for figure in (whole, *parts))


def test_a_larger_groups_shares_follow_from_what_its_parts_show():
    """Two outcomes that show the same in every part show the same of the whole, whatever was answered."""
    names = [f"{team}{number}" for team in "ab" for number in range(40)]
    answers: dict[Person, int] = {name: 1 + number % 5 for number, name in enumerate(names)}
    moved = answers | {"a0": 5}
    shown = [make_flat({"a": 40, "b": 40}, given).published() for given in (answers, moved)]
    assert [figure.shares for figure in shown[0]] == [figure.shares for figure in shown[1]]
    assert [str(share) for share in shown[0][0].shares or ()] == ["40 %", "20 %", "40 %"]


@pytest.mark.parametrize(
    ("number", "band"),
    [(5, "5–9"), (9, "5–9"), (10, "10–14"), (14, "10–14"), (15, "15–24"), (24, "15–24"), (25, "25+"), (900, "25+")],
)
def test_numbers_of_people_are_shown_in_bands(number, band):
    assert people_band(number) == band


def test_there_is_no_band_below_five():
    with pytest.raises(ValueError, match="for få"):
        people_band(4)


@pytest.mark.parametrize("limits", [{"k": 4}, {"unit_floor": 9}, {"shares_floor": 19}, {"k": 0}, {"unit_floor": -1}])
def test_no_limit_can_be_lowered(limits):
    with pytest.raises(LimitTooLow, match="aldrig sænkes"):
        Rules(**limits)


def test_limits_can_be_raised():
    assert Rules(k=8, unit_floor=15, shares_floor=50).k == 8


@pytest.mark.parametrize(("low", "high"), [(1, 2), (1, 9), (3, 4)])
def test_a_scale_has_three_to_eight_levels(low, high):
    with pytest.raises(ValueError, match="tre til otte"):
        Rules(low=low, high=high)


def test_what_is_hidden_is_words_and_can_never_pass_for_a_number():
    hidden: Any = Hidden(Reason.TOO_FEW)
    assert not hidden
    assert str(hidden).startswith("Der er for få svar")
    assert hidden != 0
    for use in (float, int, abs, round, sum, lambda h: h + 1, lambda h: 2 * h, lambda h: h < 3, "{:.1f}".format):
        with pytest.raises(TypeError):
            use(hidden)


def test_a_coded_end_says_that_it_is_one():
    assert coded_mean(Fraction(5), 12, RULES) == Mean(Decimal("4.5"), End.OR_HIGHER)
