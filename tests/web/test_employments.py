"""HR adds, moves and ends employments; several at once are fine, the same one twice is not."""

from datetime import date

import pytest

from competence.db import db
from competence.people.queries import employments_of

STAFF = {"unit": "staff", "role_profile": "", "valid_from": "2026-12-01", "valid_to": ""}


def test_a_second_employment_stands_beside_the_first(client_as, cast):
    assert client_as(cast.carla).post(f"/people/{cast.astrid.pid}/employments", data=STAFF).status_code == 303
    assert {work.unit.code for work in employments_of(cast.astrid)} == {"tarup", "staff"}


def test_the_same_employment_does_not_stand_twice(client_as, cast):
    same = {"unit": "tarup", "role_profile": "librarian", "valid_from": "2026-12-01"}
    answer = client_as(cast.carla).post(f"/people/{cast.astrid.pid}/employments", data=same)
    assert (answer.status_code, "allerede den ansættelse" in answer.page.text) == (400, True)


def edit_form(client, person):
    (employment,) = employments_of(person)
    address = f"/people/{person.pid}/employments/{employment.id}"
    return employment, address, client.get(f"{address}/edit").page.form(address)


def test_an_employment_is_ended_by_its_last_day(client_as, cast):
    carla = client_as(cast.carla)
    employment, address, form = edit_form(carla, cast.astrid)
    assert carla.post(address, data={**form, "valid_to": "2026-12-31"}).status_code == 303
    db.session.refresh(employment)
    assert employment.valid_to == date(2026, 12, 31)
    assert "til 31. december 2026" in carla.get(f"/people/{cast.astrid.pid}").page.text


def test_an_employment_changed_meanwhile_is_shown_before_it_is_saved_over(client_as, cast):
    carla = client_as(cast.carla)
    _, address, form = edit_form(carla, cast.astrid)
    freja = client_as(cast.freja)
    freja.post(address, data={**edit_form(freja, cast.astrid)[2], "unit": "staff"})
    slower = carla.post(address, data={**form, "valid_to": "2026-12-31"})
    assert slower.status_code == 409
    assert "librarian, Staff" in slower.page.texts("dd")
    assert slower.page.form(address)["valid_to"] == ["2026-12-31"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [({"valid_to": "2019-12-31"}, "før startdatoen"), ({"unit": "x"}, "mulighederne"), ({"valid_from": ""}, "mangler")],
)
def test_what_makes_no_sense_is_refused(client_as, cast, wrong, says):
    carla = client_as(cast.carla)
    _, address, form = edit_form(carla, cast.astrid)
    answer = carla.post(address, data={**form, **wrong})
    assert (answer.status_code, says in answer.page.text) == (400, True)


def test_nobody_is_employed_in_a_unit_after_it_is_over(clock, client_as, cast):
    cast.staff.valid_to = date(2026, 12, 31)
    answer = client_as(cast.carla).post(f"/people/{cast.astrid.pid}/employments", data=STAFF)
    assert (answer.status_code, "findes ikke så længe" in answer.page.text) == (400, True)
    ending = {**STAFF, "valid_to": "2026-12-31"}
    assert client_as(cast.carla).post(f"/people/{cast.astrid.pid}/employments", data=ending).status_code == 303


def test_anothers_employment_is_not_found_under_a_persons_address(client_as, cast):
    (theirs,) = employments_of(cast.bo)
    assert client_as(cast.carla).get(f"/people/{cast.astrid.pid}/employments/{theirs.id}/edit").status_code == 404
    assert client_as(cast.carla).post(f"/people/{cast.astrid.pid}/employments/{theirs.id}").status_code == 404
