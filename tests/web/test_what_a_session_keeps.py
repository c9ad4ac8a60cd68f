"""What a session keeps for its browser and tells the request it is opened for, and when it is written."""

import hashlib
import hmac
from datetime import timedelta

import pytest
from flask import g, session
from flask_login import current_user
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from competence.access.actor import Role
from competence.db import db
from competence.signin.actions.accounts import new_link
from competence.signin.factors.rules import Standing
from competence.signin.models import Account, UserSession
from competence.signin.rules import Purpose
from competence.signin.sessions import WHO, HalfIn, Remembered, SignedIn, sign_out
from tests.client import InspectingClient
from tests.factors import code_of, make_app
from tests.make import make_grant
from tests.web.proving import fresh, is_in, prove
from tests.web.signing import ANOTHER, PASSWORD, cookie_of, give_password, sign_in


@pytest.fixture
def astrids(app, cast, clock):
    """Astrid's browser, signed in with her password."""
    give_password(cast.astrid)
    return fresh(app)


def kept(client):
    """Return what is kept for a browser."""
    with client.session_transaction() as remembered:
        return dict(remembered)


def test_at_sign_in_the_language_stays_and_nothing_else_of_whoever_was_here(app, cast):
    give_password(cast.astrid)
    hers = InspectingClient(app)
    hers.post("/language", data={"language": "en"})
    with hers.session_transaction() as remembered:
        remembered["link"] = "somebody else's"
    sign_in(hers, "astrid@example.org")
    assert set(kept(hers)) == {"language", "csrf_token", WHO}
    assert kept(hers)["language"] == "en"


def test_the_secret_of_the_forms_is_her_own_and_changes_with_her_password_alone(app, astrids, cast, db_session):
    """Also over a new version of the product, which would otherwise turn away the forms that stand open."""
    told = f"csrf:{cast.astrid.id}:{db_session.get(Account, cast.astrid.id).epoch}"
    secret = hmac.new(app.secret_key.encode(), told.encode(), hashlib.sha256).hexdigest()
    assert kept(astrids)["csrf_token"] == secret


def test_who_has_passed_the_second_factor_and_chooses_another_password_is_not_asked_again(hers):
    prove(hers, code_of(hers.seed))
    hers.post("/password", data={"password": PASSWORD, "new_password": ANOTHER, "again": ANOTHER})
    assert is_in(hers)


def test_another_who_comes_in_at_the_same_browser_has_not_passed_it(hers, cast):
    prove(hers, code_of(hers.seed))
    give_password(cast.bo)
    make_app(cast.bo)
    hers.get(f"/password/link/{new_link(cast.bo.id, Purpose.RESET)}")
    hers.post("/password/new", data={"new_password": ANOTHER, "again": ANOTHER})
    assert hers.get("/signin").location == "/signin/second?next=/"


def test_passing_it_is_proof_of_who_she_is_for_five_minutes(hers, clock, at_a_page):
    clock.shift(timedelta(minutes=4))
    prove(hers, code_of(hers.seed))
    clock.shift(timedelta(minutes=4))
    assert at_a_page(hers)["is_confirmed"] is True


def test_what_somebody_is_stands_in_one_order_whichever_process_writes_it(astrids, cast, monkeypatch, db_session):
    monkeypatch.setattr("competence.signin.sessions.rights_of", lambda actor: ("med", "hr", "leader"))
    is_in(astrids)
    assert db_session.scalars(select(UserSession.rights)).all() == ["hr leader med"]


@pytest.mark.parametrize("cookie", ["A" * 42, "A" * 44, "é" * 43, ""])
def test_a_cookie_that_is_no_token_is_looked_up_nowhere(cookie, anonymous, at_a_page, statements):
    anonymous.set_cookie("session", cookie)
    with statements() as seen:
        at_a_page(anonymous)
    assert seen == []


def test_whose_session_cannot_be_opened_is_told_so_and_not_taken_for_nobody(app, astrids, monkeypatch):
    def away(*_):
        raise OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setattr("competence.signin.queries.session_row", away)
    assert astrids.get("/notifications").status_code == 503
    with app.test_request_context(headers={"Cookie": f"session={cookie_of(astrids)}"}):
        assert isinstance(session._get_current_object(), Remembered), "which the page that says so asks for"


def test_what_is_said_of_the_one_who_asks(cast, client_as, at_a_page):
    known = at_a_page(client_as(cast.astrid))
    assert known["signed_in"] == SignedIn(cast.astrid.id, "Astrid Skov", cast.tarup.title)
    assert (known["actor"].person_id, known["is_confirmed"], known["unread"]) == (cast.astrid.id, True, 0)
    assert at_a_page(client_as(cast.didrik))["signed_in"] == SignedIn(cast.didrik.id, "Didrik Damm", "")
    assert not {"half_in", "is_enrolling", "not_opened", "db_writes"} & known.keys()


def test_half_in_is_known_by_name_and_by_what_is_missing_and_nobody(app, cast, hers, at_a_page, required):
    known = at_a_page(hers)
    assert known["half_in"] == HalfIn(cast.astrid.id, "Astrid Skov", Standing.CHALLENGED)
    assert known["is_enrolling"] is False
    assert not {"signed_in", "is_confirmed", "lacks_factor"} & known.keys()
    assert "actor" not in known
    give_password(cast.freja)
    known = at_a_page(fresh(app, "freja@example.org"))
    assert (known["half_in"].standing, known["is_enrolling"]) == (Standing.ENROLLING, True)


@pytest.mark.parametrize(
    ("asked", "has", "lacks"), [("", False, False), ("", True, False), ("hr", False, True), ("hr", True, False)]
)
def test_what_takes_a_second_factor_is_not_for_who_has_none_where_the_house_asks_for_them(
    asked, has, lacks, app, cast, client_as, at_a_page, monkeypatch
):
    monkeypatch.setitem(app.config, "SECOND_FACTOR_REQUIRED", asked)
    if has:
        make_app(cast.astrid)
    assert at_a_page(client_as(cast.astrid))["lacks_factor"] is lacks


@pytest.mark.parametrize(("who", "lives"), [("astrid", True), ("carla", False), ("freja", False)])
def test_the_session_of_who_may_do_much_rests_for_less_than_a_quarter_of_an_hour(
    who, lives, cast, client_as, clock, at_a_page
):
    client = client_as(getattr(cast, who))
    clock.shift(timedelta(minutes=14, seconds=59))
    assert is_in(client)
    clock.shift(timedelta(minutes=15))
    found = {}
    assert ("signed_in" in at_a_page(client, lambda: found.update(session))) is lives
    assert "csrf_token" in found, "what is written meanwhile can still be sent"


def test_of_an_expired_session_the_language_the_forms_and_an_opened_link_stay_and_looking_wakes_it_not(
    astrids, cast, clock, at_a_page, db_session
):
    astrids.post("/language", data={"language": "en"})
    astrids.get(f"/password/link/{new_link(cast.astrid.id, Purpose.RESET)}")
    with astrids.session_transaction() as remembered:
        remembered["rescued"] = "words"
    before, cookie, used = kept(astrids), cookie_of(astrids), select(UserSession.key, UserSession.last_seen)
    last_used = db_session.execute(used).all()
    clock.shift(timedelta(minutes=30))
    found = {}
    for _ in range(2):
        assert "signed_in" not in at_a_page(astrids, lambda: found.update(session))
    assert found == {name: before[name] for name in ("language", "csrf_token", "link")}
    assert cookie_of(astrids) == cookie
    assert db_session.execute(used).all() == last_used, "and it goes as early as if nobody had looked"


def test_a_visitor_keeps_the_language_for_eight_hours(anonymous, clock, at_a_page):
    anonymous.post("/language", data={"language": "en"})
    found = {}
    clock.shift(timedelta(hours=7, minutes=59))
    at_a_page(anonymous, lambda: found.update(session))
    assert found["language"] == "en"
    found.clear()
    clock.shift(timedelta(hours=8))
    at_a_page(anonymous, lambda: (found.update(session), session.update(language="da")))
    assert found == {}


def test_what_is_remembered_goes_on_under_the_same_token(astrids):
    before = cookie_of(astrids)
    astrids.post("/language", data={"language": "en"})
    assert (cookie_of(astrids), kept(astrids)["language"]) == (before, "en")


def test_a_visitor_of_whom_nothing_is_to_be_remembered_gets_no_session(anonymous, at_a_page, statements):
    with statements() as seen:
        at_a_page(anonymous, lambda: (session.update(link="used up"), session.pop("link")))
    assert anonymous.get_cookie("session") is None
    assert seen == []


def test_a_visitor_who_sends_a_form_is_led_to_sign_in(anonymous):
    assert anonymous.post("/notifications/reading").location == "/signin?next=/"


def test_who_signs_out_has_nothing_remembered_from_that_moment_on(astrids, at_a_page):
    found = {}
    at_a_page(astrids, lambda: (found.update(session), sign_out(), found.update(after=dict(session))))
    assert "csrf_token" in found
    assert found["after"] == {}


def test_a_first_session_is_one_statement(anonymous, at_a_page, statements):
    with statements() as seen:
        at_a_page(anonymous, lambda: session.update(language="en"))
    assert [one.split()[0] for one in seen] == ["INSERT"]


def test_that_it_was_used_is_written_without_what_it_holds(astrids, clock, statements):
    clock.shift(timedelta(minutes=1))
    with statements(use=True) as seen:
        astrids.get("/notifications")
    assert [("SET last_seen=" in one, "data=" in one) for one in seen.writes] == [(True, False)]


def test_every_page_says_that_it_differs_by_cookie(anonymous, at_a_page):
    assert "Cookie" in at_a_page(anonymous)["vary"]


def test_flask_login_knows_who_is_signed_in_and_nobody_else(astrids, anonymous, cast, at_a_page):
    known = []
    for client in (astrids, anonymous):
        at_a_page(client, lambda: known.append((current_user.is_authenticated, current_user.get_id())))
    assert known == [(True, str(cast.astrid.id)), (False, None)]


def test_flask_login_adds_nothing_to_the_session(astrids, at_a_page):
    at_a_page(astrids, lambda: current_user.is_authenticated)
    assert set(kept(astrids)) == {"csrf_token", WHO}


def test_before_the_second_factor_flask_login_knows_nobody(hers, at_a_page):
    known = []
    at_a_page(hers, lambda: known.append(current_user.is_authenticated))
    assert known == [False]


def test_whoever_else_stands_in_the_session_is_not_signed_in(astrids, cast, at_a_page):
    with astrids.session_transaction() as remembered:
        remembered[WHO] = str(cast.bo.id)
    known = []
    at_a_page(astrids, lambda: known.append(current_user.is_authenticated))
    assert known == [False]


def test_the_cookie_is_taken_back_as_it_was_given(app, anonymous, monkeypatch):
    monkeypatch.setitem(app.config, "SESSION_COOKIE_NAME", "__Host-session")
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", True)
    there = {"base_url": "https://localhost", "headers": {"Referer": "https://localhost/signin"}}
    (cookie,) = anonymous.post("/signout", **there).headers.getlist("Set-Cookie")
    assert {"__Host-session=", "Max-Age=0", "Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_while_a_page_is_only_read_its_session_is_written_where_writing_was_begun(
    cast, client_as, astrids, clock, at_a_page
):
    """On SQLite a transaction that only read and then writes would fail where another one writes meanwhile."""
    written = []

    def note(_, __, statement, *___):
        if "user_session" in statement and not statement.startswith("SELECT"):
            written.append((statement.split()[0], "db_writes" in g))

    event.listen(db.bind, "before_cursor_execute", note)
    make_grant(cast.astrid, Role.MED)
    at_a_page(astrids)  # goes on under another token
    clock.shift(timedelta(minutes=1))
    at_a_page(astrids)  # was used
    known = at_a_page(client_as(cast.ditte), lambda: session.update(language="en"))  # has left the house
    event.remove(db.bind, "before_cursor_execute", note)
    assert set(written) == {("INSERT", True), ("UPDATE", True), ("DELETE", True)}
    assert "db_writes" not in known, "what comes after is only read again"
