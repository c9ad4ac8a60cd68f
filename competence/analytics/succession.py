"""Succession without names: how many are where a critical competence or a step asks, read off published figures only.

Nothing is counted here. Each word is a share that was released when the round closed: the band of levels that holds
what is asked, and the band below it, one step away. The third band is never set beside them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


class Share(Protocol):
    """A released share of the organisation: how many answered between two levels, coded."""

    first: int
    last: int
    percent: int


@dataclass(frozen=True)
class Standby:
    """One competence: the shares at what is asked and one band below; None where nothing may be said."""

    code: str
    asked: int
    there: Share | None
    near: Share | None


def standby(code: str, asked: int, shares: Sequence[Share]) -> Standby:
    """Return what the released shares say of one competence.

    Only what is asked in the highest band is told: of a lower one the answer would be the rest of a published whole.
    """
    ordered = sorted(shares, key=lambda share: share.first)
    if not ordered or asked < ordered[-1].first:
        return Standby(code, asked, None, None)
    return Standby(code, asked, ordered[-1], ordered[-2] if len(ordered) > 1 else None)


def scarcest(asked: Mapping[str, int], shares: Mapping[str, Sequence[Share]]) -> Standby | None:
    """Return what fewest are ready for of all a step must have; None where nothing of it may be told."""
    told: Iterable[Standby] = (standby(code, level, shares.get(code, ())) for code, level in asked.items())
    known = [one for one in told if one.there is not None]
    return min(known, key=lambda one: one.there.percent if one.there else 0, default=None)
