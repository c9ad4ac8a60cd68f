"""Feedback an actor may read, what waits for them, and one piece or request by its address."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from competence.access.actor import Actor
from competence.db import db
from competence.feedback.models import Feedback, FeedbackRequest, OutsideLink, ViewedCompetence, ViewedLevel
from competence.feedback.rules.asking import About
from competence.feedback.rules.steps import DELIVERED, WITH_WRITER, State
from competence.people.models import Person
from competence.privacy.restricting.queries import restricted, usable_by

SHOWN = 100


def visible_to(actor: Actor) -> Select[Feedback]:
    """Return what an actor may read: received, asked of them or written by them, or shared with them."""
    received = and_(Feedback.receiver_id == actor.person_id, Feedback.state.in_(DELIVERED))
    written = and_(Feedback.sender_id == actor.person_id, Feedback.state.in_(WITH_WRITER))
    open_to_others = usable_by(actor, Feedback.receiver_id, Feedback.sender_id)
    return select(Feedback).where(or_(received, written, _shared_with(actor)), open_to_others)


def received(actor: Actor) -> Sequence[Feedback]:
    """Return what the actor received, the newest first."""
    own = visible_to(actor).where(Feedback.receiver_id == actor.person_id)
    return _listed(own.order_by(Feedback.written_at.desc(), Feedback.id.desc()))


def asked_of(actor: Actor) -> Sequence[Feedback]:
    """Return what the actor is asked for and has not answered, what is due first before the rest."""
    own = visible_to(actor).where(Feedback.sender_id == actor.person_id, Feedback.state == State.ASKED)
    return _listed(own.join(FeedbackRequest).order_by(FeedbackRequest.due_on, Feedback.id))


def written_by(actor: Actor) -> Sequence[Feedback]:
    """Return what the actor wrote or took back, the newest first."""
    states = (*DELIVERED, State.TAKEN_BACK)
    own = visible_to(actor).where(Feedback.sender_id == actor.person_id, Feedback.state.in_(states))
    return _listed(own.order_by(Feedback.written_at.desc(), Feedback.id.desc()))


def shared_with(actor: Actor) -> Sequence[Feedback]:
    """Return what those the actor leads shared with the seats they act in, by the person's name."""
    others = visible_to(actor).where(Feedback.receiver_id != actor.person_id, _shared_with(actor))
    return _listed(others.join(Feedback.receiver).order_by(Person.sort_name, Feedback.id.desc()))


def brought_to(actor: Actor, subject_id: int, leader_id: int) -> Sequence[Feedback]:
    """Return what a person shared with a leader's seat, for one of the two in their talk, the newest first."""
    brought = visible_to(actor).where(
        Feedback.receiver_id == subject_id, Feedback.shared_with_id == leader_id, Feedback.state == State.SHARED
    )
    return _listed(brought.order_by(Feedback.id.desc()))


def own_for_talk(actor: Actor) -> Sequence[Feedback]:
    """Return what the actor asked for with a view to their next talk, has read and shares with nobody."""
    own = visible_to(actor).where(Feedback.receiver_id == actor.person_id, Feedback.about == About.TALK)
    return _listed(own.where(Feedback.state.in_((State.READ, State.KEPT))).order_by(Feedback.id.desc()))


def waiting_for(actor: Actor) -> Sequence[Feedback]:
    """Return what waits for an actor: feedback they have not read, and what they are asked for."""
    unread = and_(Feedback.receiver_id == actor.person_id, Feedback.state == State.WRITTEN)
    unanswered = and_(Feedback.sender_id == actor.person_id, Feedback.state == State.ASKED)
    waiting = visible_to(actor).where(or_(unread, unanswered)).options(joinedload(Feedback.receiver))
    return db.session.scalars(waiting.order_by(Feedback.id)).all()


def piece(pid: str, *, to_change: bool = False) -> Feedback | None:
    """Return one piece with its request and people; to_change: two steps at the same moment wait for each other."""
    chosen = select(Feedback).where(Feedback.pid == pid)
    if to_change:
        db.session.execute(select(Feedback.id).where(Feedback.pid == pid).with_for_update())
    return db.session.scalars(_whole(chosen)).unique().one_or_none()


def request_of(pid: str, *, to_change: bool = False) -> FeedbackRequest | None:
    """Return one request with everybody who was asked."""
    chosen = select(FeedbackRequest).where(FeedbackRequest.pid == pid)
    if to_change:
        with_pieces = select(Feedback.id).join(FeedbackRequest).where(FeedbackRequest.pid == pid)
        db.session.execute(with_pieces.order_by(Feedback.id).with_for_update())
    asked = selectinload(FeedbackRequest.pieces).joinedload(Feedback.sender)
    return db.session.scalar(chosen.options(asked, *_about(FeedbackRequest)))


def requests_of(actor: Actor) -> Sequence[FeedbackRequest]:
    """Return what the actor asked for, the newest first."""
    own = select(FeedbackRequest).where(FeedbackRequest.receiver_id == actor.person_id)
    asked = selectinload(FeedbackRequest.pieces).joinedload(Feedback.sender)
    newest = own.options(asked, *_about(FeedbackRequest)).order_by(
        FeedbackRequest.asked_at.desc(), FeedbackRequest.id.desc()
    )
    return db.session.scalars(newest.limit(SHOWN)).all()


def has_asked_since(person_id: int, moment: datetime) -> bool:
    """Return whether somebody has asked for feedback since a moment; for themselves only."""
    asked = select(FeedbackRequest.id).where(FeedbackRequest.receiver_id == person_id)
    return db.finds(asked.where(FeedbackRequest.asked_at >= moment))


def viewed_in(request: FeedbackRequest) -> list[int]:
    """Return the competences colleagues are asked to look at."""
    chosen = select(ViewedCompetence.competence_id).where(ViewedCompetence.request_id == request.id)
    return list(db.session.scalars(chosen))


def levels_of(piece: Feedback) -> dict[int, int | None]:
    """Return the levels a colleague sees, by competence; None where they cannot judge."""
    said = select(ViewedLevel.competence_id, ViewedLevel.level).where(ViewedLevel.feedback_id == piece.id)
    return {row.competence_id: row.level for row in db.session.execute(said)}


def asked_from_outside(key: str, now: datetime, *, to_change: bool = False) -> Feedback | None:
    """Return what a link asks of somebody outside the house; None when it does not work (any more).

    Nor does it work while the use of the asker's data is restricted: no actor is there to carry whose is.
    """
    if to_change:
        its_piece = select(Feedback.id).join(OutsideLink).where(OutsideLink.key == key)
        db.session.execute(its_piece.with_for_update(of=Feedback))
    is_used = Feedback.receiver_id.not_in(restricted())
    works = OutsideLink.expires_at > now, Feedback.state == State.ASKED, is_used
    chosen = select(Feedback).join(OutsideLink).where(OutsideLink.key == key, *works)
    return db.session.scalars(_whole(chosen)).unique().one_or_none()


def due_between(first: date, last: date) -> Sequence[tuple[int, str, str]]:
    """Return who is asked for something that is due between two days: the person, its address, and the request's.

    Nobody is reminded of what they cannot open, because the use of the asker's data is restricted.
    """
    waiting = (
        select(Feedback.sender_id, Feedback.pid, FeedbackRequest.pid)
        .join(FeedbackRequest)
        .where(Feedback.state == State.ASKED, Feedback.sender_id.is_not(None))
        .where(FeedbackRequest.due_on.between(first, last), FeedbackRequest.receiver_id.not_in(restricted()))
    )
    return [(row[0] or 0, row[1], row[2]) for row in db.session.execute(waiting)]


def overdue(day: date) -> Sequence[Feedback]:
    """Return what nobody waits for any longer, for letting it go: asked for, and due more than a while before a day."""
    waiting = select(Feedback).join(FeedbackRequest).where(Feedback.state.in_((State.ASKED, State.PROPOSED)))
    late = waiting.where(FeedbackRequest.due_on < day).order_by(Feedback.id)
    return db.session.scalars(late.with_for_update(of=Feedback)).all()


def _shared_with(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that feedback is shared with a seat in which the actor leads its receiver today."""
    seats = [(person_id, seat) for person_id in actor.led for seat in actor.acts_as(person_id)]
    given = [and_(Feedback.receiver_id == person_id, Feedback.shared_with_id == seat) for person_id, seat in seats]
    return and_(Feedback.state == State.SHARED, or_(False, *given))


def _listed(chosen: Select[Any]) -> Sequence[Feedback]:
    return db.session.scalars(_whole(chosen).limit(SHOWN)).unique().all()


def _whole(chosen: Select[Any]) -> Select[Any]:
    people = joinedload(Feedback.receiver), joinedload(Feedback.sender)
    asked = joinedload(Feedback.request)
    return chosen.options(*people, *_about(Feedback), asked)


def _about(table: Any) -> tuple[Any, ...]:
    return joinedload(table.competence), joinedload(table.value)
