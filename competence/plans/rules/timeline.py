"""A person's plans as a timeline: what lies ahead, what is past its day, and year by year what happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby


@dataclass(frozen=True)
class Entry:
    """One line: when, what it is in a few words, and a word more.

    happened: it is a thing of the past, not something one waits for.
    """

    on: date
    title: str
    text: str = ""
    happened: bool = False


@dataclass(frozen=True)
class Timeline:
    """What lies ahead, the earliest first and "now" once its day has come; what happened, the latest year first."""

    ahead: list[tuple[Entry, str]]
    behind: list[tuple[int, list[Entry]]]


def arranged(entries: Iterable[Entry], today: date) -> Timeline:
    """Return entries in the order in which they are read."""
    known = sorted(entries, key=lambda entry: entry.on)
    ahead = [(entry, "now" if entry.on <= today else "next") for entry in known if not entry.happened]
    past = reversed([entry for entry in known if entry.happened])
    return Timeline(ahead, [(year, list(inside)) for year, inside in groupby(past, key=lambda entry: entry.on.year)])
