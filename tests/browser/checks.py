"""What is checked of every page a browser visits: accessible to everybody, fitting the screen, charts drawn."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()

COUNT_DRAWN_PIXELS = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Set();
  let drawn = 0;
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3]) { drawn += 1; colours.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]); }
  }
  return [drawn, colours.size];
}"""

WIDER_THAN_THE_SCREEN = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def check_page(page: Page) -> None:
    """Fail unless axe finds nothing, the title comes from the heading, and nobody must scroll sideways."""
    found = AXE.run(page)
    told = [
        f"{violation['id']}: {violation['help']} at {[node['target'] for node in violation['nodes']][:3]}"
        for violation in found.response["violations"]
    ]
    assert told == [], f"{page.url}\n" + "\n".join(told)
    assert page.title().startswith(page.locator("h1").inner_text()), page.url
    assert page.evaluate(WIDER_THAN_THE_SCREEN) <= 0, f"{page.url} is wider than the screen"


def drawn(page: Page, selector: str = "figure[data-behavior~=chart]") -> list[str]:
    """Wait until every such chart is drawn, prove it by its pixels, and return where Chart.js came from."""
    charts = page.locator(selector)
    assert charts.count() > 0, f"no chart on {page.url}"
    for chart in charts.all():
        chart.scroll_into_view_if_needed()
        page.wait_for_function("figure => figure.dataset.drawn", arg=chart.element_handle())
        pixels, colours = chart.locator("canvas").evaluate(COUNT_DRAWN_PIXELS)
        assert pixels > 500, f"only {pixels} pixels are drawn on {page.url}"
        assert colours > 3, f"only {colours} colours are drawn on {page.url}"
    scripts: list[str] = page.evaluate("() => [...document.scripts].map(script => script.src)")
    return [script for script in scripts if "chart" in script.rsplit("/", 1)[-1]]
