"""Bo asks Dorte and a guest, Dorte and the guest answer, Bo reads, thanks and shares; Carla opens a round."""

import re

from playwright.sync_api import Page, expect

from tests.browser.checks import check_page

BO, CARLA, DORTE = (f"{name}@example.org" for name in ("bo", "carla", "dorte"))
QUESTION = "Hvordan gik vores møde om vagtplanen?"


def ask(page: Page) -> str:
    """Ask Dorte and a guest, and return the link for the guest."""
    page.goto("/feedback")
    check_page(page)
    page.get_by_role("link", name="Bed om feedback").first.click()
    check_page(page)
    page.get_by_role("link", name="3+3").click()
    check_page(page)
    page.get_by_label("Hvad vil du gerne have feedback på?").fill(QUESTION)
    page.get_by_label("En anden i huset").select_option(label="Dorte Fabelskov")
    page.get_by_label("En uden for huset").fill("Mette Møller")
    page.get_by_role("button", name="Spørg").click()
    check_page(page)
    return page.get_by_label("Link", exact=True).input_value()


def answer(page: Page, worked: str) -> None:
    expect(page.locator("main")).to_contain_text(QUESTION)
    check_page(page)
    page.get_by_label("Tre ting, der virkede").fill(worked)
    page.get_by_label("Tre idéer til næste gang").fill("Begynd med det sværeste.")
    page.get_by_role("button", name="Send", exact=True).click()


def test_feedback_from_asking_to_sharing_with_a_guest_on_a_phone(browser_page):
    bo = browser_page(BO)
    link = ask(bo)
    dorte = browser_page(DORTE)
    dorte.goto("/feedback")
    dorte.get_by_role("link", name=re.compile("^Bo .* beder om feedback")).click()
    answer(dorte, "Du lyttede færdig.")
    expect(dorte.locator("main")).to_contain_text("Din feedback er sendt")

    guest = browser_page(width=360)
    guest.goto(link)
    assert "/outside/" not in guest.url
    expect(guest.get_by_role("navigation")).to_have_count(0)
    answer(guest, "Du holdt tiden.")
    expect(guest.locator("h1")).to_have_text("Tak for dit svar")
    check_page(guest)
    guest.goto(link)
    expect(guest.locator("h1")).to_have_text("Linket virker ikke")
    check_page(guest)

    bo.goto("/feedback")
    row = bo.locator("#new + .pieces li", has_text="Dorte Fabelskov")
    row.get_by_role("button", name="Læs den").click()
    expect(bo.locator("main")).to_contain_text("Du lyttede færdig.")
    check_page(bo)
    bo.get_by_role("button", name="Sig tak").click()
    bo.get_by_role("button", name="Del med min leder").click()
    expect(bo.locator("main")).to_contain_text("Delt med din leder")
    check_page(bo)
    dorte.goto("/feedback")
    expect(dorte.locator("#shared ~ .pieces")).to_contain_text("Bo")
    check_page(dorte)


def test_hr_opens_a_round_and_a_leader_says_yes_on_a_phone(browser_page):
    carla = browser_page(CARLA)
    carla.goto("/feedback/rounds")
    check_page(carla)
    carla.get_by_role("link", name="Åbn en runde").click()
    check_page(carla)
    carla.get_by_label("Titel").fill("Før jul")
    carla.get_by_label("Hvad er den god for?").fill("Vi øver os.")
    carla.get_by_label(re.compile("Tarup")).check()
    carla.get_by_role("button", name="Åbn runden").click()
    expect(carla.locator("main")).to_contain_text("Tallene kommer, når runden er lukket")
    check_page(carla)

    bo = browser_page(BO, width=360)
    bo.goto("/feedback/approvals")
    check_page(bo)
    waiting = bo.get_by_role("button", name="Ja, spørg")
    before = waiting.count()
    waiting.first.click()
    expect(waiting).to_have_count(before - 1)
    bo.goto("/feedback/retrospectives/new")
    check_page(bo)
