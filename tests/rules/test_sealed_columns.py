"""A sealed column takes a text and holds a box, tied to its row and its person, whichever way the row is written."""

import logging
from dataclasses import FrozenInstanceError
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from competence.feedback.sealed.models import LooseAnswer, Round
from competence.privacy.keystore import columns, owners, unlocking
from competence.privacy.keystore.boxes import Box, Place, seal
from competence.privacy.keystore.columns import (
    NotSealed,
    Pending,
    SealedText,
    Sealing,
    Unreadable,
    open_column,
    sealed_of,
    sealed_tables,
)
from tests.rules.sealed_tables import (
    ABOUT_ASTRID,
    ASTRID,
    LED_BY_BO,
    Answer,
    Note,
    Person,
    Talk,
    asked,
    opens,
    raw,
    written,
)
from tests.rules.sealed_tables import engine as engine
from tests.rules.sealed_tables import session as session


@pytest.fixture
def opened(engine, monkeypatch):
    """What is opened with a key, each time."""
    seen, real = [], unlocking.open_with_key
    monkeypatch.setattr(unlocking, "open_with_key", lambda *words: (seen.append(words[1].column), real(*words))[1])
    return seen


def test_the_type_lets_boxes_through_and_what_is_empty_and_nothing_else():
    kind, box = SealedText(), seal(b"k" * 32, "0" * 16, Place("note", "text", 1, 1), "Ro")
    assert [kind.process_bind_param(value, None) for value in (None, "", box)] == [None, "", str(box)]
    for value in ("Ro", str(box), Pending("Ro"), 0, False):
        with pytest.raises(NotSealed, match="takes boxes"):
            kind.process_bind_param(value, None)
    assert kind.process_result_value(None, None) is None
    assert isinstance(kind.process_result_value("Ro", None), Box)


def test_whose_keys_they_are_is_settled_and_a_text_on_its_way_is_not_shown():
    for one, name in ((Sealing("talk"), "data_class"), (Pending("Ro"), "text")):
        with pytest.raises(FrozenInstanceError):
            setattr(one, name, "other")
    assert "Kæ" not in repr(Pending("Kæ"))
    assert (Unreadable.status, columns.OWNER, owners.HOUSE) == (500, "_owner", 0)


def test_a_text_is_read_before_it_is_written_when_it_is_and_afterwards(engine, session, opened):
    note = Note(part_id=ABOUT_ASTRID, text="Kæ", fields={"a": "æ"})
    assert (note.text, note.fields) == ("Kæ", {"a": "æ"})
    written(session, note)
    assert (note.text, note.fields, opened) == ("Kæ", {"a": "æ"}, []), "what was sealed just now is not opened"
    session.expunge_all()
    unlocking.forget()
    note = session.get_one(Note, 1)
    for _ in range(2):
        assert (note.text, note.fields) == ("Kæ", {"a": "æ"})
    assert opened == ["text", "fields"], "each is opened once"
    assert [opens(engine), opens(engine, "fields")] == ["Kæ", '{"a": "æ"}']
    assert Note.text is Note._text


def test_what_is_empty_is_written_as_it_is_and_gets_no_key_and_no_number_beforehand(engine, session):
    note, other = Note(), Note(text="", fields={})
    assert (note.text, note.fields, other._text, other._fields) == ("", {}, "", "")
    with asked(engine) as seen:
        session.add_all([note, other])
        session.add(Answer(talk_id=1, text="Kæ"))
        session.flush()
    assert [statement for statement in seen if "FROM note" in statement] == []
    with asked(engine) as seen:
        session.add_all([Answer(talk_id=1), Note(part_id=ABOUT_ASTRID, text="Kæ")])
        session.commit()
    assert [statement for statement in seen if "FROM answer" in statement] == []
    assert [(row["text"], row["fields"]) for row in raw(engine)][:2] == [(None, None), ("", "")]
    assert [(one.text, one.fields) for one in (note, other)] == [("", {}), ("", {})]
    with unlocking.keystore().engine.connect() as connection:
        keys = connection.execute(sa.text("SELECT person_id, data_class FROM data_key")).all()
    assert sorted(keys) == [(ASTRID, "mirror"), (ASTRID, "talk")]


def test_with_one_text_among_them_all_new_rows_are_numbered_one_after_the_other(engine, session):
    first, second = written(session, Note(text="Kæone"), Note())
    assert (first.id, second.id) == (1, 2)
    written(session, Note(text="Kæthree"), Note(text="Kæfour"), Note(id=77, text="Kæown"))
    assert [row["id"] for row in raw(engine)] == [1, 2, 3, 4, 77]
    with Session(engine) as another:
        written(another, Note(text="Kæmeanwhile"))
    written(session, Note(text="Kæafter"))
    assert [row["id"] for row in raw(engine)][-2:] == [78, 79], "the number is asked for anew"


def test_a_row_is_sealed_whatever_the_one_before_it_held(engine, session):
    written(session, Note())
    written(session, Note(text="Kæ"))
    session.add_all([Note(), Person(id=ASTRID)])
    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()
    (note,) = written(session, Note(text="Kæother"))
    assert opens(engine, person=0, number=note.id) == "Kæother"


def test_a_server_is_asked_for_the_number_it_would_give():
    sent = []
    server = SimpleNamespace(
        dialect=postgresql.dialect(), scalar=lambda statement: (sent.append(str(statement.compile())), 5)[1]
    )
    assert columns._next_id(SimpleNamespace(info={}), server, Note.__table__) == 5
    assert sent == [
        "SELECT nextval(pg_get_serial_sequence(:pg_get_serial_sequence_1, :pg_get_serial_sequence_2)) AS nextval_1"
    ]


def test_only_what_changed_is_written_again(engine, session):
    (note,) = written(session, Note(part_id=ABOUT_ASTRID, text="Kæ", fields={"a": "b"}))
    before = raw(engine)
    note.text, note.fields = "Kæ", {"a": "b"}
    assert not session.dirty
    note.text = "Kæother"
    session.commit()
    assert (note.text, opens(engine), raw(engine)[0]["fields"]) == ("Kæother", "Kæother", before[0]["fields"])
    note.text = ""
    session.commit()
    assert raw(engine)[0]["text"] == ""


def put(engine, **values):
    with engine.begin() as connection:
        connection.execute(sa.update(sa.table("note", *map(sa.column, values))).values(values))


def test_a_text_that_was_changed_or_moved_is_opened_anew_and_one_that_does_not_open_is_told_of(engine, session, caplog):
    (note,) = written(session, Note(part_id=ABOUT_ASTRID, text="Kæ"))
    with Session(engine) as another:
        another.get_one(Note, 1).text = "Kæother"
        another.commit()
    session.expire_all()
    assert note.text == "Kæother"
    put(engine, part_id=LED_BY_BO)
    session.expire_all()
    with pytest.raises(Unreadable), caplog.at_level(logging.ERROR):
        str(note.text)
    assert caplog.messages == ["sealed text: note.text of row 1 is sealed with a key of something else"]
    put(engine, text="no box")
    session.expire_all()
    with pytest.raises(Unreadable):
        str(note.text)


def test_a_text_is_read_where_another_one_is_no_box_and_where_its_row_stands_alone(engine, session):
    notes = written(session, Note(part_id=ABOUT_ASTRID, text="Kæ"), Note(text="Kæ"))
    put(engine, fields="no box")
    unlocking.forget()
    session.expire_all()
    assert [session.get_one(Note, number).text for number in (1, 2)] == ["Kæ", "Kæ"]
    for note in notes:
        session.refresh(note)
        session.expunge(note)
        columns._opened.pop(note)
    unlocking.forget()
    assert [note.text for note in notes] == ["Kæ", "Kæ"]


def test_keys_of_all_that_is_loaded_are_opened_in_one_go(engine, session, monkeypatch):
    written(session, Note(part_id=ABOUT_ASTRID, text="Kæ"), Note(text="Kæ"), Answer(talk_id=1, text="Kæ"), Note())
    session.expunge_all()
    unlocking.forget()
    loaded = [*session.scalars(sa.select(Note)), *session.scalars(sa.select(Answer)), *session.scalars(sa.select(Talk))]
    store, seen = unlocking.keystore(), []
    monkeypatch.setattr(store, "find", lambda ids, find=store.find: (seen.append(len(ids)), find(ids))[1])
    went, go = [], columns._unlock_all
    monkeypatch.setattr(columns, "_unlock_all", lambda session: (went.append(1), go(session)))
    assert [one.text for one in loaded[:4]] == ["Kæ", "Kæ", "", "Kæ"]
    assert (seen, went) == ([3], [1])


def test_a_box_is_opened_without_its_row(engine, session):
    (note,) = written(session, Note(part_id=ABOUT_ASTRID, text="Kæ"))
    assert open_column(Note, "text", 1, ASTRID, str(note._text)) == "Kæ"
    assert open_column(Note, "text", 1, ASTRID, "") == ""


def test_what_is_sealed_of_a_table_is_looked_for_once():
    assert sealed_of(Note) == (Note.__dict__["text"], Note.__dict__["fields"])
    assert sealed_of(Note) is sealed_of(Note)
    assert sealed_of(Person) == ()
    assert LooseAnswer in sealed_tables()
    assert Round not in sealed_tables()
