"""A leader, or HR for them, names a deputy for a time; the deputy sees what the leader sees until it ends."""

import re
from datetime import timedelta

import pytest

from competence.config import ROOT
from competence.conversations.rules import steps
from competence.people.queries import actor_of, deputies_of
from competence.plans.rules.states import State
from competence.web.clock import today
from tests.acting import opened_mirror
from tests.make import make_conversation, make_deputy
from tests.plans import make_agreement, make_plan

DAY = timedelta(days=1)
# How a page says that something lies between somebody and their leader.
BETWEEN_TWO = re.compile(
    r"(Du og %\(name\)s kan|Du og din nærmeste leder kan|I to kan|([Dd]in|jeres) leder kan(?! ikke)|din leder og"
    r"|leder og HR)"
)
WROTE_IT = (
    "Du og %(name)s kan se dette. %(name)s kan dele det med sin leder."  # the one who wrote feedback, and no leader
)


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


def test_whoever_reads_on_a_page_who_can_see_it_reads_of_the_deputy(client_as, cast):
    make_deputy(cast.bo, cast.emil, today(), today() + DAY)
    plan = make_plan(cast.astrid, cast.bo, State.APPROVED)
    make_agreement(plan)
    talk = make_conversation(cast.astrid, cast.bo, state=steps.State.HELD)
    for address in (opened_mirror(cast, None, {1: (4, 3)}).page, f"/plans/{plan.pid}", f"/conversations/{talk.pid}"):
        assert client_as(cast.emil).get(address).status_code == 200
        for who in (cast.astrid, cast.bo):
            assert "den, der er stedfortræder for" in client_as(who).get(address).page.text, (who.name, address)


def test_no_page_says_that_only_the_two_can_see_it():
    said = re.compile(r'(?:visibility\(|who=|"leader": |"two": )[^{}]*')
    texts = [
        text
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for part in said.findall(path.read_text(encoding="utf-8"))
        for text in re.findall(r'_\("([^"]+)"', part)
        if BETWEEN_TWO.search(text) and text != WROTE_IT
    ]
    assert len(texts) > 20
    assert [text for text in texts if "stedfortræder" not in text] == []
