"""What can happen in a house, and how often: sent by somebody, rightly or not, and told to the model."""

from collections.abc import Callable

from tests.state import matters, relations
from tests.state.walking import Walk

Move = Callable[[Walk], None]
OFTEN: tuple[Move, ...] = (
    matters.answers, matters.shares, matters.talk_goes_on, matters.plan_goes_on, matters.feedback_given,
    matters.feedback_used, relations.time_passes,
)  # fmt: skip
SOMETIMES: tuple[Move, ...] = (
    matters.mirror_begun, matters.leader_begins, matters.talk_called, matters.feedback_asked, matters.interest_said,
    matters.interest_used, matters.glass_broken, matters.plan_begun, relations.sign_in_or_out,
    relations.another_leader, relations.deputy_comes, relations.role_given, relations.role_taken,
)  # fmt: skip
SELDOM: tuple[Move, ...] = (
    matters.takes_share_back, matters.talk_taken_over, matters.plan_taken_over, matters.glass_ended,
    matters.round_closes, relations.account_closed_or_opened, relations.leader_ends, relations.deputy_stops,
    relations.moves_house, relations.comes_back, relations.erased,
)  # fmt: skip
MOVES: dict[Move, int] = dict.fromkeys(OFTEN, 6) | dict.fromkeys(SOMETIMES, 3) | dict.fromkeys(SELDOM, 1)


def step(walk: Walk) -> None:
    """Let one thing happen in the house; where there is nothing to do it with, another."""
    before = len(walk.trace)
    while len(walk.trace) == before:
        (move,) = walk.dice.choices(list(MOVES), weights=list(MOVES.values()))
        move(walk)
    walk.told.steps += 1
