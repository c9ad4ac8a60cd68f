"""From what people said of one competence to everything a release tells of it: by unit, by role profile. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from competence.analytics.measures import Kind, Measure
from competence.analytics.places import Tree
from competence.privacy.anonymity.crowds import Knowledge, Row, Unknown, admit
from competence.privacy.anonymity.figures import Mean, Share, means, people_band, spreads
from competence.privacy.anonymity.limits import Hidden, Person, Reason, Rules
from competence.privacy.anonymity.portions import Portion, portions_by_group
from competence.privacy.anonymity.profiles import profile_groups
from competence.privacy.anonymity.units import Group, Units, publication_units

YES = 1  # the one band of a measure that is told as one share
MIDDLE = 2  # importance of what nobody said anything about
MANY_LEVELS = 4  # steps of the scale from which a mean has levels that no cut of shares touches
QUARTER = Decimal("0.25")


class Said(NamedTuple):
    """What somebody said of a competence, and the level their role asks for (None where it asks for none)."""

    level: int
    importance: int | None = None
    wishes: bool = False
    asked: int | None = None


class _Answers(NamedTuple):
    """The same by what it is about."""

    levels: Mapping[Person, int]
    importances: Mapping[Person, int]
    asked: Mapping[Person, int | None]
    wishing: Collection[Person]


@dataclass(frozen=True)
class House:
    """The organisation that figures are about: its units, where each person counts, who knows what, and the limits."""

    tree: Tree
    units: Mapping[Person, str]
    profiles: Mapping[Person, str]
    knowledge: Knowledge
    rules: Rules


@dataclass(frozen=True)
class Told:
    """All that is told of one group by one measure; a mean, shares, or why there are none."""

    kind: Kind
    measure: Measure
    units: Units
    depth: int = 0
    people: str = ""
    mean: Mean | Reason = Reason.SHARES_ONLY
    shares: tuple[Share, ...] = ()
    shares_hidden: Reason | None = None
    required: Decimal | None = None


@dataclass(frozen=True)
class Picture:
    """What is told of a competence, and the people who stand behind it: by unit, and by role profile."""

    told: tuple[Told, ...]
    whole: Group | None = None
    profiles: tuple[Group, ...] = ()


def own_picture(said: Mapping[Person, Said], house: House, ledger: Sequence[Row], question: tuple[str, str]) -> Picture:
    """Return everything that may be told of what people said themselves (question: the competence, the round)."""
    whole = publication_units(
        house.tree, {person: house.units[person] for person in said}, house.knowledge, house.rules
    )
    if isinstance(whole, Hidden):
        return Picture(tuple(_untold(house, whole.reason, Measure.LEVEL, Measure.IMPORTANCE)))
    unknowns = {person: Unknown(person, *question) for person in said}
    rows = [frozenset(map(unknowns.__getitem__, group.members)) for group in whole.walk()]
    if admit(ledger, rows, house.knowledge, house.rules) != rows:
        return Picture(tuple(_untold(house, Reason.EARLIER, Measure.LEVEL, Measure.IMPORTANCE)))
    profiles = profile_groups(whole, house.profiles, house.knowledge, house.rules)
    answers = _Answers(
        {person: one.level for person, one in said.items()},
        {person: one.importance or MIDDLE for person, one in said.items()},
        {person: one.asked for person, one in said.items()},
        {person for person, one in said.items() if one.wishes},
    )
    told = [one for group in profiles for one in _of_groups(group, Kind.PROFILES, answers, house.rules)]
    told = [
        *_of_groups(whole, Kind.UNITS, answers, house.rules), *_of_requirements(whole, profiles, answers, house), *told
    ]  # fmt: skip
    return Picture(tuple(told), whole, profiles)


def leaders_picture(
    said: Iterable[tuple[Person, int, int | None]], tree: Tree, knowledge: Knowledge, rules: Rules
) -> Picture:
    """Return what may be told of what leaders said, of the whole house: one contribution for each leader.

    said: leader, level, importance, for each person. knowledge: of which leaders a viewer may know what they said.
    """
    levels: dict[Person, list[int]] = {}
    importances: dict[Person, list[int]] = {}
    for leader, level, importance in said:
        levels.setdefault(leader, []).append(level)
        importances.setdefault(leader, []).append(importance or MIDDLE)
    whole = Group(tuple(sorted(tree)), frozenset(levels), crowd=knowledge.smallest_crowd(levels.keys()))
    measured = ((Measure.LEADERS_LEVEL, levels, rules), (Measure.LEADERS_IMPORTANCE, importances, rules.of_three))
    if whole.crowd < rules.k:
        return Picture(tuple(Told(Kind.UNITS, one, whole.units, mean=Reason.TOO_FEW) for one, _, _ in measured))
    people, told = people_band(len(whole.members)), []
    for measure, given, scale in measured:
        values = {leader: Fraction(sum(some), len(some)) for leader, some in given.items()}
        told.append(Told(Kind.UNITS, measure, whole.units, 0, people, means(whole, values, scale)[whole.units]))
    return Picture(tuple(told), whole)


def row_of(people: Iterable[Person], question: tuple[str, str]) -> Row:
    """Return the ledger's row for the answers of some people to a competence in a round."""
    competence, version = question
    return frozenset(Unknown(person, competence, version) for person in people)


def _of_groups(whole: Group, kind: Kind, answers: _Answers, rules: Rules) -> Iterator[Told]:
    """Tell of a group and those within it: the level and importance of each, shares where enough people are.

    The wish is an answer of its own, so what holds for levels holds for it.
    """
    shown, weights = means(whole, answers.levels, rules), means(whole, answers.importances, rules.of_three)
    spread = spreads(whole, answers.levels, rules)
    for depth, group in whole.by_depth(int(kind is Kind.PROFILES)):
        units, people, shares = group.units, people_band(len(group.members)), spread[group.units]
        required = _required(Counter(map(answers.asked.__getitem__, group.members)))
        told, hidden = ((), shares.reason) if isinstance(shares, Hidden) else (shares, None)
        yield Told(kind, Measure.LEVEL, units, depth, people, shown[units], told, hidden, required)
        yield Told(kind, Measure.IMPORTANCE, units, depth, people, weights[units])
    yield from _of_portions(whole, kind, Measure.WISH, portions_by_group(whole, answers.wishing, rules))


def _of_requirements(whole: Group, profiles: Sequence[Group], answers: _Answers, house: House) -> Iterator[Told]:
    """Tell by unit how many are where their role asks them to be.

    This is another cut through the same answers as the bands of levels: taken from each other they are about those
    only who are asked for another level. So it is told where those who are counted in the same bands and asked for
    the same are each a crowd: any combination of shares is about all or none of such people, and one that has means
    in it is, on five levels or more, about all of whom those means tell. Roles decide this, and never an answer.
    """
    rules, asked = house.rules, answers.asked
    if rules.high - rules.low < MANY_LEVELS or not any(asked.values()):
        return
    unit, profile = (
        {who: number for number, some in enumerate(_banded(groups, answers, rules)) for who in some}
        for groups in ([whole], profiles)
    )
    alike: dict[tuple[int | None, ...], list[Person]] = {}
    for person, level in asked.items():
        alike.setdefault((level, unit.get(person), profile.get(person)), []).append(person)
    too_few = (people for people in alike.values() if house.knowledge.smallest_crowd(people) < rules.k)
    met = {person for person, level in answers.levels.items() if level >= (asked[person] or rules.low)}
    told = portions_by_group(whole, met, rules, frozenset(chain.from_iterable(too_few)))
    yield from _of_portions(whole, Kind.UNITS, Measure.REQUIREMENT, told)


def _banded(groups: Iterable[Group], answers: _Answers, rules: Rules) -> Iterator[frozenset[Person]]:
    """Yield the members of every group that bands are told of, from the outside in."""
    for divided in groups:
        shares = spreads(divided, answers.levels, rules)
        yield from (group.members for group in divided.walk() if not isinstance(shares[group.units], Hidden))


def _of_portions(whole: Group, kind: Kind, measure: Measure, told: Mapping[Units, Portion | Hidden]) -> Iterator[Told]:
    """Tell of shares where there are any; of the whole also that there is none."""
    for depth, group in whole.by_depth(int(kind is Kind.PROFILES)):
        portion, people = told[group.units], people_band(len(group.members))
        if isinstance(portion, Portion):
            share = Share(YES, YES, portion.percent, portion.end)
            yield Told(kind, measure, group.units, depth, people, shares=(share,))
        elif not depth:
            yield Told(kind, measure, group.units, depth, people, shares_hidden=portion.reason)


def _untold(house: House, reason: Reason, *measures: Measure) -> Iterator[Told]:
    for measure in measures:
        yield Told(Kind.UNITS, measure, tuple(house.tree), mean=reason, shares_hidden=reason)


def _required(asked: Counter[int | None]) -> Decimal | None:
    """The mean of what is asked of those something is asked of, by quarters: it tells of roles, not of answers."""
    people, levels = asked.total() - asked[None], sum(level * number for level, number in asked.items() if level)
    return QUARTER * ((8 * levels + people) // (2 * people)) if people else None
