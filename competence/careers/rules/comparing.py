"""The difference between two steps: what is new, what asks more or less, and what is no longer asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from competence.careers.rules.editions import Asked


class Turn(Enum):
    """What becomes of one competence from one step to another."""

    NEW = "new"
    MORE = "asks more"
    LESS = "asks less"
    GONE = "no longer asked"


@dataclass(frozen=True)
class Change:
    """One competence two steps ask for differently; None where a step does not ask for it."""

    competence: str
    before: Asked | None
    after: Asked | None

    @property
    def turn(self) -> Turn:
        if self.before is None:
            return Turn.NEW
        if self.after is None:
            return Turn.GONE
        more = (self.after.level, self.after.must) > (self.before.level, self.before.must)
        return Turn.MORE if more else Turn.LESS


def difference(before: Mapping[str, Asked], after: Mapping[str, Asked]) -> tuple[Change, ...]:
    """Return what two steps ask for differently, in the order of the later step, then of the earlier one.

    Going back turns every change round, so that a way there and back again changes nothing.
    """
    codes = [*after, *(code for code in before if code not in after)]
    changes = (Change(code, before.get(code), after.get(code)) for code in codes)
    return tuple(change for change in changes if change.before != change.after)
