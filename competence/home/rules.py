"""What waits for somebody now, and what their year looks like: facts in, lines out, nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

MOST = 3  # lines on the front page
SOON = timedelta(days=7)
STILL_NEWS = timedelta(days=90)  # after that an unfinished round is found among the mirrors, not on the front page


class Waits(Enum):
    """What may wait for somebody, the most pressing first."""

    BEGIN = "begin"
    GO_ON = "go on"
    READ = "read"
    SHARE_AGAIN = "share again"
    DECIDE = "decide"
    ANSWER_FOR_OTHERS = "answer for others"
    CLOSE_ROUND = "close round"
    OPEN_ROUND = "open round"
    HOLD_TALKS = "hold talks"


@dataclass(frozen=True)
class Mine:
    """A person's own mirror in a round, as far as they may know; the days are those on which it happened.

    moved: it was shared with a former leader, and not with the one who is now.
    """

    opened_on: date
    closes_on: date
    round_is_open: bool
    begun: bool = False
    shared_on: date | None = None
    moved: bool = False
    may_consent: bool = False
    revealed_on: date | None = None
    talk_on: date | None = None


class Standing(Enum):
    """Where a leader and one of their people are in a round; what waits for the leader comes first."""

    WAITS_FOR_VIEW = "waits for view"
    WAITS_FOR_TALK = "waits for talk"
    BEGUN = "begun"
    NOT_BEGUN = "not begun"
    TALKED = "talked"


@dataclass(frozen=True)
class Led:
    """Somebody the reader leads: whether they began, shared with the reader, and what the two have opened."""

    name: str
    begun: bool = False
    shared: bool = False
    leader_shared: bool = False
    revealed: bool = False
    talked: bool = False

    @property
    def standing(self) -> Standing:
        """Where the two are, as the leader may know it."""
        if self.talked:
            return Standing.TALKED
        if self.revealed:
            return Standing.WAITS_FOR_TALK
        if self.shared and not self.leader_shared:
            return Standing.WAITS_FOR_VIEW
        return Standing.BEGUN if self.begun else Standing.NOT_BEGUN


class Step(Enum):
    """The steps of a round for one person."""

    OPENED = "opened"
    SHARED = "shared"
    REVEALED = "revealed"
    TALKED = "talked"
    CLOSES = "closes"


@dataclass(frozen=True)
class Event:
    """One line of somebody's year: what, when (None: when it comes), and whether it is done, now, or next."""

    step: Step
    on: date | None
    state: str


def own_wait(mine: Mine, today: date) -> Waits | None:
    """Return what a person's own mirror waits for."""
    if mine.talk_on is not None or mine.closes_on + STILL_NEWS < today:
        return None
    if mine.moved:
        return Waits.SHARE_AGAIN
    if mine.revealed_on is not None:
        return Waits.READ
    if mine.may_consent:
        return Waits.DECIDE
    if not mine.round_is_open or mine.shared_on is not None:
        return None
    return Waits.GO_ON if mine.begun else Waits.BEGIN


def leaders_waits(led: Iterable[Led]) -> list[Waits]:
    """Return what the people somebody leads wait for."""
    standings = {one.standing for one in led}
    waits = {Standing.WAITS_FOR_VIEW: Waits.ANSWER_FOR_OTHERS, Standing.WAITS_FOR_TALK: Waits.HOLD_TALKS}
    return [wait for standing, wait in waits.items() if standing in standings]


def round_wait(*, is_open: bool, opens_on: date, closes_on: date, today: date) -> Waits | None:
    """Return what a round waits for from HR: to be opened on its day, and to be closed when it ends."""
    if is_open:
        return Waits.CLOSE_ROUND if closes_on - SOON <= today else None
    return Waits.OPEN_ROUND if opens_on <= today else None


def year_of(mine: Mine) -> list[Event]:
    """Return the steps of a round for one person; the first that has not happened is now."""
    steps = (
        (Step.OPENED, mine.opened_on),
        (Step.SHARED, mine.shared_on),
        (Step.REVEALED, mine.revealed_on),
        (Step.TALKED, mine.talk_on),
    )
    events, current = [], mine.round_is_open or mine.revealed_on is not None
    for step, day in steps:
        if day is not None:
            events.append(Event(step, day, "done"))
        elif current or mine.round_is_open:
            events.append(Event(step, None, "now" if current else "next"))
            current = False
    events.append(Event(Step.CLOSES, mine.closes_on, "next" if mine.round_is_open else "done"))
    return events
