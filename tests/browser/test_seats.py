"""Carla distributes seats beside the server, sends the offers, and Astrid answers; both look at every page of it."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from competence.web.clock import today
from tests.browser.checks import check_page

ASTRID, CARLA = "astrid@example.org", "carla@example.org"


@pytest.mark.parametrize("width", [360, 1280])
def test_astrid_says_yes_and_shares_and_withdraws_a_wish(browser_page, width):
    astrid = browser_page(ASTRID, width=width)
    astrid.goto("/learning/seats/")
    check_page(astrid)
    if width == 360:
        astrid.get_by_role("button", name="Ja tak").click()
        expect(astrid.get_by_text("Du har sagt ja tak.")).to_be_visible()
    astrid.get_by_role("button", name="Del ønsket med HR").click()
    expect(astrid.get_by_role("status").first).to_contain_text("Dit ønske er delt med HR")
    check_page(astrid)
    astrid.get_by_role("button", name="Tag ønsket tilbage").last.click()
    expect(astrid.get_by_role("status").first).to_contain_text("Ønsket er væk, også hos HR.")
    astrid.goto("/analytics/fair-share")
    check_page(astrid)


def look(page: Page) -> None:
    """Check a page at a desk and on a phone."""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        check_page(page)


def test_carla_holds_a_seat_has_it_worked_out_again_and_sends_the_offers(browser_page):
    carla = browser_page(CARLA)
    carla.goto("/learning/seats/distributions/new")
    look(carla)
    carla.get_by_label("Navn").fill("Nye pladser")
    carla.get_by_role("button", name="Lav fordelingen").click()
    look(carla)
    page = carla.url
    carla.get_by_role("button", name="Regn fordelingen ud").click()
    expect(carla.get_by_role("heading", name="Forslaget er klar")).to_be_visible(timeout=60_000)
    look(carla)
    carla.get_by_role("link", name="AI for nybegyndere").first.click()
    look(carla)
    carla.get_by_role("button", name="Hold pladsen fast").last.click()
    look(carla)
    carla.goto(page)
    carla.get_by_role("button", name="Regn igen").click()
    expect(carla.get_by_role("heading", name="Forslaget er klar")).to_be_visible(timeout=60_000)
    carla.get_by_label("Svar senest").fill((today() + timedelta(days=20)).isoformat())
    carla.get_by_role("button", name="Send tilbuddene").click()
    look(carla)
    for other in (
        "/learning/seats/distributions",
        "/learning/seats/cover",
        "/learning/fund/terms",
        "/learning/fund/terms/new",
    ):
        carla.goto(other)
        look(carla)


def test_astrid_gets_ready_for_the_fund(browser_page):
    astrid = browser_page(ASTRID)
    astrid.goto("/plans")
    address = astrid.locator("a[href^='/plans/']").first.get_attribute("href") or ""
    astrid.goto(address)
    astrid.get_by_role("link", name="kan måske søges i Den Kommunale Kompetencefond").first.click()
    look(astrid)
    astrid.get_by_role("button", name="Medarbejderen har skrevet under").click()
    expect(astrid.get_by_text("Venter på din leder").first).to_be_visible()


def test_the_fund_stands_behind_an_education_of_a_signed_plan(browser_page):
    carla = browser_page(CARLA, width=360)
    carla.goto("/learning/fund/terms")
    carla.get_by_role("link", name="HK Kommunal").click()
    check_page(carla)
    carla.locator("#opens_at").fill("2027-01-05T10:00")
    carla.get_by_role("button", name="Skriv åbningen ind").click()
    expect(carla.get_by_text("5. januar 2027 kl. 10.00")).to_be_visible()
