"""A new secret key is put in place while people work: what the one before it made still counts for a while."""

import pytest

from competence.config import settings
from competence.db import db
from competence.signin.actions.accounts import new_link, open_account
from competence.signin.factors.actions.devices import make_codes
from competence.signin.factors.actions.proving import code_is_right
from competence.signin.rules import Purpose
from tests.client import InspectingClient

NEW, FORMER = "9c1e7b04d85f2a63" * 4, "55d0c2e8a17b9f34" * 4


@pytest.fixture
def change(app, monkeypatch):
    """Return a function that gives the product another key, with those before it or without."""

    def to(key, *former):
        changed = settings({"SECRET_KEY": key, "SECRET_KEY_FALLBACKS": ",".join(former)})
        for name in ("SECRET_KEY", "SECRET_KEY_FALLBACKS", "WTF_CSRF_SECRET_KEY"):
            monkeypatch.setitem(app.config, name, changed[name])

    return to


@pytest.mark.parametrize(("former", "counts"), [((FORMER,), True), (("11" * 32, FORMER), True), ((), False)])
def test_a_form_that_was_open_still_saves_and_its_owner_stays_signed_in(former, counts, cast, client_as, change):
    change(FORMER)
    astrid = client_as(cast.astrid)
    token = astrid.get("/notifications").page.form("/signout")["csrf_token"][0]
    change(NEW, *former)
    assert astrid.get("/notifications").status_code == 200, "sessions stand in the database, and need no key"
    sent = astrid.post("/notifications/reading", data={"csrf_token": token}, csrf=False)
    assert (sent.status_code == 303) is counts
    fresh = astrid.get("/notifications").page.form("/signout")["csrf_token"][0]
    change(NEW)
    assert astrid.post("/notifications/reading", data={"csrf_token": fresh}, csrf=False).status_code == 303


def test_a_link_from_before_works_whatever_the_key(app, cast, change):
    change(FORMER)
    open_account(cast.astrid.id)
    token = new_link(cast.astrid.id, Purpose.INVITATION)
    db.session.commit()
    change(NEW)
    assert InspectingClient(app).get(f"/password/link/{token}").location == "/password/new"


@pytest.mark.parametrize(("former", "counts"), [((FORMER,), True), ((), False)])
def test_a_recovery_code_made_before_still_works_once(former, counts, app, cast, change):
    change(FORMER)
    with app.test_request_context(method="POST"):
        code, *_ = make_codes(cast.astrid.id)
        change(NEW, *former)
        assert code_is_right(cast.astrid.id, code) is counts
        assert not code_is_right(cast.astrid.id, code)
