"""A round that HR and MED held to stricter limits: every page and every file says the round's own numbers."""

import io
import re
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from competence.analytics import actions
from competence.analytics.steps import actions as steps
from tests.careers import make_careers
from tests.make import NOW, make_rule
from tests.papers.judges import text_of
from tests.rounds import make_round, make_staff
from tests.web.test_figures_for_each import files_of

LEVELS = {"c3": [3] * 30, "c6": [3] * 7}  # of 7 nothing is told where 8 must be left, of 30 no shares where 40 must
TOO_FEW = "mindst 8 ud over dem, du kender"
NO_SHARES = "når mindst 40 har svaret ud over dem, du kender"
PROMISED = re.compile(r"mindst (5|fem|20|tyve|ti) (ud over|har svaret)|færre end (5|fem) (mennesker|med)")
PAGES = ("themes/digital", "competences/c3", "competences/c6", "house/overview")


@pytest.fixture
def hr(cast, client_as):
    make_rule(cast.carla, cast.asger, at=NOW - timedelta(days=2), k=8, unit_floor=15, shares_floor=40)
    make_careers(cast)
    cycle = make_round(cast, make_staff(cast), LEVELS).close()
    actions.publish(cycle)
    steps.publish(cycle)
    return client_as(cast.carla)


def test_why_there_is_no_number_is_said_with_the_rounds_own(hr):
    page = hr.get("/analytics/themes/digital").page
    assert f"Kompetence 6, Kompetence 9: Der er for få svar til at vise et resultat ({TOO_FEW})." in page.text
    assert f"Kompetence 3: Fordelingen vises først, {NO_SHARES}." in page.text


@pytest.mark.parametrize("page", PAGES)
def test_no_page_or_file_says_what_was_promised_at_least(hr, page):
    shown = hr.get(f"/analytics/{page}").page
    given = [shown.text, text_of(hr.get(f"/analytics/{page}/paper").data)]
    for url in files_of(shown):
        data = hr.get(url).data
        given.append(str(data, "utf-8") if ".csv" in url else _words_of(data))
    assert len(given) > 3
    for text in given:
        assert not PROMISED.search(text), text
    assert any(TOO_FEW in text or NO_SHARES in text for text in given)


def test_how_the_figures_are_protected_is_said_with_the_rounds_own(hr):
    for address in ("/analytics", "/analytics/themes/digital"):
        text = hr.get(address).page.text
        assert not PROMISED.search(text)
        assert "nå ned til færre end 8 mennesker" in text
        assert "når mindst 15 har svaret om kompetencen" in text
        assert NO_SHARES.replace("du kender", "man kender") in text


def test_words_about_steps_are_too(hr):
    standing, succession = hr.get("/analytics/steps").page.text, hr.get("/analytics/succession").page.text
    assert f"Fordelingen vises først, {NO_SHARES}." in succession
    assert "når det er færre end 8 eller færre end hver tyvende" in standing
    assert not PROMISED.search(standing + succession)


def _words_of(workbook: bytes) -> str:
    sheet = load_workbook(io.BytesIO(workbook)).worksheets[0]
    return " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
