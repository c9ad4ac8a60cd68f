"""What a conversation waits for on a day, and from whom: quiet, once each, and nothing when it goes its way."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from competence.conversations.rules.steps import Side, State

ANSWERING_TAKES = timedelta(days=7)
PREPARE = timedelta(days=7)
TIDYING = timedelta(days=14)  # after that a talk nobody ended is for the leader to find in the list


class Waits(Enum):
    """What is waited for."""

    TIME = "a time"
    ANSWER = "an answer to a proposed time"
    PREPARATION = "preparing"
    ENDING = "an end to a talk that had its day"


@dataclass(frozen=True)
class Standing:
    """Where a conversation stands: since when, and on which day it is to be."""

    state: State
    since: date
    on: date | None


def waits(standing: Standing, today: date) -> list[tuple[Waits, Side]]:
    """Return what is due today, and who is reminded of it."""
    found: list[tuple[Waits, Side]] = []
    late = standing.since + ANSWERING_TAKES <= today
    if standing.state is State.PLANNED and late:
        found.append((Waits.TIME, Side.LEADER))
    if standing.state is State.INVITED and late and (standing.on is None or today < standing.on):
        found.append((Waits.ANSWER, Side.PERSON))
    if standing.state is State.COUNTERED and late:
        found.append((Waits.ANSWER, Side.LEADER))
    if standing.on is None:
        return found
    if standing.state is State.CONFIRMED and standing.on - PREPARE <= today < standing.on:
        found += [(Waits.PREPARATION, side) for side in Side]
    if standing.state in (State.CONFIRMED, State.TALKING) and standing.on < today <= standing.on + TIDYING:
        found.append((Waits.ENDING, Side.LEADER))
    return found
