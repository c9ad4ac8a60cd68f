"""The trail is only added to, with the change it tells of, and whoever changes it afterwards is found out."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError

from competence.db import db
from competence.people.models import Person, Unit
from competence.privacy import audit
from competence.privacy.models import AuditCheckpoint, AuditEvent, AuditWords
from competence.privacy.trail import actions
from competence.privacy.trail.keeping import due, erase_words, prune
from competence.privacy.trail.keys import KeyMissing, trail_key
from competence.privacy.trail.queries.chain import head_of, verify
from competence.privacy.trail.rules.chain import Stream, Wrong
from competence.web.bilingual import Bilingual
from competence.web.clock import now, today
from tests.acting import opened_mirror
from tests.trails import LOOK, without_guards
from tests.upward import make_topic, sheet_of


@pytest.fixture
def trail(cast):
    """Ten acts of Carla's, two of them with a reason."""
    for number in range(10):
        reason = f"Grund {number}" if number in (3, 4) else ""
        audit.record(cast.carla.id, "person.update", subject_id=cast.astrid.id, words=reason)
        db.session.commit()
    return db.session.query(AuditEvent).filter_by(stream=Stream.ACT).order_by(AuditEvent.seq.desc()).limit(10)[::-1]


@pytest.fixture
def heads():
    """The heads as they are before somebody tampers."""
    return lambda: [head_of(stream)[0] for stream in Stream]


def wrong(heads=()):
    db.session.expire_all()
    return {fault.wrong for fault in verify(trail_key(), list(heads)).faults}


# --- with the change, or not at all ---


def test_an_event_is_undone_with_the_change_it_tells_of(cast):
    before = db.session.query(AuditEvent).count()
    cast.astrid.name = "Astrid Eng"
    audit.record(cast.carla.id, "person.update", subject_id=cast.astrid.id)
    db.session.rollback()
    db.session.commit()
    assert db.session.query(AuditEvent).count() == before


def test_what_cannot_be_told_is_not_done(client_as, cast, monkeypatch):
    def full(*_):
        raise OSError("the disk is full")

    carla, before, page, email = (
        client_as(cast.carla),
        cast.astrid.name,
        f"/people/{cast.astrid.pid}",
        cast.astrid.email,
    )
    monkeypatch.setattr(actions, "_append", full)
    with pytest.raises(OSError, match="full"):
        carla.post(page, data={"name": "Astrid Eng", "email": email, "version": "1"})
    db.session.rollback()
    assert db.session.query(Person).filter_by(id=cast.astrid.id).one().name == before


def test_a_page_whose_look_cannot_be_told_is_not_shown(client_as, cast, monkeypatch):
    opened, bo = opened_mirror(cast, None, {1: (4, 3)}), client_as(cast.bo)
    monkeypatch.setattr(actions, "_append", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bo.get(opened.page)


def test_an_event_in_a_part_that_is_undone_is_not_told_and_the_others_are(cast):
    audit.record(cast.carla.id, "unit.create", thing="unit:a")
    part = db.session.begin_nested()
    audit.record(cast.carla.id, "unit.create", thing="unit:b")
    part.rollback()
    with db.session.begin_nested():
        audit.record(cast.carla.id, "unit.create", thing="unit:c")
    db.session.commit()
    told = db.session.query(AuditEvent).filter_by(action="unit.create").order_by(AuditEvent.id)
    assert [one.thing for one in told] == ["unit:a", "unit:c"]


def test_what_stood_there_before_two_parts_stays_when_the_outer_one_is_undone(cast):
    audit.record(cast.carla.id, "unit.create", thing="unit:a")
    part = db.session.begin_nested()
    audit.record(cast.carla.id, "unit.create", thing="unit:b")
    with db.session.begin_nested():
        audit.record(cast.carla.id, "unit.create", thing="unit:c")
    part.rollback()
    db.session.commit()
    assert [one.thing for one in db.session.query(AuditEvent).filter_by(action="unit.create")] == ["unit:a"]


def test_each_chain_has_its_own_numbers_and_words_stand_beside_their_own_event():
    for stream in Stream:
        actions.pend(stream, LOOK, f"Grund {stream.name}")
    db.session.commit()
    assert {(one.stream, one.seq) for one in db.session.query(AuditEvent)} == {(stream, 1) for stream in Stream}
    assert wrong() == set()


def test_an_event_of_a_part_is_added_with_the_whole_so_that_the_chain_is_locked_last(cast, statements):
    carla = cast.carla.id
    with statements() as seen, db.session.begin_nested():
        audit.record(carla, "unit.create", thing="unit:a")
    assert list(seen) == []
    db.session.commit()
    assert db.session.query(AuditEvent).filter_by(action="unit.create").count() == 1


def test_an_event_begins_the_transaction_it_stands_in(cast):
    carla = cast.carla.id
    db.session.commit()
    audit.record(carla, "unit.create", thing="unit:a")
    db.session.commit()
    assert db.session.query(AuditEvent).filter_by(action="unit.create").count() == 1


def test_an_event_of_a_part_that_cannot_be_written_is_not_told(cast):
    part = db.session.begin_nested()
    db.session.add(Unit(code="tarup", kind="team", title=Bilingual("Tarup"), valid_from=today()))  # there is one
    audit.record(cast.carla.id, "unit.create", thing="unit:tarup")
    with pytest.raises(IntegrityError):
        part.commit()
    part.rollback()
    db.session.commit()
    assert db.session.query(AuditEvent).filter_by(action="unit.create").count() == 0


def test_adding_asks_the_database_two_things_and_on_postgresql_for_the_lock(cast, statements):
    carla = cast.carla.id
    audit.record(carla, "unit.create", thing="unit:a")
    db.session.commit()
    with statements() as seen:
        audit.record(carla, "unit.create", thing="unit:b")
        audit.record(None, "unit.update", thing="unit:b", subject_id=carla)
        db.session.commit()
    assert len([one for one in seen if "advisory" not in one]) == 2, seen
    assert len(seen) == 2 + (db.session.get_bind().dialect.name == "postgresql")


def test_a_key_file_that_holds_no_key_stops_the_product_from_writing(app, cast, tmp_path, monkeypatch):
    (tmp_path / "key").write_text("short")
    monkeypatch.setitem(app.config, "AUDIT_KEY_FILE", str(tmp_path / "key"))
    audit.record(cast.carla.id, "unit.create", thing="unit:a")
    with pytest.raises(KeyMissing):
        db.session.commit()
    db.session.rollback()


# --- only added to ---


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET actor_id = 1",
        "UPDATE audit_event SET hash = hash",
        "DELETE FROM audit_event",
        "UPDATE audit_words SET words = 'En anden grund'",
        "UPDATE audit_checkpoint SET seq = seq + 1",
        "DELETE FROM audit_checkpoint",
    ],
)
def test_the_database_refuses_to_change_the_trail(trail, statement):
    db.session.add(AuditCheckpoint(stream=Stream.LOOK, seq=9_999_999, hash="", at=now(), mac=""))
    db.session.flush()
    with pytest.raises(DatabaseError, match="only added to"), db.session.begin_nested():
        db.session.execute(text(statement))


@pytest.mark.parametrize("kind", ["postgresql"])
def test_nor_does_it_empty_the_trail_at_once(trail, kind):
    statement = (
        "TRUNCATE audit_event CASCADE" if db.session.get_bind().dialect.name == kind else "DELETE FROM audit_event"
    )
    with pytest.raises(DatabaseError, match="only added to"), db.session.begin_nested():
        db.session.execute(text(statement))


# --- whoever changes it is found out ---


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE audit_event SET actor_id = :astrid WHERE id = :one", {Wrong.CHANGED}),
        ("UPDATE audit_event SET subject_id = NULL WHERE id = :one", {Wrong.CHANGED}),
        ("UPDATE audit_event SET denied = NOT denied WHERE id = :one", {Wrong.CHANGED}),
        ("UPDATE audit_event SET capacity = 'HR' WHERE id = :other", {Wrong.CHANGED}),
        ("DELETE FROM audit_event WHERE id = :one", {Wrong.MISSING, Wrong.CHANGED}),
        ("DELETE FROM audit_event WHERE id = :last", {Wrong.CUT_OFF}),
        ("UPDATE audit_words SET words = 'En anden grund'", {Wrong.WORDS}),
        ("DELETE FROM audit_words", {Wrong.WORDS_GONE}),
    ],
)
def test_who_owns_the_database_cannot_change_it_unseen(cast, trail, heads, statement, what):
    assert wrong(exported := heads()) == set()
    names = {"astrid": cast.astrid.id, "one": trail[1].id, "other": trail[2].id, "last": trail[-1].id}
    without_guards((statement, {name: value for name, value in names.items() if f":{name}" in statement}))
    assert wrong(exported) == what


def test_the_reasons_of_two_events_cannot_change_places(trail):
    one, other = trail[3].id, trail[4].id
    move = (
        "UPDATE audit_words SET words = :said, salt ="
        " (SELECT salt FROM audit_words WHERE event_id = :b) WHERE event_id = :a"
    )
    without_guards((move, {"a": one, "b": other, "said": "Grund 4"}))
    assert wrong() == {Wrong.WORDS}


def test_another_key_makes_another_trail(trail):
    assert {fault.wrong for fault in verify(b"another key, as long as it must be").faults} == {Wrong.CHANGED}


# --- what is let go of ---


def test_the_words_of_an_erased_person_go_and_the_chain_holds(cast, trail, heads):
    exported = heads()
    assert erase_words([cast.astrid.id]) == 2
    db.session.commit()
    assert db.session.query(AuditWords).count() == 0
    assert wrong(exported) == set()


def test_what_is_older_than_it_is_kept_goes_and_the_chain_holds(cast, trail, heads):
    exported, later = heads(), now() + timedelta(days=397)
    foretold = due(later)
    assert foretold[Stream.ACT] >= len(trail)
    assert prune(later) == foretold
    db.session.commit()
    assert due(later) == dict.fromkeys(Stream, 0)
    audit.record(cast.carla.id, "unit.create", thing="unit:a")
    db.session.commit()
    assert wrong([*exported, *heads()]) == set()
    assert db.session.query(AuditEvent).filter_by(stream=Stream.ACT).count() == 1


def test_looks_are_kept_longer_than_acts(client_as, cast, trail):
    client_as(cast.bo).get(opened_mirror(cast, None, {1: (4, 3)}).page)
    later = prune(now() + timedelta(days=397)), prune(now() + timedelta(days=732))
    assert [one[Stream.LOOK] > 0 for one in later] == [False, True]


def test_nothing_younger_goes(trail):
    assert sum(prune(now() + timedelta(days=390)).values()) == 0


def test_a_checkpoint_without_the_key_lets_rows_go_but_is_found_out(trail):
    last = trail[-1]
    db.session.add(AuditCheckpoint(stream=Stream.ACT, seq=last.seq, hash=last.hash, at=now(), mac="0" * 64))
    db.session.flush()
    db.session.execute(text("DELETE FROM audit_words"))
    db.session.execute(text("DELETE FROM audit_event WHERE stream = 'ACT'"))
    assert Wrong.CHECKPOINT in wrong()


def test_whoever_is_refused_a_sheet_leaves_no_trail(client_as, cast):
    """A sheet tells who is asked about whom; so would the trail of somebody who tried it."""
    topic = make_topic(cast.bo, cast.astrid, *(cast.asger, cast.ellen, cast.gerda, cast.carla))
    address, asger = f"/upward/sheets/{sheet_of(topic, cast.astrid).id}", client_as(cast.asger)
    db.session.commit()
    before = db.session.query(AuditEvent).count()
    assert asger.get(address).status_code == asger.post(address, data={"up.01": "3"}).status_code == 404
    assert db.session.query(AuditEvent).count() == before
