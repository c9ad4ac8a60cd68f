"""Who gets a seat: whether the leader is asked, the line people stand in, and whom a free seat goes to."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from competence.learning.rules.refusals import CalledOff, HasBegun, NotOffered, SignedUpAlready
from competence.learning.rules.words import State
from competence.web.slots import Slot

FREELY = 4  # hours one decides on oneself where nothing is paid; more is for the two to agree on
TIME_TO_COME = timedelta(days=1)  # nobody is given a seat on the day itself
# Whom seats of some dates are kept for, as (date, person), though they have no sign-up with a seat; see learning.seats.
PROMISED: Slot[Callable[[Collection[int]], Iterable[tuple[int, int]]]] = Slot()


def needs_yes(hours: int, price: int) -> bool:
    """Return whether the nearest leader is asked: where it costs money, or more than a few hours."""
    return price > 0 or hours > FREELY


@dataclass(frozen=True)
class Held:
    """A date of an offer, as far as the rules look at it; room is None where as many may come as want to."""

    offered: bool
    called_off: bool
    starts_at: datetime | None
    room: int | None


@dataclass(frozen=True)
class InLine:
    """Somebody who signed up for a date: where they stand, and when they asked."""

    key: int
    state: State
    asked_at: datetime


def check_open(held: Held, now: datetime) -> None:
    """Refuse to sign up where nothing is held any more. Raises NotOffered, CalledOff, HasBegun."""
    if not held.offered:
        raise NotOffered
    if held.called_off:
        raise CalledOff
    if held.starts_at is not None and held.starts_at <= now:
        raise HasBegun


def check_not_in(state: State | None) -> None:
    """Refuse to sign somebody up twice; who was refused or called off may ask again. Raises SignedUpAlready."""
    if state is not None and (state.is_open or state.takes_a_seat):
        raise SignedUpAlready


def free(room: int | None, line: Iterable[InLine]) -> int | None:
    """Return how many seats are free; None where nobody counts them."""
    return None if room is None else max(0, room - sum(one.state.takes_a_seat for one in line))


def place(room: int | None, line: Iterable[InLine]) -> State:
    """Return what somebody gets who may come: a seat, or a place on the waiting list.

    A free seat is not taken past those who wait: they were moved up before.
    """
    left = free(room, line)
    return State.SEATED if left is None or left > 0 else State.WAITING


def next_in_line(held: Held, line: Sequence[InLine], today: date, starts_on: date | None) -> list[int]:
    """Return whom the free seats go to: those who wait, in the order in which they asked, whenever the leader answered.

    Nobody is moved up on the day itself, or to something that is called off.
    """
    if held.called_off or (starts_on is not None and starts_on < today + TIME_TO_COME):
        return []
    waiting = sorted((one for one in line if one.state is State.WAITING), key=lambda one: (one.asked_at, one.key))
    left = free(held.room, line)
    return [one.key for one in (waiting if left is None else waiting[:left])]


def may_note_attendance(starts_on: date | None, today: date) -> bool:
    """Return whether it may be noted who was there: from the day it is held; where no day is set, at any time."""
    return starts_on is None or starts_on <= today
