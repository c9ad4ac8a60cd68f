"""What is measured names nobody, says nothing of who answers anonymously, and is shown to who knows the token."""

import re

import pytest

from competence.operation import metrics
from tests.upward import make_topic, sheet_of

TOKEN = "what-prometheus-shows-0123456789"


@pytest.fixture
def measured(app, monkeypatch):
    """Return what Prometheus reads, without what the health says."""
    monkeypatch.setitem(app.config, "METRICS_TOKEN", TOKEN)

    def read() -> str:
        answer = app.test_client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200
        return answer.get_data(as_text=True).partition("# HELP competence_well")[0]

    return read


@pytest.mark.parametrize(
    "shown", ["", "Bearer ", "Bearer x", f"Bearer {TOKEN[:-1]}", f"Basic {TOKEN}", TOKEN, "Bearer æøå"]
)
def test_without_the_token_there_is_no_such_page(shown, app, cast, client_as, monkeypatch):
    monkeypatch.setitem(app.config, "METRICS_TOKEN", TOKEN)
    assert client_as(cast.freja).get("/metrics", headers={"Authorization": shown}).status_code == 404


def test_where_no_token_is_set_nobody_can_show_one(anonymous):
    assert anonymous.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_requests_are_counted_by_part_and_kind_of_answer(cast, client_as, measured):
    def count() -> float:
        found = re.search(r'^competence_requests_total\{answer="4xx",part="people"\} (\S+)', measured(), re.MULTILINE)
        return float(found[1]) if found else 0.0

    before = count()
    client_as(cast.astrid).get("/people")
    assert count() == before + 1


def test_no_label_names_a_person_or_a_thing(app, cast, client_as, measured):
    for address in (f"/people/{cast.astrid.pid}", "/", "/feedback", f"/no-such-page/{cast.astrid.email}"):
        client_as(cast.carla).get(address)
    labels = set(re.findall(r'(\w+)="([^"]*)"', measured()))
    assert {name for name, _ in labels} == {"part", "answer", "le"}
    assert {value for name, value in labels if name == "part"} <= set(app.blueprints) - metrics.LEFT_OUT | {"none"}
    assert {value for name, value in labels if name == "answer"} <= {"2xx", "3xx", "4xx", "5xx"}


def test_who_answers_anonymously_moves_no_number(cast, client_as, measured):
    sheet = sheet_of(make_topic(cast.bo, cast.astrid, cast.asger), cast.astrid)
    astrid = client_as(cast.astrid)
    before = measured()
    assert astrid.get(f"/upward/sheets/{sheet.id}").status_code == 200
    assert astrid.post(f"/upward/sheets/{sheet.id}", data={"up.01": "2"}).status_code == 303
    assert measured() == before


def test_the_parts_of_named_feedback_are_one(cast, client_as, measured):
    for address in ("/feedback", "/feedback/rounds", "/feedback/retrospectives"):
        client_as(cast.astrid).get(address)
    assert "feedback_rounds" not in measured()
    assert "retrospectives" not in measured()


def test_the_health_is_measured_too(app, cast, monkeypatch):
    monkeypatch.setitem(app.config, "METRICS_TOKEN", TOKEN)
    told = app.test_client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).get_data(as_text=True)
    assert 'competence_well{check="database"} 1.0' in told
