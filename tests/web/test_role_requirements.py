"""Carla edits what a role asks for in a draft: a line at a time, within the scale, and never over somebody else's."""

import pytest

from competence.access.actor import Actor, Role
from competence.frameworks import queries

HR = Actor(person_id=1, roles=frozenset({Role.HR}))
ROLE = "/frameworks/house/2/roles/librarian"


@pytest.fixture
def carla(cast, client_as):
    client = client_as(cast.carla)
    client.post("/frameworks/house/drafts")
    return client


@pytest.fixture
def asked(cast):
    """Return what librarians are asked for of a competence, in the draft or another version."""

    def find(code, number=2):
        version = queries.version_for(HR, "house", number)
        return queries.requirement(cast.librarian.id, queries.competence(version.id, code).id)

    return find


def line(client, code="c1"):
    """Return the fields of a competence's line by their short names, and the prefix they are sent under."""
    form = client.get(ROLE).page.form(f"{ROLE}/{code}")
    prefix = next(name for name in form if name.endswith("-level")).removesuffix("level")
    return form, prefix


def test_each_line_shows_what_the_draft_asks_for(carla):
    page = carla.get(ROLE).page
    assert page.texts("h2")[:2] == ["Kompetence 1", "Kompetence 2"]
    form, prefix = line(carla)
    assert {name.removeprefix(prefix): value for name, value in form.items() if name.startswith(prefix)} == {
        "version": ["1"], "level": ["2"], "importance": ["2"], "critical": ["y"],
    }  # fmt: skip


def test_she_asks_for_another_level_in_the_draft_only(carla, asked):
    form, prefix = line(carla)
    del form[f"{prefix}critical"]
    response = carla.post(f"{ROLE}/c1", data=form | {f"{prefix}level": "5", f"{prefix}importance": "3"})
    assert (response.status_code, response.headers["Location"]) == (303, ROLE)
    assert (asked("c1").required_level, asked("c1").importance, asked("c1").critical) == (5, 3, False)
    assert (asked("c1", 1).required_level, asked("c1", 1).critical) == (2, True)
    rows = carla.get("/frameworks/house/compare?from=1&to=2").page.table()
    assert rows[1] == ["librarian", "Kompetence 1", "trin 2, vigtig, kritisk", "trin 5, afgørende"]


@pytest.mark.parametrize("wrong", [{"level": "6"}, {"level": "x"}, {"level": ""}, {"importance": "4"}])
def test_what_is_outside_the_scale_is_refused(carla, asked, wrong):
    form, prefix = line(carla)
    response = carla.post(f"{ROLE}/c1", data=form | {f"{prefix}{name}": value for name, value in wrong.items()})
    assert response.status_code == 400
    assert "Noget skal rettes" in response.page.text
    assert asked("c1").required_level == 2


def test_a_stale_line_answers_409_and_shows_both(carla, asked):
    (mine, prefix), (theirs, _) = line(carla), line(carla)
    carla.post(f"{ROLE}/c1", data=theirs | {f"{prefix}level": "4"})
    response = carla.post(f"{ROLE}/c1", data=mine | {f"{prefix}level": "1"})
    assert response.status_code == 409
    assert "En anden har gemt" in response.page.text
    assert response.page.texts("del") == ["4", "4"]
    assert asked("c1").required_level == 4
    again = response.page.form(f"{ROLE}/c1")
    assert again[f"{prefix}level"] == ["1"]
    assert carla.post(f"{ROLE}/c1", data=again).status_code == 303
    assert asked("c1").required_level == 1


def test_a_line_somebody_removed_meanwhile_is_not_brought_back_unseen(carla, asked):
    form, _ = line(carla)
    assert carla.post(f"{ROLE}/c1/removal", data=form).status_code == 303
    assert asked("c1") is None
    response = carla.post(f"{ROLE}/c1", data=form)
    assert response.status_code == 409
    assert carla.post(f"{ROLE}/c1", data=response.page.form(f"{ROLE}/c1")).status_code == 303
    assert asked("c1").required_level == 2


def test_a_line_somebody_changed_meanwhile_is_not_removed_unseen(carla, asked):
    form, prefix = line(carla)
    carla.post(f"{ROLE}/c1", data=form | {f"{prefix}level": "4"})
    response = carla.post(f"{ROLE}/c1/removal", data=form)
    assert response.status_code == 409
    assert "Kladden er ændret, siden du åbnede siden." in response.page.text
    assert asked("c1").required_level == 4


def test_she_lets_a_role_ask_for_one_more(carla, asked, cast):
    assert not carla.get(ROLE).page.all(f"form[@action='{ROLE}']"), "librarians ask for all nine already"
    form, _ = line(carla, "c9")
    carla.post(f"{ROLE}/c9/removal", data=form)
    new = carla.get(ROLE).page.form(ROLE)
    assert new["new-competence"] == ["c9"]
    assert carla.post(ROLE, data=new | {"new-level": "1"}).status_code == 303
    assert asked("c9").required_level == 1
    assert asked("c9", 1).required_level == 4


@pytest.mark.parametrize("competence", ["c1", "nothing", ""])
def test_only_what_is_not_asked_for_yet_can_be_added(carla, asked, competence):
    data = {"new-competence": competence, "new-level": "5", "new-importance": "1"}
    response = carla.post(ROLE, data=data)
    assert response.status_code == 400
    assert asked("c1").required_level == 2


@pytest.mark.parametrize("address", ["/frameworks/house/2/roles/nothing", f"{ROLE}/nothing", f"{ROLE}/nothing/removal"])
def test_what_is_not_there_answers_404(carla, address):
    assert carla.post(address).status_code == 404


def test_the_list_of_roles_in_the_draft_counts_what_each_asks_for(carla):
    form, _ = line(carla)
    carla.post(f"{ROLE}/c1/removal", data=form)
    page = carla.get("/frameworks/house/2/roles").page
    assert "8 kompetencer" in page.text
    assert page.links()["librarian"] == ROLE
