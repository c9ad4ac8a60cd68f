"""The browser tests see what they are there for: a page that misbehaves is told on."""

import pytest
from playwright.sync_api import Browser

from tests.browser.checks import check_page, drawn
from tests.browser.conftest import Watch

SOUND = "<!doctype html><html lang=da><title>Hej</title><main><h1>Hej</h1></main>"


@pytest.fixture
def watched(browser: Browser):
    """Open a page of our own making under a watch."""
    watch = Watch("http://house.example.org")
    with browser.new_context() as context:
        watch.attach(context)
        page = context.new_page()

        def show(html: str):
            page.set_content(SOUND.replace("</main>", html + "</main>"))
            page.wait_for_timeout(50)
            return page

        yield show, watch


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<img src='http://elsewhere.example.org/x.png' alt=x>", "leaves the house"),
        ("<script>nothing.there()</script>", "script error"),
        ("<script>console.error('ak')</script>", "ak"),
    ],
)
def test_what_goes_wrong_is_noticed(watched, html, told):
    show, watch = watched
    show(html)
    assert any(told in fault for fault in watch.faults)


def test_a_sound_page_is_passed_over_in_silence(watched):
    show, watch = watched
    check_page(show(""))
    assert watch.faults == []


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>", "image-alt"),
        ("<p style='width:3000px'>bred</p>", "wider than the screen"),
    ],
)
def test_a_page_that_shuts_somebody_out_is_found(watched, html, told):
    show, _ = watched
    with pytest.raises(AssertionError, match=told):
        check_page(show(html))


def test_an_empty_canvas_is_no_chart(watched):
    show, _ = watched
    with pytest.raises(AssertionError, match="pixels"):
        drawn(show("<figure data-behavior=chart data-drawn=true><canvas></canvas></figure>"))
