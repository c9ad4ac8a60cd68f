"""The commands of the keys: each says what it did, and none makes a key or a keystore that nobody asked for."""

import base64
from dataclasses import FrozenInstanceError

import pytest
from sqlalchemy import select, text

from competence.db import db
from competence.privacy.keystore import sweeping, unlocking
from competence.privacy.keystore.boxes import Place, seal
from competence.privacy.keystore.files import Locked, new_line
from competence.privacy.keystore.store import Keystore
from competence.privacy.models import AuditEvent
from tests.feedback import make_feedback
from tests.key_files import write_key_file


@pytest.fixture
def key_file(tmp_path):
    """A file with one house's key."""
    return write_key_file(tmp_path / "kek", new_line())


@pytest.fixture
def own(app, tmp_path, key_file, monkeypatch):
    """A keystore of this test's own, which is not there yet."""
    keystore = Keystore(f"sqlite:///{tmp_path / 'keystore.sqlite'}", key_file)
    monkeypatch.setitem(app.extensions, "keystore", keystore)
    return keystore


@pytest.fixture
def piece(cast, own):
    """Something sealed with the keys of that keystore."""
    made = make_feedback(cast.astrid, cast.asger, words={"worked": "Tak"})
    db.session.commit()
    return made


@pytest.fixture
def run(app):
    """Return what a command of the keys ends with, and what it says, as lines."""

    def run_one(*words, **more):
        db.session.commit()
        result = app.test_cli_runner().invoke(args=["keys", *words], **more)
        return result.exit_code, result.stdout.splitlines(), result.stderr.splitlines()

    return run_one


def test_they_say_what_they_are_for(run):
    _, said, _ = run("--help")
    assert "  The keys that seal what people write (see docs/security/keys.md)." in said
    assert [line.split()[0] for line in said if line.startswith("  ")][-4:] == ["check", "destroy", "new", "rotate"]


def test_a_new_key_is_one_line_of_a_file(app):
    said = app.test_cli_runner().invoke(args=["keys", "new"]).output
    assert said[-2:] == "=\n"
    assert len(base64.b64decode(said)) == 32


def test_after_another_key_was_put_first_all_are_wrapped_with_it(run, own, key_file):
    own.of("mirror", 1, 2)
    key_file.write_text(new_line() + key_file.read_text())
    assert run("rotate") == (0, ["2 keys wrapped anew. Only the first line of the file is needed now."], [])
    key_file.unlink()
    code, _, said = run("rotate")
    assert (code, said[0].startswith("Error: the file with the house's key cannot be read")) == (1, True)


def test_keys_are_destroyed_after_a_question_and_that_is_told_first(run, piece, cast, monkeypatch):
    def told():
        return db.session.scalars(select(AuditEvent.subject_id).where(AuditEvent.action == "keys.destroy")).all()

    question = "What this person's keys seal can never be read again. Go on? [y/N]: "
    code, said, _ = run("destroy", str(cast.astrid.id), input="n\n")
    assert (code, said[0].removesuffix("n"), told()) == (1, question, [])
    assert run("destroy", "astrid", "--yes")[0] == 2, "people are told by their numbers"
    assert run("destroy", str(cast.astrid.id), "--yes")[1] == ["1 keys destroyed."]
    assert told() == [cast.astrid.id]
    monkeypatch.setattr(unlocking, "forget_people", lambda people: 1 / 0)
    assert run("destroy", str(cast.bo.id), "--yes")[0] == 1
    db.session.rollback()
    assert told() == [cast.astrid.id, cast.bo.id]


def test_each_text_that_does_not_open_is_named(run, piece, cast):
    make_feedback(cast.bo, cast.asger, words={"worked": "Tak"})
    assert run("check") == (0, ["2 texts open."], [])
    unlocking.forget_people([cast.bo.id])
    code, said, wrong = run("check")
    assert (code, said) == (1, [])
    assert wrong == [f"does not open: feedback.words of row {piece.id + 1}", "Error: 1 of 2 texts do not open"]
    unlocking.forget_people([cast.astrid.id])
    assert run("check")[2][-1] == "Error: 2 of 2 texts do not open", "the keystore is there, with no key in it"


def test_a_row_in_which_nothing_was_written_has_nothing_to_open(run, piece, cast):
    make_feedback(cast.bo, cast.asger, words={"worked": "Tak"})
    db.session.connection().execute(text("UPDATE feedback SET words = '' WHERE id <> :id"), {"id": piece.id})
    assert run("check") == (0, ["1 texts open."], [])


def test_a_key_that_no_text_needs_must_be_opened_too(run, own, key_file):
    own.of("mirror", 1)
    key_file.write_text(new_line())
    code, said, wrong = run("check")
    assert (code, said, "is not in the key file" in wrong[0]) == (1, [], True)


def test_every_text_is_tried_some_at_a_time_with_the_key_it_should_have(run, piece, cast, own, monkeypatch):
    monkeypatch.setattr(sweeping, "AT_A_TIME", 3)
    pieces = [piece, *(make_feedback(cast.astrid, cast.asger, words={"worked": "Tak"}) for _ in range(5))]
    assert run("check") == (0, ["6 texts open."], [])
    (hers, other), (bos,) = (
        own.of("feedback", cast.astrid.id) + own.of("talk", cast.astrid.id),
        own.of("feedback", cast.bo.id),
    )
    place = [Place("feedback", "words", one.id, cast.astrid.id) for one in pieces]
    for number, box in (
        (1, seal(bos.secret, bos.id, place[1], "{}")),
        (2, seal(other.secret, other.id, place[2], "{}")),
        (3, seal(hers.secret, hers.id, place[4], "{}")),
        (4, "no box"),
    ):
        written = text("UPDATE feedback SET words = :box WHERE id = :id")
        db.session.connection().execute(written, {"box": box, "id": pieces[number].id})
    _, _, wrong = run("check")
    assert wrong == [*(f"does not open: {place[number]}" for number in (1, 2, 3, 4)), "Error: 4 of 6 texts do not open"]
    found = sweeping.sweep(db.session, own)
    with pytest.raises(FrozenInstanceError):
        found.boxes = 0


def test_without_its_keystore_nothing_is_checked_and_none_is_made(run, own, tmp_path):
    assert run("check") == (0, ["0 texts open."], [])
    assert not (tmp_path / "keystore.sqlite").exists()


def test_a_keystore_that_is_gone_is_missed_where_there_are_texts(run, piece, own, tmp_path, app):
    db.session.commit()
    own.engine.dispose()
    (tmp_path / "keystore.sqlite").unlink()
    code, _, said = run("check")
    assert (code, said[0].startswith("Error: the keystore is gone")) == (1, True)
    assert not (tmp_path / "keystore.sqlite").exists()


def test_before_it_serves_a_house_has_its_key_its_keystore_and_nothing_begun(own, piece, key_file, tmp_path):
    db.session.commit()
    sweeping.refuse_without_keys()
    assert not db.session.in_transaction()
    kept = key_file.read_text()
    key_file.write_text(new_line())
    with pytest.raises(Locked):
        sweeping.refuse_without_keys()
    key_file.write_text(kept)
    (tmp_path / "keystore.sqlite").unlink()
    with pytest.raises(Locked, match="keystore is gone"):
        sweeping.refuse_without_keys()


def test_a_keystore_that_is_gone_is_missed_for_one_text_among_others_that_are_none(own, piece, cast, tmp_path):
    make_feedback(cast.astrid, cast.asger, words={"worked": "Tak"})
    db.session.flush()
    db.session.connection().execute(text("UPDATE feedback SET words = 'no box' WHERE id <> :id"), {"id": piece.id})
    db.session.commit()
    own.engine.dispose()
    (tmp_path / "keystore.sqlite").unlink()
    with pytest.raises(Locked, match="keystore is gone"):
        sweeping.refuse_without_keys()


def test_a_database_that_is_older_than_sealing_needs_no_keystore(own, db_session):
    db.session.connection().execute(text("ALTER TABLE feedback RENAME COLUMN words TO said"))
    db.session.commit()
    sweeping.refuse_without_keys()


def test_a_house_without_any_text_needs_a_key_and_no_keystore(own, key_file, db_session, tmp_path):
    db.session.commit()
    sweeping.refuse_without_keys()
    assert not db.session.in_transaction()
    assert not (tmp_path / "keystore.sqlite").exists()
    key_file.unlink()
    with pytest.raises(Locked, match="cannot be read"):
        sweeping.refuse_without_keys()
