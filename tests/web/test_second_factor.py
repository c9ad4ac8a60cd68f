"""Nobody who has or must have a second factor gets anywhere without it, and no code works twice."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import url_for
from sqlalchemy import select

from competence.access.actor import Role
from competence.notifications.models import Notification, OutgoingMail
from competence.signin.actions.accounts import new_link
from competence.signin.factors.models import CodeApp
from competence.signin.factors.rules import required_of
from competence.signin.models import UserSession
from competence.signin.rules import Purpose
from competence.web.tokens import fingerprint
from tests.client import InspectingClient
from tests.factors import code_of, make_app
from tests.house.access import ROWS
from tests.make import make_grant
from tests.web.proving import add_app, fresh, is_in, prove
from tests.web.signing import ANOTHER, cookie_of, give_password, sign_in

STEP = timedelta(seconds=30)
SURE = {"IntegerConverter": 1}
OPEN_TO_THE_HALF_IN = {
    "factors.enrol",
    "factors.begin_app",
    "factors.app",
    "factors.passkey",
    "factors.passkey_options",
}


def test_after_the_password_she_is_asked_for_her_code_and_is_then_in(hers):
    asked = hers.get(hers.get("/notifications?page=2").location)
    assert asked.location == "/signin/second?next=/notifications?page%3D2"
    page = hers.get(asked.location).page
    assert page.h1 == "Bekræft, at det er dig"
    before = cookie_of(hers)
    answer = prove(
        hers, f" {code_of(hers.seed)[:3]} {code_of(hers.seed)[3:]} ", next=page.form("/signin/second")["next"]
    )
    assert answer.location == "/notifications?page=2"
    assert is_in(hers)
    assert cookie_of(hers) != before
    thief = InspectingClient(hers.application)
    thief.set_cookie("session", before)
    assert not is_in(thief)


def test_a_code_works_once_and_only_in_its_own_half_minute(hers, app, clock):
    now, late, early = code_of(hers.seed), code_of(hers.seed, -1), code_of(hers.seed, 1)
    assert prove(hers, late).status_code == prove(hers, early).status_code == 400
    assert prove(hers, now).status_code == 303
    for _ in range(3):
        another = fresh(app)
        assert prove(another, now).status_code == 400
        assert not is_in(another)
    clock.shift(STEP)
    assert prove(another, now).status_code == 400
    assert prove(another, code_of(hers.seed)).status_code == 303


def test_of_very_many_replays_one_succeeds(hers, app, monkeypatch):
    """A thousand times the same code, with the limit on tries taken away."""
    monkeypatch.setattr("competence.signin.factors.views.blueprint.proving.try_code", lambda person_id: 0)
    now = code_of(hers.seed)
    thiefs = fresh(app)
    answers = [prove(hers, now).status_code, *(prove(thiefs, now).status_code for _ in range(50))]
    assert sorted(answers)[:2] == [303, 400]
    assert answers.count(303) == 1


def test_the_code_that_added_the_app_does_not_sign_in(client_as, cast, app, clock, db_session):
    _, seed = add_app(client_as, cast, db_session)
    give_password(cast.astrid)
    assert prove(fresh(app), code_of(seed)).status_code == 400


def test_adding_an_app_shows_a_picture_and_its_secret_and_is_told_by_mail(client_as, cast, app, clock, db_session):
    """And the other browsers, which have proven nothing, are signed out; this one goes on under another token."""
    elsewhere = client_as(cast.astrid)
    client, _ = add_app(client_as, cast, db_session)
    assert is_in(client)
    assert not is_in(elsewhere)
    assert db_session.scalars(select(Notification.kind)).all() == ["factor.added"]
    assert db_session.scalars(select(OutgoingMail.kind)).all() == ["factor.added"]
    listed = client.get("/signin/factors").page
    assert "Min telefon" in listed.text
    assert "Du har ingen nødkoder." in listed.text


def test_an_app_that_was_never_proven_asks_nobody_for_anything(app, cast, clock):
    give_password(cast.astrid)
    make_app(cast.astrid, proven=False)
    assert is_in(fresh(app))


def test_guesses_are_counted_for_the_person_and_the_owner_gets_in_when_they_are_over(hers, app, clock):
    assert [prove(hers, "000000").status_code for _ in range(5)] == [400] * 5
    another = fresh(app)
    waiting = prove(another, code_of(hers.seed))
    assert waiting.status_code == 429
    assert int(waiting.headers["Retry-After"]) == 300
    clock.shift(timedelta(minutes=5))
    assert prove(another, code_of(hers.seed)).status_code == 303


def test_twenty_guesses_an_hour_and_fifty_a_day_are_all(hers, clock):
    allowed = 0
    for _ in range(20):
        allowed += sum(prove(hers, "000000").status_code == 400 for _ in range(5))
        clock.shift(timedelta(minutes=5))
        sign_in(hers, "astrid@example.org")
    assert allowed == 40  # an hour and forty minutes: twenty in each hour begun
    clock.shift(timedelta(minutes=20))
    sign_in(hers, "astrid@example.org")
    assert [prove(hers, "000000").status_code for _ in range(5)] == [400] * 5
    clock.shift(timedelta(minutes=5))
    sign_in(hers, "astrid@example.org")
    assert [prove(hers, "000000").status_code for _ in range(6)] == [400] * 5 + [429]
    clock.shift(timedelta(minutes=65))
    sign_in(hers, "astrid@example.org")
    assert prove(hers, "000000").status_code == 429  # the day is not over


@pytest.mark.parametrize("way", ["password", "reset", "invitation", "after a password change elsewhere"])
@pytest.mark.parametrize("who", ["astrid", "bo", "carla", "freja", "didrik"])
def test_every_way_in_asks_everybody_who_has_one_for_it(way, who, app, cast, clock, required):
    person = getattr(cast, who)
    give_password(person)
    seed = make_app(person).seed
    client = InspectingClient(app)
    enter(client, person, way)
    assert not is_in(client)
    assert client.get(client.get("/signin").location).page.h1 == "Bekræft, at det er dig"
    assert client.get("/signin/enrolment").location.startswith("/signin")
    assert client.post("/signin/factors/apps").location.startswith("/signin")
    assert prove(client, code_of(seed)).status_code == 303
    assert is_in(client)


def enter(client, person, way):
    if way in {"password", "after a password change elsewhere"}:
        sign_in(client, person.email)
    else:
        purpose = Purpose.RESET if way == "reset" else Purpose.INVITATION
        client.get(f"/password/link/{new_link(person.id, purpose)}")
        chosen = client.post("/password/new", data={"new_password": ANOTHER, "again": ANOTHER})
        assert chosen.status_code == 303


@pytest.mark.parametrize("way", ["password", "reset", "invitation"])
@pytest.mark.parametrize("who", ["bo", "carla", "freja", "didrik"])
def test_who_must_have_one_and_has_none_reaches_nothing_but_adding_it(way, who, app, cast, clock, required, db_session):
    person = getattr(cast, who)
    give_password(person)
    client = InspectingClient(app)
    enter(client, person, way)
    assert not is_in(client)
    assert client.get(client.get("/signin").location).page.h1 == "Tilføj totrinsbekræftelse"
    where = client.post("/signin/factors/apps").location
    seed = db_session.scalars(select(CodeApp)).one().seed
    assert client.get(where).page.h1 == "Tilføj kodeapp"
    assert client.post(where, data={"code": code_of(seed), "name": "Telefon"}).location == "/signin/factors/codes"
    assert is_in(client)


def test_an_employee_need_not_have_one(app, cast, clock, required):
    give_password(cast.astrid)
    assert is_in(fresh(app))


def test_half_in_is_nobody_at_every_address(app, cast, clock, required):
    """Every route of the product, asked by Freja after her password: what she may not do yet is not there."""
    give_password(cast.freja)
    client = fresh(app, "freja@example.org")
    wrong = {}
    for row in ROWS:
        (rule,) = (one for one in app.url_map.iter_rules(row.endpoint) if row.method in one.methods)
        filled = {
            name: SURE.get(type(converter).__name__, next(iter(getattr(converter, "items", ())), "0" * 32))
            for name, converter in rule._converters.items()
        }
        if row.endpoint in OPEN_TO_THE_HALF_IN | {"signin.sign_out"} or row.expected["anonymous"] == "yes":
            continue
        with app.test_request_context():
            address = url_for(row.endpoint, _method=row.method, **filled)
        answer = client.open(address, method=row.method)
        leads = urlsplit(answer.headers.get("Location", "")).path
        if answer.status_code != 404 and leads not in {"/signin", "/signin/second", "/signin/enrolment"}:
            wrong[str(row)] = answer.status
    assert wrong == {}


def test_a_role_given_while_somebody_is_in_asks_at_the_next_page(app, cast, client_as, clock, required):
    astrid = client_as(cast.astrid)
    assert is_in(astrid)
    before = cookie_of(astrid)
    make_grant(cast.astrid, Role.HR)
    assert not is_in(astrid)
    assert astrid.get(astrid.get("/signin").location).page.h1 == "Tilføj totrinsbekræftelse"
    assert cookie_of(astrid) != before


def test_the_token_is_another_when_a_role_comes_or_goes(app, cast, client_as, clock, db_session):
    astrid = client_as(cast.astrid)
    before = cookie_of(astrid)
    grant = make_grant(cast.astrid, Role.MED)
    assert is_in(astrid)
    with_role = cookie_of(astrid)
    db_session.delete(grant)
    assert is_in(astrid)
    assert len({before, with_role, cookie_of(astrid)}) == 3
    for old in (before, with_role):
        assert db_session.get(UserSession, fingerprint(old)) is None
    assert is_in(astrid)


def test_a_word_nobody_knows_in_the_setting_is_an_error():
    assert required_of(" leader, HR ,") == {"leader", "hr"}
    with pytest.raises(ValueError, match="leaders"):
        required_of("leaders")


def test_no_demo_asks_for_one(fresh_app):
    assert fresh_app(DEMO=True, SECOND_FACTOR_REQUIRED="hr").config["SECOND_FACTOR_REQUIRED"] == ""
