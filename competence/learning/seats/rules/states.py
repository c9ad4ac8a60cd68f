"""Where a distribution is in its life, what became of each wish in it, and what is refused."""

from datetime import datetime, timedelta
from enum import Enum

from flask_babel import lazy_gettext as _l

from competence.web.refusals import Conflict, Refusal

MOST_EACH, MOST_SEATS, MOST_HOURS, MOST_AWAY = 5, 500, 100_000, 500
SECONDS = (5, 20, 60, 300)  # how long HR may let it be worked on
FAIR = (0, 50, 100)
GRACE = timedelta(seconds=60)  # what reading and writing take besides
TITLE = 120


class State(Enum):
    """Where a distribution is."""

    DRAFT = _l("Ikke regnet ud endnu")
    RUNNING = _l("Bliver regnet ud")
    FOUND = _l("Forslaget er klar")
    STUCK = _l("Det, I holder fast, kan ikke gå op")
    SENT = _l("Tilbuddene er sendt")


class Outcome(Enum):
    """What became of a wish; the value is what HR reads."""

    SEAT = _l("Forslag om en plads")
    WAITING = _l("Ingen plads i forslaget")
    OFFERED = _l("Har fået tilbuddet")
    ACCEPTED = _l("Har sagt ja tak")
    DECLINED = _l("Pladsen er ledig igen")

    @property
    def is_sent(self) -> bool:
        """Whether the person has been asked."""
        return self in (Outcome.OFFERED, Outcome.ACCEPTED, Outcome.DECLINED)


class NoSuchWish(Conflict):
    message = _l("Ønsket er trukket tilbage. Hent siden igen, og se, hvordan det står nu.")


class NoDates(Refusal):
    message = _l("Vælg mindst ét hold med pladser. Tilbud uden hold får et på tilbuddets side.")


class WorkingOnIt(Conflict):
    message = _l("Der regnes på fordelingen lige nu. Vent, til forslaget er klar, og ret så.")


class SentAlready(Conflict):
    message = _l("Tilbuddene er sendt. Lav en ny fordeling af de pladser, der er ledige.")


class NothingToSend(Conflict):
    message = _l("Der er intet forslag at sende. Regn fordelingen ud først.")


class TakenSince(Conflict):
    message = _l("Nogle af pladserne er ikke ledige længere. Regn fordelingen ud igen, så forslaget passer.")


class ChangedSince(Conflict):
    message = _l("Nogen har ændret fordelingen, mens du så på den. Se, hvordan den står nu, og prøv igen.")


class AnsweredAlready(Conflict):
    message = _l("Der er allerede svaret, eller fristen er gået.")


class BadAnswerBy(Refusal):
    message = _l("Giv folk mindst tre dage til at svare, og højst tre måneder.")


class BadNumber(Refusal):
    message = _l("Skriv et helt tal fra 0 til %(most)s ved %(name)s.")


def check_not_running(state: State) -> None:
    """Refuse to change a distribution that is worked on or sent. Raises WorkingOnIt, SentAlready."""
    if state is State.RUNNING:
        raise WorkingOnIt
    if state is State.SENT:
        raise SentAlready


def has_stopped(began_at: datetime | None, seconds: int, now: datetime) -> bool:
    """Return whether what was begun must have been cut off: it took longer than it may and has not said so."""
    return began_at is None or began_at + timedelta(seconds=seconds) + GRACE < now


def number(text: str, most: int, name: str) -> int | None:
    """Return a number that was typed, None for nothing. Raises BadNumber."""
    typed = text.strip()
    if not typed:
        return None
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 6 and int(typed) <= most):
        raise BadNumber(most=most, name=name)
    return int(typed)
