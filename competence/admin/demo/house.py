"""Plans the demo's house: which units there are, who works where in which role, and who led whom when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from competence.admin.demo.names import invented_names

FOUNDED = date(2015, 1, 1)
PEOPLE_OF_A_LIBRARY = 200  # a larger house gets sister libraries of this size

# How many of 181 people in teams work in each team, and in which role profiles (repeated ones are more common).
TEAMS: dict[str, tuple[int, tuple[str, ...]]] = {
    "bh_hosting": (26, ("library_assistant", "library_assistant", "student_assistant", "service_driver")),
    "bh_children": (20, ("librarian_children", "librarian_children", "librarian_youth", "library_assistant")),
    "bh_literature": (20, ("librarian_adult", "librarian_adult", "librarian_collection", "library_assistant")),
    "bh_music": (13, ("librarian_music", "culture_coordinator", "library_assistant")),
    "vollsmose": (18, ("librarian_youth", "librarian_children", "library_assistant", "digital_mediator")),
    "tarup": (16, ("librarian_adult", "librarian_children", "library_assistant", "student_assistant")),
    "local_history": (8, ("local_historian", "local_historian", "librarian_adult")),
    "web": (12, ("web_editor", "web_editor", "development_consultant")),
    "systems": (14, ("digital_mediator", "digital_mediator", "librarian_collection")),
    "projects": (18, ("project_manager", "development_consultant", "regional_consultant")),
    "logistics": (16, ("service_driver", "service_driver", "student_assistant")),
}
ANY_TEAM = (12, ("library_assistant", "librarian_adult"))
LED_BY_THE_CHIEF = "local"  # Dorte leads the local libraries herself, until their new head begins
CAST = {  # key: name, unit, role profile
    "dorte": ("Dorte Fabelskov", "odense", "department_head"),
    "carla": ("Carla Sonetlund", "staff", "development_consultant"),
    "freja": ("Freja Linjebæk", "systems", "digital_mediator"),
    "bo": ("Bo Versegård", "tarup", "team_leader"),
    "astrid": ("Astrid Kapiteldal", "tarup", "librarian_adult"),
    "emil": ("Emil Blækhøj", "vollsmose", "team_leader"),
}


@dataclass(frozen=True)
class UnitPlan:
    """A unit, named by its code; sister libraries carry their number in codes and titles."""

    code: str
    parent: str
    kind: str
    title_da: str
    title_en: str


@dataclass
class Worker:
    """Somebody who works, or has worked, in the house; places are (unit, role profile)."""

    number: int
    name: str
    email: str
    places: list[tuple[str, str]]
    starts: date
    ends: date | None = None
    led_by: list[tuple[int, date, date | None]] = field(default_factory=list)

    def works_on(self, day: date) -> bool:
        """Return whether the person is employed on a day."""
        return self.starts <= day and (self.ends is None or day <= self.ends)

    def leader_on(self, day: date) -> int | None:
        """Return the number of the nearest leader on a day."""
        return next((boss for boss, start, end in self.led_by if start <= day and (end is None or day <= end)), None)


@dataclass
class House:
    """The plan: units in an order in which parents come first, workers, and the cast's numbers by name."""

    units: list[UnitPlan]
    workers: list[Worker]
    cast: dict[str, int]
    deputy: tuple[int, int]  # leader, deputy
    leaves: list[tuple[int, date, date | None]]  # who is or was away, from when to when


def plan_house(units: Sequence[UnitPlan], people: int, random: Random, today: date) -> House:
    """Plan a house of a number of people on the units of one library, repeated as sister libraries if it is large."""
    libraries = max(1, round(people / PEOPLE_OF_A_LIBRARY))
    return _Planner(random, today, people, list(_repeated(units, libraries))).plan()


def _repeated(units: Sequence[UnitPlan], libraries: int) -> Iterator[UnitPlan]:
    yield from units
    root = next(unit for unit in units if not unit.parent)
    for number in range(2, libraries + 1):
        for unit in units:
            parent = f"{unit.parent}_{number}" if unit.parent else root.code
            title_da = f"{unit.title_da} {number}" if unit.parent else f"Søsterbibliotek {number}"
            title_en = f"{unit.title_en} {number}" if unit.parent else f"Sister library {number}"
            yield replace(unit, code=f"{unit.code}_{number}", parent=parent, title_da=title_da, title_en=title_en)


class _Planner:
    """Employs people unit by unit, leaders first, so that everybody has a leader when they begin."""

    def __init__(self, random: Random, today: date, people: int, units: list[UnitPlan]) -> None:
        self.random, self.today, self.people, self.units = random, today, people, units
        self.names = invented_names(random)
        self.workers: list[Worker] = []
        self.cast: dict[str, int] = {}
        self.heads: dict[str, int] = {}
        self.leaves: list[tuple[int, date, date | None]] = []

    def plan(self) -> House:
        """Return the whole plan."""
        for unit in self.units:
            self._employ_the_head(unit)
        for key in ("carla", "freja", "astrid"):
            self._employ(key, CAST[key][1], CAST[key][2])
        self._fill_the_teams()
        self._let_some_work_in_two_places()
        self._let_some_leave()
        self._change_a_leader("bh_literature")
        self._let_things_happen_lately()
        return House(self.units, self.workers, self.cast, self._deputy_for("web"), self.leaves)

    def _employ_the_head(self, unit: UnitPlan) -> None:
        above = self.heads.get(unit.parent)
        if unit.code == LED_BY_THE_CHIEF and above is not None:
            self.heads[unit.code] = above
            return
        is_team = unit.kind not in {"library", "department"}
        key = next((key for key, member in CAST.items() if member[1] == unit.code and member[2] in _LEADING), None)
        head = self._employ(key, unit.code, "team_leader" if is_team else "department_head", boss=above, since=FOUNDED)
        self.heads[unit.code] = head.number

    def _employ(
        self, key: str | None, unit: str, profile: str, *, boss: int | None = None, since: date | None = None
    ) -> Worker:
        name, email = (CAST[key][0], f"{key}@example.org") if key else next(self.names)
        starts = since or (FOUNDED if key else self._a_first_day())
        worker = Worker(len(self.workers), name, email, [(unit, profile)], starts)
        boss = boss if boss is not None else self.heads.get(unit)
        if boss is not None and boss != worker.number:
            worker.led_by.append((boss, worker.starts, None))
        self.workers.append(worker)
        if key:
            self.cast[key] = worker.number
        return worker

    def _a_first_day(self) -> date:
        """Most have been here for long; one in seven came within the last three years."""
        if self.random.random() < 0.14:
            return self.today - timedelta(days=self.random.randrange(40, 1050))
        return self.today - timedelta(days=self.random.randrange(1100, 4000))

    def _fill_the_teams(self) -> None:
        teams = [unit for unit in self.units if unit.kind not in {"library", "department"}]
        shares = [TEAMS.get(_base(unit.code), ANY_TEAM)[0] for unit in teams]
        places = max(0, self.people - len(self.workers))
        ends = [round(places * sum(shares[:n]) / sum(shares)) for n in range(len(teams) + 1)]
        for unit, (start, end) in zip(teams, pairwise(ends), strict=True):
            profiles = TEAMS.get(_base(unit.code), ANY_TEAM)[1]
            for _ in range(end - start):
                self._employ(None, unit.code, self.random.choice(profiles))

    def _let_some_work_in_two_places(self) -> None:
        codes = [unit.code for unit in self.units if unit.kind not in {"library", "department"}]
        for worker in self._ordinary():
            if self.random.random() < 0.04:
                other = self.random.choice(codes)
                if other != worker.places[0][0]:
                    worker.places.append((other, self.random.choice(TEAMS.get(_base(other), ANY_TEAM)[1])))

    def _let_some_leave(self) -> None:
        for worker in self._ordinary():
            if self.random.random() < 0.045:
                first = max(worker.starts, self.today - timedelta(days=1000)) + timedelta(days=20)
                days = (self.today - first).days - 5
                if days > 0:
                    worker.ends = first + timedelta(days=self.random.randrange(days))
                    worker.led_by = [(boss, start, worker.ends) for boss, start, _ in worker.led_by]

    def _change_a_leader(self, unit: str) -> None:
        """Let a team have had another leader until a year ago, who stayed as a colleague."""
        team = [worker for worker in self._ordinary() if worker.places[0][0] == unit and worker.ends is None]
        if not team:
            return
        until = self.today - timedelta(days=330)
        former = team[0]
        former.starts = FOUNDED
        above = self.workers[self.heads[unit]].led_by[0][0]
        former.led_by = [(above, FOUNDED, until), (self.heads[unit], until + timedelta(days=1), None)]
        for worker in team[1:]:
            if worker.starts <= until:
                worker.led_by = [
                    (former.number, worker.starts, until),
                    (self.heads[unit], until + timedelta(days=1), None),
                ]

    def _let_things_happen_lately(self) -> None:
        """Let somebody begin, leave, go on leave, come back and change leader within the last three weeks."""
        settled = [worker for worker in self._ordinary() if worker.ends is None and worker.starts < self._ago(400)]
        tarup, vollsmose = ([w for w in settled if w.places[0][0] == unit] for unit in ("tarup", "vollsmose"))
        if len(tarup) < 3 or len(vollsmose) < 2:
            return
        newcomer, away, leaver = tarup[-1], tarup[-2], tarup[-3]
        newcomer.starts = self._ago(10)
        newcomer.led_by = [(self.cast["bo"], newcomer.starts, None)]
        self.leaves.append((away.number, self._ago(8), None))
        leaver.ends = self._ago(4)
        leaver.led_by = [(boss, start, leaver.ends) for boss, start, _ in leaver.led_by]
        moved, back = vollsmose[-1], vollsmose[-2]
        moved.led_by = [(self.cast["emil"], moved.starts, self._ago(7)), (self.cast["bo"], self._ago(6), None)]
        self.leaves.append((back.number, self._ago(90), self._ago(5)))

    def _ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def _deputy_for(self, unit: str) -> tuple[int, int]:
        leader = self.heads.get(unit, self.cast["dorte"])
        team = [w for w in self._ordinary() if w.places[0][0] == unit and w.ends is None]
        return leader, team[0].number if team else self.cast["bo"]

    def _ordinary(self) -> Iterator[Worker]:
        """Yield those who neither lead nor belong to the cast."""
        heads = set(self.heads.values())
        known = set(self.cast.values())
        return (worker for worker in self.workers if worker.number not in heads and worker.number not in known)


_LEADING = frozenset({"team_leader", "department_head"})


def _base(code: str) -> str:
    """Return the code of the unit a sister library's unit is modelled on."""
    name, _, number = code.rpartition("_")
    return name if name and number.isdigit() else code
