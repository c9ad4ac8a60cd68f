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
RESTRICTING: dict[Move, int] = {relations.restricts: 2, relations.lifts_own: 3, relations.lifting_announced: 1}
MOVES: dict[Move, int] = dict.fromkeys(OFTEN, 6) | dict.fromkeys(SOMETIMES, 3) | dict.fromkeys(SELDOM, 1)


def step(walk: Walk) -> None:
    """Let one thing happen in the house; where there is nothing to do it with, another."""
    before, moves = len(walk.trace), MOVES | RESTRICTING if walk.somebody_restricts else MOVES
    while len(walk.trace) == before:
        (move,) = walk.dice.choices(list(moves), weights=list(moves.values()))
        move(walk)
    walk.told.steps += 1
