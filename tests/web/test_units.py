"""HR builds the tree of units: a unit is renamed, moved and ended, never deleted, and the tree stays a tree."""

from datetime import date

import pytest

from competence.db import db
from competence.people.models import Unit
from competence.people.queries import unit_by_code
from tests.make import make_unit

DESK = {
    "code": "desk", "title_da": "Skranken", "title_en": "The desk", "kind": "team", "parent": "tarup",
    "valid_from": "2026-12-01", "valid_to": "",
}  # fmt: skip


def test_a_new_unit_stands_in_the_tree(client_as, cast):
    carla = client_as(cast.carla)
    assert carla.get("/people/units/new").status_code == 200
    assert carla.post("/people/units", data=DESK).status_code == 303
    unit = unit_by_code("desk")
    assert (str(unit.title), unit.parent, unit.kind) == ("Skranken", cast.tarup, "team")
    assert "Skranken" in carla.get("/people/units").page.links()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"code": "tarup"}, "allerede en enhed"),
        ({"code": "to ord"}, "Brug bogstaver"),
        ({"code": "../x"}, "Brug bogstaver"),
        ({"title_da": ""}, "mangler"),
        ({"parent": "månen"}, "mulighederne"),
        ({"kind": "slot"}, "mulighederne"),
        ({"valid_to": "2026-11-30"}, "før startdatoen"),
    ],
)
def test_what_is_no_unit_is_refused(client_as, cast, wrong, says):
    answer = client_as(cast.carla).post("/people/units", data={**DESK, **wrong})
    assert (answer.status_code, says in answer.page.text) == (400, True)
    assert db.session.query(Unit).count() == 4


def edit(client, unit, **fields):
    address = f"/people/units/{unit}"
    return client.post(address, data={**client.get(f"{address}/edit").page.form(address), **fields})


def test_a_unit_is_renamed_and_moved_but_keeps_its_code(client_as, cast):
    answer = edit(client_as(cast.carla), "tarup", title_da="Tarup Hus", parent="staff", code="other")
    assert answer.status_code == 303
    db.session.refresh(cast.tarup)
    assert (cast.tarup.title.da, cast.tarup.parent, cast.tarup.code) == ("Tarup Hus", cast.staff, "tarup")


def test_a_unit_cannot_lie_under_itself(client_as, cast):
    make_unit("desk", cast.tarup)
    for parent in ("tarup", "desk"):
        answer = edit(client_as(cast.carla), "tarup", parent=parent)
        assert (answer.status_code, "gå i ring: " in answer.page.text) == (400, True)
    db.session.refresh(cast.tarup)
    assert cast.tarup.parent == cast.house


def test_a_unit_ends_when_nobody_works_there_any_longer(client_as, cast):
    carla = client_as(cast.carla)
    refused = edit(carla, "tarup", valid_to="2026-12-31")
    assert (refused.status_code, "Der er ansættelser i enheden" in refused.page.text) == (400, True)
    empty = make_unit("empty", cast.house)
    make_unit("below", empty)
    refused = edit(carla, "empty", valid_to="2026-12-31")
    assert (refused.status_code, "Der ligger enheder under" in refused.page.text) == (400, True)
    assert edit(carla, "below", valid_to="2026-12-31").status_code == 303
    assert edit(carla, "empty", valid_to="2026-12-31").status_code == 303
    assert unit_by_code("empty").valid_to == date(2026, 12, 31)


def test_the_slower_of_two_sees_both_texts(client_as, cast):
    carla, address = client_as(cast.carla), "/people/units/tarup"
    form = carla.get(f"{address}/edit").page.form(address)
    edit(client_as(cast.freja), "tarup", title_da="Tarup Nord")
    slower = carla.post(address, data={**form, "title_da": "Tarup Syd"})
    assert slower.status_code == 409
    assert "Tarup Nord" in slower.page.texts("dd")
    assert slower.page.form(address)["title_da"] == ["Tarup Syd"]


def test_an_unknown_unit_is_not_found(client_as, cast):
    assert client_as(cast.carla).get("/people/units/nowhere/edit").status_code == 404
