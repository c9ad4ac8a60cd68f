"""The attack shown to each person is the one of brute force: which levels a coded mean leaves open."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from competence.privacy.anonymity.attacks import fewest_of_any, open_levels, open_to_a_colleague
from competence.privacy.anonymity.figures import End, Mean, Share, coded_mean, coded_shares
from competence.privacy.anonymity.limits import Rules
from competence.privacy.anonymity.portions import coded_portion

THREE = Rules(1, 3)


@pytest.mark.parametrize("number", [3, 5, 6])
def test_the_attack_agrees_with_trying_every_answer_there_can_be(number):
    """On a scale of three, all answers of a few people are tried."""
    outside: dict[Mean, set[int]] = {}
    inside: dict[tuple[Mean, int], set[int]] = {}
    for answers in product((1, 2, 3), repeat=number):
        mean = coded_mean(Fraction(sum(answers), number), number, THREE)
        outside.setdefault(mean, set()).add(answers[0])
        inside.setdefault((mean, answers[1]), set()).add(answers[0])
    for mean, levels in outside.items():
        assert open_levels(mean, number, THREE) == levels
        fewest = min(len(inside[mean, own]) for own in (1, 2, 3) if (mean, own) in inside)
        assert len(open_to_a_colleague(mean, number, THREE)) == fewest


def test_an_uncoded_end_would_name_everybodys_answer(monkeypatch):
    monkeypatch.setattr(
        "competence.privacy.anonymity.attacks.coded_mean", lambda mean, number, rules: Mean(Decimal(round(100 * mean)))
    )
    assert open_levels(Mean(Decimal(500)), 10, Rules()) == {5}
    assert open_to_a_colleague(Mean(Decimal(500)), 10, Rules()) == {5}


def test_a_coded_end_leaves_nearly_everything_open():
    highest = Mean(Decimal("4.5"), End.OR_HIGHER)
    assert len(open_levels(highest, 10, Rules())) >= 4
    assert len(open_to_a_colleague(highest, 10, Rules())) >= 3


def test_of_all_colleagues_the_one_who_is_left_with_the_fewest_is_told_of():
    """Three answer from 1 to 8, 11 to 13 in all: who gave 8 knows that the other two gave 3 to 5, so neither above 4;
    who gave 1 knows 10 to 12, so neither below 2."""
    rules = Rules(high=8)
    assert open_to_a_colleague(coded_mean(Fraction(4), 3, rules), 3, rules) == {1, 2, 3, 4}


def test_a_mean_nobody_could_have_brought_about_leaves_nothing():
    assert open_levels(Mean(Decimal(9)), 10, Rules()) == open_to_a_colleague(Mean(Decimal(9)), 10, Rules()) == set()


def test_one_in_ten_gave_the_rarest_answer_and_fewer_where_a_share_is_told_as_less():
    assert fewest_of_any([Share(1, 2, 45), Share(3, 3, 55)], 30) == 3
    assert fewest_of_any([Share(1, 2, 45), Share(3, 3, 10, End.OR_LOWER)], 30) == 2


@pytest.mark.parametrize("number", [20, 21, 25, 30, 31])
def test_the_rarest_answer_behind_shares_is_the_one_that_trying_every_count_finds(number):
    most: dict[tuple[tuple[int, End], ...], list[int]] = {}
    for low, middle in product(range(number + 1), repeat=2):
        if low + middle <= number:
            counts = [low, middle, number - low - middle]
            known = most.setdefault(tuple(coded_shares(counts)), counts)
            most[tuple(coded_shares(counts))] = [max(pair) for pair in zip(known, counts, strict=True)]
    for shown, counts in most.items():
        shares = [Share(1, 2, percent, end) for percent, end in shown]
        fewest = fewest_of_any(shares, number)
        assert min(counts) == fewest if End.OR_LOWER in {end for _, end in shown} and 80 in dict(shown) else True
        assert min(counts) >= fewest
    for some in range(number + 1):
        told = coded_portion(some, number)
        behind = [other for other in range(number + 1) if coded_portion(other, number) == told]
        assert min(max(behind), max(number - one for one in behind)) >= fewest_of_any(
            [Share(1, 1, 0, told.end)], number
        )
