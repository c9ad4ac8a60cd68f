"""The kinds of messages, what is due, and how a mail about it leaves. A sentence names what waits, never content."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from flask_babel import lazy_gettext as _l

from competence.web.slots import Slot


@dataclass(frozen=True)
class Kind:
    """A kind of message.

    says: the sentence, in the reader's language when it is printed; it is also the mail's subject.
    explains: one more sentence for the mail, or nothing.
    mint: makes the address a mail leads to when it is sent (for links that work once), from the person's id.
    attach: makes what the mail carries for the reader's calendar when it is sent (`calendar.invitation`), from the
        person's id and the message's address; None when there is nothing to carry (any more).
    """

    name: str
    says: object
    explains: object = ""
    mint: Callable[[int], str] | None = None
    attach: Callable[[int, str], bytes | None] | None = None


KINDS: dict[str, Kind] = {}


def kind(
    name: str,
    says: object,
    *,
    explains: object = "",
    mint: Callable[[int], str] | None = None,
    attach: Callable[[int, str], bytes | None] | None = None,
) -> str:
    """Register a kind of message and return its name, for a feature to keep as a constant.

    says, explains: lazily translated texts. They must be the same whatever the message is about.
    """
    KINDS[name] = Kind(name, says, explains, mint, attach)
    return name


@dataclass(frozen=True)
class Due:
    """That a person is to be reminded of something today.

    kind: a registered kind; url: a path in the product.
    key: what makes it the same reminder; a person is told once for ever for each kind and key.
    required: comes by mail whatever the person chose, and on days off too.
    """

    person_id: int
    kind: str
    url: str
    key: str
    required: bool = False


# Features fill these with `@DUES.fill` and `@DAILY.fill`; `flask remind` calls them once a day.
# DUES: what is due on a day and still open. It reads only; what is no longer returned is no longer told.
DUES: Slot[Callable[[date], Iterable[Due]]] = Slot()
# DAILY: what a feature does every day, before reminders. It flushes only, and doing it twice must change nothing more.
DAILY: Slot[Callable[[date], object]] = Slot()


class Rhythm(Enum):
    """How a person wants mail about what is not required."""

    AT_ONCE = _l("Med det samme")
    DAILY = _l("Samlet i én mail om dagen")
    NEVER = _l("Slet ikke")


class Goes(Enum):
    """How a waiting mail leaves."""

    ALONE = "as soon as it can"
    HELD = "with the person's others, on the next daily run"
    TOGETHER = "with the person's others, now"


def goes(rhythm: Rhythm, *, required: bool, attaches: bool) -> Goes | None:
    """Return how a mail about something that just happened leaves; None: the message on the page is enough.

    attaches: it carries something for the calendar, which is wrong while it waits.
    """
    if required:
        return Goes.ALONE
    if rhythm is Rhythm.NEVER:
        return None
    return Goes.HELD if rhythm is Rhythm.DAILY and not attaches else Goes.ALONE


def tells_today(due: Due, *, day_off: bool) -> bool:
    """Return whether a reminder is told today; on a day off only what is required, the rest if it is still due then."""
    return due.required or not day_off
