"""Where the talks of the demo's open round are today, and what became of last year's plans of those in its stories."""

from dataclasses import dataclass
from random import Random

from competence.admin.demo.paths import Course
from competence.admin.demo.plans import Fate
from competence.conversations.rules.steps import State
from competence.plans.rules.words import Side, Standing


@dataclass(frozen=True)
class Coming:
    """How far a talk is, in how many days it is (or was, below zero), and how far the plan of one that was held."""

    state: State
    days: int = 0
    course: Course | None = None


CERTAIN = {
    "astrid": Coming(State.CONFIRMED, 13),
    "bo": Coming(State.HELD, -5, Course.SIGNED),
    "emil": Coming(State.CONFIRMED, 3),
    "colleague 0": Coming(State.COUNTERED, 17),
    "colleague 1": Coming(State.COUNTERED, 20),
    "colleague 2": Coming(State.CONFIRMED, 2),
    "colleague 3": Coming(State.HELD, -4, Course.SENT),
    "colleague 4": Coming(State.HELD, -5, Course.SENT_BACK),
    "colleague 5": Coming(State.TALKING, -1),
    "colleague 6": Coming(State.HELD, -5, Course.SIGNED),
    "colleague 7": Coming(State.CANCELLED, 15),
    "colleague 8": Coming(State.INVITED, 16),
}
LAST_YEAR = {
    "astrid": Fate(
        (Standing.REACHED, Standing.ON_THE_WAY),
        (Standing.ON_THE_WAY, Standing.REACHED),
        frozenset({(180, Side.EMPLOYEE)}),
    ),
    "colleague 1": Fate(agreements=(Standing.ADJUSTED,), unanswered=frozenset({(180, Side.LEADER)})),
}


def by_chance(random: Random, *, leads: bool) -> Coming:
    """Return how far a talk is three weeks into the round; the leaders' own come first."""
    chance = random.random()
    if leads and chance < 0.8:
        return Coming(State.HELD, -random.randrange(4, 6), random.choice((Course.SIGNED, Course.SIGNED, Course.SENT)))
    if chance < 0.36:
        return Coming(State.PLANNED)
    if chance < 0.54:
        return Coming(State.INVITED, random.randrange(15, 30))
    if chance < 0.60:
        return Coming(State.COUNTERED, random.randrange(15, 24))
    if chance < 0.79:
        return Coming(State.CONFIRMED, random.randrange(1, 14))
    if chance < 0.97:
        return Coming(State.HELD, -random.randrange(2, 6), random.choice(tuple(Course)))
    return Coming(State.CANCELLED, random.randrange(10, 25))
