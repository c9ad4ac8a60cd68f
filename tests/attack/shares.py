"""The attack on the half-yearly fair share: hours and kroner by unit and beside them by profile and by contract."""

from collections.abc import Iterable, Mapping
from random import Random
from typing import TypeAlias

from competence.analytics.fairshare.measures import By, Told, told
from competence.analytics.pictures import House
from competence.privacy.anonymity.crowds import Knowledge, Row
from competence.privacy.anonymity.limits import Hidden, K, Person, Rules
from tests.attack import algebra
from tests.attack.invented import Round, invent

LIBRARIES = 500
Divisions: TypeAlias = Mapping[By | None, Mapping[Person, str]]
SELDOM = 0.04  # hosts on full time, and others on part time


def shown(one: Round, seed: int) -> list[Row]:
    """Return the rows behind all that is told of a half-year; tovholdere know some of those who took part."""
    chance = Random(seed)
    everybody = sorted(one.units, key=str)
    contracts = {
        person: "PART" if (one.profiles[person] == "host") != (chance.random() < SELDOM) else "FULL"
        for person in everybody
    }
    counted: Divisions = {None: one.units, By.PROFILES: one.profiles, By.CONTRACTS: contracts}
    spent = {person: chance.choice((0, 0, 4, 12, 60)) for person in everybody}
    knowledge = Knowledge([*({person} for person in everybody), *known(one, seed)])
    money = {who: 90 * hours for who, hours in spent.items()}
    house = House(one.tree, one.units, one.profiles, knowledge, Rules())
    found = told(house, contracts, spent, money)
    return [] if isinstance(found, Hidden) else [one.row(behind(group, counted)) for group in found]


def behind(group: Told, counted: Divisions) -> set[Person]:
    """Return the people a figure is about, as anybody can who knows where people work, as what and for how long."""
    return {person for person in counted[None] if counted[group.by][person] in group.units}


def known(one: Round, seed: int) -> list[frozenset[Person]]:
    """Return what those know who know more than one: leaders, and tovholdere of some courses."""
    chance, everybody = Random(-seed), sorted(one.units, key=str)
    courses = [frozenset(chance.sample(everybody, min(6, len(everybody)))) for _ in range(2)]
    return [*one.viewers, *courses]


def is_solved(seed: int) -> bool:
    """Return whether anybody solves a group of fewer than five in what is told of one half-year."""
    one = invent(seed)[0]
    first = one.number
    afresh = Round(first, one.tree, one.units, one.profiles, one.leads, one.said, dict.fromkeys(one.units, first))
    rows = shown(afresh, seed)
    if algebra.solved(rows, (), K + 1):
        return True
    return any(algebra.solved(rows, afresh.row(people & one.units.keys()), K) for people in known(afresh, seed))


def attack(seeds: Iterable[int]) -> list[int]:
    """Return the libraries in which somebody gets through."""
    return [seed for seed in seeds if is_solved(seed)]


def run() -> None:
    """Print in how many libraries the fair share tells of few; raise where it does."""
    found = attack(range(LIBRARIES))
    print(f"\nfair share of learning: breaches: {len(found)} of {LIBRARIES}")
    if found:
        raise SystemExit("The fair share tells of fewer than five.")
