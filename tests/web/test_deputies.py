"""A leader, or HR for them, names a deputy for a time; the deputy sees what the leader sees until it ends."""

from datetime import timedelta

import pytest

from competence.people.queries import actor_of, deputies_of
from competence.web.clock import today

DAY = timedelta(days=1)


def naming(email, days=7):
    start, end = today(), today() + days * DAY
    return {"email": email, "valid_from": start.isoformat(), "valid_to": end.isoformat()}


def test_a_leader_names_a_deputy_and_stops_it_again(client_as, cast):
    bo = client_as(cast.bo)
    assert bo.get("/people/deputies").page.text.count("Astrid Skov") == 1
    assert bo.post("/people/deputies", data=naming("emil@example.org")).status_code == 303
    assert actor_of(cast.emil.id, today()).acts_as(cast.astrid.id) == {cast.bo.id}
    assert "Emil Eng, fra" in bo.get("/people/deputies").page.text
    (deputy,) = deputies_of(cast.bo.id)
    assert bo.post(f"/people/deputies/{deputy.id}/end").status_code == 303
    assert actor_of(cast.emil.id, today()).stands_in_for == {}


def test_hr_names_a_deputy_for_a_leader(client_as, cast):
    carla, address = client_as(cast.carla), f"/people/{cast.bo.pid}/deputies"
    assert carla.get(f"{address}/new").status_code == 200
    assert carla.post(address, data=naming("emil@example.org")).status_code == 303
    assert "Emil Eng, fra" in carla.get(f"/people/{cast.bo.pid}").page.text
    (deputy,) = deputies_of(cast.bo.id)
    assert carla.post(f"{address}/{deputy.id}/end").status_code == 303
    assert deputies_of(cast.bo.id) == []


def test_a_deputy_who_stood_in_for_a_while_stays_in_the_history(client_as, cast):
    carla = client_as(cast.carla)
    data = {**naming("emil@example.org"), "valid_from": (today() - 3 * DAY).isoformat()}
    carla.post(f"/people/{cast.bo.pid}/deputies", data=data)
    (deputy,) = deputies_of(cast.bo.id)
    carla.post(f"/people/{cast.bo.pid}/deputies/{deputy.id}/end")
    assert [row.valid_to for row in deputies_of(cast.bo.id)] == [today() - DAY]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (naming("bo@example.org"), "sin egen stedfortræder"),
        (naming("nobody@example.org"), "Der er ingen med e-mailen"),
        (naming("emil@example.org", days=400), "højst et år"),
        (naming("emil@example.org", days=-1), "før startdatoen"),
        ({"email": "emil@example.org", "valid_from": "2020-01-01", "valid_to": "2020-02-01"}, "allerede gået"),
        ({"email": "emil@example.org", "valid_from": "2020-01-01", "valid_to": ""}, "mangler"),
    ],
)
def test_what_makes_no_deputy_is_refused(client_as, cast, data, says):
    answer = client_as(cast.bo).post("/people/deputies", data=data)
    assert (answer.status_code, says in answer.page.text) == (400, True)
    assert deputies_of(cast.bo.id) == []


def test_who_leads_nobody_needs_no_deputy(client_as, cast):
    answer = client_as(cast.carla).post(f"/people/{cast.astrid.pid}/deputies", data=naming("emil@example.org"))
    assert (answer.status_code, "Kun den, der er leder" in answer.page.text) == (400, True)


def test_a_leader_does_not_stop_anothers_deputy(client_as, cast):
    client_as(cast.bo).post("/people/deputies", data=naming("emil@example.org"))
    (deputy,) = deputies_of(cast.bo.id)
    assert client_as(cast.emil).post(f"/people/deputies/{deputy.id}/end").status_code == 404
    assert len(deputies_of(cast.bo.id)) == 1
