"""Guessing passwords is slowed down, for an account and from an address, and a house that shares one lives on."""

import json
from datetime import UTC, datetime, timedelta
from inspect import unwrap

import pytest
import time_machine

from competence.db import db
from competence.privacy.models import Throttle
from competence.privacy.throttling import EXPORTS, SEARCHES, take
from competence.signin.actions import throttle, words
from competence.signin.models import Refused
from competence.signin.rules import MANY_RESTING, Why
from competence.signin.watching import signins
from tests.web.signing import give_password, sign_in

NOON = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    """A clock that stands still until it is moved."""
    with time_machine.travel(NOON, tick=False) as still:
        yield still


def test_after_ten_tries_an_account_rests_for_five_minutes(anonymous, cast, clock):
    give_password(cast.astrid)
    answers = [sign_in(anonymous, "astrid@example.org", "a wrong password") for _ in range(11)]
    assert [answer.status_code for answer in answers] == [400] * 10 + [429]
    assert answers[-1].headers["Retry-After"] == "300"
    assert "Vent 5 minutter" in answers[-1].page.text
    assert sign_in(anonymous, "astrid@example.org").status_code == 429  # the right one, too: it tells nothing
    clock.shift(timedelta(minutes=5))
    assert sign_in(anonymous, "astrid@example.org").status_code == 303


def test_an_unknown_account_rests_alike(anonymous, clock):
    answers = [sign_in(anonymous, "nobody@example.org") for _ in range(11)]
    assert [answer.status_code for answer in answers] == [400] * 10 + [429]
    assert answers[-1].headers["Retry-After"] == "300"


def test_the_rest_doubles_each_time_up_to_an_hour(app, db_session, clock):
    rests = []
    for _ in range(6):
        waits = [take("password", "astrid", throttle.PASSWORD) for _ in range(13)]
        assert waits[:10] == [0] * 10
        assert waits[10] == waits[12]
        rests.append(waits[10] // 60)
        clock.shift(timedelta(seconds=waits[10]))
    assert rests == [5, 10, 20, 40, 60, 60]


def test_signing_in_forgets_the_tries(anonymous, cast, clock):
    give_password(cast.astrid)
    for _ in range(3):
        for _ in range(9):
            assert sign_in(anonymous, "astrid@example.org", "a wrong password").status_code == 400
        assert sign_in(anonymous, "astrid@example.org").status_code == 303


def test_an_address_that_fails_at_many_accounts_is_slowed_down_but_not_shut_out(anonymous, cast, clock):
    give_password(cast.astrid)
    for number in range(51):
        assert sign_in(anonymous, f"guess{number}@example.org").status_code == 400
    answers = [sign_in(anonymous, f"more{number}@example.org").status_code for number in range(31)]
    assert answers == [400] * 30 + [429]
    clock.shift(timedelta(minutes=1))
    assert sign_in(anonymous, "astrid@example.org").status_code == 303


def test_failing_often_at_few_accounts_slows_nobody_else(anonymous, cast, clock):
    give_password(cast.astrid)
    for number in range(50):
        for _ in range(2):
            sign_in(anonymous, f"guess{number}@example.org")
    assert sign_in(anonymous, "astrid@example.org").status_code == 303


def test_two_thousand_good_sign_ins_from_one_address_are_never_slowed(app, db_session, clock):
    waits = set()
    for number in range(2000):
        email = f"person{number}@example.org"
        waits.add(throttle.try_password(email, "192.0.2.1"))
        throttle.forget(email)
    assert waits == {0}


def test_the_table_holds_no_addresses(anonymous, cast, db_session):
    sign_in(anonymous, "astrid@example.org", "a wrong password")
    kept = " ".join(f"{row.scope} {row.subject}" for row in db_session.query(Throttle))
    assert "example.org" not in kept
    assert "127.0.0.1" not in kept
    assert len(kept) > 100


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("carla", "/people?q=a"),
        ("freja", "/accounts?q=a"),
        ("astrid", "/learning?q=a"),
        ("astrid", "/learning/colleagues?language=en"),
        ("astrid", "/frameworks/house/1?q=a"),
    ],
)
def test_nobody_searches_faster_than_a_person_types(who, where, cast, client_as, clock):
    client = client_as(getattr(cast, who))
    assert client.get(where).status_code == 200
    scope, limit = SEARCHES
    for _ in range(limit.count - 1):
        take(scope, str(getattr(cast, who).id), limit)
    waits = client.get(where)
    assert (waits.status_code, waits.headers["Retry-After"]) == (429, "60")
    assert client.get(where.split("?")[0]).status_code == 200, "reading without searching goes on"
    assert client_as(cast.emil).get("/learning?q=a").status_code == 200, "and so does everybody else"
    clock.shift(timedelta(minutes=1))
    assert client.get(where).status_code == 200


def test_nobody_takes_files_without_end(cast, client_as, clock):
    astrid = client_as(cast.astrid)
    assert astrid.post("/privacy/mine/package").status_code == 200
    scope, limit = EXPORTS
    for _ in range(limit.count - 1):
        take(scope, str(cast.astrid.id), limit)
    assert astrid.post("/privacy/mine/package").status_code == 429
    clock.shift(timedelta(hours=1))
    assert client_as(cast.astrid).post("/privacy/mine/package").status_code == 200


TAKEN = (
    "mine.package",
    "breaches.file",
    "reviews.file",
    "reports.paper",
    "insight.table",
    "insight.as_paper",
    "plans.paper",
    "plans.facts",
)


@pytest.mark.parametrize("endpoint", TAKEN)
def test_every_file_about_people_or_groups_is_counted(endpoint, app):
    assert {"slow_down", "count_taking"} & set(unwrap(app.view_functions[endpoint]).__code__.co_names)


def counted():
    """Return how often somebody was not let in, by reason."""
    return {row.why: row.count for row in db.session.query(Refused)}


def test_who_is_not_let_in_is_counted_and_logged_by_the_hour_and_never_named(
    hers, anonymous, cast, client_as, clock, capsys
):
    for _ in range(11):
        sign_in(anonymous, "emil@example.org", "a wrong password")
    hers.post("/signin/second", data={"code": "000000"})
    assert counted() == {Why.PASSWORD: 10, Why.WAIT: 1, Why.FACTOR: 1}
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    told = [line["event"] for line in lines if line["level"] == "warning"]
    assert told == ["sign-in refused: password"] * 10 + ["sign-in refused: wait", "sign-in refused: factor"]
    assert "emil" not in str(lines)
    assert "astrid" not in str(lines)
    page = client_as(cast.freja).get("/accounts").page
    assert page.table(1)[1] == ["23. november 2026", "10", "1", "1"]
    clock.shift(timedelta(days=91))
    words.tidy()
    assert counted() == {}


def test_health_tells_when_many_accounts_rest_and_not_when_somebody_cannot_remember(app, cast, clock):
    with app.test_request_context():
        for number in range(MANY_RESTING):
            for _ in range(throttle.PASSWORD.count + 1):
                take("password", f"{number}@example.org", throttle.PASSWORD)
        assert signins().well
        assert str(MANY_RESTING) in signins().says
        for _ in range(throttle.PASSWORD.count + 1):
            take("password", "one more", throttle.PASSWORD)
        assert not signins().well
        clock.shift(timedelta(minutes=6))
        assert signins().well
