"""The trail on the command line: where it ends, whether it holds, and that it begins anew where its key is lost."""

import pytest

from competence.db import db
from competence.privacy import audit
from competence.privacy.models import AuditWords
from competence.privacy.trail.queries.reading import commands_run
from competence.privacy.trail.rules.chain import ANEW
from tests.trails import without_guards


@pytest.fixture
def heads_file(app, tmp_path, monkeypatch):
    path = tmp_path / "heads.txt"
    monkeypatch.setitem(app.config, "AUDIT_HEADS_FILE", str(path))
    return path


def test_the_head_is_exported_and_the_trail_verified_against_it(app, trail, heads_file, tmp_path):
    run = app.test_cli_runner().invoke
    printed = run(args=["audit", "head"]).output
    assert f"ACT {trail[-1].seq} {trail[-1].hash} " in printed
    (tmp_path / "day.txt").write_text(printed)
    verified = run(args=["audit", "verify", "--head", str(tmp_path / "day.txt")])
    assert (verified.exit_code, "Sporet holder" in verified.output) == (0, True)
    last = trail[-1].seq
    without_guards(("DELETE FROM audit_event WHERE id = :last", {"last": trail[-1].id}))
    db.session.commit()
    assert run(args=["audit", "verify"]).exit_code == 0, "the end alone tells nobody that it was cut off"
    cut = run(args=["audit", "verify", "--head", str(tmp_path / "day.txt")])
    assert (cut.exit_code, f"ACT {last}: the chain ends before" in cut.output) == (1, True)
    (tmp_path / "day.txt").write_text("nothing of the kind\n")
    assert run(args=["audit", "verify", "--head", str(tmp_path / "day.txt")]).exit_code == 1


def test_the_daily_run_keeps_the_heads_where_verifying_finds_them(app, trail, heads_file):
    run = app.test_cli_runner().invoke
    run(args=["remind"])
    assert heads_file.stat().st_mode & 0o777 == 0o600
    without_guards(("DELETE FROM audit_event WHERE id = :last", {"last": trail[-1].id}))
    db.session.commit()
    assert run(args=["audit", "verify"]).exit_code == 1


def test_where_its_key_is_lost_freja_lets_it_begin_anew_and_the_officer_reads_why(
    app, trail, heads_file, tmp_path, monkeypatch, client_as, cast
):
    run = app.test_cli_runner().invoke
    run(args=["remind"])
    monkeypatch.setitem(app.config, "AUDIT_KEY_FILE", str(tmp_path / "another_key"))
    assert run(args=["audit", "verify"]).exit_code == 1
    assert run(args=["audit", "begin-anew", "--reason", "Nøglen gik tabt."], input="n").exit_code == 1
    begun = run(args=["audit", "begin-anew", "--reason", "Nøglen gik tabt.", "--yes"])
    assert "Sporet begynder forfra" in begun.output
    audit.record(cast.carla.id, "unit.create", thing="unit:a")
    db.session.commit()
    verified = run(args=["audit", "verify"])
    assert verified.exit_code == 0, verified.output
    assert f"ACT begynder forfra ved led {trail[-1].seq + 1}: det før kan læses" in verified.output
    assert "LOOK begynder forfra ved led" in verified.output
    assert db.session.query(AuditWords.words).order_by(AuditWords.event_id.desc()).first() == ("Nøglen gik tabt.",)
    runs = [(one.action, one.words) for one in commands_run()]
    assert (runs[0], runs.count((ANEW, None))) == ((ANEW, "Nøglen gik tabt."), 0)
    without_guards(("UPDATE audit_event SET actor_id = NULL WHERE thing = 'unit:a'", {}))
    db.session.commit()
    assert run(args=["audit", "verify"]).exit_code == 1
