"""Why a wish became a seat, and why another did not: facts of wishes, limits and shares, for words to be made of."""

from collections.abc import Collection, Set

from competence.learning.seats.rules.limits import Kind, Limit, Share, limits, shares
from competence.learning.seats.rules.problem import Pair, Problem


def in_the_way(problem: Problem, seats: Set[Pair]) -> dict[Pair, list[Limit]]:
    """Return for every wish that is no seat the limits that one seat more would break, in the order of their kinds.

    None of the lists is empty where the seats were filled up: then some limit stands in each one's way.
    """
    found: dict[Pair, list[Limit]] = {pair: [] for pair in problem.wishes if pair not in seats}
    for limit in limits(problem):
        left = limit.most - limit.used(seats)
        for pair, cost in limit.costs.items():
            if pair in found and cost > left:
                found[pair].append(limit)
    order = list(Kind)
    return {pair: sorted(some, key=lambda limit: order.index(limit.kind)) for pair, some in found.items()}


def needed_for(problem: Problem, seats: Collection[Pair]) -> dict[Pair, list[Share]]:
    """Return for every seat the shares that would lack one without it."""
    taken = frozenset(seats)
    found: dict[Pair, list[Share]] = {pair: [] for pair in seats}
    for share in shares(problem):
        if len(share.pairs & taken) <= share.least:
            for pair in share.pairs & taken:
                found[pair].append(share)
    return found


def lacking(problem: Problem, seats: Collection[Pair]) -> list[tuple[Share, int]]:
    """Return the shares that could not be filled, each with the seats it has."""
    taken = frozenset(seats)
    had = [(share, len(share.pairs & taken)) for share in shares(problem)]
    return [(share, number) for share, number in had if number < share.least]
