"""The demo's rounds: when they were, and how far each pair of person and leader came in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from competence.cycles.rules.phases import Deadlines, Phase, propose

A_YEAR = timedelta(days=364)  # the same weekday a year earlier
RUNS = timedelta(days=45)
CLOSED_ROUNDS = 3


@dataclass(frozen=True)
class RoundPlan:
    """A round of the demo; the last one is open."""

    title: str
    purpose: str
    opens_on: date
    closes_on: date
    is_open: bool
    with_talks: bool

    @property
    def deadlines(self) -> Deadlines:
        """The days of the phases; the first round was of the mirror alone."""
        return propose(self.opens_on, self.closes_on) if self.with_talks else {}

    @property
    def evaluated_on(self) -> date | None:
        """The day MED evaluated a round with talks that is over."""
        return None if self.is_open else self.deadlines.get(Phase.EVALUATION)

    @property
    def opened_at(self) -> datetime:
        return at(self.opens_on, 7, 0)

    @property
    def closed_at(self) -> datetime:
        return at(self.closes_on + timedelta(days=3), 9, 0)


@dataclass(frozen=True)
class Part:
    """How far a pair came: the part answered by each (0 to 1), who shared, and whether they opened one side alone."""

    own: float = 1.0
    own_shared: bool = True
    leader: float = 1.0
    leader_shared: bool = True
    agreed: bool = False
    talked: bool = True

    @property
    def is_revealed(self) -> bool:
        return (self.own_shared and self.leader_shared) or self.agreed


ABSENT = Part(own=0, own_shared=False, leader=0, leader_shared=False, talked=False)
PURPOSES = (
    "Vi ser på, hvad vi kan hver for sig og sammen, så samtalen i foråret kan handle om det, du gerne vil lære.",
    "I år ser vi især på det digitale og på det, vi laver sammen med andre i byen.",
    "Spejlet er dit eget. Brug det til at finde et eller to steder, du vil videre.",
    "Vi følger op på handleplanen: det digitale, projekterne og netværkene. Spejlet er begyndelsen på en samtale.",
)


def plan_rounds(today: date) -> list[RoundPlan]:
    """Return the closed rounds and the open one, which began three weeks ago."""
    opens = today - timedelta(days=21)
    rounds = []
    for back in range(CLOSED_ROUNDS, -1, -1):
        day = opens - back * A_YEAR
        season = "Efterår" if day.month >= 8 else "Forår"
        title, purpose = f"{season} {day.year}", PURPOSES[CLOSED_ROUNDS - back]
        rounds.append(RoundPlan(title, purpose, day, day + RUNS, is_open=back == 0, with_talks=back < CLOSED_ROUNDS))
    return rounds


def part_in_closed(random: Random) -> Part:
    """Return how far a pair came in a round that is over."""
    chance = random.random()
    if chance < 0.13:
        return ABSENT
    if chance < 0.21:
        return Part(
            own=random.uniform(0.2, 0.9), own_shared=False, leader=float(random.random() < 0.5), leader_shared=False
        )
    if chance < 0.33:
        agreed = random.random() < 0.4
        return Part(leader=0.0, leader_shared=False, agreed=agreed, talked=agreed)
    return Part(talked=random.random() < 0.85)


def part_in_open(random: Random) -> Part:
    """Return how far a pair has come three weeks into a round."""
    chance = random.random()
    if chance < 0.42:
        return ABSENT
    if chance < 0.66:
        return Part(own=random.uniform(0.1, 0.95), own_shared=False, leader=0.0, leader_shared=False, talked=False)
    if chance < 0.70:
        return Part(own=random.uniform(0.1, 0.95), own_shared=False, talked=False)
    if chance < 0.85:
        drafted = random.choice((0.0, 0.0, 0.5, 1.0))
        return Part(leader=drafted, leader_shared=False, talked=False)
    return Part(talked=False)


def parts_of_the_cast(colleagues: list[str]) -> Iterator[tuple[str, Part]]:
    """Yield how far Astrid and four of her colleagues have come with Bo, so that his pages have something to show."""
    yield "astrid", Part(own=0.4, own_shared=False, leader=0.0, leader_shared=False, talked=False)
    shared = Part(leader=0.0, leader_shared=False, talked=False)
    begun = Part(leader=0.5, leader_shared=False, talked=False)
    yield from zip(colleagues, (shared, shared, begun, Part(talked=False)), strict=False)


def open_day(day: date) -> date:
    """Return the day, or the next one that is neither in a weekend nor in the holidays of Christmas and July."""
    if (day.month, day.day) >= (12, 22):
        day = date(day.year + 1, 1, 3)
    elif (day.month, day.day) < (1, 3):
        day = day.replace(day=3)
    elif day.month == 7:
        day = day.replace(month=8, day=10)
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() >= 5 else day


def at(day: date, hour: int, minute: int) -> datetime:
    """Return a moment of a day, in UTC."""
    return datetime.combine(day, time(hour, minute), UTC)


def some_moment(random: Random, first: date, last: date) -> datetime:
    """Return a moment in working hours between two days."""
    day = first + timedelta(days=random.randrange(max(1, (last - first).days + 1)))
    return at(day, random.randrange(10, 16), random.randrange(60))
