"""The log: lines of JSON that hold no word of what people wrote, and nothing of whose page it was."""

import json
import logging

import pytest
from sqlalchemy.exc import IntegrityError

from competence.access.guard import open_to_all
from competence.conversations.models import Note
from competence.db import db
from competence.web.clock import now
from competence.web.log import Stderr, note
from tests.make import NOW
from tests.talks import make_talk
from tests.upward import make_topic, sheet_of
from tests.witness import faults

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
    assert str(refused.value.orig).splitlines()[0] not in caplog.text, "there PostgreSQL repeats the row"


def test_any_other_error_is_told_whole(app, caplog):
    with app.test_request_context():
        note(KeyError("what nobody registered"), "the daily run: plans failed")
    assert "what nobody registered" in caplog.text


FORGERIES = [
    f"{start}{end}"
    for start in ("a", "a\\", 'a"', "a}", "{}")
    for end in (
        "\r\n{\"event\": \"forged\"}", "\n{\"event\": \"forged\"}", "\r{\"event\": \"forged\"}", "\x1b[2K\x1b[1Gforged",
        "\x1b]0;forged\x07", "\x9b31mforged", "\u2028forged\u2029", "\x00\x08\x7fforged",
    )
]  # fmt: skip


class Written:
    """What is logged, as it is written: whole, or a dictionary for each line."""

    def __init__(self, capsys: pytest.CaptureFixture) -> None:
        self.capsys, self.raw = capsys, ""

    def __call__(self) -> list[dict]:
        self.raw += self.capsys.readouterr().err
        return [json.loads(line) for line in self.raw.split("\n") if line]


@pytest.fixture
def lines(app, capsys):
    app.logger.setLevel("INFO")
    return Written(capsys)


def test_a_request_is_told_by_its_template_and_never_by_whose_it_is(cast, client_as, lines):
    client_as(cast.carla).get(f"/people/{cast.astrid.pid}?q=Astrid")
    (told,) = (line for line in lines() if line["event"] == "request")
    assert told["route"] == "/people/<pid>"
    assert {*told} == {
        "event", "level", "logger", "method", "route", "status", "ms", "signed_in", "timestamp", "request_id"
    }  # fmt: skip
    assert (told["method"], told["status"], told["signed_in"]) == ("GET", 200, True)
    assert told["timestamp"].endswith("+00:00")
    assert cast.astrid.pid not in str(told)
    assert "Astrid" not in str(told)


def test_an_address_that_is_none_of_ours_is_not_repeated(anonymous, lines):
    anonymous.get("/Hemmeligt-fra-Astrid-7431?token=abc")
    assert [line["route"] for line in lines()] == ["-"]


def test_feedback_tells_the_template_and_the_day_and_nothing_more(cast, client_as, lines):
    client_as(cast.astrid).get("/feedback")
    assert [
        {name: value for name, value in line.items() if name not in {"logger", "level"}}
        for line in lines() if line["event"] == "request"
    ] == [{"event": "request", "route": "/feedback", "timestamp": now().date().isoformat()}]  # fmt: skip


def test_who_answers_anonymously_leaves_no_line(cast, client_as, lines):
    """The lines beside one of answering would tell its hour, and a proxy who was there then."""
    sheet = sheet_of(make_topic(cast.bo, cast.astrid, cast.asger), cast.astrid)
    astrid = client_as(cast.astrid)
    assert astrid.get(f"/upward/sheets/{sheet.id}").status_code == 200
    assert astrid.post(f"/upward/sheets/{sheet.id}", data={"up.01": "2"}).status_code == 303
    assert astrid.post(f"/upward/sheets/{sheet.id}/emptying").status_code == 303
    assert astrid.post(f"/upward/sheets/{sheet.id}", data={}, csrf=False).status_code == 400
    assert lines() == []


def test_what_goes_wrong_where_people_answer_each_other_is_told_by_kind_and_day(app, lines):
    with app.test_request_context("/upward/"):
        note(ValueError(WORDS), "unexpected error")
    (told,) = lines()
    assert "ValueError" in told["event"]
    assert WORDS not in str(told)
    assert told["timestamp"] == now().date().isoformat()


@pytest.mark.parametrize("forged", FORGERIES, ids=ascii)
def test_nothing_that_is_sent_can_begin_a_line_or_reach_a_terminal(forged, app, lines):
    with app.test_request_context():
        app.logger.warning("mail server: %s", forged)
        app.logger.warning(forged)
        try:
            raise ValueError(forged)
        except ValueError as error:
            note(error, forged)
    assert len(lines()) == 3
    assert len(lines.raw.splitlines()) == 3
    assert lines.raw.replace("\n", "").isprintable()
    assert lines.raw.isascii()
    assert [line["event"].strip("{}") != "forged" for line in lines()] == [True] * 3
    assert lines()[1]["event"] == forged


def test_the_log_goes_to_one_place(app):
    ours = [handler for handler in logging.getLogger().handlers if isinstance(handler, Stderr)]
    assert len(ours) == 1, "however many products were made"
    assert app.logger.handlers == []
    assert app.logger.propagate


def test_the_page_of_an_error_shows_the_number_its_line_carries(fresh_app, lines):
    app = fresh_app(TESTING=False, PROPAGATE_EXCEPTIONS=False)

    def broken() -> str:
        raise KeyError("what-is-wrong")

    app.view_functions["privacy.protection"] = open_to_all(broken)
    page = app.test_client().get("/privacy/protection")
    wrong = next(line for line in lines() if line["level"] == "error")
    assert page.status_code == 500
    assert wrong["request_id"] in page.get_data(as_text=True)
    assert "what-is-wrong" not in page.get_data(as_text=True)
    assert "what-is-wrong" in wrong["exception"]


@pytest.mark.parametrize(
    "line",
    [
        "plain words", '{"event": "a\x1b[1m"}',
        '{"timestamp": "2026-11-27T10:00:00+01:00", "event": "request"}',
        '{"timestamp": "2026-11-27T10:00:00+00:00", "route": "/feedback/"}',
        '{"timestamp": "2026-11-27T10:00:00+00:00", "event": "signed in with spejl-i-biblioteket"}',
        '{"timestamp": "2026-11-27T10:00:00+00:00", "event": "/password/link/%s"}' % ("Ab1" * 14 + "x"),
        '{"timestamp": "2026-11-27T10:00:00+00:00", "event": "Cookie: session=abc"}',
    ],
)  # fmt: skip
def test_a_line_that_is_not_fit_for_the_log_is_noticed(line):
    assert faults(line) != []
