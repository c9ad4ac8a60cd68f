"""What waits for somebody now, and what their year looks like: facts in, lines out, nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from competence.conversations.rules.kinds import YEARLY
from competence.conversations.rules.steps import State
from competence.conversations.rules.year import TIME_TO_PREPARE, Agreement, Need, Someone, Talk, last_held, under_way

MOST = 3  # lines on the front page
SOON = timedelta(days=7)
STILL_NEWS = timedelta(days=90)  # after that an unfinished round is found among the mirrors, not on the front page


class Waits(Enum):
    """What may wait for somebody, the most pressing first."""

    MEET = "meet"
    REPLY = "reply to an invitation"
    SIGN = "sign"
    BEGIN = "begin"
    GO_ON = "go on"
    READ = "read"
    SHARE_AGAIN = "share again"
    DECIDE = "decide"
    PREPARE = "prepare"
    FOLLOW_UP = "say whether it was done"
    READ_FEEDBACK = "read feedback"
    GIVE_FEEDBACK = "give feedback"
    ANSWER_SEAT = "answer an offer of a seat"
    SAY_YES = "say yes or no to what their people want to learn"
    ANSWER_FOR_OTHERS = "answer for others"
    CLOSE_ROUND = "close round"
    OPEN_ROUND = "open round"
    HOLD_TALKS = "hold talks"
    SIGN_REVIEW = "look through who can see what, and sign"
    BEGIN_REVIEW = "begin a review of who can see what"
    LEAD = "what their people wait for"


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
    AGREED = "agreed"
    FOLLOWED_UP = "followed up"


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


def talk_waits(me: Someone, today: date) -> list[tuple[Waits, Talk | Agreement]]:
    """Return what waits for somebody in their own talks and plans; nothing is asked while they are on leave."""
    if me.away:
        return []
    talks = [(wait, talk) for talk in under_way(me) if (wait := _talk_wait(talk, today)) is not None]
    plans = [(wait, plan) for plan in me.agreements if (wait := _plan_wait(plan)) is not None]
    return [*talks, *plans]


# What the page names first of all a leader's people wait for: a person, before a paper.
PRESSING = (
    Need.HOLD, Need.ANSWER, Need.SIGN, Need.FOLLOW_UP, Need.PREPARE, Need.WRITE, Need.KEEP, Need.FILE, Need.INVITE,
)  # fmt: skip


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


@dataclass(frozen=True)
class Agreed:
    """What somebody's year holds besides the mirror: the talk's day, the plan's, and when both are asked about it."""

    talk_on: date | None = None
    held: bool = False
    plan_on: date | None = None
    asked_on: date | None = None


def agreed_with(me: Someone, since: date, today: date) -> Agreed:
    """Return somebody's talk of the year, held since a day or still to come, and what followed from it."""
    held = last_held(me)
    if held is None or held.on is None or held.on < since:
        coming = next((talk for talk in under_way(me) if talk.kind in YEARLY), None)
        return Agreed(talk_on=coming.on if coming else None)
    after = [plan for plan in me.agreements if plan.agreed_on is not None and plan.agreed_on >= held.on]
    plan = max(after, key=lambda plan: plan.agreed_on or date.min, default=None)
    if plan is None:
        return Agreed(held.on, held=True)
    ahead = min((day for day in plan.follow_ups if day > today), default=None)
    asked = max((day for day in plan.follow_ups if day <= today), default=None) if plan.asked is not None else ahead
    return Agreed(held.on, held=True, plan_on=plan.agreed_on, asked_on=asked)


def year_of(mine: Mine | None, agreed: Agreed, today: date) -> list[Event]:
    """Return the steps of a round and of the talk for one person; the first that has not happened is now."""
    events = _of_round(mine, agreed) if mine is not None else _of_talk(agreed, open_round=False)
    if agreed.plan_on is not None:
        events.append(Event(Step.AGREED, agreed.plan_on, "done"))
    elif agreed.held:
        events.append(Event(Step.AGREED, None, "now"))
    if agreed.asked_on is not None:
        events.append(Event(Step.FOLLOWED_UP, agreed.asked_on, "now" if agreed.asked_on <= today else "next"))
    return events


def _of_round(mine: Mine, agreed: Agreed) -> list[Event]:
    steps = (
        (Step.OPENED, mine.opened_on),
        (Step.SHARED, mine.shared_on),
        (Step.REVEALED, mine.revealed_on),
    )
    events, current = [], mine.round_is_open or mine.revealed_on is not None
    for step, day in steps:
        if day is not None:
            events.append(Event(step, day, "done"))
        elif current or mine.round_is_open:
            events.append(Event(step, None, "now" if current else "next"))
            current = False
    closes = Event(Step.CLOSES, mine.closes_on, "next" if mine.round_is_open else "done")
    if mine.talk_on is not None and not agreed.held:
        agreed = Agreed(mine.talk_on, held=True)
    talk = _of_talk(agreed, open_round=current or mine.round_is_open, current=current)
    comes_later = any(event.on is not None and event.on > mine.closes_on for event in talk)
    return [*events, closes, *talk] if comes_later else [*events, *talk, closes]


def _of_talk(agreed: Agreed, *, open_round: bool, current: bool = True) -> list[Event]:
    if agreed.talk_on is None and not open_round:
        return []
    return [Event(Step.TALKED, agreed.talk_on, "done" if agreed.held else "now" if current else "next")]


def _talk_wait(talk: Talk, today: date) -> Waits | None:
    if talk.state is State.TALKING or (talk.on == today and talk.state in (State.INVITED, State.CONFIRMED)):
        return Waits.MEET
    if talk.on is None or talk.on < today:
        return None
    if talk.state is State.INVITED:
        return Waits.REPLY
    is_near = talk.on <= today + TIME_TO_PREPARE and not talk.prepared
    return Waits.PREPARE if talk.state is State.CONFIRMED and is_near else None


def _plan_wait(plan: Agreement) -> Waits | None:
    if plan.agreed_on is None:
        return Waits.SIGN if plan.signed_by_leader and not plan.signed_by_person else None
    return Waits.FOLLOW_UP if plan.asked is not None else None
