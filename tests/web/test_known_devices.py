"""Who guesses at somebody's address elsewhere makes them wait anywhere but at a device they signed in from before."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from time_machine import travel
from werkzeug.wrappers import Response

from competence.db import db
from competence.privacy.models import Throttle
from competence.signin import devices
from tests.client import InspectingClient
from tests.web.signing import ANOTHER, PASSWORD, give_password, sign_in

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
ASTRID = "astrid@example.org"


@pytest.fixture
def clock():
    with travel(NOON, tick=False) as still:
        yield still


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
        devices.remember(answer, ASTRID)
    (line,) = answer.headers.getlist("Set-Cookie")
    assert line.startswith("__Host-device=")
    assert {"Secure", "HttpOnly", "Path=/"} <= {part.strip() for part in line.split(";")}
    assert "Domain" not in line
