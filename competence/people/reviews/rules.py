"""When a review of the rights is due and when its leaders are reminded, and what may be signed. Pure."""

from datetime import date, timedelta

from flask_babel import lazy_gettext as _l

from competence.web.clock import add_months
from competence.web.refusals import Conflict, Refusal
from competence.web.text import clean

MONTHS = 6
REMINDED_AFTER = timedelta(days=14)
LONGEST_REMARKS = 2000


class NotYet(Refusal):
    message = _l("Vælg i dag eller en dag, der er gået.")


class LongAgo(Refusal):
    message = _l("Vælg en dag inden for det sidste halve år.")


class NobodyLeads(Refusal):
    message = _l("Den dag var der ingen ledere at spørge. Vælg en anden dag.")


class NothingSaid(Refusal):
    message = _l("Skriv, hvad der ikke passer, så HR kan rette det.")


class SaidTooMuch(Refusal):
    message = _l("Skriv højst %(most)s tegn.")


class SignedAlready(Conflict):
    message = _l("Der er allerede skrevet under på den. Den kan ikke laves om; næste gennemgang kommer om et halvt år.")


class ChangedSinceShown(Conflict):
    message = _l("Noget er ændret, siden du så siden. Se den igennem igen; der er ikke skrevet under endnu.")


def due_on(last: date) -> date:
    """Return the day from which the next review is due, after the last one's day."""
    return add_months(last, MONTHS)


def check_day(as_of: date, today: date) -> None:
    """Refuse to look at days to come, and at those more than half a year ago. Raises NotYet, LongAgo."""
    if as_of > today:
        raise NotYet
    if as_of < add_months(today, -MONTHS):
        raise LongAgo


def checked_remarks(is_right: bool, remarks: str) -> str:
    """Return what is not right, and nothing where all is. Raises NothingSaid, SaidTooMuch."""
    told = clean(remarks)
    if not is_right and not told:
        raise NothingSaid
    if len(told) > LONGEST_REMARKS:
        raise SaidTooMuch(most=LONGEST_REMARKS)
    return "" if is_right else told
