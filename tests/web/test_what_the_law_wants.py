"""The pages the law wants: how accessible we are, /was, and security.txt as RFC 9116 has it."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from competence.web.clock import today

CONTACT = "mailto:sikkerhed@example.org"


@pytest.fixture
def told(app, monkeypatch):
    """Let the house have said whom to tell, good for half a year."""
    monkeypatch.setitem(app.config, "SECURITY_CONTACT", CONTACT)
    monkeypatch.setitem(app.config, "SECURITY_EXPIRES", (today() + timedelta(days=180)).isoformat())


def test_everybody_finds_the_statement_at_the_foot_of_every_page(anonymous):
    assert "/accessibility" in anonymous.get("/signin").page.links().values()
    page = anonymous.get("/accessibility").get_data(as_text=True)
    for words in ("WCAG 2.2.1", "ikke prøvet", "Digitaliseringsstyrelsen", "Den er ikke lavet endnu"):
        assert words in page


def test_was_leads_to_the_official_statement_once_it_is_made(app, anonymous, monkeypatch):
    assert anonymous.get("/was").headers["Location"] == "/accessibility"
    official = "https://was.digst.dk/spejl-bibliotek-example"
    monkeypatch.setitem(app.config, "ACCESSIBILITY_STATEMENT", official)
    monkeypatch.setitem(app.config, "ACCESSIBILITY_CONTACT", "web@example.org")
    monkeypatch.setitem(app.config, "ACCESSIBILITY_PHONE", "65 51 00 00")
    assert anonymous.get("/was").headers["Location"] == official
    page = anonymous.get("/accessibility").get_data(as_text=True)
    assert "web@example.org" in page
    assert "tel:65510000" in page


def test_security_txt_has_what_the_standard_asks_for_and_ends_within_a_year(anonymous, told):
    answer = anonymous.get("/.well-known/security.txt")
    assert answer.content_type == "text/plain; charset=utf-8"
    fields = dict(re.findall(r"^([A-Z][\w-]+): (.+)$", answer.get_data(as_text=True), re.MULTILINE))
    assert set(fields) == {"Contact", "Expires", "Preferred-Languages", "Canonical"}
    assert fields["Contact"] == CONTACT
    assert fields["Canonical"].endswith("/.well-known/security.txt")
    left = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) - datetime.now(UTC)
    assert timedelta(0) < left < timedelta(days=366)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECURITY_CONTACT", ""),
        ("SECURITY_EXPIRES", ""),
        ("SECURITY_EXPIRES", "2020-01-01"),
        ("SECURITY_EXPIRES", "snart"),
    ],
)
def test_a_file_that_would_be_wrong_is_not_there(name, value, app, anonymous, told, monkeypatch):
    monkeypatch.setitem(app.config, name, value)
    assert anonymous.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize(("days", "well"), [(180, True), (29, False), (-1, False)])
def test_the_health_tells_before_security_txt_ends(days, well, app, cast, client_as, told, monkeypatch):
    monkeypatch.setitem(app.config, "SECURITY_EXPIRES", (today() + timedelta(days=days)).isoformat())
    told_by = client_as(cast.freja).get("/health", headers={"Accept": "application/json"}).json
    assert told_by["checks"]["security.txt"] is well


@pytest.mark.parametrize(("in_real_use", "well"), [(False, True), (True, False)])
def test_in_real_use_a_contact_is_missed(in_real_use, well, app, cast, client_as, monkeypatch):
    monkeypatch.setitem(app.config, "PRODUCTION", in_real_use)
    told_by = client_as(cast.freja).get("/health", headers={"Accept": "application/json"}).json
    assert told_by["checks"]["security.txt"] is well
