"""The key of a form: which it is, whose claims it, what is kept of it, and what takes none."""

import hashlib
import secrets
from datetime import timedelta

import pytest
import time_machine
from flask import Response, g, session
from sqlalchemy import select

from competence.access.actor import Actor
from competence.access.guard import needs
from competence.access.permissions import MayHouse
from competence.db import db
from competence.notifications.actions.telling import choose
from competence.notifications.queries import rhythm_of
from competence.notifications.rules import Rhythm
from competence.privacy.keystore.boxes import Place, unseal
from competence.signin.idempotency import KEY, claim, new_key
from competence.signin.models import IdempotencyKey
from competence.web.clock import now, today
from tests.web.signing import PASSWORD, give_password

PAGE = "/notifications/preferences"
OTHER = "/notifications/reading"


@pytest.fixture
def astrid(cast, client_as):
    return client_as(cast.astrid)


def keys():
    return list(db.session.scalars(select(IdempotencyKey)))


@pytest.fixture
def claims(app, cast):
    """Return whether a form that Astrid sends to an endpoint claims a key."""

    def asked(endpoint, key, method="POST"):
        (rule,) = (one for one in app.url_map.iter_rules(endpoint) if method in one.methods)
        with app.test_request_context():
            address = app.url_for(endpoint, _method=method, **dict.fromkeys(rule.arguments, "0" * 32))
        with app.test_request_context(address, method=method, data={KEY: key}):
            g.actor = Actor(cast.astrid.id)
            assert claim() is None
            held = db.holds
            if held:
                db.settle(kept=False)
            return held

    return asked


def test_a_page_has_one_key_for_all_its_forms_and_none_for_nobody(app, cast):
    with app.test_request_context():
        assert new_key() == ""
        g.actor = Actor(cast.astrid.id)
        assert len(new_key()) == 22, "sixteen bytes"
        assert new_key() == new_key()


@pytest.mark.parametrize(("length", "is_claimed"), [(19, False), (20, True), (64, True), (65, False)])
def test_a_key_is_of_a_length_that_is_not_guessed_and_takes_little_room(length, is_claimed, claims):
    assert claims("notifications.choose", "k" * length) is is_claimed


@pytest.mark.parametrize("endpoint", ["seats.solve", "erasures.confirm", "imports.create", "imports.send_careers"])
def test_what_is_kept_in_steps_or_looks_at_a_file_takes_no_key(endpoint, claims):
    assert not claims(endpoint, "k" * 22)


def test_a_page_that_is_only_read_claims_nothing_whatever_is_sent_along(claims):
    assert not claims("notifications.preferences", "k" * 22, "GET")


def test_who_signs_in_keeps_no_key(anonymous, cast):
    give_password(cast.astrid)
    sent = {"email": "astrid@example.org", "password": PASSWORD, KEY: secrets.token_urlsafe(16)}
    assert anonymous.post("/signin", data=sent).status_code == 303
    assert keys() == []


def test_what_was_sent_before_a_new_version_is_known_to_it(astrid, cast):
    key = secrets.token_urlsafe(16)
    astrid.post(f"{PAGE}?a=1", data={"rhythm": "DAILY", KEY: key, "also": ["b", "a"]})
    (row,) = keys()
    sent = cast.astrid.id, "POST", f"{PAGE}?a=1", key
    assert row.fingerprint == hashlib.sha256(repr(sent).encode()).hexdigest()
    said = [("also", ["b", "a"]), (KEY, [key]), ("rhythm", ["DAILY"])]
    secret = hashlib.sha256(repr(("place", key, sorted(said))).encode()).digest()
    assert unseal(secret, Place("idempotency_key", "place", row.fingerprint, 0), row.place) == "/notifications"
    assert row.place.split("|")[2] == "form"


def test_a_refusal_and_another_form_leave_the_keys_of_others_as_they_are(astrid):
    sent = [(PAGE, {"rhythm": "DAILY"}, 303), (PAGE, {"rhythm": "HOURLY"}, 400), (PAGE, {"rhythm": "NEVER"}, 303)]
    for address, form, status in sent:
        before = {(one.fingerprint, one.place) for one in keys()}
        assert astrid.post(address, data=form | {KEY: secrets.token_urlsafe(16)}).status_code == status
        db.session.expire_all()
        after = {(one.fingerprint, one.place) for one in keys()}
        assert (before <= after, len(after - before)) == (True, status == 303)


def test_what_is_sent_again_with_other_words_another_day_is_kept_from_that_day(astrid, cast, client_as):
    key = secrets.token_urlsafe(16)
    astrid.post(PAGE, data={"rhythm": "DAILY", KEY: key})
    with time_machine.travel(now() + timedelta(days=1), tick=False):
        client_as(cast.astrid).post(PAGE, data={"rhythm": "NEVER", KEY: key})
        db.session.expire_all()
        assert [one.day for one in keys()] == [today()]
    assert rhythm_of(cast.astrid.id) is Rhythm.NEVER


def test_who_comes_second_waits_for_the_row_where_others_write_too(astrid, statements):
    key = secrets.token_urlsafe(16)
    astrid.post(PAGE, data={"rhythm": "DAILY", KEY: key})
    with statements() as seen:
        astrid.post(PAGE, data={"rhythm": "DAILY", KEY: key})
    (asked,) = (one for one in seen.selects if "FROM idempotency_key" in one)
    assert asked.endswith("FOR UPDATE") is (db.session.get_bind().dialect.name == "postgresql")


@pytest.mark.parametrize(
    ("status", "leads", "is_kept"),
    [(303, "/plans", True), (302, "/plans", False), (200, None, False), (303, "https://evil.example/", False)],
)
def test_a_key_is_kept_with_a_place_of_our_own_it_led_to(status, leads, is_kept, app, astrid, monkeypatch):
    def done():
        db.session.commit()
        return Response("done", status, {"Location": leads} if leads else {}, mimetype="text/plain")

    monkeypatch.setitem(app.view_functions, "notifications.read", needs(MayHouse.ENTER)(done))
    key = secrets.token_urlsafe(16)
    assert astrid.post(OTHER, data={KEY: key}).status_code == status
    assert len(keys()) == is_kept


@pytest.mark.parametrize(
    ("status", "committed", "is_kept"), [(499, True, True), (499, False, False), (500, True, False), (503, True, False)]
)
def test_where_something_went_wrong_only_what_was_committed_is_kept_and_after_an_error_nothing(
    status, committed, is_kept, app, astrid, cast, monkeypatch
):
    """What is remembered of the browser is kept all the same: it is written when the answer is made."""
    person_id = cast.astrid.id

    def fails():
        choose(person_id, Rhythm.DAILY)
        if committed:
            db.session.commit()
        session["language"] = "en"
        return Response("?", status, mimetype="text/plain")

    monkeypatch.setitem(app.view_functions, "notifications.read", needs(MayHouse.ENTER)(fails))
    astrid.post(OTHER, data={KEY: secrets.token_urlsafe(16)})
    assert (rhythm_of(person_id) is Rhythm.DAILY, keys()) == (is_kept, [])
    with astrid.session_transaction() as remembered:
        assert remembered["language"] == "en"
