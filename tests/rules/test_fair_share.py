"""The fair share of half a year: halves, contracts, coarse amounts, and two divisions that single nobody out."""

from datetime import date
from fractions import Fraction

import pytest

from competence.analytics.fairshare.measures import (
    By,
    Contract,
    NotOverYet,
    PublishedAlready,
    check_publishing,
    contract_of,
    first_of_half,
    halves_before,
    last_of_half,
    told,
)
from competence.analytics.pictures import House
from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.cuts import weak_side
from competence.privacy.anonymity.figures import End
from competence.privacy.anonymity.limits import Hidden, Rules

TREE = {"": None, "tarup": "", "vollsmose": "", "staff": ""}
UNITS = {person: ("tarup", "vollsmose", "staff")[person % 3] for person in range(60)}
PROFILES = {person: "librarian" if person % 4 else "leader" for person in range(60)}
NOBODY = Knowledge([{person} for person in range(60)])


def test_half_years():
    assert first_of_half(date(2026, 11, 27)) == date(2026, 7, 1)
    assert (last_of_half(date(2026, 1, 1)), last_of_half(date(2026, 7, 1))) == (date(2026, 6, 30), date(2026, 12, 31))
    assert halves_before(date(2026, 11, 27), 3) == [date(2026, 1, 1), date(2025, 7, 1), date(2025, 1, 1)]


def test_a_half_year_is_published_once_and_when_it_is_over():
    with pytest.raises(NotOverYet):
        check_publishing(date(2026, 7, 1), date(2026, 12, 31), published=False)
    with pytest.raises(PublishedAlready):
        check_publishing(date(2026, 1, 1), date(2026, 7, 1), published=True)
    check_publishing(date(2026, 1, 1), date(2026, 7, 1), published=False)


def test_contracts():
    assert [contract_of(hours) for hours in (37, 40, 36, None)] == [
        Contract.FULL, Contract.FULL, Contract.PART, Contract.UNKNOWN,
    ]  # fmt: skip


CONTRACTS = {person: "FULL" if person % 5 < 3 else "PART" for person in range(60)}


def shown(hours, money=None, beside=PROFILES, contracts=CONTRACTS, knowledge=NOBODY):
    found = told(House(TREE, UNITS, beside, knowledge, Rules()), contracts, hours, money or {})
    assert not isinstance(found, Hidden)
    return found


def test_units_and_the_other_divisions_are_told_as_coarse_means():
    found = shown(dict.fromkeys(range(0, 60, 3), 20))  # everybody in Tarup had twenty hours
    by_unit = {one.units: one for one in found if not one.by}
    assert (by_unit[("tarup",)].hours.number, by_unit[("tarup",)].hours.end) == (20, End.EXACT)
    assert (by_unit[("", "staff")].hours.number, by_unit[("", "staff")].hours.end) == (5, End.OR_LOWER)
    assert {one.people for one in found} <= {"10–14", "15–24", "25+"}
    assert units_by(found, By.PROFILES) == {"leader", "librarian"}
    assert units_by(found, By.CONTRACTS) == {"FULL", "PART"}


def units_by(found, by):
    return {units for one in found if one.by is by for units in one.units}


def test_contract_hours_are_held_back_where_they_would_single_somebody_out():
    one_unit_alone = {person: "PART" if UNITS[person] == "tarup" else "FULL" for person in range(60)}
    found = shown({}, contracts=one_unit_alone)  # nearly the unit again: no crossing holds both kinds
    assert units_by(found, By.CONTRACTS) == set()
    assert units_by(found, By.PROFILES) == {"leader", "librarian"}


def test_what_one_person_had_counts_up_to_a_most_so_one_education_does_not_decide():
    usual = shown(dict.fromkeys(range(60), 10))
    assert shown(dict.fromkeys(range(60), 10) | {0: 40}) == shown(dict.fromkeys(range(60), 10) | {0: 120})
    assert {one.hours.number for one in usual} == {10}


def test_money_is_told_on_its_own():
    assert {one.money.number for one in shown({}, dict.fromkeys(range(60), 1000))} == {1000}


def test_the_two_divisions_leave_no_cut_of_fewer_than_five_and_small_groups_are_merged():
    beside = {person: f"p{person % 13}" for person in range(60)}  # four or five in each: too few alone
    found = shown({}, beside=beside)
    groups = [set(one.units) for one in found if one.by is By.PROFILES]
    edges = {}
    for person in range(60):
        for number, group in enumerate(groups):
            if beside[person] in group:
                edge = (UNITS[person], number)
                edges[edge] = edges.get(edge, 0) + 1
    assert all(sum(number for (_, one), number in edges.items() if one == at) >= 10 for at in range(len(groups)))
    assert weak_side(edges, 6) is None


def test_a_house_of_four_is_told_nothing():
    few = dict.fromkeys(range(4), "tarup")
    house = House(TREE, few, few, Knowledge([{one} for one in few]), Rules())
    assert isinstance(told(house, few, {}, {}), Hidden)


def test_the_whole_is_arithmetic_on_what_its_parts_show():
    found = shown({person: person % 40 for person in range(60)})
    parts = {one.units: one for one in found if not one.by and one.depth}
    mean = Fraction(sum(one.hours.number * 20 for one in parts.values()), 60)
    whole = next(one for one in found if not one.by and not one.depth)
    assert abs(whole.hours.number - mean) <= 1
