"""What a release tells of whom, to whom, and who knows what a leader said. Pure."""

from collections.abc import Iterable
from enum import Enum

from competence.privacy.anonymity.limits import Person


class Kind(Enum):
    """By what people are counted together."""

    UNITS = "Enheder"
    PROFILES = "Rolleprofiler"


class Measure(Enum):
    """What is told of a competence. All but the leaders' have the same contributors: those who gave a level.

    LEVEL: mean, and shares in three bands. REQUIREMENT: one share (first and last are 1), of those who are where their
    role asks them to be, or of whom nothing is asked; by unit alone, and only where it tells of no few. IMPORTANCE:
    mean of 1 to 3; who said nothing counts as 2. WISH: one share (1), of those who wish to develop it. The leaders'
    have the leaders as contributors, each with the mean of their ratings; of the whole house alone, as means.
    """

    LEVEL = "Niveau"
    REQUIREMENT = "Forventning"
    IMPORTANCE = "Betydning"
    WISH = "Lyst"
    LEADERS_LEVEL = "Lederens blik: niveau"
    LEADERS_IMPORTANCE = "Lederens blik: betydning"


class Audience(Enum):
    """Who may see a release, from the widest to the narrowest."""

    EVERYBODY = "Alle: hele huset og egen enhed"
    LEADERS = "Ledere, HR, chef og MED"
    HR = "HR, chef og MED"


def viewers_of_ratings(
    rated: Iterable[tuple[int, int]], may_know: Iterable[tuple[int, int]]
) -> list[frozenset[Person]]:
    """Return of which leaders each viewer may know what they said.

    rated: (leader, person). may_know: (viewer, person whose answers the viewer may see).

    The leader knows it, the person it was said of, and whoever may see what that person shared.
    """
    known: dict[Person, set[Person]] = {}
    leaders: dict[int, set[int]] = {}
    for leader, person in rated:
        leaders.setdefault(person, set()).add(leader)
        known.setdefault(leader, set()).add(leader)
        known.setdefault(person, set()).add(leader)
    for viewer, person in may_know:
        known.setdefault(viewer, set()).update(leaders.get(person, ()))
    return [frozenset(persons) for persons in known.values()]
