"""The reader's language: Danish until they choose another, and then on every page."""

from datetime import date

import pytest
from flask_babel import force_locale

from competence.web.language import day


def test_danish_comes_first_and_the_footer_switches_to_english(anonymous):
    page = anonymous.get("/privacy/protection").page
    assert page.root.get("lang") == "da"
    answer = anonymous.post("/language", data={"language": "en", "back": "/privacy/protection"})
    assert (answer.status_code, answer.location) == (303, "/privacy/protection")
    assert anonymous.get("/privacy/protection").page.root.get("lang") == "en"


def test_an_unknown_language_changes_nothing(anonymous):
    anonymous.post("/language", data={"language": "tlh", "back": "/privacy/protection"})
    assert anonymous.get("/privacy/protection").page.root.get("lang") == "da"


@pytest.mark.parametrize(("language", "written"), [("da", "22. november 2026"), ("en", "22 November 2026")])
def test_a_day_is_written_as_its_readers_write_it(app, language, written):
    with app.test_request_context(), force_locale(language):
        assert day(date(2026, 11, 22)) == written


@pytest.mark.parametrize(
    "back",
    ["https://evil.example", "//evil.example", "/\\evil.example", "/%5Cevil.example", "javascript:alert(1)", "/a\nb"],
)
def test_the_way_back_never_leaves_the_house(anonymous, back):
    assert anonymous.post("/language", data={"language": "da", "back": back}).location == "/"
