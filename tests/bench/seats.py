"""How near the best a distribution of seats comes in the time it is given: a large house, many offers, every limit."""

import time
from datetime import date, timedelta
from random import Random

from competence.learning.seats.rules.found import permille
from competence.learning.seats.rules.limits import limits
from competence.learning.seats.rules.problem import Pair, Place, Problem, Session
from competence.learning.seats.rules.reasons import in_the_way
from competence.learning.seats.rules.solving import distribute

PEOPLE, OFFERS, UNITS, PROFILES, SECONDS = 2_000, 200, 60, 9, 60.0
MONDAY = date(2027, 1, 4)


def house(seed: int) -> Problem:
    """Return a house that wishes more than there is: four to twelve wishes each, two of a unit away at once."""
    random = Random(seed)
    days = [day for day in (MONDAY + timedelta(days=number) for number in range(120)) if day.weekday() < 5]
    sessions = {}
    for number in range(OFFERS):
        first = random.randrange(len(days) - 2)
        length = random.choice((1, 1, 2))
        seats, hours = random.choice((4, 8, 12, 16, 20)), random.choice((4, 7, 14))
        sessions[number] = Session(number, seats, hours, frozenset(days[first : first + length]))
    worth = {
        (profile, number): 1 + random.randrange(18) * random.randint(1, 3) * random.choice((1, 1, 2))
        for profile in range(PROFILES)
        for number in sessions
    }
    people = {person: Place((person % UNITS,), person % PROFILES) for person in range(PEOPLE)}
    wishes = {
        Pair(person, number): worth[person % PROFILES, number]
        for person in people
        for number in random.sample(range(OFFERS), random.randint(4, 12))
    }
    offer_hours = {one.offer: one.seats * one.hours * 3 // 4 for one in sessions.values() if one.offer % 3 == 0}
    return Problem(
        sessions,
        people,
        wishes,
        cover=dict.fromkeys(range(UNITS), 2),
        each=2,
        hours=12_000,
        offer_hours=offer_hours,
        fair=50,
    )


def run() -> None:
    """Print, for some houses, how near the best the distribution is and how long it took."""
    print(f"\nDistribution of seats: {PEOPLE:,} people, {OFFERS} offers, at most {SECONDS:.0f} seconds")
    for seed in (1, 2, 3):
        problem = house(seed)
        began = time.perf_counter()
        found = distribute(problem, SECONDS)
        took = time.perf_counter() - began
        waiting, from_best = in_the_way(problem, found.seats), permille(found.points, found.at_most) / 10
        print(
            f"  {len(problem.wishes):,} wishes, {len(limits(problem)):,} limits: {len(found.seats):,} seats, "
            f"{found.points:,} of at most {found.at_most:,} points ({from_best:.1f} % from the best), "
            f"{found.seconds:.1f} s of solving, {took:.1f} s in all; "
            f"{sum(map(bool, waiting.values())):,} of {len(waiting):,} waiting are told why"
        )


if __name__ == "__main__":
    run()
