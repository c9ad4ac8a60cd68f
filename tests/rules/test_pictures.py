"""Everything that is told of one competence, in a house small enough to be reckoned by hand.

Children's department: 12 librarians, six at level 2 and six at 3, all of whom call the competence crucial.
City department: 8 librarians at 3; 14 hosts, three at 3 and eleven at 4; ten of the 22 wish to develop it.
Librarians are asked for 3, hosts for 4.
"""

from decimal import Decimal

import pytest

from competence.analytics.measures import Kind, Measure, viewers_of_ratings
from competence.analytics.pictures import House, Picture, Said, leaders_picture, own_picture
from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.figures import Mean
from competence.privacy.anonymity.limits import Person, Reason, Rules

TREE = {"house": None, "children": "house", "city": "house"}
CHILDREN: dict[Person, Said] = {n: Said(2 if n < 6 else 3, importance=3, asked=3) for n in range(12)}
LIBRARIANS: dict[Person, Said] = {n: Said(3, wishes=True, asked=3) for n in range(12, 20)}
HOSTS: dict[Person, Said] = {n: Said(3 if n < 23 else 4, wishes=n < 22, asked=4) for n in range(20, 34)}
SAID = CHILDREN | LIBRARIANS | HOSTS
UNITS: dict[Person, str] = dict.fromkeys(CHILDREN, "children") | dict.fromkeys(LIBRARIANS | HOSTS, "city")
PROFILES: dict[Person, str] = dict.fromkeys(CHILDREN | LIBRARIANS, "librarian") | dict.fromkeys(HOSTS, "host")
EVERYBODY, CHILDRENS, CITY = ("children", "city", "house"), ("children", "house"), ("city",)


def told(said: dict[Person, Said] | None = None, profiles: dict[Person, str] | None = None) -> Picture:
    said = SAID if said is None else said
    knowledge = Knowledge([{person} for person in UNITS])
    house = House(TREE, UNITS, profiles or PROFILES, knowledge, Rules())
    return own_picture(said, house, [], ("facilitation", "1"))


def shown(picture: Picture, measure: Measure, kind: Kind = Kind.UNITS) -> dict[tuple[str, ...], str]:
    """The mean of each group, or its shares where those are told alone."""
    return {
        one.units: str(one.mean) if isinstance(one.mean, Mean) else " ".join(map(str, one.shares)) or one.mean.name
        for one in picture.told
        if one.measure is measure and one.kind is kind
    }


def test_levels_are_told_of_the_house_and_of_each_unit():
    """2,5 of twelve; 77 levels of 22 are 3,5; and (12 times 2,5 and 22 times 3,5) of 34 are 3,15."""
    assert shown(told(), Measure.LEVEL) == {EVERYBODY: "3,1", CHILDRENS: "2,5", CITY: "3,5"}


def test_levels_are_told_by_role_profile_beside_the_units():
    """54 levels of 20 librarians are 2,7; 53 of 14 hosts are 3,79, by quarters 3,75."""
    assert shown(told(), Measure.LEVEL, Kind.PROFILES) == {("librarian",): "2,7", ("host",): "3,75"}


def test_the_spread_is_told_where_enough_people_are():
    """6, 17 and 11 of 34 are 18, 50 and 32 per cent; twelve are too few to be told of, so the house is counted."""
    levels = [one for one in told().told if one.measure is Measure.LEVEL and one.kind is Kind.UNITS]
    assert [str(share) for share in levels[0].shares] == ["20 %", "50 %", "30 %"]
    assert [one.shares_hidden for one in levels] == [None, Reason.SHARES_TOO_FEW, Reason.SHARES_TOO_FEW]
    assert [one.people for one in levels] == ["25+", "15–24", "10–14"]


def test_what_roles_ask_is_told_as_the_mean_of_those_behind_the_figure():
    """20 times 3 and 14 times 4 are 3,41 each, by quarters 3,5; in the city 80 of 22 are 3,64, by quarters 3,75."""
    required = {(one.kind, one.units): one.required for one in told().told if one.measure is Measure.LEVEL}
    assert required == {
        (Kind.UNITS, EVERYBODY): Decimal("3.5"),
        (Kind.UNITS, CHILDRENS): Decimal(3),
        (Kind.UNITS, CITY): Decimal("3.75"),
        (Kind.PROFILES, ("librarian",)): Decimal(3),
        (Kind.PROFILES, ("host",)): Decimal(4),
    }


def test_the_share_who_are_where_their_role_asks_is_told_of_the_house():
    """14 of 20 librarians and 11 of 14 hosts: 25 of 34, 74 per cent."""
    assert shown(told(), Measure.REQUIREMENT) == {EVERYBODY: "75 %"}


def test_no_share_of_those_where_their_role_asks_is_told_beside_bands_that_leave_few_over():
    """One librarian is asked for 5: the bands less the share would be about that one."""
    one_more = SAID | {0: SAID[0]._replace(asked=5)}
    assert shown(told(one_more), Measure.REQUIREMENT) == {EVERYBODY: "SHARES_ONLY"}
    assert {one.shares_hidden for one in told(one_more).told if one.measure is Measure.REQUIREMENT} == {
        Reason.SHARES_TOO_FEW
    }


def test_of_a_competence_no_role_asks_for_no_share_is_told():
    unasked = {person: said._replace(asked=None) for person, said in SAID.items()}
    picture = told(unasked)
    assert shown(picture, Measure.REQUIREMENT) == {}
    assert {one.required for one in picture.told} == {None}


def test_the_share_who_wish_to_develop_it_is_told_of_the_house():
    """Eight librarians and two hosts: 10 of 34, 29 per cent."""
    assert shown(told(), Measure.WISH) == {EVERYBODY: "30 %"}


def test_importance_is_told_as_a_mean_and_silence_counts_in_the_middle():
    """Crucial to all of twelve (coded), 2 of 22; (12 times 2,5 and 22 times 2) of 34 are 2,18."""
    assert shown(told(), Measure.IMPORTANCE) == {EVERYBODY: "2,2", CHILDRENS: "2,5 eller højere", CITY: "2"}


def test_who_stands_behind_the_figures_is_kept_for_the_ledger():
    picture = told()
    assert picture.whole is not None
    assert picture.whole.members == set(SAID)
    assert [group.members for group in picture.profiles] == [set(HOSTS), set(CHILDREN | LIBRARIANS)]


def test_profiles_that_would_isolate_few_are_not_told():
    """If only three librarians were in the city, unit less profile would be about three."""
    few = PROFILES | dict.fromkeys(range(15, 20), "host")
    assert shown(told(profiles=few), Measure.LEVEL, Kind.PROFILES) == {}


def test_too_few_answers_are_hidden_with_a_reason():
    picture = told({person: SAID[person] for person in range(5)})
    assert {one.measure: one.mean for one in picture.told} == {
        Measure.LEVEL: Reason.TOO_FEW, Measure.IMPORTANCE: Reason.TOO_FEW,
    }  # fmt: skip


RATINGS: list[tuple[Person, int, int | None]] = [
    ("a", 2, 1), ("a", 2, 1), ("b", 2, 1), ("c", 3, None), ("d", 3, 2), ("e", 4, 2), ("f", 5, 2), ("f", 3, 2),
]  # fmt: skip


def test_what_leaders_say_is_told_with_the_leaders_as_contributors():
    """Six leaders, whatever the number of their ratings: 2, 2, 3, 3, 4 and 4 are 3; 1, 1, 2, 2, 2 and 2 are 1,67."""
    picture = leaders_picture(RATINGS, TREE, Knowledge([{leader} for leader in "abcdef"]), Rules())
    assert shown(picture, Measure.LEADERS_LEVEL) == {EVERYBODY: "3"}
    assert shown(picture, Measure.LEADERS_IMPORTANCE) == {EVERYBODY: "1,5 eller lavere"}
    assert {one.people for one in picture.told} == {"5–9"}


@pytest.mark.parametrize("known", [{"a"}, {"b", "c"}], ids=["of five, each knows one", "of six, somebody knows two"])
def test_what_few_leaders_say_is_hidden(known):
    given = [one for one in RATINGS if one[0] != "f"] if len(known) == 1 else RATINGS
    picture = leaders_picture(given, TREE, Knowledge([known]), Rules())
    assert {one.mean for one in picture.told} == {Reason.TOO_FEW}
    assert picture.whole is None


def test_who_may_know_what_a_leader_said():
    """The leader, the person, and whoever may see what the person shared."""
    known = viewers_of_ratings([(1, 11), (2, 12)], [(1, 11), (3, 11), (3, 12), (4, 99)])
    assert {frozenset(viewer) for viewer in known if viewer} == {frozenset({1}), frozenset({2}), frozenset({1, 2})}
