"""What a seat is worth: only what was published of the house, and what a role asks for, never what anybody can.

A seat's points are 1 for the wish itself, and for each competence of the offer, where the person's role asks for more
than the level the offer begins at: the published distance between what roles ask for and the mean level, in tenths of
a level, times how important the competence is to the role (1 to 3), twice where the unit cannot do without it. Where
the house has a target for the competence above that level, what is published to lack of it counts as well: as a tenth
of a level, crucial to everybody, for every ten per cent of the people.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from competence.web.slots import Slot


@dataclass(frozen=True)
class Weights:
    """Published distances, in tenths of a level: by competence for the house, by profile and competence for profiles.

    targets: by competence the level of the house's target, and the per cent of its people that lack there.
    source: the title of the round they were published in; empty where nothing was published yet.
    """

    house: Mapping[str, int] = field(default_factory=dict)
    profiles: Mapping[tuple[str, str], int] = field(default_factory=dict)
    source: str = ""
    targets: Mapping[str, tuple[int, int]] = field(default_factory=dict)


# What was published last; app.py fills it, since figures are published by pages above this one.
WEIGHTS: Slot[Callable[[], Weights]] = Slot()


@dataclass(frozen=True)
class Aim:
    """A competence that an offer lifts, and the level it begins at."""

    competence: str
    from_level: int


@dataclass(frozen=True)
class Ask:
    """What a role profile asks of a competence."""

    level: int
    importance: int
    critical: bool = False


@dataclass(frozen=True)
class Worth:
    """One competence's part of a seat's points: the published distance, whose it is, and what the role asks.

    lacking: the per cent of its people the house lacks of its target, where that is what counts.
    """

    competence: str
    tenths: int
    of_profile: bool
    ask: Ask
    lacking: int = 0

    @property
    def points(self) -> int:
        return self.tenths * self.ask.importance * (2 if self.ask.critical else 1)


def worth(aims: Iterable[Aim], profile: str | None, asks: Mapping[str, Ask], weights: Weights) -> list[Worth]:
    """Return what a seat does for the house, the most first; asks: what the person's role asks, by competence."""
    parts = []
    for aim in aims:
        level, lacking = weights.targets.get(aim.competence, (0, 0))
        if level > aim.from_level and lacking > 0:
            parts.append(Worth(aim.competence, -(-lacking // 10), False, Ask(level, 3), lacking))
        ask = asks.get(aim.competence)
        if ask is None or ask.level <= aim.from_level:
            continue
        own = weights.profiles.get((profile or "", aim.competence))
        tenths = weights.house.get(aim.competence, 0) if own is None else own
        if tenths > 0:
            parts.append(Worth(aim.competence, tenths, own is not None, ask))
    return sorted(parts, key=lambda part: (-part.points, part.competence, part.lacking))


def points(parts: Iterable[Worth]) -> int:
    """Return a seat's points: the wish counts, whatever else."""
    return 1 + sum(part.points for part in parts)
