"""Two people write on the shared page of a talk for five minutes, on lines that are cut: no word is lost or doubled."""

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS, chromium, sign_in
from tests.browser.talkers import ASTRID, BO, agree_on_a_time, sit_down, wait_until_all_see, write_at_once
from tests.server import make_house, serving

SECONDS = 300
SEED = 20261127


def run(folder: Path, seconds: float = SECONDS) -> None:
    """Print how many notes were written, and that both see each of them once."""
    print(f"\ntwo people write in a talk for {seconds:.0f} seconds, on lines that are cut now and then")
    make_house(database := folder / "talk.sqlite", 40)
    with serving(database, workers=2) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        pages = [browser.new_context(base_url=server, locale="da-DK").new_page() for _ in (BO, ASTRID)]
        for page, email in zip(pages, (BO, ASTRID), strict=True):
            sign_in(page, email)
        bo, astrid = pages
        sit_down(bo, astrid, agree_on_a_time(bo, astrid))
        sent = write_at_once(pages, seconds, SEED, cut=True)
        wait_until_all_see(pages, sent, patience=300)
        browser.close()
    print(f"  {sum(map(len, sent))} notes sent, none lost, none twice")
