"""Before anything is counted: where each person counts, who may know what, and what a group of units is called."""

from datetime import date

import pytest

from competence.analytics.labels import Names
from competence.analytics.pictures import House, Said, own_picture, row_of
from competence.analytics.places import ROOF, Place, covered, seats_of, tree_of
from competence.privacy.anonymity.crowds import Knowledge, viewers_of
from competence.privacy.anonymity.limits import Person, Reason, Rules
from competence.web.bilingual import Bilingual

TODAY, LONG_AGO, LATELY = date(2026, 12, 15), date(2015, 1, 1), date(2026, 6, 1)
TREE = {ROOF: None, "house": ROOF, "city": "house", "city.kids": "city", "city.music": "city", "local": "house"}
TITLES = {code: Bilingual(code.title(), code.upper()) for code in TREE if code}
STAFFED = {"house", "city.kids", "city.music", "local"}


def counts_in(*places: tuple[str, date, date | None]) -> str:
    return seats_of([1], [Place(1, *place) for place in places], TREE, TODAY)[1].unit


def test_units_that_are_over_are_skipped_in_the_tree():
    parents = {"house": None, "old": "house", "team": "old", "lost": "old"}
    assert tree_of(parents, {"house", "team"}) == {ROOF: None, "house": ROOF, "team": "house"}


@pytest.mark.parametrize(
    ("places", "unit"),
    [
        ([("city", LATELY, None)], "city"),
        ([("city", LATELY, None), ("local", LONG_AGO, None)], "local"),
        ([("city", LATELY, None), ("local", LONG_AGO, LATELY)], "city"),
        ([("city", LONG_AGO, date(2026, 3, 1)), ("local", LONG_AGO, LATELY)], "local"),
        ([("closed", LONG_AGO, None), ("city", LATELY, None)], "city"),
        ([("city", date(2027, 1, 1), None)], ROOF),
        ([], ROOF),
    ],
    ids=["one", "joined first", "still there", "left last", "unit is over", "not yet", "nowhere"],
)
def test_everybody_counts_in_one_unit(places, unit):
    assert counts_in(*places) == unit


def test_viewers_know_themselves_and_those_they_lead_or_were_shared_with():
    known = viewers_of([1, 2, 3], [(9, 1), (9, 2), (1, 3), (9, 1)])
    assert sorted(map(sorted, known)) == [[1, 2, 9], [1, 3], [2], [3]]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("units", "danish", "english"),
    [
        (set(TREE), "Hele organisationen", "The whole organisation"),
        ({"house", "city", "city.kids", "city.music", "local"}, "House", "HOUSE"),
        ({"city", "city.kids", "city.music"}, "City", "CITY"),
        ({"city.kids", "city.music"}, "City", "CITY"),
        ({"city.kids"}, "City.Kids", "CITY.KIDS"),
        ({"house", "local"}, "House i øvrigt samt Local", "HOUSE otherwise as well as LOCAL"),
        ({"house", "local", "city.kids", "city"}, "House undtagen City.Music", "HOUSE except CITY.MUSIC"),
        ({"city.music", "local"}, "City.Music samt Local", "CITY.MUSIC as well as LOCAL"),
    ],
)
def test_a_group_is_called_by_few_names(units, danish, english):
    assert Names(TREE, TITLES, STAFFED).of(units) == Bilingual(danish, english)


def test_units_are_covered_by_the_highest_that_lie_wholly_within():
    assert covered({"city", "city.kids", "city.music", "house"}, {"local"}, TREE) == [("city", True), ("house", False)]


def test_a_picture_waits_for_the_ledger():
    """Answers that stand in an earlier row already, in another company, are not released again."""
    said: dict[Person, Said] = dict.fromkeys(range(12), Said(3))
    units: dict[Person, str] = dict.fromkeys(said, "city")
    house = House(TREE, units, dict.fromkeys(said, "librarian"), Knowledge([]), Rules())
    asked = ("facilitation", "7")
    assert own_picture(said, house, [], asked).told[0].people == "10–14"
    earlier = own_picture(said, house, [row_of(range(8, 20), asked)], asked)
    assert {told.mean for told in earlier.told} == {Reason.EARLIER}
    assert earlier.whole is None
