"""Astrid answers by keyboard and shares, Bo answers on a phone and shares, and both read the open mirror."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import check_page, drawn

ASTRID, BO = "astrid@example.org", "bo@example.org"
WORDS = "Jeg tog 3 grupper i 2026, og 0 sagde nej."


def open_answers(page: Page) -> None:
    page.goto("/assessments")
    page.locator(".mirror-now").get_by_role("link", name="Fortsæt").click()
    page.locator("[data-next]").wait_for()  # it is there once the behaviour is awake


def open_row(page: Page):
    return page.locator("details.answer[open]")


def saved(page: Page):
    return page.locator("[data-saved][data-state=saved]")


def answer_by_keyboard(page: Page) -> None:
    """A digit answers and moves on; other keys are for what does not fit and for words."""
    total, done = (int(page.locator(f"[data-{name}]").inner_text()) for name in ("total", "done"))
    assert 0 < done < total
    first = open_row(page).locator(".answer-title").inner_text()
    page.keyboard.press("3")
    expect(open_row(page).locator(".answer-title")).not_to_have_text(first)
    row = page.locator("details.answer", has=page.get_by_role("heading", name=first, exact=True))
    expect(row.locator("[data-state]").first).to_have_text("Kan selvstændigt")
    expect(row.locator("[data-saved]")).to_contain_text("Gemt kl.")
    expect(row.locator("[data-earlier]")).to_contain_text("Sidst:")
    expect(page.locator("[data-done]")).to_have_text(str(done + 1))
    page.keyboard.press("k")
    expect(page.locator("textarea:focus")).to_have_count(1)
    page.keyboard.type(WORDS)
    page.keyboard.press("Escape")
    assert open_row(page).locator("[type=radio][name$=answer]:checked").count() == 0
    for left in range(total - done - 1, 0, -1):
        page.keyboard.press("0?4"[left % 3])
    expect(page.locator("[data-done]")).to_have_text(str(total))


def share_as_astrid(page: Page) -> str:
    """Read through what is shared, share it, and return the address of the mirror."""
    page.get_by_role("link", name="Se svarene og del").click()
    expect(page.locator("main")).to_contain_text(WORDS)
    check_page(page)
    page.get_by_role("button", name="Del med min leder").click()
    expect(page.locator(".messages")).to_contain_text("Dit blik er delt.")
    expect(page.locator("main")).to_contain_text("Spejlet åbner for jer begge")
    check_page(page)
    return page.url


def answer_and_share_on_a_phone(page: Page) -> None:
    """What Bo does between two meetings: three answers with the thumb, and share."""
    page.goto("/assessments/team")
    check_page(page)
    line = page.locator(".team li", has_text="Astrid")
    expect(line).to_contain_text("Har delt.")
    line.get_by_role("button", name="Begynd dit blik").click()
    page.locator("[data-next]").wait_for()
    check_page(page)
    for _ in range(3):
        open_row(page).locator(".ladder ol label").nth(1).tap()
        expect(open_row(page).locator("[data-saved]")).to_contain_text("Gemt kl.")
        page.locator("[data-next]").tap()
    page.get_by_role("link", name="Se svarene og del").tap()
    page.wait_for_url("**/sharing")
    check_page(page)
    page.get_by_role("button", name=re.compile("Del dit blik med")).tap()
    expect(page.locator(".messages")).to_contain_text("I har begge delt.")


def test_the_mirror_from_answering_to_both_views(browser_page):
    astrid, bo = browser_page(ASTRID), browser_page(BO, width=360, has_touch=True)
    open_answers(astrid)
    check_page(astrid)
    answer_by_keyboard(astrid)
    check_page(astrid)
    mirror = share_as_astrid(astrid)
    answer_and_share_on_a_phone(bo)
    for page in (bo, astrid):
        page.goto(mirror)
        expect(page.locator(".in-short")).to_contain_text(re.compile(r"I ser (ens på \d+ af \d+|ens på alle \d+)\."))
        drawn(page, "figure[data-chart=dumbbell]")
        drawn(page, "figure[data-chart=radar]")
        check_page(page)
    astrid.locator("figure[data-chart=dumbbell] summary").click()
    link = astrid.locator("figure[data-chart=dumbbell] tbody th a").last
    link.click()
    expect(astrid.locator(link.get_attribute("href")).locator(".pair")).to_be_visible()
    check_page(astrid)


def test_every_page_of_the_mirror_reads_well_in_the_dark_and_on_a_phone(browser_page):
    for settings in ({"color_scheme": "dark"}, {"width": 360}):
        carl = browser_page(BO, **settings)
        for address in ("/assessments", "/assessments/team", "/assessments/team/matrix", "/privacy/protection"):
            carl.goto(address)
            check_page(carl)
            assert carl.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


@pytest.fixture
def answering(browser_page):
    """Somebody in the middle of answering."""
    page = browser_page("emil@example.org")
    page.goto("/assessments/team")
    page.get_by_role("button", name="Begynd dit blik").first.click()
    page.locator("[data-next]").wait_for()
    return page


def test_words_survive_a_lost_connection(answering):
    answering.context.set_offline(True)
    open_row(answering).locator(".ladder ol label").nth(2).click()
    status = open_row(answering).locator("[data-saved]")
    expect(status).to_contain_text("Ingen forbindelse. Dine ord står her")
    answering.context.set_offline(False)
    expect(status).to_contain_text("Gemt kl.")
    answering.reload()
    expect(answering.locator("[data-done]")).to_have_text("1")


def test_words_survive_an_expired_session(answering):
    page = answering
    field = open_row(page).locator("textarea")
    page.context.clear_cookies()
    field.fill("Ord, der ikke må gå tabt.")
    field.blur()
    status = open_row(page).locator("[data-saved]")
    expect(status).to_contain_text("Du er logget ud.")
    check_page(page)
    expect(field).to_have_value("Ord, der ikke må gå tabt.")


def test_two_windows_never_overwrite_each_other(answering):
    other = answering.context.new_page()
    other.goto(answering.url)
    for page, words in ((answering, "Fra det ene vindue."), (other, "Fra det andet vindue.")):
        field = page.locator("details.answer").first.locator("textarea")
        page.locator("details.answer").first.evaluate("row => row.open = true")
        field.fill(words)
        field.blur()
        if page is answering:
            expect(saved(page)).to_have_count(1)
    expect(other.locator(".conflict")).to_contain_text("Fra det ene vindue.")
    expect(other.locator("details.answer[open] textarea")).to_have_value("Fra det andet vindue.")
    check_page(other)


def test_who_comes_back_to_half_a_mirror_stands_at_what_is_left(browser_page):
    page = browser_page("freja@example.org", width=360)
    page.get_by_role("link", name="Gå videre").click()
    page.locator("[data-next]").wait_for()
    assert open_row(page).evaluate("row => row !== document.querySelector('details.answer')")
    expect(open_row(page).locator("summary")).to_be_in_viewport()


def test_the_keys_can_be_switched_off_and_stay_off(answering):
    answering.get_by_role("button", name="Slå taster fra").click()
    answering.keyboard.press("3")
    assert answering.locator("[name$=answer]:checked").count() == 0
    answering.reload()
    expect(answering.get_by_role("button", name="Slå taster til")).to_be_visible()


def test_without_scripts_the_form_does_its_job(browser_page):
    page = browser_page("dorte@example.org", java_script_enabled=False)
    page.goto("/assessments")
    begin = page.get_by_role("button", name=re.compile("^Begynd"))
    (begin if begin.count() else page.get_by_role("link", name="Fortsæt")).first.click()
    row = open_row(page)
    row.locator(".ladder ol label").nth(1).click()
    row.locator("textarea").fill("Uden script.")
    title = row.locator(".answer-title").inner_text()
    row.get_by_role("button", name="Gem og gå videre").click()
    expect(open_row(page).locator(".answer-title")).not_to_have_text(title)
    row = page.locator("details.answer", has=page.get_by_role("heading", name=title, exact=True))
    expect(row.locator("[data-state]").first).to_have_text("Kan med støtte")
