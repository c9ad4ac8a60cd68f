"""Nobody solves a group of fewer than five in the fair share; the attack finds it where a division is not tested."""

from competence.analytics.fairshare import measures
from tests.attack.shares import attack
from tests.rules.test_attacking_releases import profiles_as_they_are

SOME = range(30)


def test_nobody_solves_few_in_a_fair_share():
    assert attack(SOME) == []


def test_the_attacker_finds_a_division_that_was_not_tested_beside_units(monkeypatch):
    monkeypatch.setattr(measures, "profile_groups", profiles_as_they_are)
    assert len(attack(range(60))) > 5


def test_the_attacker_finds_a_third_division_that_was_not_tested_beside_the_two(monkeypatch):
    def as_they_are(whole, _profiles, contracts, knowledge, rules):
        return profiles_as_they_are(whole, contracts, knowledge, rules)

    monkeypatch.setattr(measures, "third_groups", as_they_are)
    assert len(attack(SOME)) > 5
