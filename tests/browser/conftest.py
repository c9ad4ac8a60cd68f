"""A real server with the demo house, and readers in a real Chromium who are told of everything that goes wrong."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Route, sync_playwright

from competence.config import DEFAULTS, ROOT
from competence.web.views import CHART_PATH
from tests.server import copy_database, make_house, serving

CDN = "https://cdn.jsdelivr.net/"
SHIPPED = (ROOT / "static" / CHART_PATH).read_bytes()
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The browser reports each refusal as an error of its own; whether it was right is for the test to say.
# A test that takes the network away knows that it is gone.
EXPECTED_REFUSALS = (*(f"status of {code}" for code in (400, 401, 404, 409, 413, 429)), "ERR_INTERNET_DISCONNECTED")


def chromium() -> str:
    """Return where Chromium is; without one the browser tests fail, they are never passed over."""
    named = os.environ.get("COMPETENCE_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.fail(
            "The browser tests need Chromium: `make chromium`, or COMPETENCE_CHROMIUM=/path/to/it", pytrace=False
        )
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run; each reader gets a profile of their own in it."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="session", autouse=True)
def _a_click_ends_when_the_next_page_is_there() -> Iterator[None]:
    """Otherwise it ends when that page begins, and on a busy machine a test would read what is not yet there."""

    def click(self: Locator, *given: Any, **named: Any) -> None:
        as_it_is(self, *given, **named)
        self.page.wait_for_load_state()

    as_it_is = Locator.click
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Locator, "click", click)
        yield


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the demo house in it, made once and copied for each server."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite"
    make_house(path)
    return path


@pytest.fixture(scope="module")
def server(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with a fresh copy of the demo house: what one file of tests changes, no other sees."""
    path = tmp_path_factory.mktemp("server") / "demo.sqlite"
    copy_database(demo_database, path)
    with serving(path) as address:
        yield address


class Watch:
    """Everything that goes wrong in the browser while a test looks on.

    cdn: the bytes the CDN answers with; None refuses it.
    """

    def __init__(self, server: str, cdn: bytes | None = None) -> None:
        self.server, self.cdn = server, cdn
        self.faults: list[str] = []

    def attach(self, context: BrowserContext) -> None:
        """Listen to every page of a profile, and answer what it asks of the network."""
        context.route("**/*", self._answer)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))

    def _answer(self, route: Route) -> None:
        url = route.request.url
        if url.startswith((self.server, "data:", "blob:")):
            route.continue_()
        elif not url.startswith(CDN):
            self.faults.append(f"a request leaves the house: {url}")
            route.abort()
        elif self.cdn is not None:
            headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "text/javascript"}
            route.fulfill(body=self.cdn, headers=headers)
        else:
            route.abort()

    def _console(self, message: ConsoleMessage) -> None:
        about = message.location["url"]
        refused = any(status in message.text for status in EXPECTED_REFUSALS) and "/static/" not in about
        cut_off = self.cdn != SHIPPED and (about.startswith(CDN) or CDN in message.text)
        if message.type in {"error", "warning"} and not refused and not cut_off:
            self.faults.append(f"{message.type} in the console: {message.text}")


Reader = Callable[..., Page]


@pytest.fixture
def reader(browser: Browser, server: str) -> Iterator[Reader]:
    """Return a maker of readers: a page at the size of a desk or a phone, signed in if an address is given.

    reader("astrid@example.org", cdn=b"what the CDN answers", width=1280, **settings of a Playwright profile)
    """
    opened: list[tuple[Watch, BrowserContext]] = []

    def read(email: str | None = None, *, cdn: bytes | None = SHIPPED, width: int = 1280, **profile: Any) -> Page:
        settings = {"locale": "da-DK", "timezone_id": "Europe/Copenhagen", "base_url": server} | profile
        context = browser.new_context(viewport={"width": width, "height": 900}, **settings)
        context.set_default_timeout(10_000)
        watch = Watch(server, cdn)
        watch.attach(context)
        opened.append((watch, context))
        page = context.new_page()
        if email:
            sign_in(page, email)
        return page

    yield read
    faults = []
    for watch, context in opened:
        context.close()
        faults += watch.faults
    assert faults == []


@pytest.fixture
def browser_page(reader: Reader) -> Reader:
    """Return a maker of readers for whom the CDN answers (with the bytes we ship, which proves the hash)."""
    return reader


@pytest.fixture
def without_cdn(reader: Reader) -> Reader:
    """Return a maker of readers for whom the CDN is refused."""

    def read(email: str | None = None, **settings: Any) -> Page:
        return reader(email, cdn=None, **settings)

    return read


def sign_in(page: Page, email: str) -> None:
    """Sign in as everybody does."""
    page.goto("/signin")
    page.fill("[name=email]", email)
    page.fill("[name=password]", str(DEFAULTS["DEMO_PASSWORD"]))
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/signin" not in url)
