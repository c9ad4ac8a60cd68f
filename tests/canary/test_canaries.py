"""The canaries themselves: every column of words has its line in the hand-written table, and a leak is really found."""

import logging
from datetime import date

import pytest
import sqlalchemy
from flask import Blueprint
from sqlalchemy import select

from competence.access.guard import open_to_all
from competence.conversations.models import Note
from competence.conversations.rules.steps import State
from competence.db import Model, db
from competence.notifications.models import Notification
from competence.privacy import audit
from competence.privacy.declare import Personal
from tests.canary.marking import AVIARY, TOKEN, words_of
from tests.canary.oracle import NOBODY, PLACES, may_see, who_sees
from tests.make import NOW, make_answer, make_mirror, make_share, make_view
from tests.talks import make_note, make_talk

LEAK = pytest.fail.Exception

# Columns of text that hold no words somebody wrote about somebody: names, codes, ids, sums, addresses inside the house.
NOT_WORDS = {
    "code", "step", "competence", "form", "kind", "key", "url", "path", "theme", "topic", "question", "units", "people",
    "thing", "action", "purpose", "email", "name", "sort_name", "pid", "id", "evidence_pid", "sha256", "password_hash",
    "first_learns", "second_learns", "choices", "data", "filename", "salt", "commit", "hash", "mac", "device", "rights",
    "seed", "credential", "address",
}  # fmt: skip
# Columns of words that are not made by the makers of the tests, with what looks after them instead.
LOOKED_AFTER = {
    ("audit_words", "words"): "reasons, for whom the trail is kept: tests of the trail",
    ("import_draft", "content"): "a file, read by the import itself: test_importing_people.py",
    ("conversation", "place"): "a room; who may know of the talk: test_access.py",
    ("conversation_step", "place"): "the same",
    ("loose_answer", "words"): "nobody's any more: test_anonymous_feedback.py and make attack",
    ("correction", "text"): "a reply, on pages of its own: tests/privacy",
    ("correction", "kept_in"): "the name of a table",
    ("correction", "kept_key"): "the key of a row",
    ("legal_hold", "reason"): "for the data protection officer: tests/privacy",
    ("erasure_request", "reason"): "the same",
    ("erasure_request", "answer"): "the same",
    ("rights_sheet", "shown"): "the product's own words, and people as numbers: test_reviews_of_rights.py",
    ("seat_line", "why"): "reasons by their names: test_distributing_seats.py",
}
WORDS = (sqlalchemy.String, sqlalchemy.JSON)


def columns_of_words() -> set[tuple[str, str]]:
    return {
        (mapper.class_.__tablename__, column.name)
        for mapper in Model.registry.mappers
        if isinstance(mapper.class_.__privacy__, Personal)
        for column in mapper.local_table.columns
        if isinstance(column.type, WORDS) and not isinstance(column.type, sqlalchemy.Enum)
        if column.name not in NOT_WORDS
    }


def test_every_column_of_words_has_its_line_in_the_hand_written_table(app):
    said = set(who_sees()) | set(LOOKED_AFTER)
    about_people = columns_of_words()
    assert about_people - said == set(), "say in who_sees.csv who may read it"
    known = {(table.name, column.name) for table in Model.metadata.tables.values() for column in table.columns}
    assert said - known == set()
    assert set(PLACES) == {table for table, _ in who_sees()}


@pytest.mark.parametrize(("table", "column"), who_sees(), ids=str)
def test_every_line_can_be_asked_of_the_database(table, column, cast):
    primary = Model.metadata.tables[table].primary_key
    row = {key.name: "x" if isinstance(key.type, sqlalchemy.String) else 10**8 for key in primary}
    assert may_see(
        db.session.connection(), cast.astrid.id, "", date(2026, 1, 1), table, column, row
    )  # there is no such row


def test_a_sealed_answer_is_seen_by_its_writer_an_opened_one_by_the_two(cast, db_session):
    mirror = make_mirror(cast.astrid, cast.version)
    hers, his = make_view(mirror, cast.astrid), make_view(mirror, cast.bo)
    answer = make_answer(hers, cast.version.competences[0], example="Læsekredsen")
    (token,) = TOKEN.findall(answer.example)
    make_share(hers, cast.bo)

    def readers():
        db_session.flush()
        everybody = {name: person.id for name, person in vars(cast).items() if hasattr(person, "email")}
        return {name for name, key in everybody.items() if not AVIARY.leaks(f"Kx{token}x", key, "")}

    assert readers() == {"astrid"}
    make_share(his, cast.astrid)
    mirror.revealed_at = NOW
    assert readers() == {"astrid", "bo"}
    assert AVIARY.leaks(f"Kx{token}x", NOBODY, "") == [f"answer.example of {(answer.id,)}"]


def test_a_list_that_forgets_whose_words_they_are_is_found(cast, client_as, monkeypatch):
    talk = make_talk(cast.astrid, cast.bo)
    note = make_note(talk, cast.bo, "Ord fra en anden tid")
    note.leader_id = cast.gerda.id  # written in the seat of the leader she had before
    page = f"/conversations/{talk.conversation.pid}/talk"
    assert "Ord fra en anden tid" not in client_as(cast.bo).get(page).page.text
    monkeypatch.setattr("competence.conversations.queries.talks.visible_to", lambda actor: select(Note))
    with pytest.raises(LEAK, match=r"conversation_note\.text"):
        client_as(cast.bo).get(page)


def test_a_note_that_is_shown_behind_the_glass_is_found(cast, client_as, monkeypatch):
    talk = make_talk(cast.astrid, cast.bo, state=State.HELD)
    make_note(talk, cast.bo, "Det talte de to om.")
    carla = client_as(cast.carla)
    carla.post("/privacy/glass", data={"email": cast.astrid.email, "reason": "Fagforeningen beder os se den igennem."})
    assert carla.get(talk.page).status_code == 200
    monkeypatch.setattr("competence.conversations.views.mine.may", lambda *_: True)
    monkeypatch.setattr("competence.conversations.queries.talks.visible_to", lambda actor: select(Note))
    with pytest.raises(LEAK, match=r"conversation_note\.text"):
        carla.get(talk.page)


def test_words_in_a_header_are_found(cast, client_as, app, monkeypatch):
    (number,) = TOKEN.findall(make_note(make_talk(cast.astrid, cast.bo), cast.astrid, "Mine ord").text)
    header = open_to_all(
        lambda: (
            "x",
            200,
            {"Content-Type": "text/plain; charset=utf-8", "Content-Disposition": f"attachment; filename=Kx{number}x"},
        )
    )
    monkeypatch.setitem(app.view_functions, "privacy.protection", header)
    client_as(cast.bo).get("/privacy/protection")
    with pytest.raises(LEAK, match=r"shows person"):
        client_as(cast.emil).get("/privacy/protection")


def test_words_in_the_log_a_message_or_the_trail_are_found(cast, app, db_session):
    (number,) = TOKEN.findall(make_note(make_talk(cast.astrid, cast.bo), cast.astrid, "Mine ord").text)
    with pytest.raises(LEAK, match="the log of"):
        logging.getLogger("anything").warning("Gemte %s", f"Kx{number}x")
    audit.record(cast.astrid.id, "note", subject_id=cast.astrid.id, thing=f"Kx{number}x")
    with pytest.raises(AssertionError, match="INSERT INTO audit"):
        db_session.commit()
    db_session.rollback()
    db_session.add(Notification(person_id=cast.bo.id, kind="x", url=f"/Kx{number}x", at=NOW))
    with pytest.raises(AssertionError, match="INSERT INTO notification"):
        db_session.flush()


def test_words_packed_into_a_workbook_are_found(app):
    from competence.web.tables.cells import Column, Row, Table, words
    from competence.web.tables.files import as_xlsx

    table = Table("Navn", (Column("Ord"),), (Row("Astrid", (words("Kx7x"),)),))
    assert TOKEN.findall(words_of(app.response_class(as_xlsx([], table)))) == ["7"]


def test_a_copy_of_marked_words_is_marked_anew(cast):
    note = make_note(make_talk(cast.astrid, cast.bo), cast.astrid, "Mine ord")
    copy = make_note(make_talk(cast.ellen, cast.emil), cast.emil, note.text)
    assert len(TOKEN.findall(copy.text)) == 1
    assert TOKEN.findall(copy.text) != TOKEN.findall(note.text)


def test_a_blueprint_of_its_own_is_looked_through_too(fresh_app):
    app = fresh_app()
    bp = Blueprint("plain", __name__)
    bp.add_url_rule("/plain", "show", open_to_all(lambda: "Kx1x"))
    app.register_blueprint(bp)
    shown = app.test_client().get("/plain", base_url="http://localhost")
    assert shown.text == "Kx1x"  # nothing is marked outside a test
