"""What a leader may know of a team: how far each is, who can do what, and what rests on one person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from competence.assessments.rules.asked import Requirement


class Progress(Enum):
    """How far somebody is in a round, as far as their leader may know."""

    NOT_INVITED = "not invited"
    INVITED = "invited"
    STARTED = "started"
    SHARED = "shared with this leader"
    OPEN = "open to both"


@dataclass(frozen=True)
class Cell:
    """One colleague and one competence: the two views; a level that was not given is None."""

    own: int | None = None
    leader: int | None = None

    @property
    def agreed(self) -> int | None:
        """The level both views reach; None where nobody gave one."""
        given = [level for level in (self.own, self.leader) if level is not None]
        return min(given, default=None)


@dataclass(frozen=True)
class Vulnerability:
    """A critical competence that at most one colleague has where the work asks for it."""

    competence_id: int
    level: int
    holder: int | None  # the person who has it, None where nobody has


def vulnerabilities(
    critical: Iterable[Requirement], cells: Mapping[tuple[int, int], Cell], people: Iterable[int]
) -> list[Vulnerability]:
    """Return the critical competences that rest on one person or on nobody.

    cells: by person and competence. One has a competence when both views given reach the level asked for.
    """
    people = list(people)
    found = []
    for requirement in critical:
        levels = {person: cells.get((person, requirement.competence_id), Cell()).agreed for person in people}
        holders = [person for person, level in levels.items() if level is not None and level >= requirement.level]
        if len(holders) <= 1:
            found.append(Vulnerability(requirement.competence_id, requirement.level, holders[0] if holders else None))
    return found
