"""What one may say about a talk afterwards, and until when."""

from datetime import date
from enum import Enum

from flask_babel import lazy_gettext as _l

from competence.conversations.rules.steps import State
from competence.cycles.rules.rounds import Stage
from competence.web.refusals import Conflict, Refusal


class Gain(Enum):
    """What the talk gave, in words; the order is that of the page and says nothing else."""

    HELPED = "helped"
    FINE = "fine"
    LITTLE = "little"
    UNSAID = "unsaid"

    @property
    def label(self) -> str:
        return str(LABELS[self])


LABELS = {
    Gain.HELPED: _l("Den hjalp mig videre"),
    Gain.FINE: _l("Den var fin"),
    Gain.LITTLE: _l("Den gav mig ikke så meget"),
    Gain.UNSAID: _l("Det vil jeg helst ikke svare på"),
}
COUNTED = (Gain.HELPED, Gain.FINE, Gain.LITTLE)


def is_counted(stage: Stage, plans_by: date | None, today: date) -> bool:
    """Return whether a round's answers are final, and may be told.

    In a round with talks that is after the last day of the plans (plans_by), which is when its report to MED can be
    made: its talks run on long after the mirrors are closed.
    """
    return stage is Stage.CLOSED or (plans_by is not None and today > plans_by)


class NotHeldYet(Conflict):
    message = _l("Samtalen er ikke holdt endnu. Kom igen bagefter.")


class RoundIsClosed(Conflict):
    """Numbers of a closed round are never made anew, so that nobody can tell by the difference who spoke last."""

    message = _l("Rundens tal er gjort op, så dit svar kan ikke ændres mere.")


class UnknownAnswer(Refusal):
    message = _l("Vælg et af svarene.")


def refuse_to_rate(state: State, *, round_closed: bool) -> None:
    """Raise NotHeldYet or RoundIsClosed where nothing is said about a talk (any more)."""
    if state is not State.HELD:
        raise NotHeldYet
    if round_closed:
        raise RoundIsClosed
