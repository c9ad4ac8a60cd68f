"""How long the rules of the career model take: distances, differences and reach, for many people and many steps."""

import time
from collections.abc import Callable
from random import Random

from competence.analytics.steps.measures import ready, row_of
from competence.careers.rules.comparing import difference
from competence.careers.rules.distance import nearest_first, nearness
from competence.careers.rules.editions import LATERAL, UP, Asked, MoveWords, StepWords
from competence.careers.rules.reaching import reachable
from competence.frameworks.rules.editions import Words
from competence.privacy.anonymity.changing import may_follow
from competence.privacy.anonymity.crowds import Knowledge
from competence.privacy.anonymity.limits import K, Person, Rules

PEOPLE, STEPS, TRACKS = 20_000, 40, 8
COMPETENCES, ASKED, ANSWERED = 41, 14, 14
SHOWN = 2_000
CLOSED = 8  # rounds


def run() -> None:
    """Print seconds, and how many a second, for each rule over the whole house."""
    random = Random(1)
    codes = [f"c{number}" for number in range(COMPETENCES)]
    steps = [
        StepWords(f"s{number}", f"t{number % TRACKS}", number // TRACKS + 1, Words("Trin"), asks=_asks(codes, random))
        for number in range(STEPS)
    ]
    moves = [
        MoveWords(one.code, other.code, UP if one.track == other.track else LATERAL)
        for one in steps
        for other in steps
        if one is not other and other.height - one.height == (1 if one.track == other.track else 0)
    ]
    people = [{code: random.randint(1, 5) for code in random.sample(codes, ANSWERED)} for _ in range(PEOPLE)]
    print(f"\nCareer model: {PEOPLE:,} people, {STEPS} steps, {ASKED} requirements each, {len(moves)} moves")
    _print("distance to every step", PEOPLE * STEPS, lambda: [nearness(s.asks, p) for p in people for s in steps])
    some = people[:: PEOPLE // SHOWN]
    _print("all ways of a person, sorted", SHOWN, lambda: [nearest_first(steps, levels) for levels in some])
    _print("difference of two steps", STEPS * STEPS, lambda: [difference(a.asks, b.asks) for a in steps for b in steps])
    house = dict[Person, dict[str, int]](enumerate(people))
    musts = [{code: asked.level for code, asked in step.asks.items() if asked.must} for step in steps]
    knowledge = Knowledge([{person} for person in house])
    _print("who could fill a step, in words", STEPS, lambda: [ready(m, house, {}, knowledge, Rules()) for m in musts])
    rounds = [
        row_of({number: {number + PEOPLE * (number % 10 < again): "s1"} for number in range(PEOPLE)}, "here")
        for again in range(CLOSED)
    ]
    _print("may a picture follow the others", 1, lambda: may_follow(rounds[:-1], rounds[-1], knowledge, K))
    _print("reach from every step", STEPS, lambda: [reachable(moves, step.code) for step in steps])


def _asks(codes: list[str], random: Random) -> dict[str, Asked]:
    return {code: Asked(random.randint(1, 5), random.random() < 0.8) for code in random.sample(codes, ASKED)}


def _print(name: str, count: int, work: Callable[[], object]) -> None:
    begin = time.perf_counter()
    work()
    seconds = time.perf_counter() - begin
    print(f"  {name:30}{count:>9,} in {seconds:6.2f} s  {count / seconds:>12,.0f} a second")
