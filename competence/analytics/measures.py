"""From a round's contributions to its figures: who counts where, who knows what, and what may be said. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from competence.privacy.anonymity.crowds import Knowledge, Row, Unknown, admit
from competence.privacy.anonymity.figures import Figure, figures
from competence.privacy.anonymity.limits import Hidden, Person, Reason, Rules
from competence.privacy.anonymity.units import publication_units

ROOF = ""  # the organisation itself, above every unit that has none above it


@dataclass(frozen=True)
class Place:
    """That somebody works, or worked, in a unit."""

    person_id: int
    unit: str
    valid_from: date
    valid_to: date | None


def tree_of(parents: Mapping[str, str | None], standing: Collection[str]) -> dict[str, str | None]:
    """Return the units that stand, each under the nearest unit above it that stands, and all under one roof."""
    tree: dict[str, str | None] = {ROOF: None}
    for unit in standing:
        tree[unit] = _standing_from(parents.get(unit), parents, standing)
    return tree


def places_of(
    people: Iterable[Person], places: Iterable[Place], tree: Mapping[str, str | None], day: date
) -> dict[Person, str]:
    """Return the one unit each person counts in: where they have worked longest of those they work in on the day.

    Who has left counts where they worked last; who has no place that still stands counts under the roof.
    """
    best: dict[Person, tuple[int, int, str]] = {}
    for place in places:
        if place.unit not in tree or place.valid_from > day:
            continue
        over = place.valid_to is not None and place.valid_to < day
        order = -place.valid_to.toordinal() if over and place.valid_to else place.valid_from.toordinal()
        rank = (int(over), order, place.unit)
        best[place.person_id] = min(rank, best.get(place.person_id, rank))
    return {person: best[person][2] if person in best else ROOF for person in people}


def viewers_of(people: Iterable[Person], may_know: Iterable[tuple[int, int]]) -> list[frozenset[Person]]:
    """Return what each viewer may know. may_know: (viewer, person) for leaders, deputies and those shared with."""
    known: dict[Person, set[Person]] = {person: {person} for person in people}
    for viewer, person in may_know:
        known.setdefault(viewer, {viewer}).add(person)
    return [frozenset(persons) for persons in known.values()]


def picture(
    answers: Mapping[Person, int],
    places: Mapping[Person, str],
    tree: Mapping[str, str | None],
    knowledge: Knowledge,
    rules: Rules,
    ledger: Sequence[Row],
    question: tuple[str, str],
) -> list[Figure] | Hidden:
    """Return everything that may be said about one competence in one round (question), the organisation first."""
    members = {person: places[person] for person in answers}
    whole = publication_units(tree, members, knowledge, rules)
    if isinstance(whole, Hidden):
        return whole
    rows = [row_of(group.members, question) for group in whole.walk()]
    if admit(ledger, rows, knowledge, rules) != rows:
        return Hidden(Reason.EARLIER)
    return figures(whole, answers, knowledge, rules)


def row_of(people: Iterable[Person], question: tuple[str, str]) -> Row:
    """Return the ledger's row for the answers of some people to a competence in a round."""
    competence, version = question
    return frozenset(Unknown(person, competence, version) for person in people)


def covered(units: Collection[str], tree: Mapping[str, str | None]) -> list[tuple[str, bool]]:
    """Name what a group covers by as few units as possible: (unit, True) with all below it, or (unit, False) alone."""
    inside = set(units)
    open_units = {higher for unit in tree if unit not in inside for higher in above(unit, tree)}
    return [
        (unit, unit not in open_units)
        for unit in sorted(inside)
        if unit in open_units or tree[unit] not in inside or tree[unit] in open_units
    ]


def above(unit: str, tree: Mapping[str, str | None]) -> list[str]:
    """Return the units above a unit, the nearest first and the roof last."""
    higher = []
    parent = tree[unit]
    while parent is not None:
        higher.append(parent)
        parent = tree[parent]
    return higher


def _standing_from(unit: str | None, parents: Mapping[str, str | None], standing: Collection[str]) -> str:
    while unit is not None and unit not in standing:
        unit = parents.get(unit)
    return ROOF if unit is None else unit
