"""Statements and bytes of the main pages, against their budgets: 12 statements, 60 kB compressed without Chart.js."""

import gzip
import re
from pathlib import Path
from urllib.parse import urljoin

from tests.bench.house import House, follow
from tests.client import InspectingClient
from tests.places import MAIN_PAGES

MOST_STATEMENTS = 12
MOST_BYTES = 60_000


def run(folder: Path) -> None:
    """Print a line for each page; what is over budget is marked."""
    house = House(folder / "pages.sqlite")
    print(f"\n{'Page (200 people)':28}{'statements':>11}{'kB gzip':>9}   of which html / css / js")
    for name, person, start, *links in MAIN_PAGES:
        client = house.client(person)
        address = follow(client, start, *links)
        client.get(address)  # the session's use is noted once a minute
        with house.counting() as statements:
            answer = client.get(address)
        assert answer.status_code == 200, address
        html, css, js = weights(client, address, answer.text)
        total = html + css + js
        over = " OVER BUDGET" if len(statements) > MOST_STATEMENTS or total > MOST_BYTES else ""
        kilobytes = f"{total / 1000:9.1f}   {html / 1000:.1f} / {css / 1000:.1f} / {js / 1000:.1f}"
        print(f"{name:28}{len(statements):>11}{kilobytes}{over}")


def weights(
    client: InspectingClient, address: str, html: str, files: dict[str, bytes] | None = None
) -> tuple[int, int, int]:
    """Return what a page weighs compressed: itself, its styles, its scripts. files: those read before, by address."""
    files = {} if files is None else files
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', html)
    scripts = set(re.findall(r'<script[^>]* src="([^"]+)"', html))
    for script in list(scripts):
        for names in re.findall(r'data-behavior="([^"]+)"', html):
            scripts |= {urljoin(script, f"behaviors/{name}.js") for name in names.split()}
    sources = _with_imports(client, scripts, files)
    css = sum(_compressed(_file(client, urljoin(address, style), files)) for style in styles)
    return _compressed(html.encode()), css, sum(_compressed(source) for source in sources.values())


def _with_imports(client: InspectingClient, scripts: set[str], files: dict[str, bytes]) -> dict[str, bytes]:
    sources: dict[str, bytes] = {}
    waiting = set(scripts)
    while waiting:
        script = waiting.pop()
        sources[script] = _file(client, script, files)
        imported = re.findall(rb'from "(\.[^"]+)"', sources[script])
        waiting |= {urljoin(script, name.decode()) for name in imported} - set(sources)
    return sources


def _file(client: InspectingClient, address: str, files: dict[str, bytes]) -> bytes:
    if address not in files:
        with client.get(address) as answer:
            files[address] = answer.data
    return files[address]


def _compressed(data: bytes) -> int:
    return len(gzip.compress(data, 6))
