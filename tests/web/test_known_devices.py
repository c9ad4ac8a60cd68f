"""Who guesses at somebody's address elsewhere makes them wait anywhere but at a device they signed in from before."""

import hashlib
import hmac
from datetime import timedelta

import pytest
from sqlalchemy import select
from werkzeug.wrappers import Response

from competence.db import db
from competence.privacy.models import Throttle
from competence.signin import devices
from competence.signin.actions.accounts import deactivate, new_link
from competence.signin.rules import Purpose
from tests.client import InspectingClient
from tests.web.signing import ANOTHER, PASSWORD, give_password, sign_in

ASTRID = "astrid@example.org"


@pytest.fixture
def hers(app, cast, clock):
    """Astrid's browser, in which she signed in and out again."""
    give_password(cast.astrid)
    hers = InspectingClient(app)
    assert sign_in(hers, ASTRID).status_code == 303
    hers.post("/signout")
    return hers


def guess(client, times, email=ASTRID):
    return [sign_in(client, email, "a wrong password").status_code for _ in range(times)]


def test_whoever_guesses_elsewhere_does_not_make_her_wait_at_her_own_device(hers, anonymous):
    assert guess(anonymous, 11)[-1] == 429
    assert sign_in(hers, ASTRID).status_code == 303
    assert sign_in(anonymous, ASTRID).status_code == 429, "her signing in gives them no more guesses"


def test_nor_does_who_guesses_at_many_from_the_same_machine(hers, anonymous):
    for number in range(51):
        guess(anonymous, 1, f"guess{number}@example.org")
    assert {guess(anonymous, 1, f"more{number}@example.org")[0] for number in range(31)} == {400, 429}
    assert sign_in(hers, ASTRID).status_code == 303


def test_she_may_confirm_and_change_her_password_there_too(hers, anonymous):
    sign_in(hers, ASTRID)
    guess(anonymous, 11)
    assert hers.post("/signin/confirm", data={"password": PASSWORD, "next": "/"}).status_code == 303
    new = {"password": PASSWORD, "new_password": ANOTHER, "again": ANOTHER}
    assert hers.post("/password", data=new).status_code == 303


def test_a_known_device_has_ten_guesses_of_its_own_and_no_more(hers, anonymous):
    assert guess(hers, 11) == [400] * 10 + [429]
    assert sign_in(anonymous, ASTRID).status_code == 303, "and takes none from others"
    assert sign_in(hers, ASTRID).status_code == 303, "signing in elsewhere forgets them"


def known_devices(app, times):
    """The cookies of whoever signs in with her password again and again, each time as if at another device."""
    browser, cookies = InspectingClient(app), []
    for _ in range(times):
        browser.delete_cookie("device")
        sign_in(browser, ASTRID)
        cookies.append(browser.get_cookie("device").value)
        browser.post("/signout")
    return cookies


def guess_at(app, cookie, times):
    browser = InspectingClient(app)
    browser.set_cookie("device", cookie)
    return guess(browser, times)


def test_whoever_knew_her_password_has_no_devices_left_once_she_chooses_another(app, hers):
    cookies = known_devices(app, 3)
    sign_in(hers, ASTRID)
    hers.post("/password", data={"password": PASSWORD, "new_password": ANOTHER, "again": ANOTHER})
    assert [answer for cookie in cookies for answer in guess_at(app, cookie, 6)].count(400) == 10, "together"
    hers.post("/signout")
    assert sign_in(hers, ASTRID, ANOTHER).status_code == 303, "and the one where she chose it is known"


def test_where_she_chose_one_by_a_link_she_is_known_and_elsewhere_not_any_more(app, hers, anonymous, cast):
    (old,) = known_devices(app, 1)
    anonymous.get(f"/password/link/{new_link(cast.astrid.id, Purpose.RESET)}")
    anonymous.post("/password/new", data={"new_password": ANOTHER, "again": ANOTHER})
    anonymous.post("/signout")
    assert guess_at(app, old, 11)[-1] == 429
    assert sign_in(anonymous, ASTRID, ANOTHER).status_code == 303
    assert guess_at(app, old, 1) == [429]


def test_a_closed_account_has_no_known_devices(app, hers, cast):
    (cookie,) = known_devices(app, 1)
    deactivate(None, cast.astrid.id)
    db.session.commit()
    assert [guess_at(app, "", 6), guess_at(app, cookie, 6)][1][-1] == 429


def test_it_is_known_for_one_address_only(hers, anonymous, cast):
    give_password(cast.bo)
    guess(anonymous, 11, cast.bo.email)
    assert sign_in(hers, cast.bo.email).status_code == 429


@pytest.mark.parametrize("change", ["seal", "number", "empty", "elsewhere"])
def test_no_cookie_of_ones_own_making_is_a_known_device(app, hers, anonymous, change):
    number, _, seal = hers.get_cookie("device").value.partition(".")
    made = {
        "seal": f"{number}.{seal[:-1]}{'0' if seal[-1] != '0' else '1'}",
        "number": f"x{number}.{seal}",
        "empty": f".{seal}",
        "elsewhere": "æ.ø",
    }[change]
    guess(anonymous, 11)
    thief = InspectingClient(app)
    thief.set_cookie("device", made)
    assert sign_in(thief, ASTRID).status_code == 429


def test_it_says_nothing_of_anybody_and_lets_nobody_in(app, hers):
    cookie = hers.get_cookie("device")
    assert (cookie.http_only, cookie.same_site, cookie.max_age) == (
        True,
        "Lax",
        int(timedelta(days=180).total_seconds()),
    )
    assert not {"astrid", "example"} & set(cookie.value.lower().replace(".", " ").split())
    other = InspectingClient(app)
    other.set_cookie("device", cookie.value)
    assert other.get("/").status_code == 303
    guess(hers, 1)
    kept = " ".join(f"{row.scope} {row.subject}" for row in db.session.scalars(select(Throttle)))
    assert cookie.value.partition(".")[0] not in kept


def test_behind_https_it_is_bound_to_the_host(app, monkeypatch):
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", True)
    answer = Response()
    with app.test_request_context():
        devices.remember(answer, ASTRID, 1)
    (line,) = answer.headers.getlist("Set-Cookie")
    assert line.startswith("__Host-device=")
    assert {"Secure", "HttpOnly", "Path=/"} <= {part.strip() for part in line.split(";")}
    assert "Domain" not in line


@pytest.fixture
def known(app, cast, clock):
    """Return the number under which a device is known for Astrid, by the cookie it sends."""
    give_password(cast.astrid)

    def number(cookie=None, email=ASTRID):
        with app.test_request_context(headers={"Cookie": f"device={cookie}"} if cookie else {}):
            return devices.known(email)

    return number


def cookie_for(app, epoch, device=""):
    answer = Response()
    with app.test_request_context():
        devices.remember(answer, ASTRID, epoch, device)
    return answer.headers["Set-Cookie"].partition("=")[2].partition(";")[0]


def test_a_device_keeps_its_number_and_gets_a_new_one_where_it_has_none(app, known):
    cookies = [cookie_for(app, 1) for _ in range(2)]
    numbers = [known(cookie) for cookie in cookies]
    assert [
        (len(number), cookie.startswith(f"{number}.")) for number, cookie in zip(numbers, cookies, strict=True)
    ] == [(43, True)] * 2
    assert numbers[0] != numbers[1]
    assert known(cookie_for(app, 1, numbers[0])) == numbers[0]
    assert known(cookie_for(app, 2)) == known(cookies[0], "bo@example.org") == known("no.seal") == ""


def test_a_browser_without_a_cookie_asks_the_database_nothing(known, statements):
    with statements() as seen:
        assert known() == ""
    assert seen == []


def test_a_device_stays_known_over_a_new_version(app, known):
    seal = hmac.new(app.secret_key.encode(), f"device:1:number:{ASTRID}".encode(), hashlib.sha256).hexdigest()
    assert cookie_for(app, 1, "number") == f"number.{seal}"
