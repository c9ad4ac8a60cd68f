"""The rules of rounds: what a draft must hold, when it may open, what an open one allows, and that closed is closed."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from flask_babel import lazy_gettext as _l

from competence.privacy.anonymity.counts import Count, coded_count
from competence.privacy.anonymity.limits import Hidden
from competence.web.refusals import Conflict, Refusal


class Who(Enum):
    """Whom a round is meant for."""

    HOUSE = _l("Hele huset")
    UNITS = _l("Bestemte enheder, med alt under dem")
    PROFILES = _l("Bestemte rolleprofiler")


class Stage(Enum):
    """Where a round is in its life."""

    DRAFT = _l("Kladde")
    OPEN = _l("Åben")
    CLOSED = _l("Lukket")


@dataclass(frozen=True)
class Draft:
    """What HR writes down about a round before it opens; no units and no profiles means the whole house."""

    title: str
    purpose: str
    version_id: int
    opens_on: date
    closes_on: date
    med_discussed_on: date | None = None
    unit_ids: frozenset[int] = frozenset()
    profile_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Progress:
    """How many of those invited have come how far; raw numbers, for `told` only and never for display."""

    started: int = 0
    shared: int = 0
    leaders_shared: int = 0
    opened: int = 0


@dataclass(frozen=True)
class Told:
    """The progress of a round as it may be shown, for the whole of it and never for a part."""

    started: Count | Hidden
    shared: Count | Hidden
    leaders_shared: Count | Hidden
    opened: Count | Hidden


class AboutField(Refusal):
    """A refusal that belongs to one field of the form."""

    field = ""


class ClosesBeforeItOpens(AboutField):
    field = "closes_on"
    message = _l("Runden lukker, før den åbner. Vælg en senere lukkedag.")


class VersionNotPublished(AboutField):
    field = "version_id"
    message = _l("Den udgave af kataloget er ikke udgivet. Udgiv den først, eller vælg en anden.")


class NothingChosen(AboutField):
    field = "who"
    message = _l("Vælg mindst én enhed eller rolleprofil, eller vælg hele huset.")


class MedNotDiscussed(AboutField):
    field = "med_discussed_on"
    message = _l("Skriv, hvilken dag MED drøftede runden. Den kan først åbnes derefter.")


class MedNotYetDiscussed(AboutField):
    field = "med_discussed_on"
    message = _l("MED drøfter først runden senere. Den kan åbnes, når det er sket.")


class ClosesInThePast(AboutField):
    field = "closes_on"
    message = _l("Lukkedagen er allerede gået. Vælg en dag, der kommer.")


class NobodyToInvite(Refusal):
    message = _l("Der er ingen at invitere. Se efter, hvem runden er for.")


class NotLonger(AboutField):
    field = "closes_on"
    message = _l("En åben runde kan kun forlænges. Vælg en senere dag end den, der står nu.")


class NoLongerADraft(Conflict):
    message = _l("Runden er åbnet. Den kan forlænges, men ikke ændres.")


class NotOpen(Conflict):
    message = _l("Runden er ikke åben.")


class AlreadyClosed(Conflict):
    message = _l("Runden er allerede lukket. En lukket runde åbner ikke igen.")


class ChangedMeanwhile(Conflict):
    message = _l("En anden har ændret runden, siden du åbnede siden. Se, hvad der står nu, før du gemmer.")


def check_draft(draft: Draft, who: Who, *, published: bool) -> None:
    """Refuse dates the wrong way round, a catalogue that is not published, and a choice of nothing."""
    if draft.closes_on < draft.opens_on:
        raise ClosesBeforeItOpens
    if not published:
        raise VersionNotPublished
    if (who is Who.UNITS and not draft.unit_ids) or (who is Who.PROFILES and not draft.profile_ids):
        raise NothingChosen


def check_opening(stage: Stage, med_discussed_on: date | None, closes_on: date, invited: int, today: date) -> None:
    """Refuse to open what is no draft, what MED has not discussed, what is over already, and what is for nobody."""
    check_is_draft(stage)
    if med_discussed_on is None:
        raise MedNotDiscussed
    if med_discussed_on > today:
        raise MedNotYetDiscussed
    if closes_on < today:
        raise ClosesInThePast
    if invited == 0:
        raise NobodyToInvite


def check_is_draft(stage: Stage) -> None:
    """Refuse to change what has opened."""
    if stage is Stage.CLOSED:
        raise AlreadyClosed
    if stage is Stage.OPEN:
        raise NoLongerADraft


def check_is_open(stage: Stage) -> None:
    """Refuse what can only be done while a round is open."""
    if stage is Stage.CLOSED:
        raise AlreadyClosed
    if stage is Stage.DRAFT:
        raise NotOpen


def check_prolonging(stage: Stage, closes_on: date, new: date, today: date) -> None:
    """Refuse to shorten an open round, or to let it end in the past."""
    check_is_open(stage)
    if new <= closes_on:
        raise NotLonger
    if new < today:
        raise ClosesInThePast


def told(progress: Progress, invited: int) -> Told:
    """Return what may be said about a round's progress."""
    return Told(
        coded_count(progress.started, invited),
        coded_count(progress.shared, invited),
        coded_count(progress.leaders_shared, invited),
        coded_count(progress.opened, invited),
    )
