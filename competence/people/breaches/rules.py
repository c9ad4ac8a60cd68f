"""Times of a possible breach, as they stand in an address: read on a Danish clock, never backwards. Pure."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask_babel import lazy_gettext as _l

from competence.web.clock import DENMARK
from competence.web.refusals import Refusal

FORMAT = "%Y-%m-%dT%H:%M"
EARLIEST, LATEST = 2000, 2999  # years


class BadTimes(Refusal):
    message = _l("Skriv en tid, der begynder, før den slutter.")


@dataclass(frozen=True)
class Span:
    """From a minute to the end of another."""

    start: datetime
    end: datetime


def span(start: str, end: str) -> Span:
    """Return the time between two minutes on a Danish clock. Raises BadTimes."""
    try:
        first, last = (datetime.strptime(text, FORMAT).replace(tzinfo=DENMARK) for text in (start, end))
    except ValueError as wrong:
        raise BadTimes from wrong
    if not EARLIEST <= first.year <= last.year <= LATEST:
        raise BadTimes
    found = Span(first.astimezone(UTC), last.astimezone(UTC))
    if found.end < found.start:
        raise BadTimes
    return found
