"""A team's talks: those one takes part in, one of them whole, its notes and what was agreed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, exists, false, or_, select
from sqlalchemy.orm import joinedload, selectinload

from competence.access.actor import Actor
from competence.conversations.guides.models import GuideTheme, Question
from competence.conversations.guides.queries import asked_of
from competence.conversations.guides.rules.editions import Kind, Side
from competence.conversations.models import Conversation, Member, Note, Step
from competence.conversations.rules.steps import OVER, Action, State
from competence.conversations.teams.models import IndividualRequest, TeamAgreement
from competence.db import db
from competence.web.clock import ends


def visible_to(actor: Actor) -> Select[Any]:
    """Return the teams' talks an actor takes part in, and those of teams they lead in the place of who called them."""
    if not actor.signed_in:
        return select(Conversation).where(false())
    mine = Conversation.members.any(Member.person_id == actor.person_id)
    hosted = [
        and_(Conversation.leader_id == leader, Conversation.members.any(Member.person_id.in_(led)))
        for leader, led in actor.seats.items()
        if led
    ]
    return select(Conversation).where(Conversation.kind == Kind.GRUS, or_(mine, *hosted))


def talks_for(actor: Actor) -> Sequence[Conversation]:
    """Return the teams' talks an actor may open, the newest first."""
    chosen = visible_to(actor).order_by(Conversation.starts_at.desc(), Conversation.id.desc())
    whole = chosen.options(joinedload(Conversation.leader), selectinload(Conversation.steps))
    return db.session.scalars(whole).all()


def hosted_by(actor: Actor, since: date) -> Sequence[Conversation]:
    """Return the teams' talks since a day in whose leader's seat an actor sits, the newest first; none called off."""
    seats = {actor.person_id, *actor.stands_in_for}
    chosen = visible_to(actor).where(Conversation.leader_id.in_(seats), Conversation.state != State.CANCELLED)
    return db.session.scalars(
        chosen.where(Conversation.starts_at >= ends(since)).order_by(Conversation.starts_at.desc(), Conversation.id)
    ).all()


def team_talk(pid: str, *, to_change: bool = False) -> Conversation | None:
    """Return a team's talk with its members; to_change: two who take a step at the same moment wait for each other."""
    found = select(Conversation).where(Conversation.pid == pid, Conversation.kind == Kind.GRUS)
    if to_change:
        db.session.execute(found.with_for_update())
    members = selectinload(Conversation.members).joinedload(Member.person)
    return db.session.scalar(found.options(members, joinedload(Conversation.leader), selectinload(Conversation.steps)))


def questions_for(talk: Conversation) -> list[tuple[GuideTheme, list[Question]]]:
    """Return what a talk asks of the team, by theme."""
    return asked_of(talk.guide_version_id, Side.TEAM) if talk.guide_version_id else []


def notes(talk: Conversation) -> Sequence[Note]:
    """Return everything the team wrote on its page, in the order it was added."""
    written = select(Note).where(Note.conversation_id == talk.id).order_by(Note.id)
    return db.session.scalars(written.options(joinedload(Note.author))).all()


def agreements(talk: Conversation) -> Sequence[TeamAgreement]:
    """Return what the team agreed on, with how it stands."""
    agreed = select(TeamAgreement).where(TeamAgreement.conversation_id == talk.id).order_by(TeamAgreement.id)
    return db.session.scalars(
        agreed.options(joinedload(TeamAgreement.lead), selectinload(TeamAgreement.standings))
    ).all()


def agreement(talk: Conversation, number: int) -> TeamAgreement | None:
    """Return one of the things a team agreed on."""
    found = select(TeamAgreement).where(TeamAgreement.conversation_id == talk.id, TeamAgreement.id == number)
    return db.session.scalar(found)


def request_of(talk: Conversation, person_id: int) -> IndividualRequest | None:
    """Return whether somebody asked for a talk of their own; for themselves only."""
    return db.session.get(IndividualRequest, (talk.id, person_id))


def is_owed(person_id: int) -> bool:
    """Return whether the MUS somebody asked for was called off, so that it still has to be held."""
    return db.finds(_owed().where(IndividualRequest.person_id == person_id))


def owed() -> Sequence[int]:
    """Return everybody whose MUS was called off although they asked for one of their own."""
    return db.session.scalars(_owed().distinct().order_by(IndividualRequest.person_id)).all()


def _owed() -> Select[int]:
    """Whose latest MUS was called off, with none under way and none held since they asked."""
    own = and_(Conversation.subject_id == IndividualRequest.person_id, Conversation.kind == Kind.MUS)
    latest = select(Conversation.state).where(own).order_by(Conversation.id.desc()).limit(1).scalar_subquery()
    ended = and_(Step.conversation_id == Conversation.id, Step.action == Action.END, Step.at >= IndividualRequest.at)
    held = exists().where(own, ended)
    under_way = exists().where(own, Conversation.state.not_in(OVER))
    return select(IndividualRequest.person_id).where(latest == State.CANCELLED, ~under_way, ~held)
