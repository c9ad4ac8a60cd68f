"""Names sort the Danish way, nobody leads in a circle, and periods end after they begin."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competence.people import rules

ALPHABET = "abcdefghijklmnopqrstuvwxyzæøå"
TODAY = date(2026, 11, 23)
often = settings(derandomize=True, database=None, deadline=None, max_examples=200)


@often
@given(st.lists(st.text(ALPHABET, max_size=8)))
def test_names_sort_as_the_danish_alphabet_does(names):
    words = [name.replace("aa", "å") for name in names]
    assert sorted(words, key=rules.sort_key) == sorted(words, key=lambda word: [ALPHABET.index(x) for x in word])


def test_accents_case_and_double_a_sort_where_a_dane_looks_for_them():
    names = ["Åse", "Aage B", "Zoë", "Östen", "André", "anders", "Ærø", "Ana", "An Li", "Ulla", "Ürsel", "Иван"]
    ordered = ["An Li", "Ana", "anders", "André", "Ulla", "Ürsel", "Zoë", "Ærø", "Östen", "Aage B", "Åse", "Иван"]
    assert sorted(names, key=rules.sort_key) == ordered


@often
@given(st.text())
def test_a_key_is_plain_and_fits_its_column(name):
    key = rules.sort_key(name)
    assert len(key) <= 200
    assert set(key) <= set("0123456789abcdefghijklmnopqrstuvwxyz")


@pytest.mark.parametrize("text", ["astrid@example.org", "a.b+c@bib.odense.example"])
def test_an_email_address_is_one(text):
    assert rules.is_email(text)


@pytest.mark.parametrize(
    "text", ["", "astrid", "a@b", "a b@example.org", "a@example.org,b@example.org", "a@example..org", "æ\n@example.org",
             "x" * 250 + "@example.org", "<a@example.org>", "a\u202e@example.org"]
)  # fmt: skip
def test_what_is_no_email_address_is_not(text):
    assert not rules.is_email(text)


@often
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30))
def test_a_circle_is_found_where_there_is_one_and_nowhere_else(pairs):
    above: dict[int, list[int]] = {}
    for low, high in pairs:
        above.setdefault(low, []).append(high)
    circle = rules.find_circle(above)
    assert all(following in above[node] for node, following in zip(circle, [*circle[1:], *circle[:1]], strict=True))
    if not circle:  # then everybody can be put in an order with the leaders first
        left = {node for pair in pairs for node in pair}
        while free := {node for node in left if not left & set(above.get(node, ()))}:
            left -= free
        assert not left


def test_ten_thousand_steps_upwards_are_no_circle():
    assert rules.find_circle({n: [n + 1] for n in range(10_000)}) == []


def test_nobody_leads_themselves():
    with pytest.raises(rules.OwnLeader, match="sin egen leder"):
        rules.check_leader("bo", "bo", {})


def test_a_leader_may_not_be_led_by_the_person():
    rules.check_leader("astrid", "bo", {"bo": ["dorte"]})
    with pytest.raises(rules.LeadersInACircle) as refused:
        rules.check_leader("dorte", "astrid", {"astrid": ["bo"], "bo": ["dorte"]})
    assert {"astrid → bo", "bo → dorte", "dorte → astrid"} <= {
        " → ".join(pair) for pair in pairs_in(str(refused.value).split(": ")[1].rstrip("."))
    }


def pairs_in(ring: str) -> list[tuple[str, str]]:
    names = ring.split(" → ")
    return list(pairwise(names))


def test_a_unit_may_not_lie_under_itself():
    parents = {"house": None, "tarup": "house", "desk": "tarup"}
    rules.check_parent("desk", "house", parents)
    for parent in ("house", "tarup", "desk"):
        with pytest.raises(rules.UnitsInACircle):
            rules.check_parent("house", parent, parents)


@often
@given(*[st.dates(date(2020, 1, 1), date(2020, 2, 1)) for _ in range(4)])
def test_periods_overlap_when_they_share_a_day(a, b, c, d):
    days = [{start + timedelta(n) for n in range((end - start).days + 1)} for start, end in ((a, b), (c, d))]
    if a <= b and c <= d:
        assert rules.overlap(a, b, c, d) == bool(days[0] & days[1])


def test_a_period_without_end_overlaps_all_that_ends_later():
    assert rules.overlap(TODAY, None, date(2020, 1, 1), TODAY)
    assert not rules.overlap(TODAY, None, date(2020, 1, 1), TODAY - timedelta(1))


def test_a_period_may_be_one_day_but_not_end_before_it_begins():
    rules.check_period(TODAY, TODAY)
    rules.check_period(TODAY, None)
    with pytest.raises(rules.EndsBeforeItBegins):
        rules.check_period(TODAY, TODAY - timedelta(1))


@pytest.mark.parametrize(
    ("deputy", "start", "end", "refusal"),
    [
        (1, TODAY, TODAY, rules.OwnDeputy),
        (2, TODAY, TODAY - timedelta(1), rules.EndsBeforeItBegins),
        (2, TODAY - timedelta(9), TODAY - timedelta(1), rules.AlreadyOver),
        (2, TODAY, TODAY + timedelta(367), rules.StandsInTooLong),
    ],
)
def test_a_deputy_stands_in_for_another_for_a_time_that_is_not_over(deputy, start, end, refusal):
    rules.check_deputy(1, 2, TODAY, TODAY + timedelta(366), TODAY)
    with pytest.raises(refusal):
        rules.check_deputy(1, deputy, start, end, TODAY)


def test_nobody_changes_their_own_roles():
    rules.check_grant(1, 2)
    rules.check_grant(None, 2)
    with pytest.raises(rules.OwnRoles):
        rules.check_grant(1, 1)
