"""Leaves: HR and the nearest leader write the days down, the person reads them; there is never a reason."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from competence.db import db
from competence.people.leaves.models import Leave
from competence.plans.rules.states import State
from competence.privacy.models import AuditEvent
from competence.web.clock import today
from tests.make import make_cycle, make_invitation, make_leave
from tests.plans import told, written_plan

TEAM = "/assessments/team"
DAYS = {"valid_from": "2026-11-02", "valid_to": "2027-03-31"}


def leaves():
    return [(one.valid_from, one.valid_to) for one in db.session.scalars(select(Leave).order_by(Leave.valid_from))]


@pytest.mark.parametrize("who", ["carla", "bo"])
def test_hr_and_the_nearest_leader_write_the_days_down(client_as, cast, who):
    client = client_as(getattr(cast, who))
    assert client.post(f"/people/{cast.astrid.pid}/leaves", data=DAYS).status_code == 303
    assert leaves() == [(date(2026, 11, 2), date(2027, 3, 31))]
    assert "fra 2. november 2026 til 31. marts 2027" in client.get(f"/people/{cast.astrid.pid}/leaves").page.text


def test_the_last_day_may_come_later(client_as, cast):
    carla = client_as(cast.carla)
    carla.post(f"/people/{cast.astrid.pid}/leaves", data={"valid_from": "2026-11-02", "valid_to": ""})
    page = carla.get(f"/people/{cast.astrid.pid}/leaves").page
    assert "indtil videre" in page.text
    (leave,) = db.session.scalars(select(Leave))
    address = f"/people/{cast.astrid.pid}/leaves/{leave.id}"
    form = carla.get(f"{address}/edit").page.form(address)
    assert carla.post(address, data=form | {"valid_to": "2026-12-24"}).status_code == 303
    assert leaves() == [(date(2026, 11, 2), date(2026, 12, 24))]


def test_the_person_reads_their_days_and_cannot_change_them(client_as, cast):
    make_leave(cast.astrid, today())
    page = client_as(cast.astrid).get(f"/people/{cast.astrid.pid}/leaves").page
    assert "Der står aldrig hvorfor." in page.text
    assert [form.get("action") for form in page.all("form") if "leaves" in form.get("action", "")] == []


def test_there_is_no_field_and_no_column_for_why(client_as, cast):
    page = client_as(cast.carla).get(f"/people/{cast.astrid.pid}/leaves").page
    fields = set(page.form(f"/people/{cast.astrid.pid}/leaves"))
    assert fields - {"csrf_token", "idempotency_key"} == {"valid_from", "valid_to", "version"}
    assert set(Leave.__table__.columns.keys()) == {"id", "person_id", "valid_from", "valid_to"}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"valid_to": "2026-11-01"}, "før startdatoen"),
        ({"valid_from": ""}, "mangler"),
        ({"valid_from": "2026-10-01", "valid_to": "2026-11-10"}, "allerede en orlov"),
    ],
)
def test_what_makes_no_sense_is_refused_and_kept_in_the_form(client_as, cast, wrong, says):
    make_leave(cast.astrid, date(2026, 11, 5), date(2026, 11, 20))
    answer = client_as(cast.carla).post(f"/people/{cast.astrid.pid}/leaves", data=DAYS | wrong)
    assert (answer.status_code, says in answer.page.text) == (400, True)
    assert leaves() == [(date(2026, 11, 5), date(2026, 11, 20))]


def test_a_leave_changed_meanwhile_is_shown_before_it_is_saved_over(client_as, cast):
    leave = make_leave(cast.astrid, date(2026, 11, 5))
    carla, bo = client_as(cast.carla), client_as(cast.bo)
    address = f"/people/{cast.astrid.pid}/leaves/{leave.id}"
    form = carla.get(f"{address}/edit").page.form(address)
    bo.post(address, data=bo.get(f"{address}/edit").page.form(address) | {"valid_to": "2026-12-01"})
    slower = carla.post(address, data=form | {"valid_to": "2026-12-24"})
    assert slower.status_code == 409
    assert "til 1. december 2026" in slower.page.text
    assert slower.page.form(address)["valid_to"] == ["2026-12-24"]


def test_a_leave_written_down_by_mistake_can_be_removed(client_as, cast):
    leave = make_leave(cast.astrid, today())
    carla = client_as(cast.carla)
    assert carla.post(f"/people/{cast.astrid.pid}/leaves/{leave.id}/removal").status_code == 303
    assert leaves() == []


def test_another_persons_leave_is_not_found_under_this_person(client_as, cast):
    leave = make_leave(cast.ellen, today())
    carla = client_as(cast.carla)
    assert carla.get(f"/people/{cast.astrid.pid}/leaves/{leave.id}/edit").status_code == 404
    assert carla.post(f"/people/{cast.astrid.pid}/leaves/{leave.id}/removal").status_code == 404


def test_who_looks_at_somebodys_days_leaves_a_trace_and_the_person_does_not(client_as, cast):
    make_leave(cast.astrid, today() - timedelta(days=1))
    for person in (cast.astrid, cast.bo):
        client_as(person).get(f"/people/{cast.astrid.pid}/leaves")
    looks = db.session.scalars(select(AuditEvent).where(AuditEvent.action == "leave.show")).all()
    assert [(look.actor_id, look.subject_id) for look in looks] == [(cast.bo.id, cast.astrid.id)]


def test_the_way_there_stands_on_hrs_page_of_the_person_and_on_the_leaders_page_of_the_team(client_as, cast):
    address = f"/people/{cast.astrid.pid}/leaves"
    make_invitation(make_cycle(cast.version), cast.astrid)
    theirs = f"/people/{cast.astrid.pid}"
    for who, page, expected in ((cast.carla, theirs, True), (cast.freja, theirs, False), (cast.bo, TEAM, True)):
        links = {link.get("href") for link in client_as(who).get(page).page.all("a")}
        assert (address in links) is expected


@time_machine.travel(datetime(2026, 12, 1, 9, 0, tzinfo=UTC))  # a Tuesday: on days off nobody is reminded at all
def test_nobody_is_reminded_while_away_and_what_is_still_due_is_told_when_they_are_back(app, cast):
    written_plan(cast, State.APPROVED, days_ago=31)
    leave = make_leave(cast.astrid, today() - timedelta(days=9))
    app.test_cli_runner().invoke(args=["remind"], catch_exceptions=False)
    assert (told(cast.astrid), told(cast.bo)) == ([], ["asked"])
    leave.valid_to = today() - timedelta(days=1)
    db.session.flush()
    app.test_cli_runner().invoke(args=["remind"], catch_exceptions=False)
    assert (told(cast.astrid), told(cast.bo)) == (["asked"], ["asked"])
