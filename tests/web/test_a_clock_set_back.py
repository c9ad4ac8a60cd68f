"""The clock is set back, or forward and back, under a running server: what was over stays so, and all goes on."""

import secrets
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from competence.db import db
from competence.feedback.upward.actions.running import every_day
from competence.learning.helping.models import HelpRequest
from competence.operation import queries, views
from competence.people.glass.queries import open_to
from competence.people.queries import actor_of
from competence.plans.rules.states import State
from competence.privacy import audit
from competence.privacy.models import AuditEvent
from competence.privacy.throttling import EXPORTS, SEARCHES, take
from competence.privacy.trail.keys import trail_key
from competence.privacy.trail.queries.chain import verify
from competence.signin.actions import throttle, words
from competence.signin.actions.accounts import new_link, redeem
from competence.signin.factors.actions import proving
from competence.signin.idempotency import KEY
from competence.signin.rules import Purpose
from competence.web.clock import SKEW, now, today
from competence.web.tokens import fingerprint
from tests.factors import code_of, make_app
from tests.make import make_restriction
from tests.plans import make_plan
from tests.upward import make_topic, sheet_of
from tests.web.proving import fresh, is_in, prove
from tests.web.signing import PASSWORD, give_password, sign_in

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
REASON = "Fagforeningen beder os se aftalen igennem."


@pytest.fixture
def clock():
    """A clock that stands still until it is set."""
    with time_machine.travel(MORNING, tick=False) as still:
        yield still


@pytest.mark.parametrize(("who", "rests"), [("astrid", 31), ("carla", 16)])
def test_a_session_that_was_found_expired_stays_so(who, rests, cast, client_as, clock):
    client = client_as(getattr(cast, who))
    assert is_in(client)
    clock.shift(rests * MINUTE)
    assert not is_in(client)
    for minutes in (-60, 31, 10, 18, 2):
        clock.shift(minutes * MINUTE)
        assert not is_in(client), now()


def test_what_was_written_meanwhile_is_still_rescued(app, cast, clock):
    give_password(cast.astrid)
    client = fresh(app)
    clock.shift(31 * MINUTE)
    for minutes in (0, -20):
        clock.shift(minutes * MINUTE)
        sent = client.post("/learning/help", data={"title": "Læsekreds i Tarup"})
        assert sent.location.startswith("/signin")
    assert client.post(sent.location, data={"email": "astrid@example.org", "password": PASSWORD}).status_code == 303
    assert is_in(client)


def test_a_session_used_in_the_future_is_none_and_one_signs_in_again(app, cast, client_as, clock):
    give_password(cast.astrid)
    client = client_as(cast.astrid)
    clock.shift(HOUR)
    assert not is_in(client), "ahead it is an hour old"
    assert sign_in(client, "astrid@example.org").status_code == 303
    assert is_in(client)
    clock.shift(-SKEW)
    assert is_in(client), "another server's clock"
    clock.shift(-HOUR)
    assert not is_in(client)
    assert sign_in(client, "astrid@example.org").status_code == 303
    assert is_in(client)


def test_no_code_and_no_challenge_works_twice(app, cast, clock):
    give_password(cast.astrid)
    seed = make_app(cast.astrid).seed
    clock.shift(HOUR)
    ahead, used = code_of(seed), secrets.token_urlsafe(32)
    assert prove(fresh(app), ahead).status_code == 303
    assert proving.use_challenge(used)
    for minutes in (-60, 1, 57, 1, 1, 5):
        clock.shift(minutes * MINUTE)
        assert prove(fresh(app), ahead).status_code != 303, now()
        assert not proving.use_challenge(used), now()
        throttle.forget("astrid@example.org")
        proving.forget_tries(cast.astrid.id)
    assert prove(fresh(app), code_of(seed)).status_code == 303, "once the hour is over the app is good again"


def test_nobody_may_try_more_often_and_nobody_waits_longer_than_the_longest_time(cast, clock):
    assert [throttle.try_password("astrid@example.org", "10.0.0.1") > 0 for _ in range(11)] == [False] * 10 + [True]
    clock.shift(-HOUR)
    assert 0 < throttle.try_password("astrid@example.org", "10.0.0.1") <= HOUR.total_seconds()
    clock.shift(timedelta(days=400))
    for limit in (SEARCHES, EXPORTS):
        take(limit[0], "astrid", limit[1])
    clock.shift(timedelta(days=-400))
    for scope, limit in (SEARCHES, EXPORTS):
        waits = [take(scope, "astrid", limit) for _ in range(limit.count)]
        assert waits[:-1] == [0] * (limit.count - 1), "the one try of the future counts"
        assert 0 < waits[-1] <= limit.within.total_seconds()


def test_a_link_that_was_used_does_not_work_again(cast, clock):
    give_password(cast.astrid)
    key = fingerprint(new_link(cast.astrid.id, Purpose.RESET))
    assert redeem(key, "a hash")
    clock.shift(-HOUR)
    assert not redeem(key, "another")


def test_what_is_restricted_is_so_at_once(cast, client_as, clock):
    paper = f"/plans/{make_plan(cast.astrid, cast.bo, State.APPROVED).pid}/paper"
    assert client_as(cast.bo).get(paper).status_code == 200
    make_restriction(cast.astrid, now())
    clock.shift(-HOUR)
    assert client_as(cast.bo).get(paper).status_code == 404


def test_a_glass_is_not_broken_before_it_was(cast, client_as, clock):
    carla = client_as(cast.carla)
    shown = carla.post("/privacy/glass", data={"email": cast.astrid.email, "reason": REASON}).location
    assert carla.get(shown).status_code == 200
    clock.shift(-HOUR)
    assert not actor_of(cast.carla.id, today()).glass
    assert open_to(cast.carla.id, now()) is None
    assert client_as(cast.carla).get(shown).status_code == 404


@pytest.mark.parametrize("is_done", [True, False])
def test_a_glass_that_is_over_is_so_for_good(is_done, cast, client_as, clock):
    """Carla was done with it, or its half hour ran out and Bo looked at his team since."""
    shown = client_as(cast.carla).post("/privacy/glass", data={"email": cast.astrid.email, "reason": REASON}).location
    clock.shift(10 * MINUTE if is_done else 30 * MINUTE)
    assert client_as(cast.carla).post(f"{shown}/end").status_code == (303 if is_done else 404)
    assert client_as(cast.bo).get("/").status_code == 200
    for minutes in (-4, -5):
        clock.shift(minutes * MINUTE)
        assert not actor_of(cast.carla.id, today()).glass
        assert open_to(cast.carla.id, now()) is None
        assert client_as(cast.carla).get(shown).status_code == 404


def test_a_glass_is_broken_where_the_clock_was_ahead_before(cast, client_as, clock):
    clock.shift(HOUR)
    assert client_as(cast.bo).get("/").status_code == 200
    clock.shift(-HOUR)
    carla = client_as(cast.carla)
    shown = carla.post("/privacy/glass", data={"email": cast.astrid.email, "reason": REASON}).location
    assert carla.get(shown).status_code == 200
    clock.shift(20 * MINUTE)
    assert actor_of(cast.carla.id, today()).glass == {cast.astrid.id}


def test_who_looked_is_noted_on_each_day_and_the_chain_holds(cast, client_as, clock):
    about_astrid = {"action": "team.look", "actor_id": cast.bo.id, "subject_id": cast.astrid.id}
    for days, noted in ((1, 1), (0, 1), (-1, 2), (0, 2), (1, 2)):
        clock.shift(timedelta(days=days))
        assert client_as(cast.bo).get("/").status_code == 200
        assert db.session.query(AuditEvent).filter_by(**about_astrid).count() == noted, now()
    assert verify(trail_key()).faults == ()


def test_a_round_that_closed_stays_closed(cast, client_as, clock):
    clock.move_to(datetime(2026, 12, 1, 12, tzinfo=UTC))
    topic = make_topic(cast.bo, cast.astrid, cast.asger)
    page = f"/upward/sheets/{sheet_of(topic, cast.astrid).id}"
    clock.move_to(datetime(2026, 12, 15, 22, 59, tzinfo=UTC))
    assert client_as(cast.astrid).post(page, data={"up.01": "2"}).status_code == 303
    clock.shift(2 * MINUTE)
    every_day(today())
    db.session.commit()
    clock.shift(-HOUR)
    assert today() == topic.round.closes_on, "it is its last day again"
    astrid = client_as(cast.astrid)
    assert astrid.get(page).status_code == 404
    assert astrid.post(page, data={"up.01": "5"}).status_code in (404, 409)


def test_a_form_sent_before_the_clock_was_set_is_not_done_again(cast, client_as, clock):
    clock.move_to(datetime(2026, 11, 27, 23, 10, tzinfo=UTC))  # past midnight in Denmark
    form = {"kind": "FACILITATION", "about": "READING_CIRCLE", "title": "Læsekreds", KEY: secrets.token_urlsafe(16)}
    first = client_as(cast.astrid).post("/learning/help", data=form)
    clock.shift(-HOUR)
    words.tidy()
    assert client_as(cast.astrid).post("/learning/help", data=form).location == first.location
    assert db.session.query(HelpRequest).count() == 1


def test_health_tells_until_the_clock_is_right_again(app, cast, client_as, anonymous, clock, monkeypatch):
    monkeypatch.setattr(queries, "free_megabytes", lambda: 5000)
    monkeypatch.setattr(views, "FRESH", 0)
    audit.record(cast.astrid.id, "people.change", subject_id=cast.astrid.id)
    db.session.commit()
    assert anonymous.get("/health").status_code == 200
    clock.shift(-HOUR)
    assert anonymous.get("/health").status_code == 503
    assert "Maskinens ur går bagud" in client_as(cast.freja).get("/health").page.text
    clock.shift(HOUR)
    assert anonymous.get("/health").status_code == 200
