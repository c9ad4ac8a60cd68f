"""Calling a team together, holding its talk, agreeing, and asking for a MUS of one's own where nobody sees it."""

from collections.abc import Collection
from datetime import date, datetime

from flask import url_for
from flask_babel import lazy_gettext as _l

from competence.access.actor import Actor
from competence.conversations.actions import calendars, planning
from competence.conversations.actions.planning import Offer
from competence.conversations.guides.queries import current
from competence.conversations.models import Conversation, Member, Step
from competence.conversations.queries.conversations import is_under_way
from competence.conversations.rules import steps
from competence.conversations.rules.kinds import Kind
from competence.conversations.rules.refusals import ChangedMeanwhile
from competence.conversations.rules.steps import Action, Side, State
from competence.conversations.rules.timing import check_time
from competence.conversations.teams import queries
from competence.conversations.teams.models import IndividualRequest, TeamAgreement, TeamStanding
from competence.conversations.teams.rules import UnknownLead, agreement_text, check_called
from competence.db import db
from competence.notifications.actions import notify
from competence.notifications.rules import DAILY
from competence.notifications.rules import kind as message
from competence.people.leaves.queries import away
from competence.people.queries import person_by_id
from competence.people.queries.leading import leader_of, leads
from competence.plans.rules.words import Standing
from competence.privacy import audit
from competence.web.clock import day_of, now


def attach(person_id: int, url: str) -> bytes | None:
    """Return what a mail about a team's talk carries for somebody's calendar, as the talk stands now."""
    talk = queries.team_talk(url.rsplit("/", 1)[-1])
    return calendars.calendar_of(talk, person_by_id(person_id), url) if talk else None


CALLED = message("teams.called", _l("Du er inviteret til en samtale med dit team."), attach=attach)
CALLED_OFF = message("teams.called_off", _l("En samtale med dit team er aflyst."), attach=attach)


def call(chosen: Collection[int], actor: Actor, offer: Offer, now: datetime, today: date) -> Conversation:
    """Call a team to a talk. Raises NobodyCalled, NotOneYouLead, BadTime."""
    check_called(chosen, actor.led)
    on = day_of(offer.starts_at)
    check_time(Kind.GRUS, offer.starts_at, on, Side.LEADER, invited_on=None, now=now, today=today)
    talk = Conversation(
        kind=Kind.GRUS, state=steps.step(State.PLANNED, Action.INVITE, Side.LEADER, Kind.GRUS),
        leader_id=planning.seat_of(actor, min(chosen)), guide_version=current(Kind.GRUS),
        starts_at=offer.starts_at, minutes=offer.minutes, place=offer.place, themes=[],
        members=[Member(person_id=person_id) for person_id in sorted(set(chosen))],
        steps=[Step(action=Action.INVITE, actor_id=actor.person_id, at=now, starts_at=offer.starts_at)],
    )  # fmt: skip
    db.session.add(talk)
    db.session.flush()
    _note(talk, actor, "call")
    _tell(talk, CALLED)
    return talk


def take_step(talk: Conversation, action: Action, actor: Actor, version: int, now: datetime) -> None:
    """Begin, end or call off a team's talk. Raises NotNow, ChangedMeanwhile."""
    to = steps.step(talk.state, action, Side.LEADER, Kind.GRUS)
    if version != talk.version:
        raise ChangedMeanwhile
    talk.steps.append(Step(action=action, actor_id=actor.person_id, at=now))
    talk.state = to
    talk.sequence += 1
    db.session.flush()
    _note(talk, actor, action.name.lower())
    if action is Action.CANCEL:
        _tell(talk, CALLED_OFF)


def agree(talk: Conversation, what: str, lead_id: int, due_on: date) -> TeamAgreement:
    """Write down what the team agrees on. Raises NoAgreementYet, NothingWritten, UnknownLead."""
    words = agreement_text(talk.state, what)
    if lead_id not in talk.member_ids | {talk.leader_id}:
        raise UnknownLead
    agreed = TeamAgreement(conversation_id=talk.id, what=words, lead_id=lead_id, due_on=due_on, standings=[])
    db.session.add(agreed)
    db.session.flush()
    return agreed


def say_how_it_stands(agreed: TeamAgreement, standing: Standing, word: str, author_id: int, now: datetime) -> None:
    """Add how an agreement stands now; what was said before stays."""
    agreed.standings.append(TeamStanding(standing=standing, word=word, author_id=author_id, at=now))
    db.session.flush()


def ask_alone(talk: Conversation, person_id: int, now: datetime) -> None:
    """Let somebody in the team have a MUS of their own: it stands among all the others the leader is to plan.

    Nothing in it, nor in the trail others read, says where it comes from; nobody is told of it.
    """
    if queries.request_of(talk, person_id) is None:
        db.session.add(IndividualRequest(conversation_id=talk.id, person_id=person_id, at=now))
    if not is_under_way(Kind.MUS, person_id):
        planning.plan(Kind.MUS, person_id, _leader_of(talk, person_id, day_of(now)), None, now)
    db.session.flush()


@DAILY.fill
def keep_what_was_asked_for(today: date) -> None:
    """Plan every MUS again that somebody asked for on their own and that was called off: one must be held.

    Whoever is away waits until they are back, and whoever has no leader until they have one.
    """
    people = queries.owed()
    resting = away(people, today)
    for person_id in people:
        leader = leader_of(person_id, today)
        if leader is not None and person_id not in resting:
            planning.plan(Kind.MUS, person_id, leader.id, None, now())


def _leader_of(talk: Conversation, person_id: int, day: date) -> int:
    """Return whose talk it will be: who called the team, or who leads the person now if that one no longer does."""
    now = None if leads(talk.leader_id, person_id, day) else leader_of(person_id, day)
    return now.id if now else talk.leader_id


def _tell(talk: Conversation, what: str) -> None:
    for person_id in sorted(talk.member_ids):
        notify(person_id, what, url_for("teams.show", pid=talk.pid))


def _note(talk: Conversation, actor: Actor, verb: str) -> None:
    audit.record(actor.person_id, f"team_talk.{verb}", thing=f"conversation {talk.pid}")
