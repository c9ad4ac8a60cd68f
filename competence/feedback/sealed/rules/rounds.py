"""The life of a round of anonymous questions: what is promised before it opens stands, and closed is closed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from flask_babel import lazy_gettext as _l

from competence.web.refusals import Conflict, Refusal

FEWEST_DAYS = timedelta(days=7)  # from opening to the last day: everybody gets a week, whatever their shifts
APART = timedelta(days=90)  # from the last day of one round to the opening of another that asks some of the same people
ASKED_AGAIN = timedelta(days=14)  # the time people get anew where the sealed answers were lost
FEWEST_PULSE, MOST_PULSE = 2, 6


class Stage(Enum):
    """Where a round is in its life."""

    DRAFT = _l("Kladde")
    OPEN = _l("Åben")
    CLOSED = _l("Lukket, gøres klar")  # closed, but what was sealed is not yet wiped from every place
    PUBLISHED = _l("Lukket")


class Audience(Enum):
    """Whom a leader's result is shown to; chosen before the round opens, and told to all who answer."""

    LEADER = _l("Kun lederen selv")
    ABOVE = _l("Lederen og lederens egen leder")
    TEAM = _l("Lederen, lederens egen leder og teamet")


class Outcome(Enum):
    """What became of the questions about one leader."""

    ASKED = "asked"
    TOO_SMALL = "too small"  # fewer people than LEAST: nobody was asked
    TOO_FEW = "too few"
    SHOWN = "shown"


@dataclass(frozen=True)
class Draft:
    """What HR writes down about a round before it opens; no units means the whole house."""

    title: str
    purpose: str
    closes_on: date
    audience: Audience
    unit_ids: frozenset[int] = frozenset()
    pulse: Sequence[str] = ()


class AboutField(Refusal):
    """A refusal that belongs to one field of the form."""

    field = ""


class TooShort(AboutField):
    field = "closes_on"
    message = _l("Giv alle mindst en uge til at svare. Vælg en senere dag.")


class OddPulse(AboutField):
    field = "pulse"
    message = _l("Vælg to til seks spørgsmål om trivsel, eller slet ingen.")


class NobodyToAsk(Refusal):
    message = _l("Ingen leder her har mindst fem medarbejdere, så der er ingen at spørge anonymt.")


class AskedElsewhere(Conflict):
    message = _l(
        "Nogle af dem er spurgt i en runde, der er åben endnu. Vent, til den er lukket: "
        "to runder på samme tid kan sammenlignes, så enkelte svar kan regnes ud."
    )


class AskedLately(Conflict):
    message = _l(
        "Nogle af dem blev spurgt i runden »%(title)s«. Der skal gå 90 dage, før de bliver spurgt igen: "
        "to runder tæt på hinanden kan sammenlignes, så enkelte svar kan regnes ud. Runden kan åbnes fra %(day)s."
    )


class NoLongerADraft(Conflict):
    message = _l("Runden er åbnet. Det, der er lovet dem, der svarer, kan ikke ændres.")


class NotOpen(Conflict):
    message = _l("Runden er lukket. Det, du har svaret før, er talt med; mere kan ikke skrives.")


class ChangedMeanwhile(Conflict):
    message = _l("En anden har ændret runden, siden du åbnede siden. Se, hvad der står nu, før du gemmer.")


def check_draft(draft: Draft, today: date) -> None:
    """Refuse a round of less than a week, and a pulse of one question or of too many."""
    if draft.closes_on < today + FEWEST_DAYS:
        raise TooShort
    if draft.pulse and not FEWEST_PULSE <= len(draft.pulse) <= MOST_PULSE:
        raise OddPulse


def opens_from(asked_before: Iterable[tuple[date, str]]) -> tuple[date, str] | None:
    """Return the first day a round may open after others that asked some of its people, and the one it waits for.

    asked_before: the last day and the title of each; None where nobody was asked before.
    """
    latest = max(asked_before, default=None)
    return (latest[0] + APART, latest[1]) if latest else None


def check_apart(asked_before: Iterable[tuple[date, str]], today: date) -> None:
    """Refuse to open a round so soon after another that asked some of the same people. Raises AskedLately."""
    first = opens_from(asked_before)
    if first is not None and today < first[0]:
        raise AskedLately(day=f"{first[0].day}.{first[0].month}.{first[0].year}", title=first[1])


def check_stage(stage: Stage, wanted: Stage) -> None:
    """Refuse what fits another stage of a round's life."""
    if stage is not wanted:
        raise NoLongerADraft if wanted is Stage.DRAFT else NotOpen


def is_over(closes_on: date, today: date) -> bool:
    """Return whether a round's last day has gone."""
    return closes_on < today
