"""What happens to whom in a running round: facts in, decisions out; the same facts decided twice change nothing.

docs/rounds.md says why each case is decided as it is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from competence.cycles.rules.rounds import Standing

ONBOARDING_AFTER = timedelta(days=91)  # "about three months": a talk has a day of its own
LONGEST_CATCHING_UP = timedelta(days=31)  # how long after its day a talk of arrival is still planned


class Talk(Enum):
    """How far the talk of somebody in a round is, as the roster needs to know it."""

    NONE = "none"
    AHEAD = "planned, invited or agreed"
    UNDER_WAY = "begun"
    HELD = "held"
    CANCELLED = "cancelled"


class Kind(Enum):
    """What is decided about somebody."""

    INVITE = "is invited"
    REJOIN = "is back after having left"
    REST = "rests while on leave"
    RESUME = "takes part again after a leave"
    LEAVE = "has left the house"
    HAND_OVER = "has a new leader, who takes over the seat"
    EMPTY_SEAT = "has no leader any more"
    SECOND_PLACE = "works in one more place"
    PLAN_TALK = "gets the talk of the round"
    RETURN_TALK = "gets a talk about coming back"
    ONBOARDING_TALK = "gets a talk about the first months"


@dataclass(frozen=True)
class Member:
    """What is known today about one person who is in a round, or whom it is for.

    employed: today; wanted: the round is for them today; leaders: their nearest leaders today, the newest first.
    leave_since: the first day of the leave they are on today.
    standing, seat: how they stand in the round, and whose seat is across from them; None before they are invited.
    second_place: the first day of an employment beside the earlier one, begun during the round and not noted yet.
    new: they began so shortly before that the talk about the first months is theirs in this round.
    """

    person_id: int
    employed: bool = True
    wanted: bool = True
    leaders: tuple[int, ...] = ()
    leads: bool = False
    leave_since: date | None = None
    standing: Standing | None = None
    seat: int | None = None
    talk: Talk = Talk.NONE
    second_place: date | None = None
    new: bool = False


@dataclass(frozen=True)
class Decision:
    """One thing to be done about one person; leader_id is whose seat it is then, since the day it is about."""

    kind: Kind
    person_id: int
    leader_id: int | None = None
    former_id: int | None = None
    since: date | None = None
    leads: bool = False


def roster(members: Iterable[Member], *, takes_more: bool, with_talks: bool) -> list[Decision]:
    """Return what must happen for everybody to be right in a running round.

    takes_more: the mirrors are open, so that whoever comes can still be invited.
    with_talks: talks belong to the round, and somebody can plan them.
    """
    return [decision for member in members for decision in _about(member, takes_more=takes_more, with_talks=with_talks)]


def _about(member: Member, *, takes_more: bool, with_talks: bool) -> Iterator[Decision]:
    moved = _moved(member, takes_more=takes_more)
    standing = member.standing if moved is None else AFTERWARDS[moved]
    seat = _seat(member) if standing in HAS_A_SEAT else member.seat
    if moved is not None:
        since = member.leave_since if moved is Kind.REST else None
        former = member.seat if member.seat != seat else None
        yield Decision(moved, member.person_id, seat, former, since, member.leads)
    elif standing in HAS_A_SEAT and seat != member.seat:
        kind = Kind.EMPTY_SEAT if seat is None else Kind.HAND_OVER
        yield Decision(kind, member.person_id, seat, member.seat, leads=member.leads)
    if standing in HAS_A_SEAT and member.second_place is not None:
        yield Decision(Kind.SECOND_PLACE, member.person_id, seat, since=member.second_place, leads=member.leads)
    if with_talks and standing is Standing.TAKES_PART and seat is not None and _needs_talk(member, moved):
        yield Decision(Kind.PLAN_TALK, member.person_id, seat, leads=member.leads)


HAS_A_SEAT = (Standing.TAKES_PART, Standing.RESTS)
AFTERWARDS = {
    Kind.INVITE: Standing.TAKES_PART,
    Kind.REJOIN: Standing.TAKES_PART,
    Kind.RESUME: Standing.TAKES_PART,
    Kind.REST: Standing.RESTS,
    Kind.LEAVE: Standing.LEFT,
}


def _moved(member: Member, *, takes_more: bool) -> Kind | None:
    """Return how somebody's standing changes; None where it stays."""
    away = member.leave_since is not None
    if member.standing is None:
        joins = member.employed and member.wanted and takes_more
        return (Kind.REST if away else Kind.INVITE) if joins else None
    if member.standing is Standing.LEFT:
        returns = member.employed and member.wanted
        return (Kind.REST if away else Kind.REJOIN) if returns else None
    if not member.employed:
        return Kind.LEAVE
    if away:
        return Kind.REST if member.standing is Standing.TAKES_PART else None
    return Kind.RESUME if member.standing is Standing.RESTS else None


def _seat(member: Member) -> int | None:
    """Return whose seat it is: the same leader as long as that one leads, otherwise the newest."""
    if member.seat in member.leaders:
        return member.seat
    return member.leaders[0] if member.leaders else None


def _needs_talk(member: Member, moved: Kind | None) -> bool:
    """Return whether the talk of the round must be planned; what people cancelled themselves stays cancelled."""
    if member.new:
        return False
    came_back = moved in (Kind.RESUME, Kind.REJOIN)
    return member.talk is Talk.NONE or (came_back and member.talk is Talk.CANCELLED)


def named_in(decisions: Iterable[Decision]) -> set[int]:
    """Return everybody whom decisions name."""
    named = ((one.person_id, one.leader_id, one.former_id) for one in decisions)
    return {person_id for three in named for person_id in three if person_id is not None}


# --- arrivals: talks that belong to the person, round or none ---


@dataclass(frozen=True)
class Arrival:
    """Somebody employed today who came, or came back.

    began: the first day of the employment without a break; back: the day after the last leave that is over.
    away: they are on leave today; noted: what was decided before, by kind and the day it was about.
    """

    person_id: int
    leaders: tuple[int, ...] = ()
    began: date | None = None
    back: date | None = None
    away: bool = False
    noted: frozenset[tuple[Kind, date]] = frozenset()


def arrivals(people: Iterable[Arrival], house_began: date, today: date) -> list[Decision]:
    """Return the talks to be planned for those who are new in the house or back from a long leave.

    house_began: the first day anybody is known to be employed; nobody is new who was there when the list was made.
    A talk waits until there is a leader to hold it, and is let go when it is a month too late.
    """
    return [decision for person in people for decision in _arrival(person, house_began, today)]


def onboarding_on(began: date) -> date:
    """Return the day about which a new colleague and their leader talk about the first months."""
    return began + ONBOARDING_AFTER


def _arrival(person: Arrival, house_began: date, today: date) -> Iterator[Decision]:
    if person.away or not person.leaders:
        return
    leader = person.leaders[0]
    if person.began is not None and house_began < person.began <= today:
        in_time = today <= onboarding_on(person.began) + LONGEST_CATCHING_UP
        if in_time and (Kind.ONBOARDING_TALK, person.began) not in person.noted:
            yield Decision(Kind.ONBOARDING_TALK, person.person_id, leader, since=person.began)
    is_back = person.back is not None and today - LONGEST_CATCHING_UP <= person.back <= today
    if person.back is not None and is_back and (Kind.RETURN_TALK, person.back) not in person.noted:
        yield Decision(Kind.RETURN_TALK, person.person_id, leader, since=person.back)


def began(periods: Iterable[tuple[date, date | None]], today: date) -> date | None:
    """Return the first day of the time somebody has been employed without a break until today; None if they are not.

    periods: first and last days of employments, the last day included.
    """
    known = sorted(periods, key=lambda period: period[0], reverse=True)
    start = min((first for first, last in known if first <= today and (last is None or last >= today)), default=None)
    if start is None:
        return None
    for first, last in known:
        if first < start and (last is None or last + timedelta(days=1) >= start):
            start = first
    return start


# --- counting ---


@dataclass(frozen=True)
class Coverage:
    """A round in people: who takes part, whose talk was held, who rests and who left. Rating is not asked about."""

    taking_part: int
    held: int
    resting: int
    left: int


def coverage(members: Iterable[tuple[Standing, Talk]]) -> Coverage:
    """Return a round in counts of people; a talk counts whether or not anybody rated anything.

    Whoever is on leave is counted as that and not as missing, unless the talk was held before.
    """
    known = list(members)
    held = sum(talk is Talk.HELD and standing is not Standing.LEFT for standing, talk in known)
    resting = sum(standing is Standing.RESTS and talk is not Talk.HELD for standing, talk in known)
    left = sum(standing is Standing.LEFT for standing, _ in known)
    return Coverage(len(known) - resting - left, held, resting, left)
