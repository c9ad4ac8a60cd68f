"""A lost second factor is reset by one from HR and one administrator, never by one hand, and never by its owner."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from competence.access.actor import Role
from competence.notifications.models import OutgoingMail
from competence.people.models import RoleGrant
from competence.privacy.models import AuditEvent
from competence.signin.factors.models import CodeApp, FactorReset, RecoveryCode
from tests.factors import make_app
from tests.make import make_grant
from tests.web.proving import fresh, is_in
from tests.web.signing import give_password


@pytest.fixture
def lost(cast, clock):
    """Where HR and administrators look after Astrid's code app, which she has lost."""
    give_password(cast.astrid)
    make_app(cast.astrid)
    return f"/signin/factors/of/{cast.astrid.pid}"


def test_hr_asks_and_an_administrator_confirms(lost, app, cast, client_as, db_session):
    carla, freja, astrid = client_as(cast.carla), client_as(cast.freja), client_as(cast.astrid)
    assert carla.get(f"/people/{cast.astrid.pid}").page.links()["Mistet totrinsbekræftelse?"] == lost
    assert carla.post(f"{lost}/reset").status_code == 303
    assert is_in(astrid)
    assert "Carla" in freja.get(lost).page.text
    assert freja.post(f"{lost}/reset/confirmation").status_code == 303
    assert db_session.scalars(select(CodeApp)).all() == db_session.scalars(select(RecoveryCode)).all() == []
    assert not is_in(astrid)
    assert is_in(fresh(app))
    assert db_session.scalars(select(OutgoingMail.kind).order_by(OutgoingMail.id)).all() == [
        "factor.reset_asked", "factor.reset",
    ]  # fmt: skip
    told = select(AuditEvent.action, AuditEvent.actor_id).where(AuditEvent.action.startswith("factor.reset"))
    assert db_session.execute(told.order_by(AuditEvent.id)).all() == [
        ("factor.reset_asked", cast.carla.id), ("factor.reset", cast.freja.id),
    ]  # fmt: skip


def test_an_administrator_asks_and_hr_confirms(lost, cast, client_as):
    assert client_as(cast.freja).post(f"{lost}/reset").status_code == 303
    assert client_as(cast.carla).post(f"{lost}/reset/confirmation").status_code == 303


@pytest.mark.parametrize("second", ["the same", "another of HR", "the same with both roles", "the owner"])
def test_one_hand_is_not_enough(lost, cast, client_as, second, db_session):
    assert client_as(cast.carla).post(f"{lost}/reset").status_code == 303
    confirms = {"another of HR": cast.emil, "the owner": cast.astrid}.get(second, cast.carla)
    if second == "another of HR":
        make_grant(cast.emil, Role.HR)
    if second != "the same":
        make_grant(confirms, Role.ADMINISTRATOR if second in {"the same with both roles", "the owner"} else Role.MED)
    answer = client_as(confirms).post(f"{lost}/reset/confirmation")
    assert answer.status_code == 409
    assert "to forskellige" in answer.page.text
    assert db_session.scalars(select(CodeApp)).one()


def test_nobody_asks_for_themselves(cast, clock, client_as):
    make_app(cast.freja)
    freja = client_as(cast.freja)
    assert freja.post(f"/signin/factors/of/{cast.freja.pid}/reset").status_code == 409


def test_a_first_key_is_dead_after_a_day_and_when_its_hand_lost_the_role(lost, cast, client_as, clock, db_session):
    client_as(cast.carla).post(f"{lost}/reset")
    clock.shift(timedelta(hours=24))
    assert client_as(cast.freja).post(f"{lost}/reset/confirmation").status_code == 409
    make_grant(cast.emil, Role.HR)
    client_as(cast.emil).post(f"{lost}/reset")
    db_session.execute(delete(RoleGrant).where(RoleGrant.person_id == cast.emil.id))
    assert client_as(cast.freja).post(f"{lost}/reset/confirmation").status_code == 409


def test_it_can_be_left_and_then_waits_for_nobody(lost, cast, client_as, db_session):
    client_as(cast.carla).post(f"{lost}/reset")
    assert client_as(cast.freja).post(f"{lost}/reset/withdrawal").status_code == 303
    assert db_session.scalars(select(FactorReset)).all() == []
    assert client_as(cast.freja).post(f"{lost}/reset/confirmation").status_code == 409


def test_the_page_says_whether_there_is_one_and_never_what_it_is(lost, cast, client_as):
    seen = client_as(cast.carla).get(lost).page.text
    assert "Telefonen" not in seen
    none = client_as(cast.carla).get(f"/signin/factors/of/{cast.bo.pid}")
    assert "Der er ingen totrinsbekræftelse at nulstille." in none.page.text
