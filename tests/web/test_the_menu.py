"""The menu: what one may open, in groups that each stand once and say what they are about."""

import pytest

from competence.web.navigation import ENTRIES, Group

ALWAYS = ["Din udvikling", "Biblioteket"]


@pytest.mark.parametrize(
    ("who", "groups"),
    [
        ("astrid", ALWAYS),
        ("bo", ["Din udvikling", "Dit team", "Biblioteket"]),
        ("carla", [*ALWAYS, "HR", "Beskyttelse", "Administration"]),
        ("freja", [*ALWAYS, "Beskyttelse", "Administration"]),
    ],
)
def test_everybody_sees_the_groups_in_which_they_may_open_something(who, groups, cast, client_as):
    page = client_as(getattr(cast, who)).get("/").page
    assert page.texts("nav/div/p") == groups
    named = [section.get("aria-labelledby") for section in page.all("nav/div/ul")]
    assert named == [None, *(name.get("id") for name in page.all("nav/div/p"))]


def test_what_one_looks_at_every_day_stands_first_and_alone(cast, client_as):
    daily, own, team, *_ = client_as(cast.bo).get("/").page.all("nav/div/ul")
    assert ["".join(line.itertext()).split()[0] for line in daily] == ["Forside", "Beskeder"]
    assert next(line.find("a").text.strip() for line in own) == "Mit spejl"
    assert next(line.find("a").text.strip() for line in team) == "Mit team"


def test_no_two_lines_of_a_group_claim_the_same_place(app):
    places = [(entry.group, entry.order) for entry in ENTRIES.values()]
    assert sorted(places, key=str) == sorted(set(places), key=str)
    assert {entry.group for entry in ENTRIES.values()} == set(Group)
