"""What goes wrong is noted in the log without a word of what people wrote, on either database."""

import pytest
from sqlalchemy.exc import IntegrityError

from competence.conversations.models import Note
from competence.db import db
from competence.web.log import note
from tests.make import NOW
from tests.talks import make_talk

WORDS = "Hemmeligt-fra-Astrid-7431"


def test_an_error_of_the_database_says_what_and_where_and_never_the_words(app, cast, caplog):
    talk = make_talk(cast.astrid, cast.bo)
    row = {"conversation_id": talk.conversation.id, "author_id": cast.astrid.id, "leader_id": cast.bo.id}
    db.session.add(Note(**row, topic=None, text=WORDS, at=NOW, key="key"))
    with pytest.raises(IntegrityError) as refused, db.session.begin_nested():
        db.session.flush()
    assert WORDS not in str(refused.value.statement) + str(refused.value).split("DETAIL")[0]
    with app.test_request_context():
        note(refused.value, "unexpected error at conversations.add_note")
    assert "IntegrityError" in caplog.text
    assert "conversations.add_note" in caplog.text
    assert "test_the_log.py" in caplog.text
    assert WORDS not in caplog.text


def test_any_other_error_is_told_whole(app, caplog):
    with app.test_request_context():
        note(KeyError("what nobody registered"), "the daily run: plans failed")
    assert "what nobody registered" in caplog.text
