"""The rules of rounds: what a draft must hold, when it may open, what an open one allows, and that closed is closed."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from flask_babel import lazy_gettext as _l

from competence.cycles.rules import phases
from competence.cycles.rules.phases import Deadlines
from competence.cycles.rules.refusals import (
    AlreadyClosed,
    ClosesBeforeItOpens,
    ClosesInThePast,
    EvaluatedLater,
    MedNotDiscussed,
    MedNotYetDiscussed,
    MirrorsAreClosed,
    NobodyToInvite,
    NoLongerADraft,
    NothingChosen,
    NotLonger,
    NotOpen,
    OfTheMirrorAlone,
    StillOpen,
    VersionNotPublished,
)
from competence.privacy.anonymity.counts import Count, coded_count
from competence.privacy.anonymity.limits import Hidden
from competence.web.refusals import Conflict


class Who(Enum):
    """Whom a round is meant for."""

    HOUSE = _l("Hele huset")
    UNITS = _l("Bestemte enheder, med alt under dem")
    PROFILES = _l("Bestemte rolleprofiler")


class Stage(Enum):
    """Where a round is in its life."""

    DRAFT = _l("Kladde")
    OPEN = _l("Åben")
    TALKS = _l("Samtalerne løber")  # the mirrors are closed and counted, the talks and what follows go on
    CLOSED = _l("Lukket")


class Action(Enum):
    """What can be done with a round."""

    EDIT = "edit"
    OPEN = "open"
    PROLONG = "prolong"
    UPDATE_ROSTER = "update the roster"
    REMIND = "remind"
    CLOSE = "close the mirrors"
    EVALUATE = "note that MED has evaluated"


# From which stage which action leads where; what does not stand here is refused.
OF_THE_MIRROR: dict[tuple[Stage, Action], Stage] = {
    (Stage.DRAFT, Action.EDIT): Stage.DRAFT,
    (Stage.DRAFT, Action.OPEN): Stage.OPEN,
    (Stage.OPEN, Action.PROLONG): Stage.OPEN,
    (Stage.OPEN, Action.UPDATE_ROSTER): Stage.OPEN,
    (Stage.OPEN, Action.REMIND): Stage.OPEN,
    (Stage.OPEN, Action.CLOSE): Stage.CLOSED,
}
WITH_TALKS = OF_THE_MIRROR | {
    (Stage.OPEN, Action.CLOSE): Stage.TALKS,
    (Stage.TALKS, Action.PROLONG): Stage.TALKS,
    (Stage.TALKS, Action.UPDATE_ROSTER): Stage.TALKS,
    (Stage.TALKS, Action.EVALUATE): Stage.CLOSED,
}


class Standing(Enum):
    """How somebody who was invited stands in a round now."""

    TAKES_PART = "takes part"
    RESTS = "is on leave"
    LEFT = "is no longer employed"


@dataclass(frozen=True)
class Draft:
    """What HR writes down about a round before it opens; no units and no profiles means the whole house.

    deadlines: the last days of the phases HR chooses; none where the round is of the mirror alone.
    """

    title: str
    purpose: str
    version_id: int
    opens_on: date
    closes_on: date
    med_discussed_on: date | None = None
    unit_ids: frozenset[int] = frozenset()
    profile_ids: frozenset[int] = frozenset()
    deadlines: Deadlines = field(default_factory=dict)


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


def step(stage: Stage, action: Action, *, with_talks: bool = False) -> Stage:
    """Return the stage an action leads to; refuse one that does not fit, with what the reader can do about it."""
    following = (WITH_TALKS if with_talks else OF_THE_MIRROR).get((stage, action))
    if following is None:
        raise _refusal(stage, action, with_talks=with_talks)
    return following


def _refusal(stage: Stage, action: Action, *, with_talks: bool) -> type[Conflict]:
    if stage is Stage.CLOSED:
        return AlreadyClosed
    if stage is Stage.DRAFT:
        return NotOpen
    if action in (Action.EDIT, Action.OPEN):
        return NoLongerADraft
    if action is Action.EVALUATE:
        return StillOpen if with_talks else OfTheMirrorAlone
    return MirrorsAreClosed


def check_draft(draft: Draft, who: Who, *, published: bool) -> None:
    """Refuse dates in the wrong order, a catalogue that is not published, and a choice of nothing."""
    if draft.closes_on < draft.opens_on:
        raise ClosesBeforeItOpens
    if draft.deadlines:
        phases.check_order(draft.opens_on, draft.closes_on, draft.deadlines)
    if not published:
        raise VersionNotPublished
    if (who is Who.UNITS and not draft.unit_ids) or (who is Who.PROFILES and not draft.profile_ids):
        raise NothingChosen


def check_opening(stage: Stage, med_discussed_on: date | None, closes_on: date, invited: int, today: date) -> None:
    """Refuse to open what is no draft, what MED has not discussed, what is over already, and what is for nobody."""
    step(stage, Action.OPEN)
    if med_discussed_on is None:
        raise MedNotDiscussed
    if med_discussed_on > today:
        raise MedNotYetDiscussed
    if closes_on < today:
        raise ClosesInThePast
    if invited == 0:
        raise NobodyToInvite


def check_prolonging(stage: Stage, closes_on: date, new: date, today: date) -> None:
    """Refuse to shorten an open round of the mirror alone, or to let it end in the past."""
    step(stage, Action.PROLONG)
    if new <= closes_on:
        raise NotLonger
    if new < today:
        raise ClosesInThePast


def check_evaluating(stage: Stage, evaluated_on: date, today: date, *, with_talks: bool) -> None:
    """Refuse an evaluation of a round that has none to wait for, and one that is still to come."""
    step(stage, Action.EVALUATE, with_talks=with_talks)
    if evaluated_on > today:
        raise EvaluatedLater


def told(progress: Progress, invited: int, known: int, leaders: int) -> Told:
    """Return what may be said about a round's progress.

    known: of how many the best informed leader knows it. leaders: how many lead those invited, besides those of whom
    one viewer knows what they did: what waits for a leader's view is about the leaders too.
    """
    return Told(
        coded_count(progress.started, invited, known),
        coded_count(progress.shared, invited, known),
        coded_count(progress.leaders_shared, invited, known, done_by=leaders),
        coded_count(progress.opened, invited, known, done_by=leaders),
    )
