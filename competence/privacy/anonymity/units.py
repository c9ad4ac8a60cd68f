"""Publication units: whom to count together, decided by who answered and never by what they answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple, TypeAlias

from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.limits import Hidden, K, Person, Reason, Rules

Units: TypeAlias = tuple[str, ...]  # a unit followed by all units below it, or its own staff alone: (unit,)


class UnitUnknown(ValueError):
    """Somebody counts in a unit that is not in the tree."""


@dataclass(frozen=True)
class Group:
    """People who are counted together.

    units: every unit whose own staff is counted, so that a whole department lists its teams as well.
    members: the contributors. parts: smaller groups that share all of them out between them, or none. crowd: how many
    of the members remain unknown to the best informed viewer.
    """

    units: Units
    members: frozenset[Person]
    parts: tuple["Group", ...] = ()
    crowd: int = field(default=0, compare=False)

    def order(self) -> tuple[int, Units]:
        """By which groups stand beside each other: the smallest first, then the first by name."""
        return len(self.members), self.units

    def joined(self, other: "Group", knowledge: Knowledge) -> "Group":
        """Return both counted together."""
        members = self.members | other.members
        return Group(tuple(sorted(self.units + other.units)), members, crowd=knowledge.smallest_crowd(members))

    def walk(self) -> Iterator["Group"]:
        """This group, then its parts, from the outside in."""
        return (group for _, group in self.by_depth())

    def by_depth(self, depth: int = 0) -> Iterator[tuple[int, "Group"]]:
        """The same, each with how deep it lies."""
        yield depth, self
        for part in self.parts:
            yield from part.by_depth(depth + 1)

    def smallest(self) -> Iterator["Group"]:
        """The groups that are not divided further."""
        return (group for group in self.walk() if not group.parts)


def publication_units(
    tree: Mapping[str, str | None], members: Mapping[Person, str], knowledge: Knowledge, rules: Rules
) -> Group | Hidden:
    """The whole organisation, divided as finely as the rules allow; Hidden if even the whole is no crowd.

    tree: every unit and its parent. members: every contributor and the one unit they count in (if somebody works in
    several, the caller decides). Units nobody answered in are covered too: that nobody did is not to be read off.
    """
    whole = _Division(tree, members, knowledge, rules.k, rules.unit_floor).whole()
    return whole if whole.crowd >= rules.k else Hidden(Reason.TOO_FEW)


def staff_units(tree: Mapping[str, str | None], members: Mapping[Person, str], k: int = K) -> Group | Hidden:
    """The whole organisation, divided until a group of fewer than k people would stand alone.

    For facts that are no answers and that whoever keeps them may know, such as whether a talk was held: the page
    speaks of units, never of one person, and a unit too small for that is merged with a named neighbour. What
    people said takes publication_units. tree, members: as there.
    """
    whole = _Division(tree, members, Knowledge(()), Rules(k=k).k, k).whole()
    return whole if whole.crowd >= k else Hidden(Reason.TOO_FEW_PEOPLE)


def crowd_units(
    tree: Mapping[str, str | None], members: Mapping[Person, str], knowledge: Knowledge, rules: Rules
) -> Group | Hidden:
    """The whole organisation, divided until a group would be fewer than k besides those a viewer knows.

    For answers nobody can look up, given once and tied to nobody (see teams). Everything else takes publication_units.
    tree, members: as there.
    """
    whole = _Division(tree, members, knowledge, rules.k, rules.k).whole()
    return whole if whole.crowd >= rules.k else Hidden(Reason.TOO_FEW)


class _Candidate(NamedTuple):
    """A group under consideration; the smallest comes first, then the first by name."""

    size: int
    pieces: list[Units]
    members: frozenset[Person]
    crowd: int
    stands: bool


class _Division:
    """Divides until a group would be fewer than floor, or fewer than k besides those a viewer knows."""

    def __init__(
        self,
        tree: Mapping[str, str | None],
        members: Mapping[Person, str],
        knowledge: Knowledge,
        k: int,
        floor: int,
    ) -> None:
        self._knowledge, self._k, self._floor = knowledge, k, floor
        self._children: dict[str | None, list[str]] = {}
        for unit in sorted(tree):
            self._children.setdefault(tree[unit], []).append(unit)
        self._staff: dict[str, list[Person]] = {}
        for person, unit in members.items():
            self._staff.setdefault(unit, []).append(person)
        self._people = len(members)

    def whole(self) -> Group:
        everything = self._candidate([self._below(unit) for unit in self._children.get(None, ())])
        if everything.size < self._people:
            raise UnitUnknown("Nogle hører til en enhed, som ikke findes i organisationen.")
        return self._group(everything, self._divide(everything.pieces) if everything.crowd >= self._k else ())

    def _divide(self, pieces: list[Units]) -> tuple[Group, ...]:
        """Cut as high up as it gives two groups or more, then cut each of them in turn."""
        while len(merged := self._merge(pieces)) < 2:
            finer = self._split(pieces)
            if finer == pieces:
                return ()
            pieces = finer
        return tuple(self._group(group, parts=self._divide(self._split(group.pieces))) for group in merged)

    def _merge(self, pieces: list[Units]) -> list[_Candidate]:
        """Join the smallest group that breaks a rule with the smallest beside it, until none does or one is left."""
        groups = [self._candidate([piece]) for piece in pieces]
        while len(groups) > 1 and (broken := [group for group in groups if not group.stands]):
            smallest = min(broken)
            groups.remove(smallest)
            neighbour = min(groups)
            groups.remove(neighbour)
            groups.append(self._candidate(neighbour.pieces + smallest.pieces))
        return groups

    def _split(self, pieces: list[Units]) -> list[Units]:
        """Each unit as its own staff and each unit right below it."""
        return [
            part
            for piece in pieces
            for part in ([piece] if len(piece) == 1 else [piece[:1], *map(self._below, self._children[piece[0]])])
        ]

    def _below(self, unit: str) -> Units:
        return (unit, *(code for child in self._children.get(unit, ()) for code in self._below(child)))

    def _candidate(self, pieces: list[Units]) -> _Candidate:
        members = frozenset(chain.from_iterable(self._staff.get(unit, ()) for piece in pieces for unit in piece))
        crowd = self._knowledge.smallest_crowd(members)
        stands = crowd >= self._k and len(members) >= self._floor
        return _Candidate(len(members), sorted(pieces), members, crowd, stands)

    def _group(self, candidate: _Candidate, parts: tuple[Group, ...]) -> Group:
        units = tuple(sorted(chain.from_iterable(candidate.pieces)))
        return Group(units, candidate.members, parts, candidate.crowd)
