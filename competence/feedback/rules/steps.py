"""The life of a piece of feedback, written down once: which step leads from which state to which, and whose it is."""

from enum import Enum

from competence.feedback.rules.refusals import (
    NotProposed,
    NotShared,
    NotToBeRead,
    NotWaiting,
    ReadFirst,
    TooLateToTakeBack,
)
from competence.web.refusals import Conflict


class State(Enum):
    """Where a piece of feedback is, from being asked for to being deleted."""

    PROPOSED = "waits for the leader's yes to asking this person"
    TURNED_DOWN = "the leader said no to asking this person"
    ASKED = "somebody was asked"
    DECLINED = "who was asked cannot judge, and need not say why"
    CALLED_OFF = "nobody waits for it any longer"
    WRITTEN = "sent, and not read"
    TAKEN_BACK = "taken back by its writer before it was read"
    READ = "read"
    KEPT = "kept by its receiver"
    SHARED = "shared with the receiver's leader"
    DELETED = "deleted; its words are gone"

    @property
    def is_delivered(self) -> bool:
        """Whether the receiver holds it."""
        return self in DELIVERED

    @property
    def is_open(self) -> bool:
        """Whether somebody is still waited for."""
        return self in (State.PROPOSED, State.ASKED)


DELIVERED = frozenset({State.WRITTEN, State.READ, State.KEPT, State.SHARED})
OPENED = frozenset({State.READ, State.KEPT, State.SHARED})
WITH_WRITER = DELIVERED | {State.ASKED, State.DECLINED, State.CALLED_OFF, State.TAKEN_BACK}


class Action(Enum):
    """What can be done to a piece of feedback; the value says whose step it is."""

    APPROVE = "leader", "asking is approved"
    TURN_DOWN = "leader", "asking is turned down"
    CALL_OFF = "receiver", "called off"
    WRITE = "writer", "written"
    DECLINE = "writer", "declined"
    TAKE_BACK = "writer", "taken back"
    DISCARD = "writer", "thrown away after it was taken back"
    READ = "receiver", "read"
    THANK = "receiver", "thanked for"
    KEEP = "receiver", "kept"
    SHARE = "receiver", "shared"
    UNSHARE = "receiver", "no longer shared"
    DELETE = "receiver", "deleted"
    REPORT = "receiver", "reported to HR"

    @property
    def whose(self) -> str:
        """Whose step it is: the leader's, the receiver's or the writer's."""
        return self.value[0]


STEPS: dict[tuple[State, Action], State] = {
    (State.PROPOSED, Action.APPROVE): State.ASKED,
    (State.PROPOSED, Action.TURN_DOWN): State.TURNED_DOWN,
    (State.PROPOSED, Action.CALL_OFF): State.CALLED_OFF,
    (State.ASKED, Action.CALL_OFF): State.CALLED_OFF,
    (State.ASKED, Action.WRITE): State.WRITTEN,
    (State.ASKED, Action.DECLINE): State.DECLINED,
    (State.WRITTEN, Action.TAKE_BACK): State.TAKEN_BACK,
    (State.WRITTEN, Action.READ): State.READ,
    (State.WRITTEN, Action.DELETE): State.DELETED,
    (State.TAKEN_BACK, Action.WRITE): State.WRITTEN,
    (State.TAKEN_BACK, Action.DISCARD): State.DELETED,
    (State.READ, Action.KEEP): State.KEPT,
    **{(state, Action.THANK): state for state in OPENED},
    **{(state, Action.REPORT): state for state in OPENED},
    **{(state, Action.DELETE): State.DELETED for state in OPENED},
    (State.READ, Action.SHARE): State.SHARED,
    (State.KEPT, Action.SHARE): State.SHARED,
    (State.SHARED, Action.UNSHARE): State.KEPT,
}

REFUSED: dict[Action, type[Conflict]] = {
    Action.APPROVE: NotProposed,
    Action.TURN_DOWN: NotProposed,
    Action.CALL_OFF: NotWaiting,
    Action.WRITE: NotWaiting,
    Action.DECLINE: NotWaiting,
    Action.TAKE_BACK: TooLateToTakeBack,
    Action.DISCARD: TooLateToTakeBack,
    Action.READ: NotToBeRead,
    Action.THANK: ReadFirst,
    Action.KEEP: ReadFirst,
    Action.SHARE: ReadFirst,
    Action.UNSHARE: NotShared,
    Action.DELETE: ReadFirst,
    Action.REPORT: ReadFirst,
}


def step(state: State, action: Action) -> State:
    """Return the state a step leads to. Raises the action's own Conflict where the table has no such step."""
    if (state, action) not in STEPS:
        raise REFUSED[action]
    return STEPS[state, action]


def open_steps(state: State, whose: str) -> frozenset[Action]:
    """Return the steps one of them can take from a state."""
    return frozenset(action for before, action in STEPS if before is state and action.whose == whose)
