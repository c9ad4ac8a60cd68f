"""Invented organisations of any size: units, who counts where, who knows what, and answers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.figures import Figure, figures
from competence.privacy.anonymity.limits import Hidden, Person, Rules
from competence.privacy.anonymity.units import Group, publication_units

RULES = Rules()


@dataclass(frozen=True)
class Organisation:
    """A library with departments and teams; the leader of each counts in the unit and knows the reports' answers."""

    tree: Mapping[str, str | None]
    members: Mapping[Person, str]
    viewers: list[frozenset[Person]]
    answers: Mapping[Person, int]
    rules: Rules = RULES

    @property
    def knowledge(self) -> Knowledge:
        return Knowledge(self.viewers)

    def divided(self) -> Group | Hidden:
        return publication_units(self.tree, self.members, self.knowledge, self.rules)

    def published(self) -> list[Figure]:
        """Every figure of a release; none if the whole is no crowd."""
        whole = self.divided()
        return [] if isinstance(whole, Hidden) else figures(whole, self.answers, self.rules)

    def answering(self, answers: Mapping[Person, int]) -> "Organisation":
        return replace(self, answers=answers)


def make_organisation(
    seed: int, departments: int = 3, teams: int = 4, largest: int = 14, share: float = 0.9
) -> Organisation:
    """Teams of different sizes; a share of the staff answers, mostly in the middle of the scale."""
    chance = Random(seed)
    tree: dict[str, str | None] = {"house": None}
    members: dict[Person, str] = {}
    viewers: list[frozenset[Person]] = []
    chief = "chief"
    heads = {chief}
    for d in range(departments):
        tree[f"d{d}"] = "house"
        head = f"head {d}"
        heads.add(head)
        leaders = {head}
        for t in range(teams):
            unit = f"d{d}.t{t}"
            tree[unit] = f"d{d}"
            staff = [f"{unit}.{number}" for number in range(chance.randint(1, largest))]
            leaders.add(staff[0])
            viewers.append(frozenset(staff))
            members |= dict.fromkeys(staff, unit)
        members[head] = f"d{d}"
        viewers.append(frozenset(leaders))
    members[chief] = "house"
    viewers.append(frozenset(heads))
    members = {person: unit for person, unit in members.items() if chance.random() < share}
    viewers += [frozenset({person}) for person in members]
    answers = {person: chance.choices(range(1, 6), (5, 20, 40, 25, 10))[0] for person in members}
    return Organisation(tree, members, viewers, answers)


def make_flat(sizes: Mapping[str, int], answers: Mapping[Person, int] | None = None) -> Organisation:
    """A house with teams of given sizes, nobody of whom leads anybody; persons are called t1, t2 ..."""
    members: dict[Person, str] = {f"{unit}{number}": unit for unit, size in sizes.items() for number in range(size)}
    tree: dict[str, str | None] = dict.fromkeys(sizes, "house") | {"house": None}
    viewers = [frozenset[Person]({person}) for person in members]
    return Organisation(tree, members, viewers, answers or dict.fromkeys(members, 3))
