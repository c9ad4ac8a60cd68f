"""What somebody may not see answers to the byte as what does not exist: status, headers and body."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from competence.assessments.models import Mirror
from competence.db import db
from competence.signin.actions import accounts
from competence.web import navigation
from tests.client import InspectingClient
from tests.house.access import COLUMNS, ROWS, Row
from tests.house.test_access import address_of
from tests.house.thing import Thing
from tests.house.things import THINGS

ID = re.compile(r"[0-9a-f]{32}")
ELSEWHERE = "0123456789abcdef" * 2
NO_NUMBER = 998  # below what any address takes at most
TIMES = frozenset({"start", "end"})
# What differs from one answer to the next whatever is asked for: nonce, tokens of forms, a visitor's new session.
EVER_NEW = re.compile(
    r"nonce-[\w+/=-]+|nonce=\"[^\"]+\"|(?:csrf-token\" content|(?:csrf_token|idempotency_key)\"[^>]* value)=\"[^\"]+\""
    r"|(?<=^session=)[\w-]+"
)
OF_ITS_OWN = frozenset({"date", "x-request-id", "content-length"})  # the length follows from the body, compared below


def not_there(thing: Thing) -> Thing:
    """Return what is named as a thing is, and does not exist."""

    def other(name: str, part: object) -> object:
        if name in TIMES:
            return part
        if isinstance(part, int):
            return NO_NUMBER
        return ELSEWHERE if ID.fullmatch(str(part)) else "nowhere"

    parts = {name: other(name, part) for name, part in thing.parts.items()}
    return Thing(parts, {name: ID.sub(ELSEWHERE, value) for name, value in thing.form.items()})


def as_seen(answer: TestResponse, address: str) -> tuple[int, list[tuple[str, str]], str]:
    """Return all of an answer but what is ever new, and the address, which whoever asked knows."""
    headers = [(name, EVER_NEW.sub("", value)) for name, value in answer.headers if name.lower() not in OF_ITS_OWN]
    body = EVER_NEW.sub("", answer.get_data(as_text=True)).replace(address, "")
    return answer.status_code, headers, body


def told_apart(row: Row, app: Flask, cast, client_as, relations: list[str]) -> Iterator[str]:
    """Ask for a thing and for none as everybody in these relations, and give those who are answered differently."""
    thing = THINGS[row.address](cast)
    none = not_there(thing)
    both = [(address_of(app, row, one), one.form) for one in (thing, none)]
    clients = {
        relation: client_as(getattr(cast, COLUMNS[relation])) if COLUMNS[relation] else InspectingClient(app)
        for relation in relations
    }
    accounts.deactivate(None, cast.ditte.id)
    db.session.commit()
    for relation, client in clients.items():
        seen = []
        for address, form in both:
            unchanged = db.bind.begin_nested()
            seen.append(as_seen(client.open(address, method=row.method, data=form), address))
            db.session.close()
            unchanged.rollback()
        if seen[0] != seen[1]:
            yield relation


def refused(row: Row) -> list[str]:
    return [relation for relation, answer in row.expected.items() if answer == "no"]


OF_THINGS = [row for row in ROWS if row.address != "-" and refused(row)]


@pytest.mark.in_turns
@pytest.mark.parametrize(("turn", "row"), list(enumerate(OF_THINGS)), ids=[str(row) for row in OF_THINGS])
def test_nobody_can_tell_whether_it_exists(turn, row, app, cast, client_as, nightly):
    """At night everybody asks who may not; by day they take turns, on PostgreSQL others than on SQLite."""
    relations = refused(row)
    turn += db.engine.dialect.name == "postgresql"
    asking = relations if nightly else [relations[turn % len(relations)]]
    assert list(told_apart(row, app, cast, client_as, asking)) == []


def test_a_page_that_looks_first_and_asks_then_is_told_apart(app, cast, client_as, monkeypatch):
    def looked_up(pid):
        found = db.session.query(Mirror).filter_by(pid=pid).one_or_none()
        if found is not None:
            navigation.stand_under("notifications.index")
        return found

    monkeypatch.setattr("competence.assessments.views.mine.mirrors.mirror", looked_up)
    (row,) = (row for row in ROWS if str(row) == "GET assessments.show mirror")
    assert list(told_apart(row, app, cast, client_as, ["colleague", "hr"])) == ["colleague", "hr"]
