"""The ledger of what people go on saying from release to release, such as where they stand: may they be counted again?

`crowds` is for answers given afresh each time. Here most people say the same as last time, so the rows of two releases
overlap, and what differs is what can be worked out: those who joined, left or said something else in between. They must
be a crowd as well, and so must whomever three or more releases together are about.

The exact test, as in `cuts`. What somebody says, as long as they say it, stands behind releases that follow each other,
from the one after `i` to `j`. Give every gap between releases (before the first, between two, after the last) a number
as one likes: adding and subtracting releases is the same as choosing these numbers, and what somebody says is left over
in the sum exactly when the numbers at `i` and `j` differ. So the gaps are the nodes of a graph and what people say are
its edges; a sum that is about few people is a cut that few people's edges cross, and the smallest group anybody can
isolate is the smallest cut that any edge crosses at all. The tests compare this with an audit by linear algebra.

Somebody who is gone from one release and back in a later one with the same words fits no edge. They are taken for
known to everybody, so that nobody hides behind them.
"""

from collections.abc import Iterator, Sequence
from itertools import product

from competence.privacy.anonymity.crowds import Knowledge, Row, Unknown
from competence.privacy.anonymity.limits import Person

MOST = 12  # releases that can be told apart in reasonable time; the cuts double with each

Edges = frozenset[tuple[int, int]]


def may_follow(ledger: Sequence[Row], new: Row, knowledge: Knowledge, k: int) -> bool:
    """Whether a row may be released after those in the ledger, which stand in the order they were released in.

    What earlier rows give without the new one is not judged again: refusing it cannot take them back.
    """
    if len(ledger) >= MOST:
        return False
    people = _people([*ledger, new])
    everybody = frozenset(person for group in people.values() for person in group)
    most_known = knowledge.most_known(everybody)
    for sides in _cuts(len(ledger) + 1):
        crossing = [group for edges, group in people.items() if any(sides[one] != sides[other] for one, other in edges)]
        number = sum(map(len, crossing))
        if number and number - most_known < k:
            cut = frozenset[Person]().union(*crossing)
            if knowledge.smallest_crowd(cut) < k:
                return False
    return True


def _people(rows: Sequence[Row]) -> dict[Edges, list[Person]]:
    """Everybody, by the gaps between which they said the same."""
    spans: dict[Person, set[tuple[int, int]]] = {}
    for unknown in frozenset[Unknown]().union(*rows):
        places = [place for place, row in enumerate(rows) if unknown in row]
        spans.setdefault(unknown.person, set())
        if places[-1] - places[0] + 1 == len(places):
            spans[unknown.person].add((places[0], places[-1] + 1))
    people: dict[Edges, list[Person]] = {}
    for person, edges in spans.items():
        people.setdefault(frozenset(edges), []).append(person)
    return people


def _cuts(rows: int) -> Iterator[tuple[bool, ...]]:
    """Every way to part the gaps in two that sets the new row's two apart."""
    for before in product((False, True), repeat=rows):
        yield (*before, not before[-1])
