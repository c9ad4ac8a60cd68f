"""The model's own health: what in it somebody should look at. Nothing here is about people who stand on a step."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby, pairwise

from competence.careers.rules.comparing import Change, Turn, difference
from competence.careers.rules.editions import Edition, StepWords


@dataclass(frozen=True)
class Fall:
    """A later step of a track asks less, or no longer, for what an earlier one asks."""

    earlier: StepWords
    later: StepWords
    change: Change


@dataclass(frozen=True)
class Health:
    """What somebody should look at.

    unreachable: steps no move leads to; ends: steps no move leads out of; falls: requirements that fall along a track;
    unused: competences in the catalogue that no step asks for; silent: steps nobody has offered to talk about.
    """

    unreachable: tuple[StepWords, ...]
    ends: tuple[StepWords, ...]
    falls: tuple[Fall, ...]
    unused: tuple[str, ...]
    silent: tuple[StepWords, ...]

    @property
    def is_well(self) -> bool:
        return not (self.unreachable or self.ends or self.falls or self.unused or self.silent)


def health(edition: Edition, competences: Collection[str], talked_about: Collection[str]) -> Health:
    """Return what somebody should look at in an edition.

    competences: the codes in use in the catalogue, in its order; talked_about: the steps somebody offers to talk about.
    """
    arrived, left = {move.end for move in edition.moves}, {move.start for move in edition.moves}
    asked = {code for step in edition.steps for code in step.asks}
    return Health(
        unreachable=tuple(step for step in edition.steps if step.code not in arrived),
        ends=tuple(step for step in edition.steps if step.code not in left),
        falls=tuple(_falls(edition)),
        unused=tuple(code for code in competences if code not in asked),
        silent=tuple(step for step in edition.steps if step.code not in talked_about),
    )


def _falls(edition: Edition) -> list[Fall]:
    ordered = sorted(edition.steps, key=lambda step: (step.track, step.height))
    return [
        Fall(earlier, later, change)
        for _track, steps in groupby(ordered, key=lambda step: step.track)
        for earlier, later in pairwise(steps)
        for change in difference(earlier.asks, later.asks)
        if change.turn in (Turn.LESS, Turn.GONE)
    ]
