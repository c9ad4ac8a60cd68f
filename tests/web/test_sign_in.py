"""Signing in: who gets in, and that whoever does not is answered the same, after the same work."""

from datetime import date

import pytest
from sqlalchemy import select

from competence.signin.actions import accounts
from competence.signin.models import Account, UserSession
from competence.signin.rules import Hasher
from tests.make import make_employment, make_person
from tests.web.signing import PASSWORD, give_password, sign_in


@pytest.fixture
def hashes(monkeypatch):
    """The argon2 computations of the test, as a growing list."""
    computed = []
    argon2 = __import__("argon2").PasswordHasher
    for name in ("hash", "verify"):
        original = getattr(argon2, name)

        def counted(*args, name=name, original=original, **kwargs):
            computed.append(name)
            return original(*args, **kwargs)

        monkeypatch.setattr(argon2, name, counted)
    return computed


def test_astrid_signs_in_and_is_greeted_by_name(anonymous, cast):
    give_password(cast.astrid)
    answer = sign_in(anonymous, "  Astrid@Example.org ", next="/notifications")
    assert (answer.status_code, answer.location) == (303, "/notifications")
    page = anonymous.get("/notifications").page
    assert "Astrid Skov" in page.text
    assert "Tarup" in page.text


@pytest.mark.parametrize("address", ["/signin", "/password/forgot"])
def test_a_watchman_who_asks_for_the_headers_only_is_answered_like_a_reader(anonymous, address):
    assert anonymous.head(address).status_code == anonymous.get(address).status_code == 200


def test_whoever_is_signed_in_is_not_asked_again(client_as, cast):
    assert client_as(cast.astrid).get("/signin?next=/notifications").location == "/notifications"


def test_the_way_back_is_never_another_house(anonymous, cast):
    give_password(cast.astrid)
    page = anonymous.get("/signin?next=//evil.example").page
    assert page.form("/signin")["next"] == ["/"]
    assert sign_in(anonymous, "astrid@example.org", next="https://evil.example/").location == "/"


@pytest.mark.parametrize("kind", ["unknown", "wrong password", "no password", "deactivated", "ended", "no account"])
def test_whoever_cannot_get_in_is_told_the_same_after_the_same_work(anonymous, cast, db_session, hashes, kind):
    person = make_person("Else Juul", "else@example.org")
    make_employment(person, cast.tarup, end=date(2025, 1, 1) if kind == "ended" else None)
    if kind not in {"unknown", "no account"}:
        give_password(person)
    if kind == "unknown":
        person.email = "other@example.org"
    if kind == "no password":
        db_session.get(Account, person.id).password_hash = None
    if kind == "deactivated":
        accounts.deactivate(None, person.id)
    page = anonymous.get("/signin").page
    hashes.clear()
    answer = sign_in(anonymous, "else@example.org", PASSWORD if kind != "wrong password" else "not the password at all")
    assert hashes == ["verify"]
    assert answer.status_code == 400
    assert "E-mail og adgangskode passer ikke sammen" in answer.page.text
    assert "Retry-After" not in answer.headers
    assert page.h1 == answer.page.h1
    assert set(db_session.scalars(select(UserSession.person_id))) <= {None}


def test_a_right_password_costs_one_hash_too(anonymous, cast, hashes):
    give_password(cast.astrid)
    hashes.clear()
    assert sign_in(anonymous, "astrid@example.org").status_code == 303
    assert hashes == ["verify"]


def test_an_early_return_for_unknown_accounts_would_be_noticed(anonymous, cast, hashes, monkeypatch):
    verify = Hasher.verify
    monkeypatch.setattr(Hasher, "verify", lambda self, known, password: bool(known) and verify(self, known, password))
    sign_in(anonymous, "nobody@example.org")
    assert hashes == []


def test_the_demo_password_opens_nothing_outside_the_demo(app, anonymous, cast, monkeypatch):
    give_password(cast.astrid, app.config["DEMO_PASSWORD"])
    assert sign_in(anonymous, "astrid@example.org", app.config["DEMO_PASSWORD"]).status_code == 400
    monkeypatch.setitem(app.config, "DEMO", True)
    assert sign_in(anonymous, "astrid@example.org", app.config["DEMO_PASSWORD"]).status_code == 303


def test_demo_accounts_stand_on_the_page_in_the_demo_only(app, anonymous, cast, monkeypatch):
    give_password(cast.astrid)
    assert "astrid@example.org" not in anonymous.get("/signin").page.text
    monkeypatch.setitem(app.config, "DEMO", True)
    assert "astrid@example.org" in anonymous.get("/signin").page.text


def test_the_fields_help_password_managers_and_are_asked_for(anonymous):
    fields = {field.get("name"): field.get("autocomplete") for field in anonymous.get("/signin").page.all("input")}
    assert fields["email"] == "username"
    assert fields["password"] == "current-password"
    answer = sign_in(anonymous, "", "")
    assert answer.status_code == 400
    assert "Skriv din e-mail." in answer.page.text


@pytest.mark.parametrize("email", ["\x00", "a" * 300 + "@example.org", "' OR 1=1 --", "🐟@example.org", "{{7*7}}", "%"])
@pytest.mark.parametrize("password", ["\x00\x01", "p" * 100_000, "' OR ''='", "\u202e"])
def test_hostile_input_is_only_wrong(anonymous, email, password):
    assert sign_in(anonymous, email, password).status_code in {400, 429}


def test_an_old_hash_is_renewed_when_its_owner_comes(app, anonymous, cast, db_session):
    accounts.open_account(cast.astrid.id, Hasher().hash(PASSWORD))
    db_session.commit()
    assert sign_in(anonymous, "astrid@example.org").status_code == 303
    renewed = db_session.get(Account, cast.astrid.id).password_hash
    assert not app.extensions["hasher"].is_outdated(renewed)
    assert app.extensions["hasher"].verify(renewed, PASSWORD)
