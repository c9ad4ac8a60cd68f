"""Takes the pictures of the README, and of every main page at a desk and on a phone, light and dark, to look at."""

import re
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from competence.config import ROOT
from tests.browser.conftest import FLAGS, SHIPPED, Watch, chromium, sign_in
from tests.places import MAIN_PAGES
from tests.server import make_house, serving

ALL = ROOT / ".cache" / "screenshots"
SHOWN = ROOT / "docs" / "screenshots"
IN_THE_README = {
    "the-opened-mirror-1280-light": "mirror-1280",
    "answering-360-light": "answering-360",
    "figures-digital-1280-light": "theme-digital-1280",
    "front-page-leader-1280-light": "front-page-1280",
    "team-1280-light": "team-1280",
    "the-opened-mirror-360-dark": "mirror-360-dark",
    "import-preview-360-light": "import-360",
    "how-we-protect-you-360-light": "protection-360",
}
# A file with something to mend, as it comes from a payroll system.
A_FILE = """e-mail;navn;enhed;rolle;fra;leder
astrid@example.org;Astrid Kapiteldal;Tarup Bibliotek;Bibliotekar, litteratur og voksne;1.1.2015;bo@example.org
ove@example.org;Ove Bogsund;Tarup Bibliotek;Bibliotekar, børn og familier;1.12.2026;bo@example.org
runa@example.org;Runa Versholm;Tarup Bibliotek;;32.1.2027;bo@example.org
"""


def main() -> None:
    """Take every picture, as long as its page, into .cache/screenshots, and the README's into docs/screenshots."""
    for folder in (ALL, SHOWN):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        make_house(database := Path(place) / "demo.sqlite")
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        with serving(database) as server:
            for width in (1280, 360):
                for scheme in ("light", "dark"):
                    _take_all(browser, server, width, scheme)
        browser.close()
    print(f"{len(list(ALL.glob('*.png')))} pictures in {ALL.relative_to(ROOT)}")


def _take_all(browser: Browser, server: str, width: int, scheme: str) -> None:
    readers: dict[str | None, Page] = {}
    for name, email, start, *links in MAIN_PAGES:
        if email not in readers:
            readers[email] = _reader(browser, server, email, width, scheme)
        page = readers[email]
        page.goto(start)
        for link in links:
            found = [anchor.get_attribute("href") or "" for anchor in page.locator("a[href]").all()]
            page.goto(next(address for address in found if re.fullmatch(link, address)))
        _take(page, f"{name.replace(',', '').replace(' ', '-')}-{width}-{scheme}")
        if name == "import":
            _send_a_file(page)
            _take(page, f"import-preview-{width}-{scheme}")
    for page in readers.values():
        page.context.close()


def _take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    for chart in page.locator("figure[data-behavior~=chart]").all():
        page.wait_for_function("figure => figure.dataset.drawn", arg=chart.element_handle())
    if name in IN_THE_README:
        page.screenshot(path=SHOWN / f"{IN_THE_README[name]}.png")
    page.screenshot(path=ALL / f"{name}.png", full_page=True)


def _send_a_file(page: Page) -> None:
    page.set_input_files("[type=file]", {"name": "lønsystem.csv", "mimeType": "text/csv", "buffer": A_FILE.encode()})
    page.click("main form[enctype] button[type=submit]")
    page.wait_for_url("**/admin/imports/*")


def _reader(browser: Browser, server: str, email: str | None, width: int, scheme: str) -> Page:
    settings = {"locale": "da-DK", "color_scheme": scheme, "base_url": server, "reduced_motion": "reduce"}
    context = browser.new_context(viewport={"width": width, "height": 800}, **settings)
    Watch(server, SHIPPED).attach(context)
    page = context.new_page()
    if email:
        sign_in(page, email)
    return page


if __name__ == "__main__":
    main()
