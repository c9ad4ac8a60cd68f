"""Where one can go from a step: the moves out of it, and every step some row of moves leads to."""

from collections import deque
from collections.abc import Iterable

from competence.careers.rules.editions import MoveWords


def onward(moves: Iterable[MoveWords], start: str) -> dict[str, MoveWords]:
    """Return the moves out of a step, by the step each leads to."""
    return {move.end: move for move in moves if move.start == start}


def reachable(moves: Iterable[MoveWords], start: str) -> dict[str, int]:
    """Return every step a row of moves leads to, with the fewest moves it takes; the start itself takes none."""
    following: dict[str, list[str]] = {}
    for move in moves:
        following.setdefault(move.start, []).append(move.end)
    taken, waiting = {start: 0}, deque([start])
    while waiting:
        here = waiting.popleft()
        for step in following.get(here, ()):
            if step not in taken:
                taken[step] = taken[here] + 1
                waiting.append(step)
    return taken
