"""The cut theorem: what can be isolated where the same people are counted by two partitions, such as unit and profile.

Let a graph have a node for every block of either partition, and between a unit's and a profile's an edge that weighs
as much as the people they have in common. Sums and differences of the published totals are exactly the functions
a(unit) + b(profile) on the edges. Give two nodes the same class when their values cancel: such a function is zero
exactly on the edges within a class. So the smallest group anybody can isolate is the smallest cut of a connected
component, after those are struck out whom the viewer knows; an edge with nobody left is no edge. This is exact.

Counts of levels are sums of zeros and ones over the same people, so what holds for means holds for shares.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import TypeAlias

from competence.privacy.anonymity.limits import Person

Node: TypeAlias = Hashable
Edge: TypeAlias = tuple[Node, Node]


def weak_side(edges: Mapping[Edge, int], k: int) -> frozenset[Node] | None:
    """Return one side of a cut that more than none and fewer than k people cross; None where there is no such cut.

    An edge of k or more crosses no such cut, so its ends are made one. Among what is left Stoer and Wagner find the
    smallest cut: the node that is reached last is separated from the one before it by nothing weaker than its edges.
    """
    graph = _Graph(edges)
    while len(graph.near) > 1:
        heavy = graph.heavy(k)
        if heavy is None:
            before, last, weight = graph.last_reached()
            if before is None:
                graph.drop(last)
                continue
            if weight < k:
                return frozenset(graph.inside[last])
            heavy = before, last
        graph.merge(*heavy)
    return None


class Crossings:
    """Who is counted by which two blocks, and what each viewer may know of them."""

    def __init__(self, left: Mapping[Person, Node], right: Mapping[Person, Node]) -> None:
        """left, right: the one block of either partition each person stands in."""
        self._edge_of: dict[Person, Edge] = {person: (("", left[person]), (" ", right[person])) for person in left}
        self._edges = Counter(self._edge_of.values())
        self._size: Counter[Node] = Counter()
        for (node, _), people in self._edges.items():
            self._size[node] += people

    def weak_side(self, viewers: Iterable[Collection[Person]], k: int) -> frozenset[Node] | None:
        """Return the blocks on one side of a cut that isolates fewer than k from somebody; None if none does.

        viewers: whom each viewer knows. That everybody knows themselves costs every cut one person, so it is covered
        by asking for k + 1; who knows several is tried one by one, unless what they know is too little to matter.
        """
        found = weak_side(self._edges, k + 1)
        bond = _bond(self._edges, k)
        for known in viewers:
            if found is not None:
                return found
            struck = Counter(self._edge_of[person] for person in known if person in self._edge_of)
            if struck and not self._too_little(struck, bond, k):
                found = weak_side({edge: people - struck[edge] for edge, people in self._edges.items()}, k)
        return found

    def _too_little(self, struck: Mapping[Edge, int], bond: int, k: int) -> bool:
        """Whether all right blocks stay one without the left blocks that are touched, and no few are left in those."""
        left: Counter[Node] = Counter()
        for (node, _), people in struck.items():
            left[node] += people
        crowds = all(not 0 < self._size[node] - people < k for node, people in left.items())
        return crowds and bond - sum(self._size[node] for node in left) >= k


def _bond(edges: Mapping[Edge, int], k: int) -> int:
    """Return how strongly all right nodes hang together over left nodes that share k or more with one of them.

    Such a left node is one with that neighbour. The right nodes are joined by what these share with others, the
    strongest join first, until all are one; the weakest join that was needed is the bond. 0 where they never are one.
    """
    heaviest = {left: right for (left, right), people in sorted(edges.items(), key=lambda item: item[1]) if people >= k}
    joins: Counter[frozenset[Node]] = Counter()
    for (left, right), people in edges.items():
        joins[frozenset((right, heaviest.get(left, right)))] += people
    group = {right: frozenset([right]) for _, right in edges}
    bond = sum(edges.values())
    for pair, people in joins.most_common():
        if len({group[node] for node in pair}) > 1:
            joined = frozenset[Node]().union(*(group[node] for node in pair))
            group |= dict.fromkeys(joined, joined)
            bond = people
    return bond if len(set(group.values())) == 1 else 0


class _Graph:
    """Weighted neighbours, and the nodes that were made one."""

    def __init__(self, edges: Mapping[Edge, int]) -> None:
        self.near: dict[Node, dict[Node, int]] = {}
        for (one, other), weight in edges.items():
            self.near.setdefault(one, {})
            self.near.setdefault(other, {})
            if weight:
                self.near[one][other] = self.near[other][one] = weight
        self.inside: dict[Node, list[Node]] = {node: [node] for node in self.near}
        self._fresh = [(one, other) for one, others in self.near.items() for other in others]

    def heavy(self, k: int) -> Edge | None:
        """Return an edge of k or more that was not looked at since it last grew."""
        while self._fresh:
            one, other = self._fresh.pop()
            if self.near.get(one, {}).get(other, 0) >= k:
                return one, other
        return None

    def merge(self, one: Node, other: Node) -> None:
        if len(self.near[one]) < len(self.near[other]):
            one, other = other, one
        for node, weight in self.near.pop(other).items():
            del self.near[node][other]
            if node != one:
                self.near[one][node] = self.near[node][one] = self.near[one].get(node, 0) + weight
                self._fresh.append((one, node))
        self.inside[one] += self.inside.pop(other)

    def drop(self, node: Node) -> None:
        del self.near[node]

    def last_reached(self) -> tuple[Node | None, Node, int]:
        """Walk through a component, always to the node that hangs most on those reached; the last two, its weight."""
        reached: list[Node] = []
        waiting: dict[Node, int] = {next(iter(self.near)): 0}
        weight = 0
        while waiting:
            nearest = max(waiting, key=waiting.__getitem__)
            weight = waiting.pop(nearest)
            reached.append(nearest)
            seen = set(reached)
            for node, more in self.near[nearest].items():
                if node not in seen:
                    waiting[node] = waiting.get(node, 0) + more
        return (reached[-2] if len(reached) > 1 else None), reached[-1], weight
