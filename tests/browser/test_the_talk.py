"""Bo invites Astrid, and both write on the shared page from two machines: no word is lost, none stands twice."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import check_page
from tests.browser.talkers import (
    ASTRID,
    BO,
    add,
    agree_on_a_time,
    open_the_rest,
    shown,
    sit_down,
    wait_until_all_see,
    write_at_once,
)


@pytest.fixture
def both(browser_page) -> list[Page]:
    """Bo on a phone and Astrid at a desk."""
    return [browser_page(BO, width=360), browser_page(ASTRID)]


def test_a_talk_from_the_invitation_to_its_end(both):
    bo, astrid = both
    address = agree_on_a_time(bo, astrid)
    for page in both:
        page.goto(address)
        check_page(page)
    sit_down(bo, astrid, address)

    # Both write at once, Bo's line is cut on the way; what is half typed stays, and nobody loses their place.
    astrid.fill("#text", "Halvt skrevet")
    wait_until_all_see(both, sent := write_at_once([bo], 3, 1, cut=True))
    expect(astrid.locator("#text")).to_have_value("Halvt skrevet")
    expect(astrid.locator("#text")).to_be_focused()
    astrid.fill("#text", "")
    more = write_at_once(both, 4, 2, cut=True)
    sent = [sent[0] + more[0], more[1]]
    wait_until_all_see(both, sent)
    for page in both:
        check_page(page)
        page.reload()
        assert sorted(shown(page)) == sorted(sent[0] + sent[1])

    astrid.get_by_role("link", name="Slut samtalen").click()
    check_page(astrid)
    astrid.get_by_role("button", name="Slut samtalen").click()
    expect(astrid.locator("h1")).to_have_text("1:1-samtale med Bo Versegård")
    expect(astrid.locator("main")).to_contain_text("Holdt")
    expect(bo.locator("main")).to_contain_text("Holdt", timeout=15_000)  # his page notices by itself
    check_page(bo)


def test_without_scripts_the_talk_does_its_job(browser_page):
    bo, astrid = browser_page(BO, java_script_enabled=False), browser_page(ASTRID, java_script_enabled=False)
    sit_down(bo, astrid, agree_on_a_time(bo, astrid, "CAREER"))
    bo.fill("#text", "Et ord uden scripts")
    bo.get_by_role("button", name="Tilføj noten").click()
    expect(bo.locator("[data-notes-list]")).to_contain_text("Et ord uden scripts")
    astrid.reload()
    assert shown(astrid) == ["Et ord uden scripts"]


def test_words_written_after_the_session_ended_wait_behind_signing_in(both):
    bo, astrid = both
    sit_down(bo, astrid, agree_on_a_time(bo, astrid, "RETURN"))
    kept = astrid.context.cookies()
    astrid.context.clear_cookies()
    add(astrid, "Skrevet for sent")
    expect(astrid.locator("[data-saved]")).to_contain_text("Du er logget ud")
    expect(astrid.locator("[data-notes-list]")).to_contain_text("Skrevet for sent")
    astrid.context.add_cookies(kept)  # signed in again in another window
    add(astrid, "Og så videre")
    wait_until_all_see(both, [["Skrevet for sent", "Og så videre"], []])
    open_the_rest(astrid)
    assert shown(astrid) == ["Skrevet for sent", "Og så videre"]
