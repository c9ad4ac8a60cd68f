"""The attack shown to each person is the one of brute force: which levels a coded mean leaves open."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from competence.privacy.anonymity.attacks import open_levels, open_to_a_colleague
from competence.privacy.anonymity.figures import End, Mean, coded_mean
from competence.privacy.anonymity.limits import Rules

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
