"""The detours of a request: where each leads, what is kept of what was sent, and that nothing is done meanwhile."""

import secrets
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Response
from sqlalchemy import select

from competence.access.guard import check, needs
from competence.access.permissions import MayGlass, MayHouse, MayPeople
from competence.db import db
from competence.notifications.actions.telling import choose
from competence.notifications.queries import rhythm_of
from competence.notifications.rules import Rhythm
from competence.signin.factors.models import CodeApp
from competence.signin.idempotency import KEY
from competence.signin.models import IdempotencyKey, RescuedWords
from competence.signin.rules import LONGEST_RESCUE
from tests.client import InspectingClient
from tests.client import sign_in as sign_in_at_once
from tests.web.proving import LATE
from tests.web.signing import PASSWORD, give_password, sign_in

# Sent in pieces, as browsers do not: nobody knows how long it is before the last one is there.
IN_PIECES = {"Transfer-Encoding": "chunked"}, {"wsgi.input_terminated": True}
DO = "/notifications/reading"
FROM = {"Referer": "http://localhost/notifications?q=1"}


@pytest.fixture
def expired(app, cast, clock):
    """Astrid's browser an hour after she signed in."""
    give_password(cast.astrid)
    client = InspectingClient(app)
    sign_in(client, "astrid@example.org")
    clock.shift(timedelta(hours=1))
    return client


def kept():
    """Return what is kept of what was sent: the page it was written on, and where it goes on."""
    return [(row.path, row.action) for row in db.session.scalars(select(RescuedWords).order_by(RescuedWords.id))]


def sized(length):
    """Return a form of so many bytes."""
    return {"data": "reason=".ljust(length, "x"), "content_type": "application/x-www-form-urlencoded"}


# --- to confirm ---


def test_a_page_that_asks_who_she_is_comes_back_as_it_was_asked_for(frejas, cast):
    page = f"/people/{cast.astrid.pid}/roles/new"
    for query, kept_so in (("", ""), ("?q=x", "?q%3Dx")):
        asked = frejas.get(page + query)
        assert (asked.status_code, asked.location) == (303, f"/signin/confirm?next={page}{kept_so}")


@pytest.mark.parametrize("headers", [{"X-Requested-With": "fetch"}, {"Accept": "application/json"}])
def test_a_behaviour_is_told_where_to_confirm_and_keeps_its_words(frejas, cast, headers):
    answer = frejas.post(f"/people/{cast.astrid.pid}/roles", data={"reason": "x"}, headers=FROM | headers)
    assert (answer.status_code, answer.json["signin"]) == (401, "/signin/confirm?next=/notifications?q%3D1")
    assert "står her stadig" in answer.json["error"]
    assert kept() == []


def test_what_was_sent_waits_for_this_browser_under_where_it_goes(frejas, cast):
    where = f"/people/{cast.astrid.pid}/roles"
    asked = frejas.post(f"{where}?q=x", data={"reason": "Orlov"}, headers=FROM)
    assert (asked.status_code, asked.location) == (303, "/signin/confirm?next=/notifications?q%3D1")
    (row,) = db.session.scalars(select(RescuedWords))
    assert (row.path, row.action, row.person_id) == ("/notifications", f"{where}?q=x", cast.freja.id)
    with frejas.session_transaction() as remembered:
        assert remembered["resuming"] == {"action": f"{where}?q=x", "words": row.id}
    frejas.post(where, data={"reason": "Orlov"}, headers=FROM)
    assert kept()[-1] == ("/notifications", where)


@pytest.mark.parametrize(("length", "waits"), [(LONGEST_RESCUE, 1), (LONGEST_RESCUE + 1, 0)])
def test_what_is_too_long_to_wait_is_asked_for_again(frejas, cast, length, waits):
    assert frejas.post(f"/people/{cast.astrid.pid}/roles", **sized(length)).status_code == 303
    assert len(kept()) == waits


def test_what_comes_with_a_file_is_asked_for_again(frejas, cast):
    sent = {"reason": "x", "file": (BytesIO(b"a"), "a.txt")}
    assert frejas.post(f"/people/{cast.astrid.pid}/roles", data=sent).status_code == 303
    assert kept() == []


def test_a_form_that_does_not_say_how_long_it_is_does_not_wait(frejas, cast):
    headers, environ = IN_PIECES
    where = f"/people/{cast.astrid.pid}/roles"
    answer = frejas.post(where, data={"a": "b"}, headers=headers, environ_overrides=environ)
    assert (answer.status_code, kept()) == (303, [])


def test_once_it_is_sent_again_nothing_waits_and_anything_else_lets_it_wait(frejas, cast):
    where = f"/people/{cast.astrid.pid}/roles"
    frejas.post(f"{where}?q=x", data={"role": "HR"})
    for elsewhere in (where, f"{where}?q="):
        frejas.post(DO, data={})
        frejas.get(f"{where}?q=x")
        assert kept() == [("/", f"{where}?q=x")], elsewhere
    frejas.post("/signin/confirm", data={"password": PASSWORD})
    frejas.post(f"{where}?q=", data={"role": "HR"})
    assert len(kept()) == 1
    assert frejas.post(f"{where}?q=x", data={"role": "HR", "reason": ""}).status_code == 400
    assert kept() == [], "also where it is refused"
    with frejas.session_transaction() as remembered:
        assert "resuming" not in remembered


def test_who_must_now_add_a_second_factor_adds_it_with_what_waited(app, cast, clock, monkeypatch):
    client, add = InspectingClient(app), "/signin/factors/apps"
    sign_in_at_once(client, cast.freja, passed=False)
    clock.shift(LATE)
    assert client.post(add).location.startswith("/signin/confirm")
    assert kept() == [("/", add)]
    monkeypatch.setitem(app.config, "SECOND_FACTOR_REQUIRED", "administrator")
    assert client.post(add).location.startswith(add)
    assert db.session.query(CodeApp).count() == 1


# --- nothing is done meanwhile ---


@pytest.fixture
def begun(app, cast, monkeypatch):
    """Return a function that lets somebody begin something and then asks for more than they have shown."""

    def begin(client, permission, *, committed, key=None):
        person_id = cast.freja.id

        def view():
            choose(person_id, Rhythm.DAILY)
            if committed:
                db.session.commit()
            check(permission)
            return Response("done", mimetype="text/plain")

        with monkeypatch.context() as patch:
            patch.setitem(app.view_functions, "notifications.read", needs(MayHouse.ENTER)(view))
            return client.post(DO, data={KEY: secrets.token_urlsafe(16) if key is None else key}, headers=FROM)

    return begin


def keys():
    return list(db.session.scalars(select(IdempotencyKey)))


def test_what_was_begun_is_not_done_and_may_be_sent_again_when_she_has_confirmed(frejas, cast, begun):
    assert begun(frejas, MayPeople.GRANT, committed=False).location.startswith("/signin/confirm")
    assert (rhythm_of(cast.freja.id), keys()) == (Rhythm.AT_ONCE, [])


def test_what_takes_a_second_factor_leads_to_adding_one_and_says_so(app, cast, client_as, monkeypatch, begun):
    monkeypatch.setitem(app.config, "SECOND_FACTOR_REQUIRED", "dpo")
    for committed, rhythm in ((False, Rhythm.AT_ONCE), (True, Rhythm.DAILY)):
        carla = client_as(cast.carla)
        answer = begun(carla, MayGlass.BREAK, committed=committed)
        assert (answer.status_code, answer.location) == (303, "/signin/factors")
        assert "Det kræver totrinsbekræftelse." in carla.get("/signin/factors").page.text
        assert (rhythm_of(cast.freja.id), keys()) == (rhythm, [])


def test_nor_is_it_done_where_the_form_has_no_key_as_an_upload_has_none(app, cast, client_as, monkeypatch, begun):
    monkeypatch.setitem(app.config, "SECOND_FACTOR_REQUIRED", "dpo")
    carla = client_as(cast.carla)
    assert begun(carla, MayGlass.BREAK, committed=False, key="").location == "/signin/factors"
    assert rhythm_of(cast.freja.id) is Rhythm.AT_ONCE


# --- to sign in ---


def test_who_is_nobody_is_led_to_sign_in_where_a_form_takes_more_and_nowhere_else(anonymous):
    for address in (DO, "/signin/factors/apps"):
        asked = anonymous.post(address, data={"a": "b"}, headers=FROM)
        assert (asked.status_code, asked.location) == (303, "/signin?next=/notifications?q%3D1")
    assert anonymous.get(DO.replace("reading", "preferences")).location == "/signin?next=/notifications/preferences"
    assert kept() == []
    assert anonymous.post("/nowhere").status_code == 404
    assert anonymous.post("/signin", data={}).status_code == 400


def test_who_must_add_a_second_factor_is_led_to_sign_in_from_all_else(app, cast, required):
    give_password(cast.freja)
    client = InspectingClient(app)
    sign_in(client, "freja@example.org")
    assert client.post(DO, headers=FROM).location == "/signin?next=/notifications?q%3D1"
    assert client.post("/signin/factors/apps", headers=FROM).location.startswith("/signin/factors/apps/")


@pytest.mark.parametrize("headers", [{"X-Requested-With": "fetch"}, {"Accept": "application/json"}])
def test_a_behaviour_is_told_where_to_sign_in(anonymous, headers):
    answer = anonymous.get("/notifications", headers=FROM | headers)
    assert (answer.status_code, answer.json["signin"]) == (401, "/signin?next=/notifications?q%3D1")
    assert anonymous.get("/notifications", headers={"X-Requested-With": "other"}).status_code == 303


@pytest.mark.parametrize(("length", "waits"), [(LONGEST_RESCUE, 1), (LONGEST_RESCUE + 1, 0)])
def test_words_that_are_too_long_are_not_rescued(expired, length, waits):
    expired.post(DO, **sized(length), headers=FROM)
    assert kept() == [("/notifications", None)] * waits


def test_a_form_in_which_nothing_is_written_and_one_whose_length_nobody_knows_rescue_nothing(expired):
    expired.post(DO, data={"csrf_token": expired.token(), "password": "hemmelig"}, headers=FROM)
    headers, environ = IN_PIECES
    expired.post(DO, data={"a": "b"}, headers=FROM | headers, environ_overrides=environ)
    assert kept() == []


def test_what_is_rescued_is_each_field_but_secrets(expired):
    said = {"a": "b", "c": ["d", "e"], "new_password": "hemmelig", KEY: "k" * 22, "csrf_token": expired.token()}
    expired.post(DO, data=said, headers=FROM, csrf=False)
    (row,) = db.session.scalars(select(RescuedWords))
    assert set(row.fields) == {"a", "c"}
    assert (row.fields["a"][0], len(row.fields["c"])) == ("b", 2)
