"""The main navigation: features fill it, and each person sees the entries they may open."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import g, request, url_for

from competence.access.guard import may
from competence.access.permissions import Permission


@dataclass(frozen=True)
class Entry:
    """One line of the navigation: where it goes, what it is called, and who may open it.

    label is called at each request, so that it comes in the reader's language; order sorts the line.
    """

    endpoint: str
    label: Callable[[], str]
    needs: Permission
    order: int
    count: Callable[[], int] | None = None


@dataclass(frozen=True)
class Line:
    """An entry as this request shows it."""

    label: str
    url: str
    current: bool
    count: int


ENTRIES: dict[str, Entry] = {}


def add(entry: Entry) -> None:
    """Add an entry; a feature calls it when it is assembled."""
    ENTRIES[entry.endpoint] = entry


def navigation() -> list[Line]:
    """Return the lines this request's actor may open, in their order."""
    entries = sorted((entry for entry in ENTRIES.values() if may(entry.needs)), key=lambda entry: entry.order)
    urls = {entry.endpoint: url_for(entry.endpoint) for entry in entries}
    current = max((url for url in urls.values() if _is_at(url)), key=len, default=None)
    return [
        Line(
            str(entry.label()),
            urls[entry.endpoint],
            urls[entry.endpoint] == current,
            entry.count() if entry.count else 0,
        )
        for entry in entries
    ]


def stand_under(endpoint: str) -> None:
    """Let this request's page stand under another entry than its address says."""
    g.stands_under = url_for(endpoint)


def _is_at(url: str) -> bool:
    here: str = g.get("stands_under", request.path)
    return here == url or (url != "/" and here.startswith(url.rstrip("/") + "/"))
