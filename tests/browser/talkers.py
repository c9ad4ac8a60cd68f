"""Two people who talk: from the invitation to the shared page, and both writing at once from two machines."""

import random
import time
from datetime import date, timedelta

from playwright.sync_api import Page, expect

ASTRID, BO = "astrid@example.org", "bo@example.org"
WORDS = ["Vi", "talte om", "formidling,", "åbne døre,", "æbler", "og øl", "på trappen", "&", "<b>mere</b>", "i 2026"]


def agree_on_a_time(bo: Page, astrid: Page, kind: str = "ONE_ON_ONE", days: int = 1) -> str:
    """Let Bo invite Astrid and Astrid say yes; return the conversation's address."""
    bo.goto("/conversations")
    bo.get_by_role("link", name="Astrid Kapiteldal", exact=True).click()
    bo.select_option("#kind", kind)
    bo.fill("#on", (date.today() + timedelta(days=days)).isoformat())  # noqa: DTZ011  days ahead, whatever the hour
    bo.fill("#at", "10:30")
    bo.fill("#place", "Tarup")
    bo.get_by_role("button", name="Send invitationen").click()
    expect(bo.locator(".messages")).to_contain_text("Invitationen er sendt.")
    astrid.goto(bo.url)
    astrid.get_by_role("button", name="Ja, det passer mig").click()
    expect(astrid.locator(".messages")).to_contain_text("Tiden er aftalt.")
    return astrid.url


def sit_down(bo: Page, astrid: Page, address: str) -> None:
    """Let Bo begin the talk and Astrid come to it."""
    bo.goto(address)
    bo.get_by_role("button", name="Hold samtalen").click()
    bo.wait_for_url("**/talk*")
    astrid.goto(address)
    astrid.get_by_role("link", name="Gå til samtalen").click()
    for page in (bo, astrid):
        open_the_rest(page)


def open_the_rest(page: Page) -> None:
    """Open the last line of the agenda, where both write."""
    page.get_by_role("link", name="Andet, der er vigtigt nu").click()
    page.wait_for_url("**topic=rest")
    page.wait_for_load_state("networkidle")  # the behaviour is awake


def add(page: Page, words: str) -> None:
    """Write a note and send it, as fast as hands can."""
    page.fill("#text", words)
    page.keyboard.press("Control+Enter")


def shown(page: Page) -> list[str]:
    """Return the notes a page shows, stored ones only."""
    return page.locator("[data-notes-list] li[id] .own-words").all_inner_texts()


def write_at_once(pages: list[Page], seconds: float, seed: int, *, cut: bool) -> list[list[str]]:
    """Let each write note after note until the time is up, with cut lines where wanted; return what each sent."""
    dice = random.Random(seed)
    sent: list[list[str]] = [[] for _ in pages]
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        for number, page in enumerate(pages):
            if cut and dice.random() < 0.1:
                page.context.set_offline(True)
            words = f"{number}.{len(sent[number])} " + " ".join(dice.choices(WORDS, k=dice.randint(1, 8)))
            sent[number].append(words)
            add(page, words)
            page.wait_for_timeout(dice.randint(0, 400))  # hands that hurry
            if cut and dice.random() < 0.3:
                page.context.set_offline(False)
    for page in pages:
        page.context.set_offline(False)
    return sent


def wait_until_all_see(pages: list[Page], sent: list[list[str]], patience: float = 60) -> None:
    """Wait until every page shows every word, each once, and each author's in the order they were written."""
    everything = sorted(words for own in sent for words in own)
    ends = time.monotonic() + patience
    for page in pages:
        while sorted(shown(page)) != everything and time.monotonic() < ends:
            page.wait_for_timeout(300)
        found = shown(page)
        assert sorted(found) == everything, {
            "lost": sorted(set(everything) - set(found)),
            "twice": sorted({words for words in found if found.count(words) > 1}),
        }
        for own in sent:
            assert [words for words in found if words in own] == own
