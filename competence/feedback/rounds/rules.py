"""What a feedback round is made of, who may be asked in it, and what may be said of how many took part."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from flask_babel import lazy_gettext as _l

from competence.feedback.rules.asking import ASKED_FOR, VIEW
from competence.privacy.anonymity.counts import Count, coded_count
from competence.privacy.anonymity.limits import Hidden
from competence.web.refusals import Conflict, Refusal

SHORTEST, LONGEST = timedelta(days=5), timedelta(days=92)
REMINDED_BEFORE = timedelta(days=3)
MOST_TOPICS = 6


class Whom(Enum):
    """Whom one may ask in a round."""

    UNIT = _l("Kolleger i ens egen enhed")
    HOUSE = _l("Kolleger i hele huset")
    OUTSIDE = _l("Kolleger i hele huset og én uden for huset")


class NobodyInRound(Refusal):
    message = _l("Vælg, hvem runden er for.")


class NotYoursToInvite(Refusal):
    message = _l("Du kan kun åbne en runde for dem, du leder.")


class WrongWindow(Refusal):
    message = _l("Lad runden vare mellem fem dage og tre måneder.")


class WrongTopics(Refusal):
    message = _l("Vælg højst seks kompetencer og værdier. Er runden om kollegers blik, så vælg mindst én kompetence.")


class UnknownRoundForm(Refusal):
    message = _l("Vælg en af formerne på listen.")


class RoundIsClosed(Conflict):
    message = _l("Runden er lukket. Du kan stadig bede om feedback uden for en runde.")


class NotInThisRound(Refusal):
    message = _l("I denne runde spørges kun dem og om det, der står på siden.")


@dataclass(frozen=True)
class Draft:
    """A round as it is to be opened. topics: ids of competences and of values."""

    title: str
    purpose: str
    form: str
    whom: Whom
    approves: bool
    closes_on: date
    competences: Collection[int] = ()
    values: Collection[int] = ()


def check_draft(draft: Draft, people: Collection[int], today: date) -> None:
    """Refuse a round without people, of an unknown form, of the wrong length, or about too much."""
    if not people:
        raise NobodyInRound
    if draft.form not in (*ASKED_FOR, VIEW):
        raise UnknownRoundForm
    if not SHORTEST <= draft.closes_on - today <= LONGEST:
        raise WrongWindow
    number = len(draft.competences) + len(draft.values)
    if number > MOST_TOPICS or (draft.form == VIEW and (not draft.competences or draft.values)):
        raise WrongTopics


def check_open(*, closed: bool) -> None:
    """Refuse to ask in, or close, a round that is closed."""
    if closed:
        raise RoundIsClosed


@dataclass(frozen=True)
class Participation:
    """How many took part, as it may be told: numbers in the middle, words at the ends, nothing of a small group."""

    asked: Count | Hidden
    received: Count | Hidden


def participation(invited: int, known: int | None, asked: int, received: int) -> Participation:
    """Return what may be told of a round that is closed; nothing where those a leader does not know are no crowd.

    known: how many of those invited the best informed leader knows; None where it was never noted.
    """
    known = invited if known is None else known
    return Participation(coded_count(asked, invited, known), coded_count(received, invited, known))
