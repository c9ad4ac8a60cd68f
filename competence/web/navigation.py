"""The main navigation: features fill it, and each person sees the entries they may open, by what they are about."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from flask import g, request, url_for
from flask_babel import lazy_gettext as _l

from competence.access.guard import may
from competence.access.permissions import Permission


class Group(Enum):
    """What a line of the navigation is about, in the order in which the groups stand; the first has no heading."""

    DAILY = ""
    OWN = _l("Din udvikling")
    TEAM = _l("Dit team")
    LIBRARY = _l("Biblioteket")
    HR = _l("HR")
    PROTECTION = _l("Beskyttelse")
    ADMINISTRATION = _l("Administration")


ORDER = list(Group)


@dataclass(frozen=True)
class Entry:
    """One line of the navigation: where it goes, what it is called, who may open it, and the group it stands in.

    label is called at each request, so that it comes in the reader's language; order sorts the lines of a group.
    """

    endpoint: str
    label: Callable[[], str]
    needs: Permission
    group: Group
    order: int
    count: Callable[[], int] | None = None


@dataclass(frozen=True)
class Line:
    """An entry as this request shows it."""

    label: str
    url: str
    current: bool
    count: int


@dataclass(frozen=True)
class Section:
    """The lines of one group as this request shows them."""

    name: str
    label: str
    lines: list[Line]


ENTRIES: dict[str, Entry] = {}


def add(entry: Entry) -> None:
    """Add an entry; a feature calls it when it is assembled."""
    ENTRIES[entry.endpoint] = entry


def navigation() -> list[Section]:
    """Return the lines this request's actor may open, in their groups and in order; an empty group is left out."""
    entries = sorted((entry for entry in ENTRIES.values() if may(entry.needs)), key=_place)
    urls = {entry.endpoint: url_for(entry.endpoint) for entry in entries}
    current = max((url for url in urls.values() if _is_at(url)), key=len, default=None)
    return [
        Section(group.name.lower(), str(group.value), [_line(entry, urls[entry.endpoint], current) for entry in those])
        for group, those in groupby(entries, key=lambda entry: entry.group)
    ]


def _place(entry: Entry) -> tuple[int, int]:
    return ORDER.index(entry.group), entry.order


def _line(entry: Entry, url: str, current: str | None) -> Line:
    return Line(str(entry.label()), url, url == current, entry.count() if entry.count else 0)


def stand_under(endpoint: str) -> None:
    """Let this request's page stand under another entry than its address says."""
    g.stands_under = url_for(endpoint)


def _is_at(url: str) -> bool:
    here: str = g.get("stands_under", request.path)
    return here == url or (url != "/" and here.startswith(url.rstrip("/") + "/"))
