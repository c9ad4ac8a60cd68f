"""Invented libraries over one to three rounds: people join, leave and move, do not answer, or confirm an old answer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from random import Random

from competence.analytics.pictures import House, Picture, Said, own_picture
from competence.privacy.anonymity.crowds import Knowledge, Row, Unknown
from competence.privacy.anonymity.limits import Person, Rules

RULES = Rules()
PROFILES = {"librarian": 3, "host": 2, "cataloguer": 4, "developer": 3}  # and the level each is asked for
QUESTION = "facilitation"


@dataclass(frozen=True)
class Round:
    """One round of one house: who works where, who leads whom, and what was said.

    said: what everybody said who shared. given_in: the round each answer was given in afresh; an earlier one's number
    means that it was only confirmed.
    """

    number: int
    tree: Mapping[str, str | None]
    units: Mapping[Person, str]
    profiles: Mapping[Person, str]
    leads: Mapping[Person, frozenset[Person]]
    said: Mapping[Person, Said]
    given_in: Mapping[Person, int]

    @property
    def fresh(self) -> dict[Person, Said]:
        """What counts: the answers given afresh."""
        return {person: said for person, said in self.said.items() if self.given_in[person] == self.number}

    @property
    def viewers(self) -> list[frozenset[Person]]:
        """What each may know who knows more than the own answer."""
        return [frozenset({leader, *led}) for leader, led in self.leads.items()]

    def published(self) -> Picture:
        """What the product tells of the round."""
        everybody = self.units.keys() | self.leads.keys()
        knowledge = Knowledge([*({person} for person in everybody), *self.viewers])
        house = House(self.tree, self.units, self.profiles, knowledge, RULES)
        return own_picture(self.fresh, house, [], (QUESTION, str(self.number)))

    def row(self, people: Collection[Person]) -> Row:
        """The answers of some people, told apart by when they were given."""
        return frozenset(Unknown(person, QUESTION, str(self.given_in[person])) for person in people)


def invent(seed: int) -> list[Round]:
    """Return the rounds of a small library."""
    chance = Random(seed)
    tree, home = _units(chance)
    main = {unit: chance.choice(list(PROFILES)) for unit in tree}
    staff: dict[Person, str] = {}
    profile: dict[Person, str] = {}
    rounds: list[Round] = []
    for number in range(1, chance.randint(1, 3) + 1):
        _move(chance, staff, home, first=number == 1)
        for person, unit in staff.items():
            if person not in profile:
                profile[person] = main[unit] if chance.random() < 0.75 else chance.choice(list(PROFILES))
        said, given_in = _answers(chance, number, staff, profile, rounds)
        leads = _leaders(tree, staff)
        rounds.append(Round(number, tree, dict(staff), dict(profile), leads, said, given_in))
    return rounds


def _units(chance: Random) -> tuple[dict[str, str | None], dict[str, int]]:
    """Departments with teams, and how many work in each."""
    tree: dict[str, str | None] = {"house": None}
    size = {"house": chance.randint(0, 4)}
    for d in range(chance.randint(1, 3)):
        tree[f"d{d}"] = "house"
        size[f"d{d}"] = chance.randint(0, 6)
        for t in range(chance.randint(0, 4)):
            tree[f"d{d}.t{t}"] = f"d{d}"
            size[f"d{d}.t{t}"] = chance.randint(1, 16)
    return tree, size


def _move(chance: Random, staff: dict[Person, str], home: Mapping[str, int], *, first: bool) -> None:
    """Everybody is hired at first; later some leave, some come, some change unit."""
    if first:
        staff |= {f"{unit}.{number}": unit for unit, size in home.items() for number in range(size)}
        return
    for person in list(staff):
        drawn = chance.random()
        if drawn < 0.05:
            del staff[person]
        elif drawn < 0.1:
            staff[person] = chance.choice(list(home))
    staff |= {f"new {chance.random()}": chance.choice(list(home)) for _ in range(chance.randint(0, 4))}


def _answers(
    chance: Random, number: int, staff: Collection[Person], profile: Mapping[Person, str], before: list[Round]
) -> tuple[dict[Person, Said], dict[Person, int]]:
    """Most answer, mostly in the middle of the scale; of those who did last time a third only confirm it."""
    said: dict[Person, Said] = {}
    given_in: dict[Person, int] = {}
    for person in staff:
        if chance.random() < 0.12:
            continue
        if before and person in before[-1].said and chance.random() < 0.33:
            said[person], given_in[person] = before[-1].said[person], before[-1].given_in[person]
            continue
        level = chance.choices(range(1, 6), (5, 20, 40, 25, 10))[0]
        said[person] = Said(level, chance.randint(1, 3), chance.random() < 0.4, PROFILES[profile[person]])
        given_in[person] = number
    return said, given_in


def _leaders(tree: Mapping[str, str | None], staff: Mapping[Person, str]) -> dict[Person, frozenset[Person]]:
    """The first of each unit leads the others in it, and the leaders of the units right below."""
    of_unit: dict[str, list[Person]] = {unit: [] for unit in tree}
    for person, unit in staff.items():
        of_unit[unit].append(person)
    leads: dict[Person, set[Person]] = {}
    for unit, people in of_unit.items():
        if people:
            below = (of_unit[child] for child, parent in tree.items() if parent == unit)
            leads.setdefault(people[0], set()).update(people[1:], (team[0] for team in below if team))
    return {leader: frozenset(led) for leader, led in leads.items()}
