"""The way a conversation goes: its state table, written down once, and which of the two takes which step."""

from enum import Enum

from competence.conversations.rules.kinds import MAY_BE_ASKED_FOR, Kind
from competence.conversations.rules.refusals import NotNow, OtherSide


class State(Enum):
    """Where a conversation stands."""

    PLANNED = "planned"  # somebody wants it; no time is proposed yet
    INVITED = "invited"  # the leader proposed a time
    COUNTERED = "countered"  # the employee proposed another
    CONFIRMED = "confirmed"
    TALKING = "talking"
    HELD = "held"
    CANCELLED = "cancelled"


class Action(Enum):
    """What can be done with a conversation."""

    INVITE = "invite"
    COUNTER = "counter"
    ACCEPT = "accept"
    MOVE = "move"
    BEGIN = "begin"
    END = "end"
    CANCEL = "cancel"
    PLAN_AGAIN = "plan again"
    TAKE_OVER = "take over"  # a new leader takes the former one's place


class Side(Enum):
    """Which of the two somebody is: the one the conversation is about, or who sits in the leader's seat."""

    PERSON = "person"
    LEADER = "leader"


STEPS: dict[tuple[State, Action], State] = {
    (State.PLANNED, Action.INVITE): State.INVITED,
    (State.INVITED, Action.COUNTER): State.COUNTERED,
    (State.COUNTERED, Action.COUNTER): State.COUNTERED,
    (State.CONFIRMED, Action.COUNTER): State.COUNTERED,
    (State.INVITED, Action.ACCEPT): State.CONFIRMED,
    (State.COUNTERED, Action.ACCEPT): State.CONFIRMED,
    (State.INVITED, Action.MOVE): State.INVITED,
    (State.COUNTERED, Action.MOVE): State.INVITED,
    (State.CONFIRMED, Action.MOVE): State.INVITED,
    (State.INVITED, Action.BEGIN): State.TALKING,  # the two sit there: that is a yes
    (State.CONFIRMED, Action.BEGIN): State.TALKING,
    (State.TALKING, Action.END): State.HELD,
    (State.PLANNED, Action.CANCEL): State.CANCELLED,
    (State.INVITED, Action.CANCEL): State.CANCELLED,
    (State.COUNTERED, Action.CANCEL): State.CANCELLED,
    (State.CONFIRMED, Action.CANCEL): State.CANCELLED,
    (State.TALKING, Action.PLAN_AGAIN): State.PLANNED,  # interrupted: what was written stays
    (State.CANCELLED, Action.PLAN_AGAIN): State.PLANNED,
    (State.PLANNED, Action.TAKE_OVER): State.PLANNED,
    (State.INVITED, Action.TAKE_OVER): State.PLANNED,
    (State.COUNTERED, Action.TAKE_OVER): State.PLANNED,
    (State.CONFIRMED, Action.TAKE_OVER): State.PLANNED,
    (State.TALKING, Action.TAKE_OVER): State.PLANNED,
}

OVER = frozenset({State.HELD, State.CANCELLED})
BOTH = frozenset(Side)
TAKEN_BY: dict[Action, frozenset[Side]] = {
    Action.INVITE: frozenset({Side.LEADER}),
    Action.MOVE: frozenset({Side.LEADER}),
    Action.TAKE_OVER: frozenset({Side.LEADER}),
    Action.COUNTER: frozenset({Side.PERSON}),
    Action.BEGIN: BOTH,
    Action.END: BOTH,
    Action.PLAN_AGAIN: BOTH,
}


def step(state: State, action: Action, side: Side, kind: Kind) -> State:
    """Return where an action leads. Raises NotNow where the table has no such step, OtherSide where it is not yours."""
    if (state, action) not in STEPS:
        raise NotNow
    if side not in _sides(state, action, kind):
        raise OtherSide
    return STEPS[state, action]


def open_steps(state: State, side: Side, kind: Kind) -> frozenset[Action]:
    """Return what one of the two can do now."""
    return frozenset(action for at, action in STEPS if at is state and side in _sides(state, action, kind))


def proposing(state: State, side: Side) -> Action:
    """Return which step it is when somebody proposes a time now."""
    if side is Side.PERSON:
        return Action.COUNTER
    return Action.INVITE if state is State.PLANNED else Action.MOVE


def _sides(state: State, action: Action, kind: Kind) -> frozenset[Side]:
    """A proposed time is accepted by the other one; what one may ask for oneself, one may call off oneself."""
    if action is Action.ACCEPT:
        return frozenset({Side.PERSON if state is State.INVITED else Side.LEADER})
    if action is Action.CANCEL:
        return BOTH if kind in MAY_BE_ASKED_FOR else frozenset({Side.LEADER})
    return TAKEN_BY[action]
