"""Guessing passwords is slowed down, for an account and from an address, and a house that shares one lives on."""

import json
from datetime import date, timedelta
from inspect import unwrap

import pytest
from sqlalchemy import delete

from competence.db import db
from competence.privacy.models import Throttle
from competence.privacy.throttling import EXPORTS, SEARCHES, keyed, take
from competence.signin.actions import throttle, words
from competence.signin.models import Refused
from competence.signin.rules import MANY_RESTING, Why
from competence.signin.watching import refused_by_day, signins
from tests.web.proving import NOON
from tests.web.signing import give_password, sign_in


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


def test_a_few_who_fail_from_an_address_slow_nobody_there_and_one_more_does(db_session, clock):
    def wait_for_thirty_one():
        return [throttle.try_password(f"{number}@example.org", "192.0.2.1") for number in range(31)]

    for number in range(50):
        throttle.note_failure(f"guess{number}@example.org", "192.0.2.1")
    assert wait_for_thirty_one() == [0] * 31
    throttle.note_failure("one more@example.org", "192.0.2.1")
    assert wait_for_thirty_one() == [0] * 30 + [60]


def counting(email):
    """Return under which scopes tries are counted, those of an address or a device as it is kept."""
    known = {f"{scope}:{keyed(key)}": scope for scope, key in (("failed", "192.0.2.1"), ("device", email))}
    return sorted((known.get(row.scope, row.scope), row.subject) for row in db.session.query(Throttle))


def test_each_kind_of_try_is_counted_by_itself(db_session, clock):
    db_session.execute(delete(Throttle))
    email, here = "astrid@example.org", "192.0.2.1"
    throttle.try_password(email, here), throttle.try_password(email, here, "her phone")
    assert [throttle.try_reset(email, here) for _ in range(6)] == [0] * 5 + [86400]
    for number in range(51):
        throttle.note_failure(f"{number}@example.org", here)
    throttle.try_password(email, here)
    found = [(scope, subject) for scope, subject in counting(email) if scope != "failed"]
    assert found == [
        ("device", keyed("her phone")), ("password", keyed(email)), ("reset", keyed(email)),
        ("resets", keyed(here)), ("slow", keyed(here)),
    ]  # fmt: skip
    assert len(counting(email)) == len(found) + 51
    for number in range(54):
        assert throttle.try_reset(f"{number}@example.org", here) == 0
    assert throttle.try_reset("one more@example.org", here) == 3600


def test_who_is_in_is_forgotten_where_they_are_in_and_nobody_else_is(db_session, clock):
    db_session.execute(delete(Throttle))
    email, other = "astrid@example.org", "bo@example.org"
    for one in (email, other):
        for device in ("", "phone", "desk"):
            throttle.try_password(one, "192.0.2.1", device)
    throttle.try_reset(email, "192.0.2.1")

    def left():
        return counting(email), counting(other)

    (hers, bos), phone, desk = left(), ("device", keyed("phone")), ("device", keyed("desk"))
    throttle.forget(email, "phone")
    assert left()[0] == [one for one in hers if one != phone]
    throttle.forget(email)
    assert left()[0] == [one for one in hers if one not in {phone, desk, ("password", keyed(email))}]
    assert {phone, desk, ("password", keyed(other))} <= set(bos) & set(left()[1])


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


def test_refusals_are_counted_by_the_hour_and_by_reason(app, clock):
    db.session.execute(delete(Refused))
    clock.shift(timedelta(minutes=59, seconds=59, microseconds=5))
    for why in (Why.PASSWORD, Why.WAIT, Why.PASSWORD, Why.PASSWORD):
        throttle.note_refused(why)
    clock.shift(timedelta(seconds=1))
    throttle.note_refused(Why.WAIT)
    rows = db.session.query(Refused).order_by(Refused.hour, Refused.count)
    hour = timedelta(hours=1)
    assert [(row.hour - NOON, row.why, row.count) for row in rows] == [
        (timedelta(), Why.WAIT, 1), (timedelta(), Why.PASSWORD, 3), (hour, Why.WAIT, 1),
    ]  # fmt: skip


def test_the_last_seven_days_are_told_by_day_and_the_last_hour_to_who_watches(app, clock):
    db.session.execute(delete(Refused)), db.session.execute(delete(Throttle))
    clock.shift(timedelta(minutes=30))
    for hours, count in ((0, 3), (-1, 40), (-24, 500), (-24 * 7 + 9, 6000), (-24 * 7, 70000)):
        db.session.add(Refused(hour=NOON + timedelta(hours=hours), why=Why.WAIT, count=count))
    db.session.add(Refused(hour=NOON, why=Why.FACTOR, count=9))
    days = [date(2026, 11, day) for day in range(23, 16, -1)]
    assert refused_by_day() == [
        (days[0], {Why.WAIT: 43, Why.FACTOR: 9}), (days[1], {Why.WAIT: 500}), *((day, {}) for day in days[2:]),
    ]  # fmt: skip
    with app.test_request_context():
        found = signins()
        assert (found.name, found.well) == ("signins", True)
        assert found.says == "Afvist ved login den sidste time: 12. Konti, der hviler: 0."


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
        assert signins().says.endswith(". Nogen prøver måske adgangskoder af på mange konti.")
        clock.shift(timedelta(minutes=6))
        assert signins().well
