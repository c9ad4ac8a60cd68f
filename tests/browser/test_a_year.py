"""Astrid asks for another time, prepares, shares and answers a follow-up on a phone; Bo signs; all pages read well."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from competence.web.clock import today
from tests.browser.checks import check_page

ASTRID, BO, CARLA, DORTE = (f"{name}@example.org" for name in ("astrid", "bo", "carla", "dorte"))


def ask_for_another_time(page: Page) -> None:
    page.get_by_role("link", name="Foreslå en anden tid").click()
    check_page(page)
    page.locator("[name=on]").fill((today() + timedelta(days=20)).isoformat())
    page.get_by_role("button", name="Send forslaget").click()
    expect(page.locator("main")).to_contain_text("Foreslået i stedet:")
    check_page(page)


def prepare_and_share(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Forbered dig|Gå videre med din forberedelse")).click()
    check_page(page)
    row = page.locator("[data-row]", has=page.locator("textarea")).first
    row.locator("textarea").fill("To emner er nok, hvis vi bliver ved dem.")
    row.get_by_role("button", name="Del med Bo").click()
    shared = page.locator("[data-row]", has_text="To emner er nok")
    expect(shared).to_contain_text("Du og Bo kan se dette")
    check_page(page)


def answer_a_follow_up(page: Page) -> None:
    page.goto("/plans")
    check_page(page)
    page.get_by_role("link", name=re.compile("^Udviklingsplan")).first.click()
    check_page(page)
    page.locator("a[href*='follow-ups']").first.click()
    check_page(page)
    page.get_by_label("Delvist").check()
    page.get_by_role("button", name="Svar", exact=True).click()
    expect(page.locator("main")).to_contain_text("Delvist")


def test_astrid_finds_another_time_prepares_and_answers_a_follow_up(browser_page):
    page = browser_page(ASTRID, width=360)
    page.goto("/conversations")
    check_page(page)
    page.get_by_role("link", name="MUS med Bo Versegård").first.click()
    check_page(page)
    ask_for_another_time(page)
    prepare_and_share(page)
    answer_a_follow_up(page)


def test_bo_finds_what_waits_for_him_and_signs_a_plan(browser_page):
    page = browser_page(BO)
    for address in ("/conversations", "/plans/team"):
        page.goto(address)
        check_page(page)
    page.locator("a[href$='/approval']").first.click()
    check_page(page)
    page.get_by_role("button", name="Skriv under: Samtalen er holdt").click()
    expect(page.locator(".messages")).to_be_visible()
    check_page(page)


def test_the_pages_of_the_chief_and_of_hr_read_well_on_a_phone(browser_page):
    for reader, addresses in ((DORTE, ("/", "/conversations", "/plans/team")), (CARLA, ("/", "/cycles"))):
        page = browser_page(reader, width=360)
        for address in addresses:
            page.goto(address)
            check_page(page)
