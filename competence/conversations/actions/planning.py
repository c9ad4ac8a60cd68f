"""Finding a time: asking, inviting, proposing another, saying yes, calling off, planning again, and taking over."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from flask import url_for
from flask_babel import lazy_gettext as _l

from competence.access.actor import Actor
from competence.conversations.actions import calendars
from competence.conversations.guides.queries import current
from competence.conversations.models import AFRESH, Conversation, Step, ThemeChoice
from competence.conversations.queries import conversations as queries
from competence.conversations.queries.talks import levels
from competence.conversations.rules import steps as rules
from competence.conversations.rules.kinds import FOR_TWO, MAY_BE_ASKED_FOR, THEMES, YEARLY, Kind, minutes_of
from competence.conversations.rules.refusals import (
    AlreadyPlanned,
    AlreadyYours,
    ChangedMeanwhile,
    NotNow,
    SeatIsTaken,
    UnknownKind,
    UnknownTheme,
)
from competence.conversations.rules.steps import Action, Side, State
from competence.conversations.rules.timing import check_time
from competence.cycles.queries import round_of_talk
from competence.db import db
from competence.notifications.actions import mail, notify
from competence.notifications.rules import kind as message
from competence.privacy import audit
from competence.web.clock import day_of

INVITED = message("conversations.invited", _l("Du er inviteret til en samtale."), attach=calendars.attach)
COUNTERED = message("conversations.countered", _l("Der er foreslået en anden tid til en samtale."))
MOVED = message("conversations.moved", _l("Der er foreslået en ny tid til en samtale."), attach=calendars.attach)
AGREED = message("conversations.agreed", _l("Tiden til en samtale er aftalt."), attach=calendars.attach)
CALLED_OFF = message("conversations.called_off", _l("En samtale er aflyst."), attach=calendars.attach)
ASKED = message("conversations.asked", _l("En medarbejder beder om en samtale."))
AFRESH_AGAIN = message("conversations.afresh", _l("En samtale skal have en ny tid."), attach=calendars.attach)
OWN_STEP = message("conversations.own_step", _l("Her er samtalen til din kalender."), attach=calendars.attach)
TOLD = {
    Action.INVITE: INVITED,
    Action.COUNTER: COUNTERED,
    Action.MOVE: MOVED,
    Action.ACCEPT: AGREED,
    Action.CANCEL: CALLED_OFF,
    Action.PLAN_AGAIN: AFRESH_AGAIN,
    Action.TAKE_OVER: AFRESH_AGAIN,
}


@dataclass(frozen=True)
class Offer:
    """A time and place somebody proposes."""

    starts_at: datetime
    minutes: int
    place: str


def side_of(conversation: Conversation, actor: Actor) -> Side:
    """Return which of the two somebody is who takes part in a conversation."""
    return Side.PERSON if actor.person_id == conversation.subject_id else Side.LEADER


def ask(kind: Kind, actor_id: int, leader_id: int, now: datetime) -> Conversation:
    """Ask one's leader for a conversation. Raises UnknownKind, AlreadyPlanned."""
    if kind not in MAY_BE_ASKED_FOR:
        raise UnknownKind
    conversation = plan(kind, actor_id, leader_id, actor_id, now)
    notify(leader_id, ASKED, _address(conversation))
    return conversation


def invite(
    kind: Kind, subject_id: int, actor: Actor, offer: Offer, themes: Collection[str], now: datetime, today: date
) -> Conversation:
    """Invite somebody one leads to a conversation. Raises UnknownKind, AlreadyPlanned, BadTime, UnknownTheme."""
    if kind not in FOR_TWO:
        raise UnknownKind
    conversation = plan(kind, subject_id, seat_of(actor, subject_id), actor.person_id, now)
    choose_themes(conversation, actor, themes)
    propose(conversation, actor, offer, conversation.version, now, today)
    return conversation


def plan(kind: Kind, subject_id: int, leader_id: int, actor_id: int | None, now: datetime) -> Conversation:
    """Let a conversation be planned, without a time; actor_id: who wants it, None for the product itself."""
    if queries.is_under_way(kind, subject_id, leader_id):
        raise AlreadyPlanned
    cycle, guide = round_of_talk(subject_id) if kind in YEARLY else None, current(kind)
    conversation = Conversation(
        kind=kind, state=State.PLANNED, subject_id=subject_id, leader_id=leader_id, minutes=minutes_of(kind, guide),
        cycle_id=cycle.id if cycle else None, guide_version=guide,
        steps=[Step(actor_id=actor_id, at=now)], themes=[],
    )  # fmt: skip
    db.session.add(conversation)
    db.session.flush()
    _note(conversation, actor_id, "plan")
    return conversation


def seat_of(actor: Actor, subject_id: int) -> int:
    """Return in which leader's place somebody acts for a person: their own, else that of one they stand in for."""
    seats = actor.acts_as(subject_id)
    return actor.person_id if actor.person_id in seats and actor.person_id is not None else min(seats)


def propose(conversation: Conversation, actor: Actor, offer: Offer, version: int, now: datetime, today: date) -> None:
    """Propose a time and place: an invitation, a move, or the employee's other proposal.

    version: what the reader saw. Raises NotNow, OtherSide, ChangedMeanwhile, BadTime.
    """
    side = side_of(conversation, actor)
    action = rules.proposing(conversation.state, side)
    rules.step(conversation.state, action, side, conversation.kind)
    first, on = conversation.invited_at, day_of(offer.starts_at)
    invited_on = day_of(first) if first else None
    check_time(conversation.kind, offer.starts_at, on, side, invited_on=invited_on, now=now, today=today)
    _take(conversation, action, actor, version, now, offer)


def take_step(conversation: Conversation, action: Action, actor: Actor, version: int, now: datetime) -> None:
    """Take a step that says nothing but itself. Raises NotNow, OtherSide, ChangedMeanwhile, AlreadyPlanned."""
    subject_id, is_over = conversation.subject_id, conversation.state in rules.OVER
    again = action is Action.PLAN_AGAIN and is_over and subject_id is not None
    if again and queries.is_under_way(conversation.kind, subject_id or 0, conversation.leader_id):
        raise AlreadyPlanned
    _take(conversation, action, actor, version, now)


def take_over(conversation: Conversation, actor: Actor, version: int, now: datetime) -> None:
    """Sit down in the seat of a former leader. Raises AlreadyYours, SeatIsTaken, NotNow, ChangedMeanwhile."""
    seat = seat_of(actor, conversation.subject_id or 0)
    if seat == conversation.leader_id:
        raise AlreadyYours
    if queries.is_still_one_of(conversation, conversation.leader_id, day_of(now)):
        raise SeatIsTaken
    hand_over(conversation, seat, actor, version, now)


def hand_over(conversation: Conversation, leader_id: int, actor: Actor, version: int, now: datetime) -> None:
    """Give a leader the seat of the former one: the talk is planned anew, and no word of what was written comes along.

    Raises NotNow, ChangedMeanwhile.
    """
    rules.step(conversation.state, Action.TAKE_OVER, Side.LEADER, conversation.kind)
    conversation.themes = [choice for choice in conversation.themes if choice.person_id == conversation.subject_id]
    for level in levels(conversation):
        if not level.is_agreed:
            db.session.delete(level)
    former, conversation.leader_id = conversation.leader_id, leader_id
    conversation.mirror_id = conversation.plan_id = None
    _take(conversation, Action.TAKE_OVER, actor, version, now)
    mail(former, CALLED_OFF, _address(conversation))


def choose_themes(conversation: Conversation, actor: Actor, themes: Collection[str]) -> None:
    """Let the actor's themes be these, whatever they chose before. Raises UnknownTheme, NotNow."""
    if not set(themes) <= THEMES.keys():
        raise UnknownTheme
    if conversation.state in rules.OVER:
        raise NotNow
    others = [choice for choice in conversation.themes if choice.person_id != actor.person_id]
    kept = {choice.theme: choice for choice in conversation.themes if choice.person_id == actor.person_id}
    mine = [kept.get(theme) or ThemeChoice(person_id=actor.person_id, theme=theme) for theme in sorted(set(themes))]
    conversation.themes = others + mine
    db.session.flush()


def _take(
    conversation: Conversation, action: Action, actor: Actor, version: int, now: datetime, offer: Offer | None = None
) -> None:
    side = side_of(conversation, actor)
    to = rules.step(conversation.state, action, side, conversation.kind)
    if version != conversation.version:
        raise ChangedMeanwhile
    new = Step(action=action, actor_id=actor.person_id, at=now)
    if offer is not None:
        new.starts_at, new.minutes, new.place = offer.starts_at, offer.minutes, offer.place
    conversation.steps.append(new)
    _keep_the_calendar(conversation, action)
    conversation.state = to
    conversation.sequence += 1
    db.session.flush()
    _note(conversation, actor.person_id, action.name.lower())
    if action in TOLD:
        own, other = _the_two(conversation, side)
        if queries.is_still_one_of(conversation, other, day_of(now)):
            notify(other, TOLD[action], _address(conversation))
        if action is not Action.COUNTER:
            mail(own, OWN_STEP, _address(conversation))


def _the_two(conversation: Conversation, side: Side) -> tuple[int, int]:
    """Return the one whose side took a step, and the other one."""
    leader, person = conversation.leader_id, conversation.subject_id or conversation.leader_id
    return (person, leader) if side is Side.PERSON else (leader, person)


def _keep_the_calendar(conversation: Conversation, action: Action) -> None:
    """Let the calendar's time be what the leader proposes or both agreed on; an employee's wish waits for a yes."""
    if action in AFRESH:
        conversation.starts_at, conversation.place = None, ""
    elif action in (Action.INVITE, Action.MOVE, Action.ACCEPT) and conversation.proposed is not None:
        agreed = conversation.proposed
        conversation.starts_at, conversation.place = agreed.starts_at, agreed.place
        conversation.minutes = agreed.minutes or conversation.minutes


def _address(conversation: Conversation) -> str:
    return url_for("conversations.show", pid=conversation.pid)


def _note(conversation: Conversation, actor_id: int | None, verb: str) -> None:
    thing = f"conversation {conversation.pid}"
    audit.record(actor_id, f"conversation.{verb}", subject_id=conversation.subject_id, thing=thing)
