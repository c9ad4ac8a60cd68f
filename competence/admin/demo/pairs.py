"""A person and the one who leads them, as the demo's rounds know the two."""

from dataclasses import dataclass

from competence.admin.demo.rounds import Part
from competence.admin.demo.voices import Asked


@dataclass(frozen=True)
class Pair:
    """A person with what their roles ask for, and the one who led them when the round opened."""

    person: int
    leader: int | None
    asked: list[Asked]
    part: Part
    leads: bool = False
    away: bool = False  # on leave when the round opened
