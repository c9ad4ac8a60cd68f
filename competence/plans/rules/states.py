"""The life of a plan, written down once: which step leads from which state to which; every other step is refused."""

from enum import Enum

from flask_babel import lazy_gettext as _l

from competence.plans.rules.refusals import (
    AlreadyFollowed,
    NotAgreedYet,
    NotAskedNow,
    NothingToSendBack,
    NotTheTimeToComment,
    NotToBeFiled,
    PlanIsSigned,
    SeatIsTaken,
    SignedByBoth,
)
from competence.plans.rules.words import Form
from competence.web.refusals import Conflict


class State(Enum):
    """Where a plan is in its life."""

    DRAFT = _l("Kladde")
    PROPOSED = _l("Venter på den anden")
    APPROVED = _l("Underskrevet af begge")
    FILED = _l("Lagt på personalesagen")
    ENDED = _l("Afløst af en nyere plan")

    @property
    def is_agreed(self) -> bool:
        """Whether both have signed; from then on a new nearest leader may read it."""
        return self in (State.APPROVED, State.FILED, State.ENDED)


class Action(Enum):
    """What can be done to a plan."""

    EDIT = "rettet"
    APPROVE = "skrevet under"
    SEND_BACK = "sendt tilbage"
    TAKE_SEAT = "overtaget af den nye leder"
    COMMENT = "kommenteret"
    FILE = "lagt på personalesagen"
    END = "afløst"
    NOTE = "fulgt op"
    ANSWER = "svaret på"


# A change voids the signature given before it, and so does a new leader: nobody has signed what they have not seen.
STEPS: dict[tuple[State, Action], State] = {
    (State.DRAFT, Action.EDIT): State.DRAFT,
    (State.DRAFT, Action.APPROVE): State.PROPOSED,
    (State.DRAFT, Action.TAKE_SEAT): State.DRAFT,
    (State.PROPOSED, Action.EDIT): State.DRAFT,
    (State.PROPOSED, Action.APPROVE): State.APPROVED,
    (State.PROPOSED, Action.SEND_BACK): State.DRAFT,
    (State.PROPOSED, Action.TAKE_SEAT): State.DRAFT,
    (State.APPROVED, Action.COMMENT): State.APPROVED,
    (State.APPROVED, Action.FILE): State.FILED,
    (State.APPROVED, Action.END): State.ENDED,
    (State.APPROVED, Action.NOTE): State.APPROVED,
    (State.APPROVED, Action.ANSWER): State.APPROVED,
    (State.FILED, Action.END): State.ENDED,
    (State.FILED, Action.NOTE): State.FILED,
    (State.FILED, Action.ANSWER): State.FILED,
    (State.ENDED, Action.NOTE): State.ENDED,
}

REFUSED: dict[Action, type[Conflict]] = {
    Action.EDIT: PlanIsSigned,
    Action.APPROVE: SignedByBoth,
    Action.SEND_BACK: NothingToSendBack,
    Action.TAKE_SEAT: SeatIsTaken,
    Action.COMMENT: NotTheTimeToComment,
    Action.FILE: NotToBeFiled,
    Action.END: AlreadyFollowed,
    Action.NOTE: NotAgreedYet,
    Action.ANSWER: NotAskedNow,
}


def step(state: State, action: Action) -> State:
    """Return the state a step leads to. Raises the action's own Conflict where the table has no such step."""
    if (state, action) not in STEPS:
        raise REFUSED[action]
    return STEPS[state, action]


def may(state: State, action: Action) -> bool:
    """Return whether a step is in the table."""
    return (state, action) in STEPS


def follows(new: Form, old: Form) -> bool:
    """Return whether a newly signed plan takes an older one's place: a short agreement leaves a full plan standing."""
    return new is Form.FULL or old is Form.SHORT
