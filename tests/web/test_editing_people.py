"""HR makes people and corrects names; who was faster wins, and the other loses no word."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from competence.db import db
from competence.people.models import Person
from competence.people.queries import employments_of, person_by_email
from competence.privacy.models import AuditEvent

NEW = {
    "name": " Ove Østergård ",
    "email": "OVE@example.org",
    "unit": "tarup",
    "role_profile": "librarian",
    "valid_from": "2026-12-01",
}


def test_somebody_new_gets_a_page(client_as, cast):
    answer = client_as(cast.carla).post("/people", data=NEW)
    ove = person_by_email("ove@example.org")
    assert (answer.status_code, answer.location) == (303, f"/people/{ove.pid}")
    assert (ove.name, ove.sort_name) == ("Ove Østergård", "ove0z2sterg" + "z3rd")
    (employment,) = employments_of(ove)
    assert (employment.unit, employment.role_profile) == (cast.tarup, cast.librarian)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"email": "astrid@example.org"}, "allerede en person"),
        ({"email": "ove"}, "ikke en e-mailadresse"),
        ({"name": ""}, "Her mangler noget"),
        ({"name": "O" * 121}, "120"),
        ({"unit": "månen"}, "mulighederne"),
        ({"valid_from": "snart"}, "dato"),
        ({"valid_to": "2026-11-01"}, "før startdatoen"),
    ],
)
def test_what_cannot_be_saved_is_said_beside_the_field_and_nothing_is_lost(client_as, cast, wrong, says):
    answer = client_as(cast.carla).post("/people", data={**NEW, **wrong})
    assert answer.status_code == 400
    assert says in " ".join(answer.page.texts("p[@class='field-error']"))
    assert answer.page.form("/people")["name"] == [{**NEW, **wrong}["name"]]
    assert db.session.query(Person).filter_by(email="ove@example.org").count() == 0


def test_a_new_name_is_saved_and_leaves_a_trace_and_no_address_is_given_with_it(client_as, cast):
    carla, address = client_as(cast.carla), f"/people/{cast.astrid.pid}"
    form = carla.get(f"{address}/edit").page.form(address)
    answer = carla.post(address, data={**form, "name": "Astrid Ås", "email": "thief@example.org"})
    assert answer.status_code == 303
    db.session.refresh(cast.astrid)
    assert (cast.astrid.name, cast.astrid.email) == ("Astrid Ås", "astrid@example.org")
    (event,) = db.session.query(AuditEvent).filter_by(action="person.update")
    assert (event.actor_id, event.subject_id) == (cast.carla.id, cast.astrid.id)


def test_the_slower_of_two_sees_both_texts_and_may_then_save(client_as, cast):
    carla, address = client_as(cast.carla), f"/people/{cast.astrid.pid}"
    form = carla.get(f"{address}/edit").page.form(address)
    freja = client_as(cast.freja)
    freja.post(address, data={**freja.get(f"{address}/edit").page.form(address), "name": "Astrid Eng"})
    slower = carla.post(address, data={**form, "name": "Astrid Skov Eng"})
    assert slower.status_code == 409
    assert "Astrid Eng" in slower.page.texts("dd")
    again = slower.page.form(address)
    assert again["name"] == ["Astrid Skov Eng"]
    assert carla.post(address, data=again).status_code == 303
    db.session.refresh(cast.astrid)
    assert cast.astrid.name == "Astrid Skov Eng"


@pytest.mark.parametrize("clash", [IntegrityError("", {}, Exception()), StaleDataError()])
def test_two_at_the_very_same_moment_lose_no_word(client_as, cast, monkeypatch, clash):
    """Past every check, when the database is the last to say no."""

    def fail(*_: object, **__: object) -> None:
        raise clash

    carla, address = client_as(cast.carla), f"/people/{cast.astrid.pid}"
    form = carla.get(f"{address}/edit").page.form(address)
    monkeypatch.setattr("competence.people.actions.audit.record", fail)
    for url, data in (("/people", NEW), (address, {**form, "name": NEW["name"]})):
        answer = carla.post(url, data=data)
        assert answer.status_code == 409
        assert answer.page.form(url)["name"] == [NEW["name"]]
    assert person_by_email("ove@example.org") is None


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999", "0"])
def test_a_version_that_was_tampered_with_saves_nothing(client_as, cast, version):
    answer = client_as(cast.carla).post(f"/people/{cast.astrid.pid}", data={"name": "X", "version": version})
    assert answer.status_code == 409
    db.session.refresh(cast.astrid)
    assert cast.astrid.name == "Astrid Skov"


def test_what_the_form_does_not_have_cannot_be_set(client_as, cast):
    carla, address = client_as(cast.carla), f"/people/{cast.astrid.pid}"
    form = carla.get(f"{address}/edit").page.form(address)
    carla.post(address, data={**form, "id": "999", "sort_name": "aaa", "role": "ADMINISTRATOR", "pid": "x"})
    db.session.refresh(cast.astrid)
    assert (cast.astrid.sort_name, cast.astrid.pid != "x") == ("astrid0skov", True)
