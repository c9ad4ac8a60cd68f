"""In a real browser: signing in and out, with and without script, and the pages around it."""

import re

import pytest

from tests.browser.checks import check_page


@pytest.mark.alike
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("script", [True, False])
def test_in_and_out_again(browser_page, width, script):
    page = browser_page(width=width, java_script_enabled=script)
    page.goto("/notifications")
    if script:
        check_page(page)
    page.get_by_label("E-mail").fill("astrid@example.org")
    page.get_by_label("Adgangskode").fill("not the password")
    page.get_by_role("button", name="Log ind").click()
    assert "passer ikke sammen" in page.get_by_role("alert").inner_text()
    page.get_by_label("Adgangskode").fill("spejl-i-biblioteket")
    page.get_by_role("button", name="Log ind").click()
    page.wait_for_url("**/notifications")
    if width == 360:
        page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Log ud").click()
    page.wait_for_url("**/signin")
    page.go_back()
    page.wait_for_url(re.compile(r"/signin\?next="))  # nothing of hers is shown from the browser's memory


def test_the_page_for_a_forgotten_password(browser_page):
    page = browser_page(width=360)
    page.goto("/password/forgot")
    check_page(page)
    page.get_by_label("E-mail").fill("astrid@example.org")
    page.get_by_role("button", name="Send link").click()
    page.get_by_role("heading", name="Se efter i din indbakke").wait_for()
    check_page(page)


@pytest.mark.alike
@pytest.mark.parametrize("width", [360, 1280])
def test_the_pages_of_accounts_messages_and_passwords(browser_page, width):
    page = browser_page("freja@example.org", width=width)
    for address in (
        "/accounts",
        "/accounts?q=astrid",
        "/accounts?q=nobody-at-all",
        "/notifications",
        "/notifications/preferences",
        "/password",
    ):
        page.goto(address)
        check_page(page)
