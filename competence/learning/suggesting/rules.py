"""Why an offer is suggested, and which three come first: sums of a few whole numbers, and a sentence for the largest.

An offer is only suggested for a competence in which the person has said to be below what a goal, their role or a step
they are interested in asks for, or which they have said that they want to develop.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

MOST = 3


class Source(Enum):
    """Where a reason comes from, with what it weighs; the heavier one is the sentence."""

    GOAL = 8
    WISH = 5
    CAREER = 4
    ROLE = 3


CRITICAL = 2  # added where the unit cannot do without it
IMPORTANCE = 1  # added for each step of importance above the least


@dataclass(frozen=True)
class Asks:
    """What a role asks of a competence."""

    level: int
    importance: int = 1
    critical: bool = False


@dataclass(frozen=True)
class About:
    """What one person has said and is asked, by the codes of competences.

    levels: what they answered in the mirror; wishes: what they want to develop; role: what their roles ask; goals: the
    open goals of their plans, with the level they want (None: no level said); steps: of each step that interests them
    its title and what it asks.
    """

    levels: Mapping[str, int]
    wishes: Collection[str] = ()
    role: Mapping[str, Asks] | None = None
    goals: Mapping[str, int | None] | None = None
    steps: Sequence[tuple[object, Mapping[str, int]]] = ()


@dataclass(frozen=True)
class Reason:
    """Why a competence is worth learning for somebody; title is the step's, where it is about one."""

    competence: str
    source: Source
    weight: int
    level: int | None
    asked: int | None = None
    title: object = ""


@dataclass(frozen=True)
class Leads:
    """An offer as far as suggesting looks at it: the levels it goes between, by competence, and what it costs."""

    key: int
    aims: Mapping[str, tuple[int, int]]
    price: int
    hours: int


@dataclass(frozen=True)
class Suggestion:
    """An offer for somebody, the level it leads to, and the heaviest reason."""

    key: int
    reason: Reason
    to_level: int


def reasons(about: About) -> dict[str, list[Reason]]:
    """Return why each competence is worth learning for somebody, the heaviest reason first."""
    found: dict[str, list[Reason]] = {}
    for reason in (*_goals(about), *_wishes(about), *_steps(about), *_role(about)):
        found.setdefault(reason.competence, []).append(reason)
    return {code: sorted(some, key=lambda one: -one.source.value) for code, some in found.items()}


def helps(level: int | None, aim: tuple[int, int]) -> bool:
    """Return whether an offer between two levels helps somebody on: they are where it begins, and below where it ends.

    Who has not answered is helped by what begins at the first levels.
    """
    low, high = aim
    return low <= 2 if level is None else low <= level < high


def suggest(about: About, offers: Iterable[Leads], only: Collection[str] = ()) -> list[Suggestion]:
    """Return at most three offers, the heaviest reasons first, and each competence once.

    only: the competences a page is about; none means all. Of two offers that weigh the same the cheaper, then the
    shorter, then the older one comes first. Weights of several reasons for one competence add up.
    """
    why = {code: some for code, some in reasons(about).items() if not only or code in only}
    ranked = sorted(_candidates(about, why, offers))
    chosen: list[Suggestion] = []
    for *_order, suggestion in ranked:
        taken = {one.reason.competence for one in chosen} | {one.key for one in chosen}
        if suggestion.reason.competence not in taken and suggestion.key not in taken and len(chosen) < MOST:
            chosen.append(suggestion)
    return chosen


def _candidates(
    about: About, why: Mapping[str, list[Reason]], offers: Iterable[Leads]
) -> Iterable[tuple[int, int, int, int, str, "Suggestion"]]:
    for offer in offers:
        for code, aim in offer.aims.items():
            if code in why and helps(about.levels.get(code), aim):
                weight = sum(one.weight for one in why[code])
                suggestion = Suggestion(offer.key, why[code][0], aim[1])
                yield -weight, offer.price, offer.hours, offer.key, code, suggestion


def _goals(about: About) -> Iterable[Reason]:
    for code, wanted in (about.goals or {}).items():
        level = about.levels.get(code)
        if level is None or wanted is None or level < wanted:
            yield Reason(code, Source.GOAL, Source.GOAL.value, level, wanted)


def _wishes(about: About) -> Iterable[Reason]:
    for code in about.wishes:
        yield Reason(code, Source.WISH, Source.WISH.value, about.levels.get(code))


def _steps(about: About) -> Iterable[Reason]:
    for title, asks in about.steps:
        for code, asked in asks.items():
            level = about.levels.get(code)
            if level is not None and level < asked:
                yield Reason(code, Source.CAREER, Source.CAREER.value, level, asked, title)


def _role(about: About) -> Iterable[Reason]:
    for code, asks in (about.role or {}).items():
        level = about.levels.get(code)
        if level is not None and level < asks.level:
            weight = Source.ROLE.value + IMPORTANCE * (asks.importance - 1) + CRITICAL * asks.critical
            yield Reason(code, Source.ROLE, weight, level, asks.level)
