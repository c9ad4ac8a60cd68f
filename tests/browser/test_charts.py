"""Every chart is drawn: with the CDN answering (which proves the hash) and with it refused (the fallback)."""

from competence.web.views import CHART_PATH
from tests.browser.checks import check_page, drawn
from tests.browser.conftest import CDN

CHARTED = ("/analytics/themes/digital", "/analytics/themes/projekt_netvaerk")


def test_with_the_cdn_every_chart_is_drawn_from_it(browser_page):
    page = browser_page("carla@example.org")
    for address in CHARTED:
        page.goto(address)
        assert [source.startswith(CDN) for source in drawn(page)] == [True]
        check_page(page)


def test_without_the_cdn_every_chart_is_drawn_from_our_own_file(without_cdn):
    page = without_cdn("carla@example.org")
    for address in CHARTED:
        page.goto(address)
        assert [source.endswith(CHART_PATH) for source in drawn(page)] == [True]


def test_an_altered_chart_library_is_refused_and_our_own_file_draws(reader):
    page = reader("carla@example.org", cdn=b"window.Chart = 1;")
    page.goto(CHARTED[0])
    assert [source.endswith(CHART_PATH) for source in drawn(page)] == [True]


def test_without_scripts_the_table_says_it_all(browser_page):
    page = browser_page("carla@example.org", java_script_enabled=False)
    page.goto(CHARTED[0])
    assert page.locator("figure table").count() > 0
