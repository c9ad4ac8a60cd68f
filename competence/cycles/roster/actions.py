"""Carrying out what was decided about somebody's place in a round, and writing down that it was done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from competence.cycles.models import Cycle, Invitation
from competence.cycles.roster import queries
from competence.cycles.roster.models import RosterNote
from competence.cycles.roster.queries import House
from competence.cycles.roster.rules.deciding import AFTERWARDS, Decision, Kind, onboarding_on
from competence.cycles.rules.phases import Phase
from competence.cycles.rules.rounds import Action, Standing, step
from competence.db import db
from competence.notifications.actions import notify
from competence.notifications.rules import DAILY, kind
from competence.people.models import Person
from competence.privacy.audit import record
from competence.web.clock import now
from competence.web.slots import Slot

OPENED = kind("cycle.opened", _l("Der er åbnet en runde af kompetencespejlet, og du er inviteret."))
CHANGED = kind("cycle.changed", _l("Noget er ændret for dig i en runde."))
SEATED = kind("cycle.seated", _l("En, du er leder for, har fået dig som leder i en runde."))


class Arrange(Enum):
    """What is asked of the feature that holds talks."""

    PLAN = "plan"
    HAND_OVER = "hand over to the new leader, if it is not begun"
    CANCEL = "cancel, if it is not begun"


@dataclass(frozen=True)
class Arrangement:
    """One talk to be planned, handed over or cancelled.

    talk: the kind of talk (MUS, LUS, ONBOARDING, RETURN); "" for whatever the person has ahead in the round.
    near: the day it should be held by; actor_id: None in the daily run.
    """

    arrange: Arrange
    person_id: int
    leader_id: int | None
    talk: str
    cycle_id: int | None
    near: date | None
    actor_id: int | None
    at: datetime


ARRANGE: Slot[Callable[[Arrangement], object]] = Slot()  # the feature above that plans, moves and cancels talks


@dataclass(frozen=True)
class Moment:
    """Who lets it happen, when, and on which day in Denmark; actor_id: None in the daily run."""

    actor_id: int | None
    at: datetime
    today: date


def can_plan() -> bool:
    """Return whether a feature above plans talks."""
    return any(True for _ in ARRANGE)


@DAILY.fill
def daily(today: date) -> None:
    """Bring every running round up to date, and plan the talks of those who came or came back.

    Safe to run twice, and after days on which it did not run.
    """
    moment, known = Moment(None, now(), today), queries.house(today)
    welcome(moment, known)
    for cycle in queries.running_rounds():
        bring_up_to_date(cycle, moment, known)


def bring_up_to_date(
    cycle: Cycle, moment: Moment, known: House | None = None, *, opening: bool = False
) -> list[Decision]:
    """Do what a running round asks for today, and return what was done.

    opening: the round opens in this moment, which says by itself why everybody is invited.
    """
    step(cycle.stage, Action.UPDATE_ROSTER, with_talks=cycle.with_talks)
    db.session.execute(select(Cycle.id).where(Cycle.id == cycle.id).with_for_update())  # one run at a time
    people = queries.members(cycle, known or queries.house(moment.today))
    decisions = queries.decided(cycle, people, can_plan=can_plan())
    invited = select(Invitation).where(Invitation.cycle_id == cycle.id)
    places = {place.person_id: place for place in db.session.scalars(invited)}
    for decision in decisions:
        if decision.kind is Kind.PLAN_TALK:
            _plan_round_talk(cycle, decision, moment)
            continue
        _move(cycle, places, decision, moment)
        if not (opening and decision.kind is Kind.INVITE):
            _note(decision, cycle.id, moment)
    if decisions:
        record(moment.actor_id, "cycle.roster", thing=f"cycle {cycle.pid}")
    db.session.flush()
    return decisions


def welcome(moment: Moment, known: House) -> None:
    """Plan the talks that are due for those who came or came back."""
    if not can_plan():
        return
    _wait_for_another_run(known)
    decisions = queries.arriving(known)
    for decision in decisions:
        since = decision.since or moment.today
        talk, near = (
            ("ONBOARDING", onboarding_on(since)) if decision.kind is Kind.ONBOARDING_TALK else ("RETURN", since)
        )
        _arrange(Arrange.PLAN, decision, None, moment, talk, max(near, moment.today))
        _note(decision, None, moment)
    db.session.flush()


def _wait_for_another_run(known: House) -> None:
    first = min(known.periods, default=0)
    db.session.execute(select(Person.id).where(Person.id == first).with_for_update(key_share=True))


def _move(cycle: Cycle, places: dict[int, Invitation], decision: Decision, moment: Moment) -> None:
    """Give somebody their new standing and seat, let their talk follow, and tell those who must know."""
    place = places.get(decision.person_id)
    if place is None:
        place = Invitation(cycle_id=cycle.id, person_id=decision.person_id, standing=Standing.TAKES_PART)
        places[decision.person_id] = place
        db.session.add(place)
    place.standing = AFTERWARDS.get(decision.kind, place.standing)
    place.leader_id = decision.leader_id
    if decision.kind in (Kind.REST, Kind.LEAVE):
        _arrange(Arrange.CANCEL, decision, cycle.id, moment)
    elif decision.kind is Kind.HAND_OVER or (decision.former_id is not None and decision.leader_id is not None):
        _arrange(Arrange.HAND_OVER, decision, cycle.id, moment)
    if decision.kind is Kind.INVITE:
        notify(decision.person_id, OPENED, "/", required=True)
    elif decision.kind in (Kind.REJOIN, Kind.RESUME, Kind.HAND_OVER, Kind.SECOND_PLACE):
        notify(decision.person_id, CHANGED, "/assessments")
    if decision.kind is Kind.HAND_OVER and decision.leader_id is not None:
        notify(decision.leader_id, SEATED, "/assessments/team")


def _plan_round_talk(cycle: Cycle, decision: Decision, moment: Moment) -> None:
    talk, phase = ("LUS", Phase.LUS) if decision.leads else ("MUS", Phase.TALKS)
    _arrange(Arrange.PLAN, decision, cycle.id, moment, talk, max(cycle.deadlines[phase], moment.today))


def _arrange(
    arrange: Arrange, decision: Decision, cycle_id: int | None, moment: Moment, talk: str = "", near: date | None = None
) -> None:
    asked = Arrangement(
        arrange, decision.person_id, decision.leader_id, talk, cycle_id, near, moment.actor_id, moment.at
    )
    for arranged in ARRANGE:
        arranged(asked)


def _note(decision: Decision, cycle_id: int | None, moment: Moment) -> None:
    """Write a decision down."""
    db.session.add(
        RosterNote(
            cycle_id=cycle_id,
            person_id=decision.person_id,
            kind=decision.kind,
            leader_id=decision.leader_id,
            former_id=decision.former_id,
            since=decision.since,
            at=moment.at,
            by_id=moment.actor_id,
        )
    )
