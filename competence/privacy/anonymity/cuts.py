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
        lefts, rights = (
            {block: (side, block) for block in set(of.values())} for side, of in (("", left), (" ", right))
        )
        self._edge_of: dict[Person, Edge] = {
            person: (lefts[block], rights[right[person]]) for person, block in left.items()
        }
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
        bonds = _Bonds(self._edges, k)
        for known in viewers:
            if found is not None:
                return found
            struck = Counter(self._edge_of[person] for person in known if person in self._edge_of)
            if struck and not self._too_little(struck, bonds, k):
                found = weak_side({edge: people - struck[edge] for edge, people in self._edges.items()}, k)
        return found

    def _too_little(self, struck: Mapping[Edge, int], bonds: "_Bonds", k: int) -> bool:
        """Whether all right blocks stay one without the left blocks that are touched, and no few are left in those.

        A cut of fewer than k then has all right blocks on one side, and so is about all that is left of some touched
        ones.
        """
        left: Counter[Node] = Counter()
        for (node, _), people in struck.items():
            left[node] += people
        crowds = all(not 0 < self._size[node] - people < k for node, people in left.items())
        return crowds and bonds.hold_without(left)


class _Bonds:
    """How strongly the right nodes hang together over the left ones, at least: a graph of right nodes alone.

    A left node joins its neighbours to its hub, the one it shares most with. Where that is k or more the two are one,
    since no cut that is looked for parts them. Where it is less, either side of a cut may hold the left node, so the
    joins are made smaller until together they are no more than it shares with the hub. In parts of PARTS, rounded down.
    """

    PARTS = 1000

    def __init__(self, edges: Mapping[Edge, int], k: int) -> None:
        near: dict[Node, dict[Node, int]] = {}
        for (left, right), people in edges.items():
            near.setdefault(left, {})[right] = people
        rights = dict.fromkeys(right for _, right in edges)
        self._rights, self._least = len(rights), k * self.PARTS
        self._joins: Counter[Edge] = Counter({(right, right): 0 for right in rights})
        self._over: dict[Node, list[tuple[Edge, int]]] = {}
        for left, shared in near.items():
            hub = max(shared, key=shared.__getitem__)
            others = sum(shared.values()) - shared[hub]
            most = others if shared[hub] >= k else min(others, shared[hub])
            for right, people in shared.items():
                if right != hub:
                    pair = (right, hub) if (right, hub) in self._joins else (hub, right)
                    join = people * most * self.PARTS // others
                    self._joins[pair] += join
                    self._over.setdefault(left, []).append((pair, join))
        self._tree = _heaviest_tree(self._joins)

    def hold_without(self, lefts: Iterable[Node]) -> bool:
        """Return whether joins of k or more make all right nodes one where some left nodes are taken out."""
        joins = self._joins.copy()
        for left in lefts:
            for pair, join in self._over.get(left, ()):
                joins[pair] -= join
        if len(self._tree) + 1 == self._rights and all(joins[pair] >= self._least for pair in self._tree):
            return True
        graph = _Graph(joins)
        while heavy := graph.heavy(self._least):
            graph.merge(*heavy)
        return len(graph.near) == 1


def _heaviest_tree(joins: Mapping[Edge, int]) -> list[Edge]:
    """Return the joins that hold nodes together most firmly, no more than it takes (Kruskal)."""
    piece, tree = {node: node for node, _ in joins}, []
    for pair in sorted(joins, key=joins.__getitem__, reverse=True):
        one, other = (piece[node] for node in pair)
        if one != other:
            piece = {node: one if own == other else own for node, own in piece.items()}
            tree.append(pair)
    return tree


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
        reached: dict[Node, int] = {}
        waiting: dict[Node, int] = {next(iter(self.near)): 0}
        while waiting:
            nearest = max(waiting, key=waiting.__getitem__)
            reached[nearest] = waiting.pop(nearest)
            for node, more in self.near[nearest].items():
                if node not in reached:
                    waiting[node] = waiting.get(node, 0) + more
        before, last = [None, *reached][-2:]
        return before, last, reached[last]
