"""Monitoring reads one word, the administrator reads check by check, and what is wrong is told with what to do."""

import re
from collections import namedtuple
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import text

from competence.db import db
from competence.notifications.models import OutgoingMail
from competence.notifications.rules import Goes
from competence.operation import queries, views
from competence.operation.backups.watching import trail
from competence.people.alarms import alarms
from competence.privacy.trail.heads import keep_heads, note_verdict
from competence.web.clock import now, today
from competence.web.health import CHECKS, Finding


@pytest.fixture(autouse=True)
def _at_once(app, monkeypatch):
    """Nobody is told what was found before."""
    app.extensions.pop("health", None)
    monkeypatch.setattr(views, "FRESH", 0)


@pytest.fixture
def only_ours(monkeypatch):
    """Ask only the checks of the product itself, and give it room on the disk."""
    monkeypatch.setattr(queries, "free_megabytes", lambda: 5000)


def queue(person, minutes: int, goes: Goes = Goes.ALONE) -> None:
    since = now() - timedelta(minutes=minutes)
    db.session.add(OutgoingMail(person_id=person.id, kind="x", url="/", queued_at=since, goes=goes))
    db.session.flush()


def test_monitoring_is_told_one_word_and_nothing_else(anonymous, only_ours):
    answer = anonymous.get("/health")
    assert (answer.status_code, answer.json) == (200, {"status": "well"})
    assert anonymous.get("/health/live").json == {"status": "alive"}


def test_freja_reads_what_was_checked_and_astrid_does_not(cast, client_as, only_ours):
    page = client_as(cast.freja).get("/health").get_data(as_text=True)
    assert re.findall(r'<th scope="row">(\w+)', page)[:4] == ["database", "migrations", "outbox", "disk"]
    assert client_as(cast.astrid).get("/health").json == {"status": "well"}
    told = client_as(cast.freja).get("/health", headers={"Accept": "application/json"}).json
    assert told["checks"]["database"] is True


def test_a_mail_that_waits_for_hours_is_told_where_there_is_a_server(
    app, anonymous, cast, client_as, only_ours, monkeypatch
):
    queue(cast.astrid, 61)
    assert anonymous.get("/health").status_code == 200, "without a mail server mails wait on purpose"
    monkeypatch.setitem(app.config, "MAIL_SERVER", "mail.example.org:587")
    assert (anonymous.get("/health").status_code, anonymous.get("/health").json) == (503, {"status": "ill"})
    assert "send-mail" in client_as(cast.freja).get("/health").get_data(as_text=True)


@pytest.mark.parametrize(("minutes", "goes"), [(59, Goes.ALONE), (6000, Goes.HELD)])
def test_a_mail_that_may_wait_is_nothing_to_tell(minutes, goes, app, anonymous, cast, only_ours, monkeypatch):
    monkeypatch.setitem(app.config, "MAIL_SERVER", "mail.example.org:587")
    queue(cast.astrid, minutes, goes)
    assert anonymous.get("/health").status_code == 200


def test_a_database_behind_its_version_is_told_with_the_command_to_run(cast, anonymous, client_as, only_ours):
    db.session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    assert queries.waiting_migrations() > 0
    assert anonymous.get("/health").status_code == 503
    assert "flask db upgrade" in client_as(cast.freja).get("/health").get_data(as_text=True)


def test_a_full_disk_is_told(anonymous, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(queries.shutil, "disk_usage", lambda _: usage(10**12, 10**12, 1000 * queries.MEGABYTE))
    assert anonymous.get("/health").status_code == 503


def test_a_check_that_breaks_is_not_well_and_holds_no_other_up(
    cast, anonymous, client_as, only_ours, monkeypatch, caplog
):
    def backup() -> Finding:
        raise ValueError("secret-path")

    monkeypatch.setattr(CHECKS, "_fillings", [backup, *CHECKS])
    assert anonymous.get("/health").json == {"status": "ill"}
    told = client_as(cast.freja).get("/health", headers={"Accept": "application/json"}).json["checks"]
    assert told["backup"] is False
    assert told["database"] is True
    assert "health check backup failed" in caplog.text
    assert "secret-path" not in client_as(cast.freja).get("/health").get_data(as_text=True)


def test_who_asks_again_and_again_costs_nothing_and_the_administrator_sees_what_is(
    app, anonymous, cast, client_as, only_ours, monkeypatch, statements
):
    monkeypatch.setattr(views, "FRESH", 10)
    assert anonymous.get("/health").json == {"status": "well"}
    monkeypatch.setattr(queries, "free_megabytes", lambda: 1)
    with statements() as asked:
        assert anonymous.get("/health").json == {"status": "well"}
    assert asked == []
    assert client_as(cast.freja).get("/health").status_code == 503
    assert anonymous.get("/health").json == {"status": "ill"}


@pytest.fixture
def watched(app, tmp_path, monkeypatch):
    """A house in real use, whose trail and backups are watched."""
    for name, value in (("AUDIT_HEADS_FILE", "heads.txt"), ("BACKUP_FOLDER", "backups")):
        monkeypatch.setitem(app.config, name, str(tmp_path / value))
    monkeypatch.setitem(app.config, "PRODUCTION", True)
    with app.test_request_context():
        yield app


def test_the_trail_is_well_where_it_was_verified_and_its_heads_were_kept_within_a_day(watched):
    assert not trail().well
    note_verdict(0)
    assert "ender" in trail().says
    keep_heads(today())
    assert trail().well
    with time_machine.travel(now() + timedelta(hours=27)):
        assert not trail().well
        watched.config["PRODUCTION"] = False
        assert trail().well


def test_a_fault_in_the_trail_is_told_until_somebody_has_looked_again(watched):
    keep_heads(today())
    note_verdict(2)
    assert "flask audit verify" in trail().says
    assert not trail().well
    note_verdict(0)
    assert trail().well


def test_a_verdict_that_breaks_off_leaves_the_one_before(watched, monkeypatch):
    keep_heads(today())
    note_verdict(0)

    def full(path, _):
        path.open("w").close()
        raise OSError("no room on the disk")

    monkeypatch.setattr("pathlib.Path.write_text", full)
    with pytest.raises(OSError, match="no room"):
        note_verdict(2)
    assert trail().well


def test_the_administrators_are_told_every_day_while_the_backups_are_ill_and_nobody_else_is(watched, cast, monkeypatch):
    told = list(alarms(today()))
    assert [(due.person_id, due.url, due.required) for due in told] == [(cast.freja.id, "/health", True)]
    assert [due.key for due in alarms(today() + timedelta(days=1))] != [due.key for due in told]
    monkeypatch.setattr(
        "competence.people.alarms.look", lambda _: [Finding("backups", "", True), Finding("x", "", False)]
    )
    assert list(alarms(today())) == []
