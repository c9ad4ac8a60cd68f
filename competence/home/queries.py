"""What the front page looks up, in a number of statements that does not grow with what it shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, and_, case, cast, distinct, false, func, literal, null, or_, select, true, union_all
from sqlalchemy.orm import selectinload

from competence.access.actor import Actor
from competence.access.permissions import MayCycle
from competence.access.policy import permits
from competence.assessments.models import Mirror, Share, View, Voice
from competence.assessments.queries.answering import remaining
from competence.assessments.queries.mirrors import visible_to, whole
from competence.assessments.rules.opening import may_consent
from competence.cycles.models import Cycle, Invitation
from competence.cycles.rules.rounds import Progress
from competence.db import db
from competence.home.rules import Led, Mine
from competence.learning.queries.signups import waiting_for_yes
from competence.learning.seats.queries.wishes import answer_by
from competence.people.models import Person
from competence.web.clock import day_of


@dataclass(frozen=True)
class OwnRound:
    """A round with what is the reader's own in it: their mirror, and the address of their view."""

    cycle: Cycle
    mine: Mine
    mirror_pid: str | None
    view_pid: str | None
    left: int = 0  # how many competences are not answered, while the view is being written


def rounds(actor: Actor) -> list[tuple[Cycle, bool]]:
    """Return the rounds that concern the actor, the latest first, and whether the actor is invited to each.

    Whoever manages rounds is concerned by each that is not over: with talks it goes on until MED has evaluated it.
    """
    manages = true() if permits(actor, MayCycle.MANAGE) else false()
    mine = and_(Invitation.cycle_id == Cycle.id, Invitation.person_id == actor.person_id)
    found = select(Cycle, Invitation.person_id).outerjoin(Invitation, mine)
    is_open = and_(Cycle.opened_at.is_not(None), Cycle.closed_at.is_(None))
    goes_on = or_(Cycle.closed_at.is_(None), and_(Cycle.evaluated_on.is_(None), Cycle.phases.any()))
    concerned = or_(Invitation.person_id.is_not(None), is_open, and_(manages, goes_on))
    latest = found.where(concerned).order_by(Cycle.opens_on.desc(), Cycle.id.desc()).limit(12)
    rows = db.session.execute(latest.options(selectinload(Cycle.phases)))
    return [(cycle, person_id is not None) for cycle, person_id in rows]


def own_rounds(actor: Actor, invited: Sequence[Cycle], leader_id: int | None, today: date) -> list[OwnRound]:
    """Return the actor's part in the rounds they are invited to, the latest first."""
    own = visible_to(actor).where(Mirror.subject_id == actor.person_id, Mirror.cycle_id.in_([c.id for c in invited]))
    mirrors = {mirror.cycle_id: mirror for mirror in db.session.scalars(whole(own)).unique()}
    found = [_own_round(cycle, mirrors.get(cycle.id), leader_id, today) for cycle in invited]
    return [_with_what_is_left(one, mirrors, today) if one is found[0] else one for one in found]


def led_in(actor: Actor, cycles: Sequence[Cycle]) -> list[Led]:
    """Return how far the people the actor leads are in the latest of these rounds they are invited to, by name."""
    ids = [cycle.id for cycle in cycles]
    if not actor.led or not ids:
        return []
    invited = select(Person, func.max(Invitation.cycle_id)).join(Invitation, Invitation.person_id == Person.id)
    invited = invited.where(Person.id.in_(actor.led), Invitation.cycle_id.in_(ids)).group_by(Person.id)
    people = db.session.execute(invited.order_by(Person.sort_name)).all()
    theirs = visible_to(actor).where(Mirror.subject_id.in_(actor.led), Mirror.cycle_id.in_(ids))
    mirrors = {(mirror.subject_id, mirror.cycle_id): mirror for mirror in db.session.scalars(whole(theirs)).unique()}
    return [_led(actor, person, mirrors.get((person.id, cycle))) for person, cycle in people]


def learning_waits(actor: Actor, now: datetime, today: date) -> tuple[date | None, list[str]]:
    """Return by when the actor answers an offer of a seat, and who waits for the actor's yes to learning.

    In one statement, since every page of the front pays for each.
    """
    seat = answer_by(actor, today).add_columns(literal(0).label("number"), literal("").label("name"))
    asked = waiting_for_yes(actor, now).subquery()
    theirs = select(cast(null(), Date), asked.c.id, asked.c.name)
    rows = db.session.execute(union_all(seat, theirs)).all()
    names = [row[2] for row in sorted(rows, key=lambda row: row[1]) if row[1]]
    return next((row[0] for row in rows if not row[1]), None), list(dict.fromkeys(names))


def progress_of_round(cycle_id: int) -> Progress:
    """Return how many began, shared, have their leader's view shared, and have both opened; for cycles' slot."""
    held = Share.withdrawn_at.is_(None)
    own, leaders = View.voice == Voice.SELF, View.voice == Voice.LEADER
    counted = (
        select(
            _mirrors_where(own),
            _mirrors_where(own, Share.id.is_not(None)),
            _mirrors_where(leaders, Share.id.is_not(None)),
            _mirrors_where(Mirror.revealed_at.is_not(None)),
        )
        .join(View, View.mirror_id == Mirror.id)
        .outerjoin(Share, and_(Share.view_id == View.id, held))
        .where(Mirror.cycle_id == cycle_id)
    )
    return Progress(*db.session.execute(counted).one())


def _mirrors_where(*conditions: Any) -> Any:
    return func.count(distinct(case((and_(*conditions), Mirror.id))))


def _own_round(cycle: Cycle, mirror: Mirror | None, leader_id: int | None, today: date) -> OwnRound:
    opened = (day_of(cycle.opened_at) if cycle.opened_at else cycle.opens_on), cycle.closes_on, cycle.is_open
    if mirror is None:
        return OwnRound(cycle, Mine(*opened), None, None)
    view = mirror.own_view
    shared = [share.shared_at for share in view.shares if share.withdrawn_at is None] if view else []
    standing = mirror.own_standing(leader_id)
    mine = Mine(
        *opened,
        begun=view is not None,
        shared_on=day_of(min(shared)) if shared else None,
        moved=standing.moved and leader_id is not None,
        may_consent=may_consent(standing, today),
        revealed_on=day_of(mirror.revealed_at) if mirror.revealed_at else None,
        talk_on=mirror.talk_held_on,
    )
    return OwnRound(cycle, mine, mirror.pid, view.pid if view else None)


def _with_what_is_left(one: OwnRound, mirrors: dict[int | None, Mirror], today: date) -> OwnRound:
    view = mirrors[one.cycle.id].own_view if one.mine.begun and one.mine.shared_on is None else None
    return replace(one, left=remaining(view, today)) if view and one.mine.round_is_open else one


def _led(actor: Actor, person: Person, mirror: Mirror | None) -> Led:
    if mirror is None:
        return Led(person.name)
    return Led(
        person.name,
        begun=mirror.own_view is not None,
        shared=bool(mirror.shared_with & actor.acts_as(person.id)),
        leader_shared=mirror.leaders_view is not None,
        revealed=mirror.is_revealed and bool(mirror.shared_with & actor.acts_as(person.id)),
        talked=mirror.talk_held_on is not None,
    )
