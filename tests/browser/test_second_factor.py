"""In a real browser: a passkey made and used with a device that only exists here, and a code app without script."""

import time
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.browser.checks import check_page
from tests.server import Server, copy_database

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
PASSWORD = "spejl-i-biblioteket"


@pytest.fixture(scope="module")
def server(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo house under a name: browsers make no passkeys for a number."""
    path = tmp_path_factory.mktemp("server") / "demo.sqlite"
    copy_database(demo_database, path)
    named = Server(path)
    named.address = named.address.replace("127.0.0.1", "localhost")
    named.environment["COMPETENCE_PUBLIC_URL"] = named.address
    named.start()
    yield named.address
    named.stop()


def plug_in(page: Page) -> None:
    """Give a browser a device that knows its owner and always says yes."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def out_and_in(page: Page, email: str) -> None:
    """Sign out and give the password again."""
    page.evaluate("() => document.querySelector('form[action=\"/signout\"]').submit()")
    page.wait_for_url("**/signin")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/signin/second" in url)


@pytest.mark.alike
@pytest.mark.parametrize(("width", "email"), [(360, "astrid@example.org"), (1280, "bo@example.org")])
def test_a_passkey_is_made_and_signs_in(browser_page, width, email):
    page = browser_page(email, width=width)
    plug_in(page)
    page.goto("/signin/factors")
    check_page(page)
    page.get_by_role("link", name="Tilføj adgangsnøgle").click()
    check_page(page)
    page.get_by_label("Navn").fill("Min computer")
    page.get_by_role("button", name="Lav adgangsnøglen").click()
    page.wait_for_url("**/signin/factors/codes")
    check_page(page)
    page.get_by_role("button", name="Lav ti nødkoder").click()
    page.get_by_text("Vi viser dem ikke igen").wait_for()
    check_page(page)
    codes = page.locator("ol.secret code").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name="Jeg har gemt dem").click()
    check_page(page)
    assert "Min computer" in page.locator("main").inner_text()
    out_and_in(page, email)
    check_page(page)
    page.get_by_role("button", name="Brug adgangsnøgle").click()
    page.wait_for_url(lambda url: "/signin" not in url)
    out_and_in(page, email)
    page.get_by_label("Kode").fill(codes[0])
    page.get_by_role("button", name="Bekræft").click()
    page.wait_for_url(lambda url: "/signin" not in url)
    page.goto("/signin/sessions")
    check_page(page)


def test_without_a_device_the_page_says_what_else_there_is(browser_page):
    page = browser_page("emil@example.org")
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | {"isUserVerified": False}})
    page.goto("/signin/factors/passkeys")
    page.get_by_label("Navn").fill("Min computer")
    page.get_by_role("button", name="Lav adgangsnøglen").click()
    page.get_by_text("Der blev ikke lavet nogen adgangsnøgle.").wait_for()
    check_page(page)


@pytest.mark.alike
@pytest.mark.parametrize("width", [360, 1280])
def test_a_code_app_works_without_script(browser_page, width):
    email = "carla@example.org" if width == 360 else "dorte@example.org"
    page = browser_page(email, width=width, java_script_enabled=False)
    page.goto("/signin/factors")
    page.get_by_role("button", name="Tilføj kodeapp").click()
    expect(page.get_by_role("img", name="Billede til kodeappen")).to_be_visible()
    app = pyotp.TOTP(page.locator(".secret code").inner_text().replace(" ", ""))
    page.get_by_label("Kode fra appen").fill(app.now())
    page.get_by_role("button", name="Tilføj", exact=True).click()
    page.get_by_role("heading", name="Nødkoder").wait_for()
    used = app.now()
    page.goto("/signin/sessions")
    page.context.clear_cookies()
    page.goto("/signin/factors")
    page.fill("[name=email]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.get_by_role("heading", name="Bekræft, at det er dig").wait_for()
    while app.now() == used:  # the code that added the app signs nobody in; the next half minute has another
        time.sleep(0.2)
    page.get_by_label("Kode").fill(app.now())
    page.get_by_role("button", name="Bekræft").click()
    page.wait_for_url("**/signin/factors")
    assert "Kodeapp" in page.locator("main").inner_text()


@pytest.mark.alike
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_confirming_and_resetting(browser_page, width):
    page = browser_page("freja@example.org", width=width)
    page.goto("/signin/confirm?next=/accounts")
    check_page(page)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Bekræft").click()
    page.wait_for_url("**/accounts")
    check_page(page)
    page.goto("/people?q=astrid")
    page.get_by_role("link", name="Astrid", exact=False).first.click()
    page.get_by_role("link", name="Mistet totrinsbekræftelse?").click()
    check_page(page)
