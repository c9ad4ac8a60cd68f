"""Every way in that is tried, and every thing somebody is refused, is told where it can be read afterwards."""

import json

import pytest

from competence.db import db
from competence.privacy.models import AuditEvent
from tests.house.things import THINGS


@pytest.fixture
def told(db_session):
    """Return the trail's events since the test began, newest first."""
    before = db_session.query(AuditEvent).count()
    return lambda: db.session.query(AuditEvent).order_by(AuditEvent.id.desc()).all()[: -before or None]


def test_what_somebody_is_refused_is_told_with_who_and_about_whom(cast, client_as, told):
    mirror = THINGS["opened mirror"](cast).parts["pid"]
    db.session.commit()
    emil = client_as(cast.emil)
    assert emil.get(f"/assessments/{mirror}").status_code == 404
    refused = [event for event in told() if event.denied]
    assert [(event.actor_id, event.subject_id) for event in refused] == [(cast.emil.id, cast.astrid.id)]
    assert refused[0].action == "MayMirror.READ"


def test_a_way_in_that_failed_leaves_a_line_and_one_that_did_not_an_event(cast, anonymous, client_as, told, capsys):
    sent = {"email": cast.astrid.email, "password": "Ikke den rigtige adgangskode"}
    assert anonymous.post("/signin", data=sent).status_code == 400
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in lines] == ["sign-in refused: password", "request"]
    assert [(line["route"], line["method"], line["status"]) for line in lines[1:]] == [("/signin", "POST", 400)]
    assert cast.astrid.email not in str(lines)
    client_as(cast.astrid).post("/signout")
    assert "account.sign_out" in {event.action for event in told()}
