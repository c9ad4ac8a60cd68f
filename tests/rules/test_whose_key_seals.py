"""Whose key seals a row: the person its paths lead to, found among what is loaded, or asked for once."""

import pytest
import sqlalchemy as sa

from competence.privacy.keystore import unlocking
from competence.privacy.keystore.boxes import Box
from competence.privacy.keystore.columns import seal_rows
from tests.rules.sealed_tables import (
    ABOUT_ASTRID,
    ASTRID,
    BO,
    CARLA,
    LED_BY_BO,
    OF_NOBODY,
    Answer,
    Note,
    Part,
    Person,
    Remark,
    Talk,
    asked,
    opens,
    raw,
    written,
)
from tests.rules.sealed_tables import engine as engine
from tests.rules.sealed_tables import session as session


@pytest.mark.parametrize("loaded", [True, False])
def test_the_key_is_that_of_the_first_whom_the_paths_lead_to(engine, session, loaded):
    known = [*session.scalars(sa.select(Part)), *session.scalars(sa.select(Talk))] if loaded else []
    led_to = [
        (ABOUT_ASTRID, CARLA, ASTRID), (LED_BY_BO, CARLA, BO), (OF_NOBODY, CARLA, CARLA), (None, CARLA, CARLA),
        (OF_NOBODY, None, 0), (None, None, 0),
    ]  # fmt: skip
    notes = written(session, *(Note(part_id=part, by_id=by, text="Kæ") for part, by, _ in led_to))
    for note, (_, _, owner) in zip(notes, led_to, strict=True):
        assert (note._owner, opens(engine, person=owner, number=note.id)) == (owner, "Kæ")
    assert len(known) in {0, 6}


def test_whose_key_it_is_is_found_among_what_is_loaded_or_asked_for_once(engine, session):
    known = [*session.scalars(sa.select(Part)), *session.scalars(sa.select(Talk))]
    session.add(Note(part_id=ABOUT_ASTRID, text="Kæ"))
    with asked(engine) as seen:
        session.flush()
    assert [statement for statement in seen if "FROM part" in statement] == [], "all is loaded"
    session.add(Note(text="Kæ"))
    with asked(engine) as seen:
        session.flush()
    assert len(seen) == 1, "there is no part to ask about: only the number is asked for"
    session.expire(known[1])  # the part, and the talk it belongs to
    session.expire(known[3])
    session.add_all([Note(part_id=ABOUT_ASTRID, text="Kæ"), Note(part_id=ABOUT_ASTRID, text="Kæ")])
    with asked(engine) as seen:
        session.flush()
    assert [statement.count("FROM part") for statement in seen] == [0, 1], "what is not loaded any more is asked for"


def test_who_is_asked_for_is_told_apart_by_table_path_and_row(engine, session):
    written(
        session,
        Note(part_id=ABOUT_ASTRID, text="Kæ"), Note(part_id=LED_BY_BO, text="Kæ"), Note(part_id=OF_NOBODY, text="Kæ"),
        Remark(meeting_id=1, text="Kæ"), Answer(talk_id=1, text="Kæ"), Answer(talk_id=2, text="Kæ"),
    )  # fmt: skip
    assert [opens(engine, person=person, number=n) for n, person in ((1, ASTRID), (2, BO), (3, 0))] == ["Kæ"] * 3
    assert opens(engine, person=CARLA, table=Remark) == "Kæ"
    assert [opens(engine, person=person, table=Answer, number=n) for n, person in ((1, ASTRID), (2, 0))] == ["Kæ"] * 2


def test_who_was_asked_for_is_asked_for_anew_with_what_is_written_next(engine, session):
    session.add(Note(part_id=OF_NOBODY, text="Kæ"))
    session.flush()
    session.execute(sa.update(Talk.__table__).where(Talk.id == 3).values(about_id=CARLA))
    written(session, Note(part_id=OF_NOBODY, text="Kæ"))
    assert opens(engine, person=CARLA, number=2) == "Kæ"


def test_many_rows_are_sealed_in_one_go_as_each_would_be_by_itself(engine, monkeypatch):
    store, seen = unlocking.keystore(), []
    monkeypatch.setattr(store, "of", lambda kind, *people, of=store.of: (seen.append(people), of(kind, *people))[1])
    rows = [
        {"id": number, "part_id": part, "by_id": by, "text": text, "fields": fields}
        for number, (part, by, text, fields) in enumerate(
            (
                (ABOUT_ASTRID, CARLA, "Kæ1", {"a": "b"}), (LED_BY_BO, CARLA, "Kæ2", {}), (None, CARLA, "Kæ3", {}),
                (OF_NOBODY, None, "Kæ4", {}), (None, None, "", {}),
            ),
            start=1,
        )
    ]  # fmt: skip
    with engine.begin() as connection:
        sealed = seal_rows(connection, Note, rows)
        connection.execute(Note.__table__.insert(), [dict(row) | {"text": Box(row["text"])} for row in sealed[:1]])
        connection.execute(Note.__table__.insert(), sealed[1:])
    assert [sorted(people) for people in seen] == [[0, ASTRID, BO, CARLA]]
    assert [opens(engine, person=person, number=n) for n, person in ((1, 1), (2, 2), (3, 3), (4, 0))] == [
        "Kæ1", "Kæ2", "Kæ3", "Kæ4",
    ]  # fmt: skip
    assert opens(engine, "fields") == '{"a": "b"}'
    assert [(row["text"] == "", row["fields"] == "") for row in raw(engine)] == [
        (False, False), (False, True), (False, True), (False, True), (True, True),
    ]  # fmt: skip


def test_of_what_rows_are_part_of_only_what_lies_between_those_is_read(engine):
    rows = [{"id": 1, "part_id": ABOUT_ASTRID, "by_id": None, "text": "Kæ", "fields": {}}]
    with engine.begin() as connection, asked(engine) as seen:
        seal_rows(connection, Note, rows)
    assert {" BETWEEN " in statement for statement in seen if "FROM part" in statement} == {True}


def test_many_rows_without_what_could_be_asked_for_are_written_as_they_are(engine):
    bare = [{"id": 1, "part_id": None, "by_id": None}, {"id": 2, "part_id": None, "by_id": BO}]
    people = [{"id": 9}]
    with engine.begin() as connection, asked(engine) as seen:
        assert seal_rows(connection, Note, bare) == bare
        assert seal_rows(connection, Person, people) is people
    assert seen == []
