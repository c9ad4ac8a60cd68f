"""A form that is sent twice does its work once and leads to the same place, whichever form of the product it is."""

import pytest

from competence.db import db
from competence.signin.idempotency import IN_STEPS, KEY
from competence.signin.models import IdempotencyKey
from tests.house.access import COLUMNS, ROWS
from tests.house.test_access import address_of
from tests.house.test_all_or_nothing import state
from tests.house.things import THINGS

A_KEY = "of-this-form-and-no-other"
OF_THE_BROWSER = frozenset({"user_session"})  # which notes that it was used
FORMS = [
    row
    for row in ROWS
    if row.method == "POST" and "yes" in row.expected.values() and row.expected["anonymous"] != "yes"
]
KEYLESS = IN_STEPS | {"upward.answer", "upward.empty", "upward.answer_self", "upward.ask_for_talk"}


def test_what_takes_no_key_is_still_there():
    assert not KEYLESS - {row.endpoint for row in FORMS}


@pytest.mark.seldom
@pytest.mark.parametrize("row", FORMS, ids=str)
def test_a_form_sent_twice_does_its_work_once(row, app, cast, client_as):
    thing = THINGS[row.address](cast)
    db.session.commit()
    who = COLUMNS[next(relation for relation, answer in row.expected.items() if answer == "yes")]
    address, client, form = address_of(app, row, thing), client_as(getattr(cast, who)), thing.form | {KEY: A_KEY}
    before = state()
    first = client.post(address, data=form)
    if db.session.query(IdempotencyKey).count():
        assert row.endpoint not in KEYLESS
        after = state(OF_THE_BROWSER)
        second = client.post(address, data=form)
        assert (first.status_code, second.status_code, second.location) == (303, 303, first.location)
        assert state(OF_THE_BROWSER) == after
    else:
        assert first.status_code != 303 or row.endpoint in KEYLESS or state() == before, "it was done, and no key kept"
