"""A migration seals the texts of a table and opens them again: every one, a few at a time, and nothing else."""

from dataclasses import FrozenInstanceError

import pytest
import sqlalchemy as sa
from flask import Flask

from competence.privacy.keystore import migrating, unlocking
from competence.privacy.keystore.boxes import Box, Place
from competence.privacy.keystore.migrating import Texts, open_texts, seal_texts

# id, owner, words, why: as they are before
BEFORE = [
    (2, 7, "Kæone", "Kæ|two|æøå 😀\n"), (3, None, "", None), (5, 8, "{}", "null"), (6, None, "Kæhouse", ""),
    (9, 7, None, None),
]  # fmt: skip
KINDS = [
    Texts("note", ("words", "why"), "talk", "whose"),
    Texts("other", ("words",), "mirror", "(SELECT 4)", ("{}", "null")),
]
NOTE = sa.table("note", *map(sa.column, ("id", "whose", "words", "why")))
OTHER = sa.table("other", *map(sa.column, ("id", "words")))


@pytest.fixture
def keystore(tmp_path):
    """The keystore of a product that knows nothing else; inside its context."""
    app = Flask(__name__)
    where = f"sqlite:///{tmp_path / 'keystore.sqlite'}"
    app.config.update(KEYSTORE_URL=where, KEK_FILE="", PRODUCTION=False, KEY_FOLDER=tmp_path / "keys")
    unlocking.init_app(app)
    with app.app_context():
        yield unlocking.keystore()


@pytest.fixture
def connection(keystore):
    """A database with two tables of texts."""
    with sa.create_engine("sqlite://").connect() as opened:
        opened.execute(sa.text("CREATE TABLE note (id INTEGER, whose INTEGER, words TEXT, why TEXT)"))
        opened.execute(sa.text("CREATE TABLE other (id INTEGER, words TEXT)"))
        opened.execute(NOTE.insert(), [dict(zip(NOTE.c.keys(), row, strict=True)) for row in BEFORE])
        opened.execute(
            OTHER.insert(), [{"id": n, "words": words} for n, words in enumerate(("{}", "null", '{"a": 1}'))]
        )
        yield opened


def rows(connection, table):
    return [tuple(row) for row in connection.execute(sa.select(table).order_by(table.c.id))]


def test_every_text_is_sealed_where_it_lies_with_the_key_of_whom_it_is_about(connection):
    seal_texts(connection, KINDS)
    held = rows(connection, NOTE)
    assert [row[:2] for row in held] == [row[:2] for row in BEFORE]
    assert "Kæ" not in str(held)
    for (number, whose, *_), was, now in zip(BEFORE, BEFORE, held, strict=True):
        for column, text, box in zip(("words", "why"), was[2:], now[2:], strict=True):
            place = Place("note", column, number, whose or 0)
            assert (unlocking.open_with_key("talk", place, Box(box)) if text else box) == text
    *nothing, (_, something) = rows(connection, OTHER)
    assert nothing == [(0, ""), (1, "")], "how nothing was written before is an empty text"
    assert unlocking.open_with_key("mirror", Place("other", "words", 2, 4), Box(something)) == '{"a": 1}'


def test_opened_again_each_is_what_it_was(connection):
    seal_texts(connection, KINDS)
    open_texts(connection, KINDS)
    assert rows(connection, NOTE) == BEFORE
    assert rows(connection, OTHER) == [(0, "{}"), (1, "{}"), (2, '{"a": 1}')], "nothing is written in one way"


def test_what_is_sealed_is_settled_before_the_first_row():
    with pytest.raises(FrozenInstanceError):
        KINDS[0].owner = "0"


def test_rows_are_taken_some_at_a_time_and_their_keys_in_one_go(connection, keystore, monkeypatch):
    monkeypatch.setattr(migrating, "AT_A_TIME", 2)
    seal_texts(connection, KINDS)
    unlocking.forget()
    find, asked, taken = keystore.find, [], []
    monkeypatch.setattr(keystore, "find", lambda ids: (asked.append(len(ids)), find(ids))[1])

    def note(_, cursor, statement, *__):
        taken.append(statement.split()[0])

    sa.event.listen(connection, "after_cursor_execute", note)
    open_texts(connection, KINDS[:1])
    assert rows(connection, NOTE) == BEFORE
    assert asked == [1, 2]
    assert taken[:-1] == ["SELECT", "UPDATE", "SELECT", "UPDATE", "UPDATE", "SELECT", "SELECT"]
