"""A backup is taken while people write, tried by restoring it, and put back whole; nothing and no right slips by."""

import json
import threading
from contextlib import nullcontext, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import g
from sqlalchemy import func, inspect, select, text
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from competence.access.actor import Role
from competence.assessments.models import Answer
from competence.commands import go_on
from competence.db import Model, db
from competence.feedback.sealed.actions.writing import read
from competence.feedback.sealed.models import SealedSheet
from competence.feedback.sealed.queries import rounds
from competence.feedback.sealed.rules.rounds import Stage
from competence.feedback.upward.actions.running import AGAIN
from competence.notifications.models import Notification
from competence.operation.backups import taking, watching
from competence.operation.backups.failing import Failed
from competence.operation.backups.keeping import MANIFEST, kept
from competence.operation.backups.restoring import restore
from competence.operation.backups.taking import take
from competence.people.models import Person, RoleGrant, Unit
from competence.privacy.keystore import unlocking
from competence.privacy.keystore.columns import Unreadable
from competence.signin.models import OneTimeLink, UserSession
from competence.web.clock import now
from tests.client import InspectingClient, sign_in
from tests.make import LONG_AGO
from tests.upward import make_team, make_topic, say

pytestmark = pytest.mark.in_turns  # on PostgreSQL

BOXES = 2  # an answer, and the words of feedback
NIGHT = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)


def words():
    db.session.rollback()
    db.session.expunge_all()
    unlocking.forget()
    return sorted(answer.example for answer in db.session.scalars(select(Answer)))


def write(app, number):
    """Write one more answer, as somebody does meanwhile: in the house, whatever a trial in this process looks at."""
    with app.app_context():
        g.db_session = Session(db.engine)
        answer = db.session.scalars(select(Answer)).first()
        answer.example = f"Kæ{number}"
        db.session.commit()


def test_a_backup_taken_while_people_write_holds_a_moment_and_says_what_it_is(house):
    stop, written = threading.Event(), []

    def keep_writing():
        while not stop.is_set():
            with suppress(StaleDataError):  # two wrote the same answer: the second is told
                write(house, len(written))
            written.append(1)

    writers = [threading.Thread(target=keep_writing) for _ in range(4)]
    for writer in writers:
        writer.start()
    try:
        taken = take(NIGHT)
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert written
    assert [one.name for one in kept()] == [taken.name]
    assert (taken.boxes, set(taken.checked)) == (BOXES, {"damage", "references", "rows", "revision", "trail", "boxes"})
    assert taken.tables["answer"] == 1
    assert taken.tables["person"] >= 10


def test_neither_backup_nor_its_keystore_shows_what_was_written(house, tmp_path):
    take(NIGHT)
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and "fresh" not in str(path))
    assert "Kæ".encode() not in held
    assert all((path.stat().st_mode & 0o077) == 0 for path in tmp_path.glob("backups*"))


def test_keys_of_open_rounds_and_the_houses_key_stand_in_no_backup(house, tmp_path):
    make_topic(house_person(house.bo), *(house_person(one) for one in (house.astrid, house.carla)))
    db.session.commit()
    (key,) = Path(house.config["KEY_FOLDER"]).glob("*.key")
    take(NIGHT)
    copies = [path for path in tmp_path.glob("backups*/**/*") if path.is_file()]
    assert copies
    house_key = unlocking.keystore().key_file.read_bytes().strip()
    assert all(key.read_bytes() not in path.read_bytes() and house_key not in path.read_bytes() for path in copies)


def house_person(number):
    return db.session.get(Person, number)


def test_what_was_there_is_back_and_what_came_since_is_set_aside(house):
    counts = count_all()
    take(NIGHT)
    write(house, "since")
    said = restore("", NIGHT + timedelta(hours=9))
    assert words() == ["Kæexample"]
    assert counts == {**count_all(), "audit_event": counts["audit_event"], **changed_by_restoring(counts)}
    assert "Restored 20261127T020000Z" in said[-1]
    assert house.extensions["alembic"].compare_metadata() == []


def changed_by_restoring(counts):
    return {name: counts[name] for name in ("user_session", "one_time_link", "outside_link", *trail(counts))}


def trail(counts):
    return [name for name in counts if name.startswith(("audit", "trail"))]


def count_all():
    db.session.rollback()
    names = [name for name in inspect(db.session.connection()).get_table_names() if name in Model.metadata.tables]
    tables = {name: select(func.count()).select_from(Model.metadata.tables[name]) for name in names}
    counted = {name: db.session.scalar(count) for name, count in tables.items()}
    db.session.rollback()
    return counted


def test_after_a_restore_nobody_is_signed_in_and_no_link_works(house):
    astrid = InspectingClient(house)
    sign_in(astrid, house_person(house.astrid))
    db.session.commit()
    take(NIGHT)
    assert db.session.scalar(select(func.count()).select_from(UserSession)) == 1
    said = restore("", NIGHT)
    db.session.rollback()
    for table in (UserSession, OneTimeLink, Model.metadata.tables["outside_link"]):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0
    assert "1 sessions and 0 links by mail ended. 0 proposed addresses dropped." in said
    assert "1 links for people outside the house ended; whoever asked them can ask again." in said


def test_a_right_that_was_taken_away_since_is_told_by_name(house):
    grant = RoleGrant(person_id=house.astrid, role=Role.ADMINISTRATOR, valid_from=LONG_AGO)
    db.session.add(grant)
    db.session.commit()
    take(NIGHT)
    db.session.delete(db.session.get(RoleGrant, grant.id))
    db.session.commit()
    said = restore("", NIGHT)
    assert "  is back: Astrid Skov: ADMINISTRATOR" in said
    assert "Rights have changed since; look them through:" in said


def test_in_the_middle_of_a_round_all_are_asked_again_and_nothing_sealed_comes_back(house):
    team = make_team(house_person(house.bo), db.session.get(Unit, house.tarup), 6)
    topic = make_topic(house_person(house.bo), *team)
    say(topic, team[0], {"up.01": 3})
    db.session.commit()
    asked = {person.id for person in team}
    take(NIGHT)
    said = restore("", NIGHT)
    assert "1 open rounds of anonymous feedback begin anew: everybody in them is asked again." in said
    go_on(house)
    told = db.session.scalars(select(Notification.person_id).where(Notification.kind == AGAIN)).all()
    assert sorted(told) == sorted(asked)
    (round_,) = rounds.rounds_in(Stage.OPEN)
    assert {str(read(sheet)) for sheet in db.session.scalars(select(SealedSheet))} == {"Sheet(steps={}, words={})"}
    assert round_.closes_on >= NIGHT.date()


def test_a_lost_keystore_comes_back_with_the_database(house, monkeypatch):
    take(NIGHT)
    lose_the_keystore()
    assert not unlocking.keystore().exists()  # who reads meanwhile makes an empty one; then --keystore is asked for
    said = restore("", NIGHT)
    assert said[0].startswith("Restored the keystore of")
    assert words() == ["Kæexample"]


def lose_the_keystore():
    """Let the keystore be gone, with its log."""
    live = unlocking.keystore()
    for path in Path(live.engine.url.database).parent.glob("keystore.sqlite*"):
        path.unlink()
    live._is_ready = False


def words_cannot_be_read():
    try:
        words()
    except Unreadable:
        return True
    return False


def test_what_was_erased_since_stays_unreadable_in_an_old_backup(house):
    take(NIGHT)
    unlocking.forget_people([house.astrid])
    restore("", NIGHT)
    assert words_cannot_be_read()


@pytest.mark.parametrize("harm", ["cut short", "one byte changed", "rows are missing"])
def test_a_backup_that_is_damaged_is_not_restored_and_nothing_changes(harm, house):
    taken = take(NIGHT)
    copy = Path(house.config["BACKUP_FOLDER"]) / taken.name / taken.file
    manifest = copy.with_name(MANIFEST)
    if harm == "rows are missing":
        told = json.loads(manifest.read_text())
        told["tables"]["person"] += 1
        manifest.write_text(json.dumps(told))
    else:
        content = copy.read_bytes()
        copy.write_bytes(content[:-100] if harm == "cut short" else bytes([content[0] ^ 1, *content[1:]]))
    write(house, "since")
    with pytest.raises(Failed):
        restore("", NIGHT)
    assert words() == ["Kæsince"]


def test_a_copy_that_lost_a_row_on_the_way_is_no_backup_and_health_says_so(house, monkeypatch):
    store = type(taking.store_of(house.config["DATABASE_URL"]))
    real = store.copy

    def lose_one(self, target):
        counted = real(self, target)
        return counted | {"person": counted["person"] + 1} if "person" in counted else counted

    monkeypatch.setattr(store, "copy", lose_one)
    with pytest.raises(Failed, match="does not hold the rows that were there: person"):
        take(NIGHT)
    assert kept() == []
    assert list(Path(house.config["BACKUP_FOLDER"]).glob("2026*")) == []
    assert not watching.backups().well
    monkeypatch.undo()
    take(now())
    assert watching.backups().well


def test_a_database_that_is_in_use_is_not_swapped(house):
    take(NIGHT)
    write(house, "since")
    with db.engine.connect() as somebody:
        somebody.execute(text("SELECT 1"))
        taken_over = db.engine
        taken_over.dispose = lambda: None
        with pytest.raises(Failed, match="in use"):
            restore("", NIGHT)
        del taken_over.dispose
    assert words() == ["Kæsince"]


def test_the_watch_turns_red_when_a_backup_is_old_or_small_or_there_is_none(house):
    assert not watching.backups().well
    take(NIGHT - timedelta(days=1))
    taken = take(NIGHT)
    with time_machine.travel(NIGHT + timedelta(hours=25), tick=False):
        assert watching.backups().well
    with time_machine.travel(NIGHT + timedelta(hours=27), tick=False):
        assert not watching.backups().well
    manifest = Path(house.config["BACKUP_FOLDER"]) / taken.name / MANIFEST
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"size": int(taken.size * 0.7)}))
    with time_machine.travel(NIGHT + timedelta(hours=1), tick=False):
        assert not watching.backups().well


def test_old_backups_go_and_copies_of_the_keystore_sooner(house, tmp_path):
    for days in (100, 60, 20, 0):
        take(NIGHT - timedelta(days=days))
    assert [one.name[:8] for one in kept()] == ["20260928", "20261107", "20261127"]
    assert sorted(path.name[:8] for path in (tmp_path / "backups-keystore").iterdir()) == ["20261107", "20261127"]


def test_without_its_tools_a_backup_says_what_is_missing(house, monkeypatch):
    monkeypatch.setitem(house.config, "POSTGRESQL_TOOLS", "/nowhere")
    wants_none = db.engine.dialect.name == "sqlite"
    with nullcontext() if wants_none else pytest.raises(Failed, match="pg_dump is not here"):
        take(NIGHT)


def test_the_commands_take_a_backup_and_put_it_back(make_house):
    app = make_house()
    run = app.test_cli_runner().invoke
    assert "restored on trial" in run(args=["backup"]).output
    write(app, "since")
    db.engine.dispose()
    assert "Restored 2" in run(args=["restore", "--yes"]).output
    with app.app_context():
        assert words() == ["Kæexample"]
        db.session.close()
        db.engine.dispose()
