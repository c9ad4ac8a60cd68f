"""Which competences a mirror asks about: the union of what a person's role profiles ask for."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Requirement:
    """What a role profile asks of one competence."""

    competence_id: int
    level: int
    importance: int = 2
    critical: bool = False

    def joined(self, other: "Requirement") -> "Requirement":
        """Return what both ask together: the highest level and importance, critical if either says so."""
        return Requirement(
            self.competence_id,
            max(self.level, other.level),
            max(self.importance, other.importance),
            self.critical or other.critical,
        )


def asked_of(requirements: Iterable[Requirement]) -> dict[int, Requirement]:
    """Return what is asked of somebody with these requirements, by competence; several employments are a union."""
    asked: dict[int, Requirement] = {}
    for requirement in requirements:
        known = asked.get(requirement.competence_id)
        asked[requirement.competence_id] = known.joined(requirement) if known else requirement
    return asked
