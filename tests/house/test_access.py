"""Every route, asked by every relation to Astrid, answers what the hand-written table says."""

from urllib.parse import urlsplit

import pytest
from flask import url_for
from werkzeug.test import TestResponse

from competence.db import db
from competence.signin.actions import accounts
from tests.client import InspectingClient
from tests.house.access import COLUMNS, ROWS, Row
from tests.house.things import THINGS


def answer_in_words(response: TestResponse) -> str:
    """Return "yes", "no" or "signin", or the status where it is none of them."""
    leads_to = urlsplit(response.headers.get("Location", "")).path
    if 300 <= response.status_code < 400 and leads_to.startswith("/signin"):
        return "signin"
    if response.status_code == 404:
        return "no"
    allowed = response.status_code < 400 or response.status_code in {400, 409, 413, 422}
    return "yes" if allowed else str(response.status_code)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_who_may(row: Row, app, cast, client_as):
    parts = THINGS[row.address](cast)
    with app.test_request_context():
        address = url_for(row.endpoint, **parts)
    clients = {
        relation: client_as(getattr(cast, name)) if name else InspectingClient(app)
        for relation, name in COLUMNS.items()
    }
    accounts.deactivate(None, cast.ditte.id)
    db.session.commit()
    answered = {}
    for relation, client in clients.items():
        unchanged = db.bind.begin_nested()  # nobody's request changes what the next one finds
        answered[relation] = answer_in_words(client.open(address, method=row.method))
        db.session.close()
        unchanged.rollback()
    assert answered == row.expected


def test_a_table_that_errs_is_noticed(app, anonymous):
    """The page about protection is open to all: a row that calls it closed must fail."""
    assert answer_in_words(anonymous.get("/privacy/protection")) == "yes"
    assert answer_in_words(anonymous.get("/no/such/page")) == "no"
    assert answer_in_words(anonymous.get("/")) == "signin"
