"""From what people said and shared to words about steps: who counts, who knows what, what is known already. Pure.

Where people stand and what draws them is counted of everybody in the house, so that those who said nothing, a number
nobody is told, stand behind every word; from one close to the next it is held to `changing`. Who could fill a step is
counted of those who shared in the round, afresh each time, and is told in two words, one within the other: they fill it
today; they do, or are one level away. The rest is never told. Beside the released shares of what a step asks for, no
word tells more than `part` allows; what the shares alone say is said. A critical competence is a step that asks for one
thing: mostly its words are read off its shares.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from competence.careers.rules.distance import nearness
from competence.careers.rules.editions import Asked
from competence.privacy.anonymity.changing import may_follow
from competence.privacy.anonymity.crowds import Knowledge, Row, Unknown
from competence.privacy.anonymity.figures import End
from competence.privacy.anonymity.limits import Hidden, K, Person, Reason, Rules
from competence.privacy.anonymity.parts import Part, least, part, parts

Choices = Mapping[Person, Mapping[int, str]]  # the steps each person chose, by the choice's number; nobody is left out
Levels = Mapping[Person, Mapping[str, int]]


class Share(Protocol):
    """A released share of answers between two levels."""

    first: int
    last: int
    percent: int
    end: End


@dataclass(frozen=True)
class Published:
    """What is released of one competence: how its answers fall into bands of levels, and how many answered."""

    shares: Sequence[Share]
    people: int


@dataclass(frozen=True)
class Ready:
    """How many could fill a step today, and how many could or are one level away."""

    today: Part
    near: Part


def row_of(choices: Choices, question: str) -> Row:
    """Return the ledger's row: everybody, each with which choices they have made."""
    return frozenset(Unknown(person, question, named(made)) for person, made in choices.items())


def named(made: Iterable[int]) -> str:
    """Return what somebody's choices are called in the ledger."""
    return " ".join(map(str, sorted(made)))


def why_hidden(
    choices: Choices, question: str, ledger: Sequence[Row], knowledge: Knowledge, rules: Rules
) -> Hidden | None:
    """Return why what people chose may not be told, if it may not; by who there is and who chose anew alone."""
    if knowledge.smallest_crowd(choices.keys()) < rules.shares_floor:
        return Hidden(Reason.SHARES_TOO_FEW)
    if not may_follow(ledger, row_of(choices, question), knowledge, rules.k):
        return Hidden(Reason.EARLIER)
    return None


def standing(choices: Choices, steps: Sequence[str], k: int = K) -> dict[str, Part]:
    """Return in words how many stand on each step; nobody stands on two."""
    return parts(_counts(choices, steps), len(choices), k)


def drawn(choices: Choices, steps: Sequence[str], k: int = K) -> dict[str, Part]:
    """Return in words how many each step interests; somebody may be interested in several."""
    return {step: part(count, len(choices), k=k) for step, count in _counts(choices, steps).items()}


def ready(
    asks: Mapping[str, int], levels: Levels, published: Mapping[str, Published], knowledge: Knowledge, rules: Rules
) -> Ready | Hidden:
    """Return in words how many of those who shared could fill a step that must have these levels.

    levels: of everybody who shared in the round, what they answered. Whoever did not answer one of them is not counted.
    """
    if knowledge.smallest_crowd(levels.keys()) < rules.shares_floor:
        return Hidden(Reason.SHARES_TOO_FEW)
    of, k, musts = len(levels), rules.k, {code: Asked(level) for code, level in asks.items()}
    missing = [nearness(musts, given)[0] for given in levels.values() if musts.keys() <= given.keys()]
    easier = [{**asks, code: level - 1} for code, level in asks.items()]
    bounds = _bounds(asks, published, of)
    near = [_bounds(some, published, of) for some in easier] or [_Bounds(of, of, of)]
    today = part(sum(not one for one in missing), of, certain=bounds.certain, within=(bounds.low, bounds.high), k=k)
    within = max(one.low for one in near), max(one.high for one in near)
    certain = max(least(of, k)[today], *(one.certain for one in near))  # who could today is among those who are near
    return Ready(today, part(sum(one <= 1 for one in missing), of, certain=certain, within=within, k=k))


@dataclass(frozen=True)
class _Bounds:
    """What released shares alone say: so many are ready for certain, and between these two everybody takes it to be."""

    certain: int
    low: int
    high: int


def _bounds(asks: Mapping[str, int], published: Mapping[str, Published], of: int) -> _Bounds:
    """Who is ready is among those who have each of what is asked, and is at least who cannot but have all of it."""
    each = [_of_one(published[code], level) for code, level in asks.items() if code in published]
    if len(each) < len(asks):
        return _Bounds(0, 0, min((one.high for one in each), default=of))
    others = (len(asks) - 1) * of
    return _Bounds(
        max(0, sum(one.certain for one in each) - others),
        max(0, sum(one.low for one in each) - others),
        min((one.high for one in each), default=of),
    )


def _of_one(told: Published, level: int) -> _Bounds:
    """What the shares of one competence say of those at a level or above it.

    A coded share (`under 10 %`) counts as none, on either side; one is rounded to five per cent, and to ten of what is
    left where another is coded.
    """
    rounding = 5 if all(share.end is End.EXACT for share in told.shares) else 15
    shown = [share for share in told.shares if share.end is not End.OR_LOWER]
    above = [share.percent for share in shown if share.first >= level]
    around = [share.percent for share in shown if share.last >= level]
    return _Bounds(
        sum(max(0, percent - rounding) for percent in above) * told.people // 100,
        -(-sum(above) * told.people // 100),
        sum(around) * told.people // 100,
    )


def _counts(choices: Choices, steps: Sequence[str]) -> dict[str, int]:
    counts = dict.fromkeys(steps, 0)
    for made in choices.values():
        for step in set(made.values()) & counts.keys():
            counts[step] += 1
    return counts
