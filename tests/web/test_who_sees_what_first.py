"""The first sign-in shows who sees what, once; a change of the text shows it again, and nobody is trapped."""

import hashlib

import pytest

from competence.config import ROOT, settings
from competence.db import db
from competence.privacy.informing import actions, queries
from competence.privacy.informing.queries import EDITION, acknowledged_at
from competence.signin.actions.accounts import open_account
from tests.make import NOW
from tests.web.signing import PASSWORD, give_password, sign_in

# What the text says, edition by edition. Whoever changes the text raises EDITION and adds its fingerprint here.
EDITIONS = {
    1: "a96d9e22cc5763656ca30d723beb808130932241fa0cf1825298c9de610f060f",
    2: "654326cb4e3aecd5380a1f34d46704b9c698fb2b0124972586a8aac7e3135c75",
    3: "23bbc7e473b8775da00c1d26f17e9351e98b7054c614794a808e8e4b25ad8571",
}


@pytest.fixture
def new_to_it(cast, app):
    open_account(cast.astrid.id, app.extensions["hasher"].hash(PASSWORD))
    db.session.commit()
    return cast.astrid


def test_the_first_sign_in_leads_by_the_page_and_on_to_where_one_was_going(new_to_it, anonymous):
    answer = sign_in(anonymous, new_to_it.email, next="/plans")
    assert answer.location == "/privacy/information?next=/plans"
    page = anonymous.get(answer.location)
    assert "Det, du skriver, ser kun du" in page.get_data(as_text=True)
    form = page.page.form("/privacy/information/acknowledgement")
    assert anonymous.post("/privacy/information/acknowledgement", data=form).location == "/plans"
    assert acknowledged_at(new_to_it.id) is not None


def test_who_has_read_it_is_not_shown_it_again_and_can_read_it_again(cast, anonymous):
    give_password(cast.astrid)
    assert sign_in(anonymous, cast.astrid.email).location == "/"
    page = anonymous.get("/privacy/information").get_data(as_text=True)
    assert "Du har læst det den 23. november 2026." in page


def test_nobody_is_trapped(new_to_it, anonymous):
    sign_in(anonymous, new_to_it.email)
    assert anonymous.get("/").status_code == 200
    assert anonymous.get("/plans").status_code == 200
    again = anonymous.get("/privacy/information?next=/plans").get_data(as_text=True)
    assert 'href="/plans"' in again
    anonymous.post("/signout")
    assert sign_in(anonymous, new_to_it.email).location.startswith("/privacy/information")


def test_a_changed_text_is_shown_once_more(cast, anonymous, monkeypatch):
    give_password(cast.astrid)
    monkeypatch.setattr(queries, "EDITION", EDITION + 1)
    monkeypatch.setattr(actions, "EDITION", EDITION + 1)
    assert sign_in(anonymous, cast.astrid.email).location.startswith("/privacy/information")
    anonymous.post("/privacy/information/acknowledgement", data={"next": "/"})
    anonymous.post("/signout")
    assert sign_in(anonymous, cast.astrid.email).location == "/"


def test_read_twice_the_first_time_counts_and_nobody_is_sent_elsewhere(cast, client_as):
    actions.acknowledge(cast.astrid.id, NOW)
    db.session.commit()
    client = client_as(cast.astrid)
    answer = client.post("/privacy/information/acknowledgement", data={"next": "//evil.example/"})
    assert answer.location == "/"
    assert acknowledged_at(cast.astrid.id) == NOW


def test_the_text_has_not_changed_without_a_new_edition():
    text = (ROOT / "templates" / "informing" / "_text.html").read_bytes()
    assert hashlib.sha256(text).hexdigest() == EDITIONS[EDITION], "raise EDITION, and add the new fingerprint"


BOTH = ("/privacy/information", "/privacy/protection")


@pytest.mark.parametrize("page", BOTH)
def test_both_pages_say_what_the_law_asks(page, app, cast, client_as, monkeypatch):
    """Controller, officer, purpose and basis, what and from where, recipients, how long, rights, complaint."""
    named = {"CONTROLLER": "Prøve Kommune", "DPO_CONTACT": "dpo@prøve.example", "PROCESSOR": "Drift A/S i Danmark"}
    for name, value in named.items():
        monkeypatch.setitem(app.config, name, value)
    text = client_as(cast.astrid).get(page).page.text
    said = (
        "Ansvarlig for oplysningerne: Prøve Kommune.", "Databeskyttelsesrådgiver: dpo@prøve.example.",
        "er til din udvikling", "artikel 6, stk. 1, litra e", "databeskyttelseslovens § 12", "som huset skriver ind",
        "databehandleraftale: Drift A/S i Danmark.", "tolv måneder efter", "gøre indsigelse", "begrænset", "slettet",
        "trække det tilbage", "Datatilsynet", "Ingen beslutninger bliver truffet af en maskine",
    )  # fmt: skip
    assert [words for words in said if words not in text] == []


@pytest.mark.parametrize("page", BOTH)
def test_where_nobody_is_named_the_house_is(page, cast, client_as):
    text = client_as(cast.astrid).get(page).page.text
    assert "Ansvarlig for oplysningerne: Odense Bibliotekerne." in text
    assert "Ingen uden for huset: serveren driver vi selv." in text


def test_the_demo_names_whom_it_invented():
    assert "opfundet" in settings({"DEMO": True})["CONTROLLER"]
    assert "opfundet" in settings({"DEMO": True})["DPO_CONTACT"]
    assert settings({"DEMO": True, "CONTROLLER": "Prøve Kommune"})["CONTROLLER"] == "Prøve Kommune"
    assert settings({})["CONTROLLER"] == ""


@pytest.mark.parametrize(("in_real_use", "named", "well"), [(False, "", True), (True, "", False), (True, "x", True)])
def test_in_real_use_it_is_missed_that_nobody_is_named(in_real_use, named, well, app, cast, client_as, monkeypatch):
    for name, value in {"PRODUCTION": in_real_use, "CONTROLLER": named, "DPO_CONTACT": named}.items():
        monkeypatch.setitem(app.config, name, value)
    told = client_as(cast.freja).get("/health", headers={"Accept": "application/json"}).json
    assert told["checks"]["information"] is well
