"""Carla rewords a competence in a draft, meets a colleague there, and publishes what she has seen; Astrid reads it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import check_page

CARLA, ASTRID = "carla@example.org", "astrid@example.org"
CATALOGUE = "/frameworks/kompetencekatalog"
MEETING = f"{CATALOGUE}/2/competences/host.meeting"


def reword(page: Page, title: str) -> None:
    page.get_by_label("Navn", exact=True).fill(title)
    page.get_by_role("button", name="Gem i kladden").click()


def test_a_draft_from_its_beginning_to_its_publication(browser_page):
    carla, colleague = browser_page(CARLA), browser_page(CARLA)
    carla.goto("/frameworks")
    check_page(carla)
    carla.locator("section", has_text="Kompetencekatalog").get_by_role("button", name="Begynd en kladde").click()
    expect(carla.locator("h1")).to_have_text("Kompetencekatalog, udgave 2")
    check_page(carla)

    colleague.goto(f"{MEETING}/edit")
    carla.goto(f"{MEETING}/edit")
    check_page(carla)
    reword(carla, "Værtskab på gulvet")
    expect(carla.locator("h1")).to_have_text("Værtskab på gulvet")
    check_page(carla)
    reword(colleague, "Godt værtskab")
    expect(colleague.get_by_role("alert")).to_contain_text("Værtskab på gulvet")
    expect(colleague.get_by_role("alert")).to_be_focused()
    expect(colleague.get_by_label("Navn", exact=True)).to_have_value("Godt værtskab")
    check_page(colleague)
    reword(colleague, "Godt værtskab")
    expect(colleague.locator("h1")).to_have_text("Godt værtskab")

    carla.goto(f"{CATALOGUE}/2/roles/librarian_children")
    check_page(carla)
    carla.get_by_role("group", name="Godt værtskab").get_by_label("Niveau").select_option("5")
    carla.get_by_role("group", name="Godt værtskab").get_by_role("button", name="Gem").click()
    expect(carla.locator(".messages")).to_contain_text("Gemt i kladden.")

    carla.goto(f"{CATALOGUE}/2/publication")
    check_page(carla)
    carla.get_by_role("link", name="Se, hvad der er ændret").click()
    expect(carla.locator("ins").first).to_have_text("Godt værtskab")
    check_page(carla)
    carla.go_back()
    carla.get_by_label("Hvad er nyt").fill("Ét navn er kortere.")
    carla.get_by_role("button", name="Udgiv udgave 2").click()
    expect(carla.locator(".messages")).to_contain_text("Udgave 2 er udgivet.")

    astrid = browser_page(ASTRID, width=360)
    astrid.goto(f"{CATALOGUE}/1/competences/host.meeting")
    expect(astrid.locator("h1")).to_have_text("Værtskab i mødet")
    astrid.goto("/frameworks/roles/librarian_children")
    expect(astrid.locator(".catalogue li").first).to_contain_text("5 · Udvikler området")


@pytest.mark.alike
@pytest.mark.parametrize("width", [360, 1280])
def test_reading_the_catalogue_fits_every_screen_without_javascript(browser_page, width):
    page = browser_page(ASTRID, width=width, java_script_enabled=False)
    for address in ("", "/kompetencekatalog/1?q=gæst", "/kompetencekatalog/1/competences/host.meeting", "/roles"):
        page.goto(f"/frameworks{address}")
        assert page.locator("main").bounding_box()["width"] <= width
    page.goto(f"{CATALOGUE}/1")
    page.get_by_label("Søg efter ord").fill("kildekritik")
    page.get_by_role("button", name="Vis").click()
    expect(page.get_by_role("status").last).to_contain_text("fundet")


@pytest.mark.alike
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_catalogue_is_accessible_on_a_phone(browser_page, scheme):
    page = browser_page(ASTRID, width=360, color_scheme=scheme)
    for address in (
        "",
        "/kompetencekatalog/1",
        "/kompetencekatalog/1/competences/dig.tech",
        "/roles/librarian_children",
    ):
        page.goto(f"/frameworks{address}")
        check_page(page)
