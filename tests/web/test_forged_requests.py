"""No change is made for a request that one of our own pages did not send."""

import pytest

from competence.db import db
from tests.client import InspectingClient
from tests.house.access import COLUMNS, ROWS
from tests.house.test_access import address_of
from tests.house.things import THINGS
from tests.web.signing import PASSWORD, give_password

MEMBERS = {relation: name for relation, name in COLUMNS.items() if relation not in {"anonymous", "deactivated"}}


def with_a_right_to(row):
    """Return the names of those who may do this when the request is honest."""
    return [name for relation, name in MEMBERS.items() if row.expected[relation] in {"yes", "signin"}]


# A change that none of the cast may make cannot be forged in their name.
WRITING = [row for row in ROWS if row.method not in {"GET", "HEAD", "OPTIONS"} and with_a_right_to(row)]


@pytest.mark.refused
@pytest.mark.parametrize("row", WRITING, ids=str)
def test_without_the_token_of_this_person_nothing_is_changed(row, app, cast, client_as, statements):
    person = getattr(cast, with_a_right_to(row)[0])
    thing = THINGS[row.address](cast)
    address = address_of(app, row, thing)
    db.session.commit()
    theirs, another = client_as(person), cast.gerda if person is cast.ellen else cast.ellen
    for name, sent in {
        "no token": {"csrf": False},
        "another's token": {"csrf": False, "data": {"csrf_token": client_as(another).token()}},
        "another site": {"headers": {"Sec-Fetch-Site": "cross-site"}},
        "a sibling site": {"headers": {"Sec-Fetch-Site": "same-site"}},
        "text as json": {"csrf": False, "data": '{"a": 1}', "content_type": "text/plain"},
    }.items():
        with statements() as seen:
            answer = theirs.open(address, method=row.method, **sent)
        assert answer.status_code == 400, name
        assert [one for one in seen.writes if "user_session" not in one and "throttle" not in one] == [], name


@pytest.mark.refused
@pytest.mark.parametrize("row", WRITING, ids=str)
def test_a_method_cannot_be_smuggled(row, app, cast, client_as, statements):
    theirs = client_as(getattr(cast, with_a_right_to(row)[0]))
    thing = THINGS[row.address](cast)
    address = address_of(app, row, thing)
    db.session.commit()
    with statements() as seen:
        answers = [
            theirs.get(f"{address}?_method={row.method}", headers={"X-HTTP-Method-Override": row.method}).status_code
        ]
    assert set(answers) <= {200, 303, 400, 404, 405}
    assert [one for one in seen.writes if "user_session" not in one and "audit_event" not in one] == []


def test_an_honest_request_is_served(client_as, cast):
    assert client_as(cast.astrid).post("/notifications/reading").status_code == 303
    honest = {"Sec-Fetch-Site": "same-origin"}
    assert client_as(cast.astrid).post("/notifications/reading", headers=honest).status_code == 303


def test_an_exempt_view_would_be_noticed(app, client_as, cast, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_CHECK_DEFAULT", False)
    assert client_as(cast.astrid).post("/notifications/reading", csrf=False).status_code == 303


def test_nobody_is_signed_in_by_a_forged_form(app, cast):
    give_password(cast.astrid)
    victim = InspectingClient(app)
    forged = victim.post("/signin", data={"email": "astrid@example.org", "password": PASSWORD}, csrf=False)
    assert forged.status_code == 400
    assert "Siden havde stået åben for længe. Prøv igen." in forged.page.text
    assert victim.get("/notifications").status_code == 303


def test_a_stale_sign_out_leads_to_signing_in(app):
    assert InspectingClient(app).post("/signout", csrf=False).location == "/signin"
