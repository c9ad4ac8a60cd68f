"""The heads of the trail are kept and exported, the trail is verified against them, and its key is a file alone."""

import os
from datetime import timedelta

import pytest

from competence.db import db
from competence.privacy import audit
from competence.privacy.models import AuditEvent, AuditWords
from competence.privacy.trail import actions
from competence.privacy.trail.heads import (
    Verdict,
    heads_kept_at,
    keep_heads,
    kept_heads,
    last_verdict,
    lines_of_heads,
    note_verdict,
)
from competence.privacy.trail.keys import KeyMissing, trail_key
from competence.privacy.trail.queries.chain import head_of
from competence.privacy.trail.queries.reading import commands_run
from competence.privacy.trail.rules.chain import ANEW, Stream, head_line
from tests.trails import LOOK, without_guards
from tests.web.proving import NOON


@pytest.fixture
def trail(cast):
    """Three acts of Carla's, one of them with a reason; nobody has looked at anything yet."""
    for reason in ("", "En grund", ""):
        audit.record(cast.carla.id, "person.update", subject_id=cast.astrid.id, words=reason)
    db.session.commit()
    return db.session.query(AuditEvent).filter_by(stream=Stream.ACT).order_by(AuditEvent.seq).all()[-3:]


@pytest.fixture
def heads_file(app, tmp_path, monkeypatch):
    path = tmp_path / "kept" / "for long" / "heads.txt"
    monkeypatch.setitem(app.config, "AUDIT_HEADS_FILE", str(path))
    return path


@pytest.fixture
def run(app):
    """Return a function that runs a command of the trail and gives its exit code and its lines."""

    def ran(*words):
        result = app.test_cli_runner().invoke(args=["audit", *words])
        return result.exit_code, result.output.splitlines()

    return ran


def cut_off(trail):
    """Somebody who owns the database cuts the end off."""
    without_guards(("DELETE FROM audit_event WHERE id = :last", {"last": trail[-1].id}))
    db.session.commit()


def end(stream):
    return head_line(*head_of(stream), NOON)


def test_the_head_is_exported_and_the_trail_verified_against_it(trail, heads_file, run, tmp_path, clock):
    printed, links, last = run("head"), head_of(Stream.ACT)[1], trail[-1].seq
    assert printed == (0, [f"ACT {last} {trail[-1].hash} {links} 2026-11-23T11:00:00+00:00"])
    (day := tmp_path / "day.txt").write_text(f"\n{printed[1][0]}\n\n")
    holds = f"Sporet holder: {links} led, 1 begrundelser, {{}} tidligere ender."
    assert run("verify", "--head", str(day)) == (0, [holds.format(1)])
    assert run("verify", "--head", str(day), "--head", str(day)) == (0, [holds.format(2)])
    assert last_verdict() == Verdict(NOON, 0)
    cut_off(trail)
    assert run("verify")[0] == 0, "the end alone tells nobody that it was cut off"
    told = [
        f"ACT {last}: the chain ends before a head that was exported",
        "Error: Sporet er ikke, som det blev skrevet: 1 fejl.",
    ]
    assert run("verify", "--head", str(day)) == (1, told)
    assert last_verdict() == Verdict(NOON, 1)
    day.write_text("nothing of the kind")
    assert run("verify", "--head", str(day)) == (1, [f"Error: {day}: nothing of the kind"])


def test_of_two_chains_each_has_a_line(trail, run, clock):
    actions.pend(Stream.LOOK, LOOK)
    db.session.commit()
    assert lines_of_heads() == run("head")[1] == [end(Stream.ACT), end(Stream.LOOK)]


def test_the_daily_run_keeps_the_heads_where_verifying_finds_them(app, trail, heads_file, run):
    app.test_cli_runner().invoke(args=["remind"])
    assert heads_file.stat().st_mode & 0o777 == 0o600
    cut_off(trail)
    assert run("verify")[0] == 1


def test_heads_are_added_to_those_of_other_days(trail, heads_file, clock):
    assert (kept_heads(heads_file), heads_kept_at(), last_verdict()) == ([], None, None)
    keep_heads(NOON.date())
    os.utime(heads_file, (NOON.timestamp(), NOON.timestamp()))
    assert heads_kept_at() == NOON
    assert heads_file.read_text() == f"{end(Stream.ACT)}\n"
    heads_file.write_text(f"{heads_file.read_text()}\n")
    keep_heads(NOON.date())
    assert kept_heads(heads_file) == [head_of(Stream.ACT)[0]] * 2


def test_what_was_found_last_stands_beside_the_heads_for_its_owner_alone(heads_file, clock):
    note_verdict(2)
    clock.shift(timedelta(minutes=1))
    note_verdict(0)
    assert last_verdict() == Verdict(NOON + timedelta(minutes=1), 0)
    (told,) = heads_file.parent.iterdir()
    assert (told.name, told.stat().st_mode & 0o777) == ("heads.verified", 0o600)


def test_the_key_is_made_once_and_only_its_owner_reads_it(app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "AUDIT_KEY_FILE", str(tmp_path / "trail" / "key"))
    assert len(trail_key()) == 64
    assert trail_key() == trail_key()
    assert (tmp_path / "trail" / "key").stat().st_mode & 0o777 == 0o600


def test_a_key_has_at_least_thirty_two_characters(app, tmp_path, monkeypatch):
    (path := tmp_path / "key").write_text(f"{'k' * 32}\n")
    monkeypatch.setitem(app.config, "AUDIT_KEY_FILE", str(path))
    assert trail_key() == b"k" * 32
    path.write_text(f"{'k' * 31} \n")
    with pytest.raises(KeyMissing) as refused:
        trail_key()
    assert str(refused.value) == f"{path} holds no key of at least 32 characters"


def test_where_its_key_is_lost_it_begins_anew_and_the_officer_reads_why(
    app, trail, heads_file, run, tmp_path, monkeypatch
):
    keep_heads(NOON.date())
    monkeypatch.setitem(app.config, "AUDIT_KEY_FILE", str(tmp_path / "another_key"))
    assert run("verify")[0] == 1
    begin = "begin-anew", "--reason", "Nøglen gik tabt."
    asks = "Is the key of before lost, or taken away because others know it? [y/N]: "
    code, lines = run(*begin)
    assert (code, {*lines}) == (1, {asks, "Aborted!"})
    assert run("begin-anew", "--yes")[0] == 2, "not without a reason either"
    assert run(*begin, "--yes") == (
        0,
        ["Sporet begynder forfra under den nøgle, der er nu. Gem den uden for maskinen (docs/backup.md)."],
    )
    db.session.rollback()
    audit.record(trail[0].actor_id, "unit.create", thing="unit:a")
    db.session.commit()
    code, lines = run("verify")
    begins = "{} begynder forfra ved led {}: det før kan læses, og ikke efterprøves."
    assert (code, {*lines[:-1]}) == (0, {begins.format("ACT", trail[-1].seq + 1), begins.format("LOOK", 1)})
    assert [(one.action, one.words) for one in commands_run()][:1] == [(ANEW, "Nøglen gik tabt.")]
    assert ANEW not in {one.action for one in commands_run()[1:]}, "told once, though there are two chains"
    begun = db.session.query(AuditEvent).filter_by(action=ANEW).all()
    assert {(one.actor_id, one.subject_id, one.thing, one.capacity, one.denied) for one in begun} == {
        (None, None, "", None, False)
    }
    kept = db.session.query(AuditWords.event_id).filter(AuditWords.event_id.in_(one.id for one in begun)).all()
    assert kept == [(one.id,) for one in begun if one.stream == Stream.ACT], "and said once"
    without_guards(("UPDATE audit_event SET actor_id = NULL WHERE thing = 'unit:a'", {}))
    db.session.commit()
    assert run("verify")[0] == 1
