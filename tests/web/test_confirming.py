"""Before what weighs much, whoever is signed in confirms that it is them, and loses nothing on the way."""

import secrets
from datetime import timedelta
from io import BytesIO

from flask import Response
from sqlalchemy import func, select

from competence.access.actor import Role
from competence.access.guard import check, needs
from competence.access.permissions import MayHouse, MayPeople
from competence.access.policy import STEP_UP
from competence.db import db
from competence.people.models import Person, RoleGrant
from competence.privacy.models import AuditEvent
from competence.signin.idempotency import KEY
from competence.signin.models import Account, IdempotencyKey, RescuedWords, UserSession
from competence.signin.rules import Hasher
from competence.web.tokens import fingerprint
from tests.client import InspectingClient
from tests.house.conftest import routes_of
from tests.make import make_grant
from tests.web.proving import LATE, NOON
from tests.web.signing import ANOTHER, PASSWORD, cookie_of, give_password, sign_in


def confirm(client, **fields):
    return client.post("/signin/confirm", data={"password": PASSWORD} | fields)


def roles_of(db_session, person):
    return db_session.scalar(select(func.count()).where(RoleGrant.person_id == person.id))


def test_within_five_minutes_of_signing_in_nobody_is_asked(frejas, cast, clock):
    clock.shift(-timedelta(seconds=1))
    assert frejas.get(f"/people/{cast.astrid.pid}/roles/new").status_code == 200


def test_afterwards_she_confirms_with_her_password_and_goes_on(frejas, cast, clock):
    page = f"/people/{cast.astrid.pid}/roles/new"
    asked = frejas.get(page)
    assert (asked.status_code, asked.location) == (303, f"/signin/confirm?next={page}")
    form = frejas.get(asked.location).page.form("/signin/confirm")
    answer = confirm(frejas, next=form["next"][0])
    assert (answer.status_code, answer.location) == (303, page)
    assert frejas.get(page).status_code == 200
    clock.shift(LATE)
    assert frejas.get(page).status_code == 303


def test_what_she_was_sending_waits_and_is_sent_with_one_button(frejas, cast, db_session):
    before, where = roles_of(db_session, cast.astrid), f"/people/{cast.astrid.pid}/roles"
    form = {"role": "HR", "reason": "Carla går på orlov.\nAstrid afløser."}
    asked = frejas.post(where, data=form, headers={"Referer": f"http://localhost{where}/new"})
    assert asked.location == f"/signin/confirm?next={where}/new"
    assert roles_of(db_session, cast.astrid) == before
    assert "er gemt og går videre" in frejas.get(asked.location).page.text
    answer = confirm(frejas, next=f"{where}/new")
    assert answer.location == f"/signin/resume?next={where}/new"
    page = frejas.get(answer.location).page
    assert page.links()["Gå tilbage uden at sende"] == f"{where}/new"
    kept = page.form(where)
    assert {name: kept[name] for name in form} == {name: [value] for name, value in form.items()}
    assert frejas.post(where, data=kept).status_code == 303
    assert roles_of(db_session, cast.astrid) == before + 1
    assert db_session.scalars(select(RescuedWords)).all() == []
    assert frejas.get(answer.location).location == f"{where}/new"  # nothing waits any more


def test_what_somebody_else_sends_from_a_stolen_session_is_never_handed_to_her_to_send(frejas, cast, app, clock):
    """Who has her cookie and not her password lays no form under her hand, the same address or another."""
    clock.shift(-LATE)
    thief = InspectingClient(app)
    sign_in(thief, "freja@example.org")
    clock.shift(LATE)
    where = f"/people/{cast.bo.pid}/roles"
    frejas.post(where, data={"role": "MED", "reason": "Bo er valgt."})
    thief.post(where, data={"role": "ADMINISTRATOR", "reason": "Tyvens ord."})
    thief.post(f"/people/{cast.emil.pid}/roles", data={"role": "ADMINISTRATOR", "reason": "Tyvens ord."})
    kept = frejas.get(confirm(frejas).location).page.form(where)
    assert (kept["role"], kept["reason"]) == (["MED"], ["Bo er valgt."])


def test_a_wrong_password_does_not_do_and_tries_are_counted(frejas, cast, clock):
    tries = [confirm(frejas, password="not the password").status_code for _ in range(11)]
    assert tries == [400] * 10 + [429]
    assert confirm(frejas).status_code == 429
    assert frejas.get(f"/people/{cast.astrid.pid}/roles/new").status_code == 303


def test_the_session_goes_on_under_another_token_and_does_not_live_longer(frejas, db_session):
    before = cookie_of(frejas)
    created = db_session.get(UserSession, fingerprint(before)).created
    frejas.get("/notifications")
    confirm(frejas)
    thief = InspectingClient(frejas.application)
    thief.set_cookie("session", before)
    assert cookie_of(frejas) != before
    assert thief.get("/notifications").status_code == 303
    assert db_session.get(UserSession, fingerprint(before)) is None
    assert db_session.get(UserSession, fingerprint(cookie_of(frejas))).created == created == NOON


def test_a_form_opened_before_confirming_can_still_be_sent(frejas):
    token = frejas.get("/notifications").page.form("/signout")["csrf_token"][0]
    confirm(frejas)
    answer = frejas.post("/notifications/reading", data={"csrf_token": token}, csrf=False)
    assert (answer.status_code, answer.location) == (303, "/notifications")


def test_the_confirmation_belongs_to_one_browser(frejas, app, cast, clock):
    other = InspectingClient(app)
    clock.shift(-LATE)
    sign_in(other, "freja@example.org")
    clock.shift(LATE)
    confirm(frejas)
    assert other.get(f"/people/{cast.astrid.pid}/roles/new").status_code == 303


def test_who_may_not_is_not_asked(app, cast, clock, client_as):
    astrid = client_as(cast.astrid)
    clock.shift(LATE)
    assert astrid.get(f"/people/{cast.bo.pid}/roles/new").status_code == 404


def test_a_file_is_not_kept_but_the_page_is(frejas):
    sent = {"file": (BytesIO(b"a;b"), "people.csv")}
    asked = frejas.post("/admin/imports", data=sent, headers={"Referer": "http://localhost/admin/imports"})
    assert asked.location == "/signin/confirm?next=/admin/imports"
    assert confirm(frejas, next="/admin/imports").location == "/admin/imports"


def test_another_name_is_daily_work_and_another_address_is_not(app, cast, clock, client_as, db_session):
    """Who reads somebody's mail can choose their password."""
    carla, where = client_as(cast.carla), f"/people/{cast.astrid.pid}"
    about = f"/signin/address/of/{cast.astrid.pid}"
    clock.shift(LATE)
    form = carla.get(f"{where}/edit").page.form(where)
    assert carla.post(where, data=form | {"name": "Astrid Andersen"}).location == where
    asked = carla.post(about, data=carla.get(about).page.form(about) | {"email": "thief@example.org"})
    assert asked.location.startswith("/signin/confirm")
    assert db_session.get(Person, cast.astrid.id).email == "astrid@example.org"


def test_a_script_is_told_where_to_confirm(frejas, cast):
    answer = frejas.post(f"/people/{cast.astrid.pid}/roles", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json["signin"].startswith("/signin/confirm")


def test_closing_somebodys_way_in_asks_and_looking_at_the_list_does_not(frejas, cast, db_session):
    assert frejas.get("/accounts").status_code == 200
    give_password(cast.astrid)
    asked = frejas.post(f"/accounts/{cast.astrid.pid}/deactivation", headers={"Referer": "http://localhost/accounts"})
    assert asked.location == "/signin/confirm?next=/accounts"
    assert db_session.get(Account, cast.astrid.id).deactivated_at is None


def test_every_route_of_such_a_permission_asks(app, cast, clock, client_as, db_session):
    """Taken from the routes: an endpoint added tomorrow is asked too."""
    asked = {endpoint for endpoint, view in app.view_functions.items() if getattr(view, "needs", None) in STEP_UP}
    assert {"people.new_role", "people.create_role", "signin.invite", "keys.propose", "keys.confirm"} <= asked
    make_grant(cast.asger, Role.MED)
    actors = [client_as(person) for person in (cast.carla, cast.freja, cast.asger, cast.didrik, cast.bo)]
    clock.shift(LATE)
    named = {"pid": cast.astrid.pid, "number": 1}
    for endpoint, method in sorted(routes_of(app)):
        if endpoint in asked:
            (rule,) = (one for one in app.url_map.iter_rules(endpoint) if method in one.methods)
            with app.test_request_context():
                address = app.url_for(
                    endpoint, _method=method, **{name: named.get(name, "0" * 32) for name in rule.arguments}
                )
            answers = [client.open(address, method=method) for client in actors]
            places = {one.location.split("?")[0] if one.location else one.status_code for one in answers}
            assert "/signin/confirm" in places, f"{method} {address}: {places}"
            assert places <= {"/signin/confirm", 404}, f"{method} {address}: {places}"


def test_a_page_that_checks_such_a_permission_inside_asks_too(app, cast, clock, client_as, monkeypatch):
    """The declaration is daily; what it then does is not."""

    def careless():
        check(MayHouse.ENTER)
        check(MayPeople.GRANT)
        return Response("done", mimetype="text/plain")

    monkeypatch.setitem(app.view_functions, "notifications.index", needs(MayHouse.ENTER)(careless))
    freja = client_as(cast.freja)
    assert freja.get("/notifications").text == "done"
    clock.shift(LATE)
    assert freja.get("/notifications").location == "/signin/confirm?next=/notifications"


def test_while_a_password_is_weighed_nothing_is_held(frejas, db_session, monkeypatch):
    """It takes a while, in which others want to write; so a form's key is claimed afterwards."""
    held, hash_, verify = [], Hasher.hash, Hasher.verify
    monkeypatch.setattr(Hasher, "hash", lambda *given: held.append(db.holds) or hash_(*given))
    monkeypatch.setattr(Hasher, "verify", lambda *given: held.append(db.holds) or verify(*given))
    key = {KEY: secrets.token_urlsafe(16)}
    assert [confirm(frejas, next="/plans", **key).location for _twice in range(2)] == ["/plans", "/plans"]
    confirmed = select(func.count()).where(AuditEvent.action == "account.confirm")
    assert db_session.scalar(confirmed) == 1
    another = {"password": PASSWORD, "new_password": ANOTHER, "again": ANOTHER}
    assert frejas.post("/password", data=another | key).status_code == 303
    assert (held, db_session.query(IdempotencyKey).count()) == ([False] * 4, 2)
