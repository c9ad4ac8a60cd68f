"""What is written in a look back, and what an agreement of a team is."""

from collections.abc import Collection
from enum import Enum

from flask_babel import lazy_gettext as _l

from competence.web.refusals import Conflict, Refusal
from competence.web.text import kept_text

LONGEST, LONGEST_NOTE = 500, 1000


class Kind(Enum):
    """What a note says; the value is the field's code in the form »efter arrangementet«."""

    KEEP = "keep"
    ADJUST = "adjust"
    TRY = "try"


class NobodyElse(Refusal):
    message = _l("Vælg mindst én, der var med.")


class NothingNoted(Refusal):
    message = _l("Skriv noget, med højst 1000 tegn.")


class NothingWritten(Refusal):
    message = _l("Skriv, hvad I aftaler, med højst 500 tegn.")


class NotWithYou(Refusal):
    message = _l("Vælg en tovholder, der var med.")


class AlreadyDone(Conflict):
    message = _l("Det står allerede som gjort.")


def check_people(begun_by: int, chosen: Collection[int]) -> frozenset[int]:
    """Return those who take part, with the one who begins. Raises NobodyElse."""
    people = frozenset(chosen) | {begun_by}
    if len(people) < 2:
        raise NobodyElse
    return people


def note_text(text: str) -> str:
    """Return a note as it is kept. Raises NothingNoted."""
    return kept_text(text, LONGEST_NOTE, NothingNoted, needed=True)


def agreed_text(text: str) -> str:
    """Return what a team agrees on as it is kept, on one line. Raises NothingWritten."""
    tidy = " ".join(text.split())
    if not tidy or len(tidy) > LONGEST:
        raise NothingWritten
    return tidy
