"""An expired session loses nothing: what was written comes back to the one who wrote it, and to nobody else."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from competence.db import db
from competence.signin.actions import accounts, words
from competence.signin.models import RescuedWords
from tests.client import InspectingClient
from tests.web.proving import NOON
from tests.web.signing import cookie_of, give_password, sign_in

PAGE = "http://localhost/notifications?page=2"
FORM = {"example": "Jeg har hjulpet en borger med MitID.", "wish": ["more", "less"]}


@pytest.fixture
def hers(app, cast, clock):
    """Astrid's browser, on a page with a form that she has looked at for an hour."""
    give_password(cast.astrid)
    give_password(cast.bo)
    client = InspectingClient(app)
    sign_in(client, "astrid@example.org")
    client.form_token = client.get("/notifications").page.form("/signout")["csrf_token"][0]
    clock.shift(timedelta(hours=1))
    return client


def send(client, address="/notifications/reading", **more):
    fields = {**FORM, "csrf_token": client.form_token, **more.pop("fields", {})}
    return client.post(address, data=fields, headers={"Referer": PAGE, **more.pop("headers", {})}, csrf=False, **more)


def rescued(client):
    with client.session_transaction() as session:
        return session.get("rescued")


def test_her_words_come_back_when_she_has_signed_in(hers, db_session):
    answer = send(hers)
    assert (answer.status_code, answer.location) == (303, "/signin?next=/notifications?page%3D2")
    page = hers.get(answer.location).page
    back = sign_in(hers, "astrid@example.org", next=page.form("/signin")["next"][0])
    assert back.location == "/notifications?page=2"
    assert rescued(hers) == {"path": "/notifications", "fields": FORM}
    assert "Det, du skrev, før du blev logget ud, står her stadig." in hers.get("/notifications").page.text
    assert db_session.scalars(select(RescuedWords)).all() == []


def test_somebody_else_at_the_same_computer_never_sees_them(hers, app):
    send(hers)
    sign_in(hers, "bo@example.org", next="/notifications")
    assert rescued(hers) is None
    assert "MitID" not in hers.get("/notifications").text
    at_home = InspectingClient(app)
    sign_in(at_home, "astrid@example.org", next="/notifications")
    assert rescued(at_home) == {"path": "/notifications", "fields": FORM}


def test_they_come_back_though_she_looked_at_the_sign_in_page_first(hers):
    assert hers.get("/notifications").status_code == 303
    assert hers.get("/signin").status_code == 200
    assert send(hers).status_code == 303
    sign_in(hers, "astrid@example.org")
    assert rescued(hers)["fields"] == FORM


def test_a_form_opened_before_can_be_sent_after_she_signed_in_again(hers):
    """In another tab: the form's token belongs to her, not to the session that expired."""
    sign_in(hers, "astrid@example.org")
    answer = send(hers)
    assert (answer.status_code, answer.location) == (303, "/notifications")


def test_they_are_handed_back_once(hers, app):
    send(hers)
    sign_in(hers, "astrid@example.org")
    another = InspectingClient(app)
    sign_in(another, "astrid@example.org")
    assert rescued(another) is None


def test_words_from_two_pages_each_find_their_page(hers, app):
    send(hers)
    send(hers, headers={"Referer": "http://localhost/password"}, fields={"example": "andet"})
    one, other = InspectingClient(app), InspectingClient(app)
    sign_in(one, "astrid@example.org", next="/notifications")
    assert rescued(one)["fields"]["example"] == FORM["example"]
    sign_in(other, "astrid@example.org")
    assert rescued(other) == {"path": "/password", "fields": {**FORM, "example": "andet"}}


def test_passwords_and_tokens_are_not_kept(hers, db_session):
    secret = {"password": "hemmelig", "new_password": "hemmeligere", "again_password": "x"}
    send(hers, "/password", fields=secret)
    assert db_session.scalars(select(RescuedWords)).one().fields == FORM


@pytest.mark.parametrize("why", ["signed out", "revoked", "forged form", "too long", "unknown cookie"])
def test_nothing_is_kept_where_nobody_can_tell_whose_it_is_or_should(hers, cast, db_session, clock, why):
    if why == "signed out":
        clock.shift(timedelta(hours=-1))
        hers.post("/signout")
    if why == "revoked":
        accounts.deactivate(cast.freja.id, cast.astrid.id)
    if why == "unknown cookie":
        hers.set_cookie("session", "A" * 43)
    fields = {"forged form": {"csrf_token": "x"}, "too long": {"example": "x" * 257 * 1024}}.get(why, {})
    answer = send(hers, fields=fields)
    assert (
        answer.location == "/signin?next=/notifications?page%3D2"
        if why != "too long"
        else answer.status_code in {303, 413}
    )
    assert db_session.scalars(select(RescuedWords)).all() == []


def test_they_are_forgotten_after_three_days(hers, app, clock):
    send(hers)
    clock.shift(timedelta(days=3, minutes=1))
    sign_in(hers, "bo@example.org")
    sign_in(InspectingClient(app), "astrid@example.org")
    assert rescued(hers) is None


def test_over_a_weekend_they_are_not(hers, clock):
    clock.shift(timedelta(days=2, hours=22))
    send(hers)
    sign_in(hers, "astrid@example.org")
    assert rescued(hers)["fields"] == FORM


@pytest.mark.parametrize("headers", [{"X-Requested-With": "fetch"}, {"Accept": "application/json"}])
def test_a_page_that_sends_by_script_is_told_and_keeps_its_words(hers, db_session, headers):
    answer = send(hers, headers=headers)
    assert answer.status_code == 401
    assert answer.json["signin"] == "/signin?next=/notifications?page%3D2"
    assert "står her stadig" in answer.json["error"]
    assert db_session.scalars(select(RescuedWords)).all() == []


def test_the_referrer_of_another_house_is_not_gone_back_to(hers):
    assert send(hers, headers={"Referer": "https://evil.example/notifications"}).location == "/signin?next=/"


def test_the_next_one_at_the_computer_finds_nothing_of_her_session(hers):
    with hers.session_transaction() as session:
        assert set(session) <= {"csrf_token", "language"}
    assert cookie_of(hers)


def kept_of(person):
    """Return what is kept of somebody, the first first: its page, where it was sent, and the word that was written."""
    rows = select(RescuedWords).where(RescuedWords.person_id == person.id).order_by(RescuedWords.id)
    return [(row.path, row.action, row.fields["a"].split()[0]) for row in db.session.scalars(rows)]


def test_of_each_page_the_last_words_are_kept_and_what_waits_for_a_yes_beside_them(cast, clock):
    bos = words.rescue(cast.bo.id, "/a", {"a": "his"})
    assert (bos.id > 0, bos.person_id, bos.rescued_at) == (True, cast.bo.id, NOON)
    for path, action, said in (
        ("/a", None, "1"), ("/b", None, "2"), ("/a", None, "3"), ("/a", "/send", "4"), ("/a", "/send", "5"),
        ("/b", None, "6"), ("/a", None, "7"), ("/a", "/send", "8"),
    ):  # fmt: skip
        words.rescue(cast.astrid.id, path, {"a": said}, action)
    first, second, third = (("/a", "/send", said) for said in "458")
    assert kept_of(cast.astrid) == [first, second, ("/b", None, "6"), ("/a", None, "7"), third]
    assert kept_of(cast.bo) == [("/a", None, "his")]


def test_of_many_pages_the_last_ten_are_kept_of_each_person(cast):
    for number in range(12):
        words.rescue(cast.astrid.id, f"/{number}", {"a": "word"})
        words.rescue(cast.bo.id, f"/{number}", {"a": "word"})
    assert [path for path, _, _ in kept_of(cast.astrid)] == [f"/{number}" for number in range(2, 12)]
    assert len(kept_of(cast.bo)) == 10


def test_words_that_wait_are_let_go_of_by_their_own_number_and_their_writer(cast):
    first, second = (words.rescue(cast.astrid.id, "/a", {"a": said}, "/send").id for said in "12")
    words.let_go(cast.bo.id, first)
    assert len(kept_of(cast.astrid)) == 2
    words.let_go(cast.astrid.id, second)
    assert kept_of(cast.astrid) == [("/a", "/send", "1")]
    assert words.hand_back(cast.astrid.id, "/a") is None, "what waits is not handed back as words"
