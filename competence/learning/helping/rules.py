"""What help one may ask for and for what, and what is refused."""

from datetime import date
from enum import Enum

from flask_babel import lazy_gettext as _l

from competence.web.refusals import Conflict, Refusal
from competence.web.text import kept_text

LONGEST = 1000


class Help(Enum):
    """What colleagues may help with."""

    FACILITATION = _l("Facilitering")
    PROCESS = _l("Procesledelse")
    NETWORK = _l("En kontakt i netværket")


class For(Enum):
    """What help is asked for."""

    PROJECT = _l("Et projekt")
    EVENT = _l("Et arrangement")
    READING_CIRCLE = _l("En læsekreds")
    COMMUNITY = _l("Et andet fællesskab")


class Closed(Conflict):
    message = _l("Der er allerede fundet hjælp. Tak, fordi du ville.")


class InThePast(Refusal):
    message = _l("Dagen er gået. Vælg en, der kommer.")


class TooLong(Refusal):
    message = _l("Det er for langt. Skriv højst 1.000 tegn.")


def check_day(by: date | None, today: date) -> None:
    """Refuse help that was needed before today. Raises InThePast."""
    if by is not None and by < today:
        raise InThePast


def words(text: str) -> str:
    """Return a text as it is kept. Raises TooLong."""
    return kept_text(text, LONGEST, TooLong)
