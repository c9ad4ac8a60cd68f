"""The phases of a round with talks (rammen til evalueringen i MED): in which order, until when, and where we are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from itertools import pairwise

from flask_babel import lazy_gettext as _l

from competence.cycles.rules.refusals import AboutField

DAYS_FOR_A_PLAN = timedelta(days=14)  # the plan follows within 14 days of the talk
SATURDAY = 5


class Phase(Enum):
    """A phase of a round with talks, in their order; the value is what people read."""

    FRAME = _l("Rammen")
    LUS = _l("Ledernes samtaler (LUS)")
    KICK_OFF = _l("Fælles start (GRUS)")
    MIRRORS = _l("Spejlene")
    TALKS = _l("Samtalerne (MUS)")
    PLANS = _l("Planerne")
    MINI_MUS = _l("Mini-MUS")
    EVALUATION = _l("Evaluering i MED")


# The frame ends when the round opens, the mirrors when it closes, and the plans follow from the talks.
CHOSEN = (Phase.LUS, Phase.KICK_OFF, Phase.TALKS, Phase.MINI_MUS, Phase.EVALUATION)
WEEKS_AFTER_OPENING = {Phase.LUS: 4, Phase.KICK_OFF: 6}
WEEKS_AFTER_MIRRORS = {Phase.TALKS: 10, Phase.MINI_MUS: 28, Phase.EVALUATION: 36}

Deadlines = Mapping[Phase, date]


class State(Enum):
    """Where a phase is today; the value is its class on the line."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True)
class Step:
    """A phase as the line shows it: its last day, and where it is."""

    phase: Phase
    by: date
    state: State


class OutOfOrder(AboutField):
    message = _l("Faserne følger efter hinanden. »%(later)s« kan ikke slutte før »%(earlier)s«.")

    def __init__(self, later: Phase, earlier: Phase) -> None:
        super().__init__(later=later.value, earlier=earlier.value)
        self.field = field_of(later)


class PhaseNotLonger(AboutField):
    message = _l("En frist kan kun flyttes til en senere dag. Vælg den dag, der står nu, eller en senere.")

    def __init__(self, phase: Phase) -> None:
        super().__init__()
        self.field = field_of(phase)


class PhaseIsOver(AboutField):
    message = _l("Den dag er allerede gået. Vælg en dag, der kommer.")

    def __init__(self, phase: Phase) -> None:
        super().__init__()
        self.field = field_of(phase)


def field_of(phase: Phase) -> str:
    """Return the field of the forms that holds a phase's last day."""
    return {Phase.FRAME: "opens_on", Phase.MIRRORS: "closes_on"}.get(phase, f"{phase.name.lower()}_by")


def propose(opens_on: date, closes_on: date) -> dict[Phase, date]:
    """Return the days proposed for the phases HR may choose, from the day a round opens and the day its mirrors close.

    They stand in their order, never on a weekend, but where the mirrors themselves close on one.
    """
    first = {phase: opens_on + timedelta(weeks=weeks) for phase, weeks in WEEKS_AFTER_OPENING.items()}
    later = {phase: closes_on + timedelta(weeks=weeks) for phase, weeks in WEEKS_AFTER_MIRRORS.items()}
    capped = {phase: min(_working_day(day), closes_on) for phase, day in first.items()}
    return capped | {phase: _working_day(day) for phase, day in later.items()}


def whole(opens_on: date, closes_on: date, chosen: Deadlines) -> dict[Phase, date]:
    """Return the last day of every phase, in their order: those chosen, and those that follow from something else."""
    days = {**chosen, Phase.FRAME: opens_on, Phase.MIRRORS: closes_on}
    days[Phase.PLANS] = days[Phase.TALKS] + DAYS_FOR_A_PLAN
    return {phase: days[phase] for phase in Phase}


def check_order(opens_on: date, closes_on: date, chosen: Deadlines) -> None:
    """Refuse phases that end before the one they follow; the refusal belongs to the later one's field."""
    for (earlier, before), (later, day) in pairwise(whole(opens_on, closes_on, chosen).items()):
        if day < before:
            raise OutOfOrder(later, earlier)


def check_moving(old: Deadlines, new: Deadlines, today: date) -> None:
    """Refuse to let a phase of an open round end earlier than promised, or to move it to a day that is gone."""
    for phase, day in new.items():
        if day < old[phase]:
            raise PhaseNotLonger(phase)
        if day > old[phase] and day < today:
            raise PhaseIsOver(phase)


def line(deadlines: Deadlines, today: date, *, evaluated: bool = False) -> list[Step]:
    """Return the phases with where each is: the first whose last day has not gone is now, and only that one.

    evaluated: MED has evaluated the round, so that everything is done.
    """
    over = [evaluated or day < today for day in deadlines.values()]
    running = over.index(False) if False in over else len(over)
    states = [State.DONE if n < running else State.NOW if n == running else State.NEXT for n in range(len(over))]
    return [Step(phase, day, state) for (phase, day), state in zip(deadlines.items(), states, strict=True)]


def _working_day(day: date) -> date:
    """Return the day, or the Monday after it on a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day
