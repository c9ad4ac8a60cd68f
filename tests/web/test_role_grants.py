"""An administrator gives and takes back roles, with a reason, never their own; every grant stays on record."""

from datetime import timedelta

import pytest

from competence.access.actor import Role
from competence.db import db
from competence.people.queries import actor_of, grants_of
from competence.privacy.models import AuditEvent
from competence.web.clock import today
from tests.make import make_grant

HR = {"role": "HR", "reason": "Afløser for Carla i foråret"}


def test_a_role_holds_at_once_and_is_shown_with_its_reason(client_as, cast):
    freja, address = client_as(cast.freja), f"/people/{cast.astrid.pid}"
    assert freja.get(f"{address}/roles/new").status_code == 200
    assert freja.post(f"{address}/roles", data=HR).status_code == 303
    assert actor_of(cast.astrid.id, today()).roles == {Role.HR}
    assert "Afløser for Carla" in freja.get(address).page.text
    assert client_as(cast.astrid).get("/people").status_code == 200
    (event,) = db.session.query(AuditEvent).filter_by(action="role.grant HR")
    assert (event.actor_id, event.subject_id) == (cast.freja.id, cast.astrid.id)


def test_a_role_is_taken_back_at_once(client_as, cast):
    grant = make_grant(cast.astrid, Role.HR)
    astrid = client_as(cast.astrid)
    assert astrid.get("/people").status_code == 200
    answer = client_as(cast.freja).post(f"/people/{cast.astrid.pid}/roles/{grant.id}/revocation")
    assert answer.status_code == 303
    assert astrid.get("/people").status_code == 404
    assert [row.valid_to for row in grants_of(cast.astrid.id)] == [today() - timedelta(days=1)]


def test_nobody_changes_their_own_roles(client_as, cast):
    freja, address = client_as(cast.freja), f"/people/{cast.freja.pid}"
    for answer in (freja.get(f"{address}/roles/new"), freja.post(f"{address}/roles", data=HR)):
        assert (answer.status_code, "Bed en anden systemadministrator" in answer.page.text) == (400, True)
    (own,) = grants_of(cast.freja.id)
    assert freja.post(f"{address}/roles/{own.id}/revocation").status_code == 400
    assert actor_of(cast.freja.id, today()).roles == {Role.ADMINISTRATOR}
    assert "Giv en rolle" not in freja.get(address).page.links()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({**HR, "reason": ""}, "mangler"),
        ({**HR, "role": "KING"}, "mulighederne"),
        ({**HR, "reason": "x" * 501}, "500"),
        ({"reason": "x"}, "mangler"),
    ],
)
def test_a_role_needs_to_exist_and_to_have_a_reason(client_as, cast, data, says):
    answer = client_as(cast.freja).post(f"/people/{cast.astrid.pid}/roles", data=data)
    assert (answer.status_code, says in answer.page.text) == (400, True)
    assert grants_of(cast.astrid.id) == []


def test_the_same_role_is_not_given_twice(client_as, cast):
    make_grant(cast.astrid, Role.HR)
    answer = client_as(cast.freja).post(f"/people/{cast.astrid.pid}/roles", data=HR)
    assert (answer.status_code, "allerede den rolle" in answer.page.text) == (400, True)


def test_hr_sees_roles_but_gives_none(client_as, cast):
    carla = client_as(cast.carla)
    assert "Systemadministrator" in carla.get(f"/people/{cast.freja.pid}").page.text
    assert carla.post(f"/people/{cast.astrid.pid}/roles", data=HR).status_code == 404
