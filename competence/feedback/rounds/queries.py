"""Rounds an actor may follow or is in, who is in them, and what was asked in them."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, and_, false, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from competence.access.actor import Actor
from competence.access.permissions import MayFeedbackRound
from competence.access.policy import permits
from competence.db import db
from competence.feedback.models import Feedback, FeedbackRequest
from competence.feedback.rounds.models import FeedbackRound, RoundParticipant, RoundTopic
from competence.feedback.rules.steps import DELIVERED, State
from competence.people.queries.knowing import counted_and_known
from competence.privacy.restricting.queries import usable_by

ANSWERED = (*DELIVERED, State.DELETED)


def visible_to(actor: Actor) -> Select[FeedbackRound]:
    """Return the rounds an actor may follow: all of them for HR, and those a leader opened."""
    own = and_(FeedbackRound.opened_by_id == actor.person_id, true() if actor.all_led else false())
    everything = true() if permits(actor, MayFeedbackRound.FOLLOW_ALL) else false()
    return select(FeedbackRound).where(or_(everything, own))


def followed(actor: Actor) -> Sequence[FeedbackRound]:
    """Return the rounds an actor may follow, the newest first."""
    newest = visible_to(actor).order_by(FeedbackRound.id.desc()).limit(100)
    return db.session.scalars(newest.options(joinedload(FeedbackRound.opened_by))).all()


def open_rounds_of(person_id: int) -> Sequence[FeedbackRound]:
    """Return the open rounds a person is in, what closes first before the rest."""
    mine = select(RoundParticipant.round_id).where(RoundParticipant.person_id == person_id)
    running = select(FeedbackRound).where(FeedbackRound.id.in_(mine), FeedbackRound.closed_at.is_(None))
    return db.session.scalars(running.order_by(FeedbackRound.closes_on, FeedbackRound.id)).all()


def round_by(pid: str, *, to_change: bool = False) -> FeedbackRound | None:
    """Return one round with its people and topics."""
    if to_change:
        db.session.execute(select(FeedbackRound.id).where(FeedbackRound.pid == pid).with_for_update())
    topics = selectinload(FeedbackRound.topics)
    return db.session.scalar(
        select(FeedbackRound)
        .where(FeedbackRound.pid == pid)
        .options(
            joinedload(FeedbackRound.opened_by),
            selectinload(FeedbackRound.participants),
            topics.joinedload(RoundTopic.competence),
            topics.joinedload(RoundTopic.value),
        )
    )


def round_of(person_id: int, pid: str, *, to_change: bool = False) -> FeedbackRound | None:
    """Return a round a person is in, open or closed; to_change: nobody closes it until this transaction ends."""
    found = round_by(pid, to_change=to_change)
    return found if found is not None and person_id in found.member_ids else None


def over_by(day: date) -> Sequence[FeedbackRound]:
    """Return the open rounds whose last day is before a day, for closing them."""
    running = select(FeedbackRound).where(FeedbackRound.closed_at.is_(None), FeedbackRound.closes_on < day)
    return db.session.scalars(running.order_by(FeedbackRound.id).with_for_update()).all()


def closing_between(first: date, last: date) -> Sequence[tuple[int, str, date]]:
    """Return everybody in an open round that closes between two days, with its address; all of them alike."""
    people = select(RoundParticipant.person_id, FeedbackRound.pid, FeedbackRound.closes_on).join(
        FeedbackRound, FeedbackRound.id == RoundParticipant.round_id
    )
    found = people.where(FeedbackRound.closed_at.is_(None), FeedbackRound.closes_on.between(first, last))
    return [(row[0], row[1], row[2]) for row in db.session.execute(found)]


def unanswered_in(a_round: FeedbackRound) -> Sequence[Feedback]:
    """Return what is still waited for in a round, for letting it go."""
    asked = select(Feedback).join(FeedbackRequest).where(FeedbackRequest.round_id == a_round.id)
    waiting = asked.where(Feedback.state.in_((State.ASKED, State.PROPOSED))).order_by(Feedback.id)
    return db.session.scalars(waiting.with_for_update(of=Feedback)).all()


def took_part(a_round: FeedbackRound) -> tuple[int, int]:
    """Return how many asked, and how many received an answer; for rounds.rules alone, never for display."""
    asked = select(func.count(func.distinct(FeedbackRequest.receiver_id)))
    received = select(func.count(func.distinct(Feedback.receiver_id))).join(FeedbackRequest)
    return (
        db.session.scalar(asked.where(FeedbackRequest.round_id == a_round.id)) or 0,
        db.session.scalar(received.where(FeedbackRequest.round_id == a_round.id, Feedback.state.in_(ANSWERED))) or 0,
    )


def most_known_in(a_round: FeedbackRound, day: date) -> int:
    """Return how many of those in a round the best informed of their leaders knows.

    A former leader knows them too, and whoever was erased since counts as known, whoever led them.
    """
    people = select(RoundParticipant.person_id).where(RoundParticipant.round_id == a_round.id)
    number, known = counted_and_known(people, day, a_round.opens_on)
    return known + a_round.invited - number


def own_requests_in(a_round: FeedbackRound, person_id: int) -> Sequence[FeedbackRequest]:
    """Return what somebody asked in a round."""
    own = select(FeedbackRequest).where(
        FeedbackRequest.round_id == a_round.id, FeedbackRequest.receiver_id == person_id
    )
    return db.session.scalars(own.order_by(FeedbackRequest.id)).all()


def proposed_to(actor: Actor) -> Sequence[Feedback]:
    """Return whom those an actor leads want to ask, and who wait for the leader's yes."""
    led: Collection[int] = actor.led
    waiting = select(Feedback).where(Feedback.receiver_id.in_(led), Feedback.state == State.PROPOSED)
    waiting = waiting.where(usable_by(actor, Feedback.sender_id))
    with_people = waiting.options(joinedload(Feedback.receiver), joinedload(Feedback.sender))
    return db.session.scalars(with_people.order_by(Feedback.receiver_id, Feedback.id)).all()
