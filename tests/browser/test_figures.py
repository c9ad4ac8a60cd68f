"""Carla, Bo and Astrid look at the figures: pictures drawn and saved, files and papers had, each their own units."""

import pytest
from playwright.sync_api import expect

from tests.browser.checks import check_page, drawn

ASTRID, BO, CARLA = (f"{name}@example.org" for name in ("astrid", "bo", "carla"))


def units_of(page) -> set[str]:
    """Return the units in the heat map's table."""
    rows = page.locator("section[aria-labelledby=units] tbody th")
    return {text.strip() for text in rows.all_text_contents()}


@pytest.mark.alike
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_carla_reads_the_whole_house_and_takes_it_with_her(browser_page, width, scheme):
    carla = browser_page(CARLA, width=width, color_scheme=scheme, accept_downloads=True)
    carla.goto("/analytics")
    check_page(carla)
    carla.get_by_role("link", name="Hele huset på én side").click()
    drawn(carla)
    check_page(carla)
    with carla.expect_download() as picture:
        carla.locator("section[aria-labelledby=units]").get_by_role("button", name="Gem billedet").click()
    assert picture.value.suggested_filename == "units.png"
    assert picture.value.path().read_bytes().startswith(b"\x89PNG")
    with carla.expect_download() as table:
        carla.locator("section[aria-labelledby=areas]").get_by_role("link", name="Excel").click()
    assert table.value.path().read_bytes().startswith(b"PK")
    with carla.expect_download() as paper:
        carla.get_by_role("link", name="Hent siden som PDF").click()
    assert paper.value.path().read_bytes().startswith(b"%PDF")


def test_carla_aims_and_sees_the_way(browser_page):
    carla = browser_page(CARLA)
    carla.goto("/analytics/targets")
    check_page(carla)
    carla.get_by_label("Kompetence eller tema").select_option(label="Facilitering")
    carla.get_by_label("Andel i procent").fill("90")
    carla.get_by_label("År", exact=True).fill("2000")
    carla.get_by_role("button", name="Gem målet").click()
    expect(carla.get_by_role("alert")).to_contain_text("Skriv et år fra i år")
    check_page(carla)
    carla.get_by_label("År", exact=True).fill("2030")
    carla.get_by_role("button", name="Gem målet").click()
    carla.get_by_role("link", name="Se vejen til målene").click()
    drawn(carla)
    check_page(carla)
    carla.get_by_text("Vis tallene som tabel").click()
    expect(carla.get_by_role("row", name="Facilitering, niveau 3 eller højere i 2030")).to_contain_text("90 %")


def test_bo_and_astrid_see_the_whole_and_their_own_library(browser_page):
    for email in (BO, ASTRID):
        page = browser_page(email)
        page.goto("/analytics/themes/projekt_netvaerk")
        drawn(page)
        check_page(page)
        assert units_of(page) == {"Tarup Bibliotek"}
        assert page.goto("/analytics/themes/projekt_netvaerk?unit=vollsmose").status == 404


def test_without_scripts_every_number_is_there_and_every_file_can_be_had(browser_page):
    page = browser_page(ASTRID, java_script_enabled=False)
    page.goto("/analytics/competences/com.facilitate")
    assert page.locator("figure table").count() == page.locator("figure").count() > 4
    assert page.locator("a[download]").count() >= 2 * page.locator("figure").count()
    assert page.get_by_role("button", name="Gem billedet").count() == 0
