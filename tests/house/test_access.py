"""Every route, asked by every relation to Astrid, answers what the hand-written table says."""

from urllib.parse import urlsplit

import pytest
from flask import Flask, url_for
from werkzeug.test import TestResponse

from competence.db import db
from competence.signin.actions import accounts
from tests.client import InspectingClient
from tests.house.access import COLUMNS, ROWS, Row
from tests.house.things import THINGS, Thing


def answer_in_words(response: TestResponse) -> str:
    """Return "yes", "no" or "signin", or the status where it is none of them."""
    leads_to = urlsplit(response.headers.get("Location", "")).path
    if 300 <= response.status_code < 400 and leads_to == "/signin":
        return "signin"
    if response.status_code == 404:
        return "no"
    allowed = response.status_code < 400 or response.status_code in {400, 409, 413, 422}
    return "yes" if allowed else str(response.status_code)


def address_of(app: Flask, row: Row, thing: Thing) -> str:
    """Return the address of a row's route for a thing."""
    (taken,) = (rule.arguments for rule in app.url_map.iter_rules(row.endpoint) if row.method in (rule.methods or ()))
    with app.test_request_context():
        return url_for(row.endpoint, _method=row.method, **{name: thing.parts[name] for name in taken})


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_who_may(row: Row, app, cast, client_as):
    thing = THINGS[row.address](cast)
    address = address_of(app, row, thing)
    clients = {
        relation: client_as(getattr(cast, name)) if name else InspectingClient(app)
        for relation, name in COLUMNS.items()
    }
    accounts.deactivate(None, cast.ditte.id)
    db.session.commit()
    answered = {}
    for relation, client in clients.items():
        unchanged = db.bind.begin_nested()  # nobody's request changes what the next one finds
        answered[relation] = answer_in_words(client.open(address, method=row.method, data=thing.form))
        db.session.close()
        unchanged.rollback()
    wrong = {
        relation: f"{answer}, not {row.expected[relation]}"
        for relation, answer in answered.items()
        if answer != row.expected[relation]
    }
    assert wrong == {}


def test_a_table_that_errs_is_noticed(app, anonymous):
    """The page about protection is open to all: a row that calls it closed must fail."""
    assert answer_in_words(anonymous.get("/privacy/protection")) == "yes"
    assert answer_in_words(anonymous.get("/no/such/page")) == "no"
    assert answer_in_words(anonymous.get("/")) == "signin"
