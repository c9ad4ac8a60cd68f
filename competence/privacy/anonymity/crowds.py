"""The tree theorem: what can be isolated by adding and subtracting published rows, and which new rows may join them.

A row is the set of answers behind one published figure. If rows are nested or disjoint, the *blocks* (a row minus the
rows inside it) are disjoint and span the same sums and differences as the rows. So the smallest group anybody can
isolate is the smallest block, less those of its people whose answers the viewer knows. This is exact, and linear in
the size of the rows. Rows that overlap otherwise have no such simple answer; they are refused.

Answers are told apart by version: a round's answers are given afresh, so they are new unknowns, and sums over
different rounds cannot be subtracted to anything new. An answer that is carried over keeps its version; a row that
held it would overlap with the earlier round's and be refused.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import chain, repeat
from typing import NamedTuple, TypeAlias

from competence.privacy.anonymity.limits import Person, Rules


class Unknown(NamedTuple):
    """One answer, as an outsider sees it: whose, to what, and which time it was given."""

    person: Person
    competence: str
    version: str


Row: TypeAlias = frozenset[Unknown]


class RowsOverlap(ValueError):
    """Two rows share answers though neither lies within the other."""


class Knowledge:
    """What each viewer may lawfully know: for an employee the own answer, for a leader the reports' answers too.

    viewers: one set of persons per viewer. Somebody who knows nothing is always looking as well.
    """

    def __init__(self, viewers: Iterable[Collection[Person]]) -> None:
        self._known_alone: set[Person] = set()  # to somebody who knows nobody else
        self.of_several: list[Collection[Person]] = []  # what those know who know more than one person
        self._knowing: dict[Person, list[int]] = {}  # which of these know whom
        for known in viewers:
            if len(known) < 2:
                self._known_alone.update(known)
            else:
                for person in known:
                    self._knowing.setdefault(person, []).append(len(self.of_several))
                self.of_several.append(known)

    def smallest_crowd(self, persons: Collection[Person]) -> int:
        """How many of these people remain unknown to the best informed viewer who does not know them all."""
        known = Counter(chain.from_iterable(map(self._knowing.get, persons, repeat(()))))
        alone = len(persons) > 1 and not self._known_alone.isdisjoint(persons)
        return len(persons) - max([int(alone), *(count for count in known.values() if count < len(persons))])

    def most_known(self, persons: Collection[Person]) -> int:
        """How many of these people the best informed viewer knows, of those who do not know them all."""
        return len(persons) - self.smallest_crowd(persons)


def viewers_of(people: Iterable[Person], may_know: Iterable[tuple[int, int]]) -> list[frozenset[Person]]:
    """Return what each viewer may know. may_know: (viewer, person) for leaders, deputies and those shared with."""
    known: dict[Person, set[Person]] = {person: {person} for person in people}
    for viewer, person in may_know:
        known.setdefault(viewer, {viewer}).add(person)
    return [frozenset(persons) for persons in known.values()]


def blocks(rows: Iterable[Row]) -> list[Row]:
    """Each row less the rows inside it, without the empty ones. Raises RowsOverlap."""
    largest_first = sorted(set(rows), key=len, reverse=True)
    innermost: dict[Unknown, int] = {}
    for number, row in enumerate(largest_first):
        if len(set(map(innermost.get, row))) > 1:
            raise RowsOverlap
        innermost.update(dict.fromkeys(row, number))
    members: dict[int, list[Unknown]] = {}
    for unknown, number in innermost.items():
        members.setdefault(number, []).append(unknown)
    return [frozenset(block) for block in members.values()]


def safe(rows: Iterable[Row], knowledge: Knowledge, k: int, standing: Collection[Row] = ()) -> bool:
    """Whether no sum or difference of these rows isolates fewer than k people from any viewer.

    standing: blocks that earlier releases brought about. They were tested against those who led then, and refusing a
    new row cannot take them back, so they are not judged again.
    """
    try:
        return all(_is_crowd(block, knowledge, k) for block in blocks(rows) if block not in standing)
    except RowsOverlap:
        return False


def admit(ledger: Sequence[Row], candidates: Sequence[Row], knowledge: Knowledge, rules: Rules) -> list[Row]:
    """The candidates that may be published beside everything in the ledger, tried in their given order."""
    standing = set(blocks(ledger))
    if safe([*ledger, *candidates], knowledge, rules.k, standing):
        return list(candidates)
    admitted: list[Row] = []
    for row in candidates:
        if safe([*ledger, *admitted, row], knowledge, rules.k, standing):
            admitted.append(row)
    return admitted


def _is_crowd(block: Row, knowledge: Knowledge, k: int) -> bool:
    return knowledge.smallest_crowd({unknown.person for unknown in block}) >= k
