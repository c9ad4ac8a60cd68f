"""In a browser that keeps pages in memory: after signing out, the way back shows nothing of the person (T-BACK)."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Error, Page
from sqlalchemy.exc import IntegrityError

from competence.app import create_app
from competence.db import db
from competence.web.clock import today
from tests.browser.conftest import FLAGS, SHIPPED, Watch, chromium
from tests.canary.marking import AVIARY, TOKEN
from tests.cast import Cast, make_cast
from tests.client import InspectingClient, sign_in
from tests.conftest import say_at_the_end
from tests.databases import another_database
from tests.house.access import ROWS, Row
from tests.house.test_access import address_of
from tests.house.things import THINGS
from tests.server import FILES, copy_database, serving

MOST = 24  # pages of one journey: Chromium remembers fifty steps
DAYS = 24  # in how many all pages of one of the three are tried, where it is not night
WHO = {"astrid": "own", "bo": "leader", "carla": "hr"}
OPEN = {
    who: [row for row in ROWS if row.method == "GET" and row.expected[column] == "yes"] for who, column in WHO.items()
}
KEPT = """async () => ({
  local: { ...localStorage }, session: { ...sessionStorage }, caches: await caches.keys(),
  databases: (await indexedDB.databases()).map(one => one.name), cookie: document.cookie,
})"""
NOTHING = {"local": {}, "session": {}, "caches": [], "databases": [], "cookie": ""}


@dataclass(frozen=True)
class House:
    """The cast's house on a server of its own; a picture of it as it was before anything was made."""

    app: Flask
    address: str
    path: Path
    picture: Path
    keys: dict[str, tuple[type, int]]

    def cast_anew(self) -> Cast:
        """Return the cast in a house in which nothing else stands any more."""
        db.session.close()
        copy_database(self.picture, self.path)
        return Cast(**{name: db.session.get_one(kind, key) for name, (kind, key) in self.keys.items()})


@pytest.fixture(scope="module")
def browser(browser: Browser) -> Iterator[Browser]:
    """A Chromium that keeps pages one left in its memory, as everybody's does; Playwright's otherwise never does."""
    keeping = browser.browser_type.launch(
        executable_path=chromium(), args=FLAGS, ignore_default_args=["--disable-back-forward-cache"]
    )
    yield keeping
    keeping.close()


@pytest.fixture(scope="module")
def house(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A server on the tables of the demo house, in which only the cast lives."""
    path = tmp_path_factory.mktemp("back") / "cast.sqlite"
    with closing(sqlite3.connect(demo_database)) as demo, closing(sqlite3.connect(path)) as empty:
        for (made,) in demo.execute("SELECT sql FROM sqlite_master WHERE sql > '' AND name NOT LIKE 'sqlite_%'"):
            empty.execute(made)
    with another_database():
        app = create_app(DATABASE_URL=f"sqlite:///{path}", TESTING=True, SECOND_FACTOR_REQUIRED="", **FILES)
        with app.app_context():
            rows = vars(make_cast())
            db.session.commit()
            keys = {name: (type(row), row.id) for name, row in rows.items()}
            db.session.close()  # nothing of ours keeps the server waiting
            picture = path.with_name("picture.sqlite")
            copy_database(path, picture)
            with serving(path, COMPETENCE_SECOND_FACTOR_REQUIRED="") as address:
                yield House(app, address, path, picture, keys)
        db.engine.dispose()


def made(house: House, cast: Cast, rows: Sequence[Row]) -> tuple[list[str], list[Row]]:
    """Make what rows of the table are about and return their addresses, and the rows for which there is no room now."""
    addresses: list[str] = []
    later, things = [], {}
    for row in rows:
        try:
            if len(addresses) < MOST and row.address not in things:
                thing = THINGS[row.address](cast)
                db.session.commit()
                things[row.address] = thing
        except IntegrityError:  # there can be only one such thing
            db.session.rollback()
        if len(addresses) < MOST and row.address in things:
            addresses.append(address_of(house.app, row, things[row.address]))
        else:
            later.append(row)
    return addresses, later


def visit(page: Page, addresses: Sequence[str]) -> int:
    """Open pages one after another; return how many there were, and leave out what is a file to take away."""
    shown = 0
    for address in addresses:
        try:
            page.goto(address)
        except Error as problem:
            if "Download is starting" not in problem.message:
                raise
            continue
        shown += 1
        assert page.evaluate(KEPT) == NOTHING, address
    return shown


def of_a_person(page: Page) -> list[str]:
    """Return what a page shows that only somebody who is signed in may see: what people wrote, the way to sign out."""
    html = page.content()
    return ["/signout"] * ("/signout" in html) + TOKEN.findall(html)


def journey(house: House, context: BrowserContext, token: str, addresses: Sequence[str]) -> int:
    """Open pages with somebody's session, sign out, go all the way back, and return how many pages there were."""
    context.add_cookies([{"name": "session", "value": token, "url": house.address, "httpOnly": True}])
    context.add_init_script("addEventListener('pageshow', event => { window.kept = event.persisted })")
    page = context.new_page()
    pages = visit(page, ["/notifications", *addresses, "/"])
    assert of_a_person(page), "a page of somebody who is signed in is known by this"
    page.evaluate("setTimeout(() => history.back())")
    page.wait_for_function("window.kept")  # this browser shows it again, from its memory
    page.goto("/plans")
    page.locator("form[action='/signout'] button").click()
    page.wait_for_url("**/signin")
    for _ in range(pages):
        page.go_back()
        assert of_a_person(page) == [], page.url
    return pages


def test_after_signing_out_the_way_back_shows_nothing_of_anybody(browser, house, nightly):
    """All pages of Astrid, Bo and Carla at night; by day a few of one of them, and others tomorrow."""
    day, pages, watch = today().toordinal(), 0, Watch(house.address, SHIPPED)
    for who in WHO if nightly else [list(WHO)[day % len(WHO)]]:
        waiting = OPEN[who] if nightly else OPEN[who][day // len(WHO) % DAYS :: DAYS]
        while waiting:
            with AVIARY.opened():
                cast = house.cast_anew()
                addresses, waiting = made(house, cast, waiting)
            assert addresses, f"not even in an empty house: {waiting[0]}"
            client = InspectingClient(house.app)
            sign_in(client, getattr(cast, who))
            db.session.close()
            context = browser.new_context(base_url=house.address, locale="da-DK")
            watch.attach(context)
            pages += journey(house, context, client.get_cookie("session").value, addresses)
            context.close()
    assert [fault for fault in watch.faults if "leaves the house" in fault] == []
    say_at_the_end(f"the way back: {pages} pages opened, nothing of them shown after signing out")
