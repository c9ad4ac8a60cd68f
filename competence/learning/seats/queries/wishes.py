"""Shared wishes, one's own offers of a seat, and the promises that keep seats from others meanwhile."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from competence.access.actor import Actor
from competence.access.permissions import MaySeats
from competence.access.policy import permits
from competence.db import db
from competence.learning.models import Offer, OfferDate, Signup
from competence.learning.rules.seats import PROMISED
from competence.learning.rules.words import TAKING
from competence.learning.rules.words import State as SignupState
from competence.learning.seats.models import Distribution, SeatLine, SeatWish
from competence.learning.seats.rules.states import Outcome

SENT = [one for one in Outcome if one.is_sent]


def visible_to(actor: Actor) -> Select[Any]:
    """Return the lines of distributions an actor may read: their own once they were sent, and all of them for HR."""
    lines = select(SeatLine)
    if permits(actor, MaySeats.DISTRIBUTE):
        return lines
    return lines.where(SeatLine.person_id == actor.person_id, SeatLine.outcome.in_(SENT))


def own_offers(actor: Actor) -> Sequence[SeatLine]:
    """Return the seats an actor was offered, the newest first, with their dates."""
    mine = visible_to(actor).where(SeatLine.person_id == actor.person_id)
    mine = mine.where(SeatLine.outcome.in_(SENT))
    return db.session.scalars(_with_date(mine).order_by(SeatLine.id.desc())).all()


def answer_by(actor: Actor, today: date) -> Select[date | None]:
    """Return, as a select, the first last day by which an actor answers an offer of a seat; None where none waits."""
    mine = select(func.min(Distribution.answer_by)).join(SeatLine, SeatLine.distribution_id == Distribution.id)
    mine = mine.where(SeatLine.person_id == actor.person_id, SeatLine.outcome == Outcome.OFFERED)
    return mine.where(Distribution.answer_by >= today)


def own_wishes(actor: Actor) -> Sequence[SeatWish]:
    """Return the wishes an actor shares, by the offer's code."""
    mine = select(SeatWish).join(SeatWish.offer).where(SeatWish.person_id == actor.person_id)
    return db.session.scalars(mine.options(contains_eager(SeatWish.offer)).order_by(Offer.code)).all()


def wish_of(offer_id: int, person_id: int | None) -> SeatWish | None:
    """Return somebody's shared wish for an offer."""
    return db.session.get(SeatWish, (offer_id, person_id or 0))


def offers_to_wish(actor: Actor) -> Sequence[Offer]:
    """Return what an actor may wish a seat in and does not yet: what is offered, by code."""
    wished = select(SeatWish.offer_id).where(SeatWish.person_id == actor.person_id)
    open_ones = select(Offer).where(Offer.taken_off.is_(False), Offer.id.not_in(wished))
    return db.session.scalars(open_ones.order_by(Offer.code)).all()


def line(pid: str) -> SeatLine | None:
    """Return one line with its date, for answering it; of two answers at once the second waits."""
    db.session.execute(select(SeatLine.id).where(SeatLine.pid == pid).with_for_update())
    return db.session.scalars(_with_date(select(SeatLine).where(SeatLine.pid == pid))).one_or_none()


def open_offers() -> Iterable[tuple[SeatLine, date]]:
    """Return every offer of a seat that waits for an answer, and the last day to give it."""
    waiting = select(SeatLine, Distribution.answer_by).join(SeatLine.distribution)
    waiting = waiting.where(SeatLine.outcome == Outcome.OFFERED, Distribution.answer_by.is_not(None))
    return [(line, last) for line, last in db.session.execute(waiting.order_by(SeatLine.id)) if last]


@PROMISED.fill
def promised(date_ids: Collection[int]) -> list[tuple[int, int]]:
    """Return whom seats of some dates are kept for, as (date, person): until they answer, and until their leader does.

    A sign-up that has a seat already counts there and not here; one made anew after the first was ended keeps none.
    """
    asked = and_(Signup.date_id == SeatLine.date_id, Signup.person_id == SeatLine.person_id)
    kept = or_(
        and_(SeatLine.outcome == Outcome.OFFERED, or_(Signup.id.is_(None), Signup.state.not_in(TAKING))),
        and_(
            SeatLine.outcome == Outcome.ACCEPTED,
            Signup.state == SignupState.ASKED,
            Signup.asked_at <= SeatLine.answered_at,
        ),
    )
    found = select(SeatLine.date_id, SeatLine.person_id).outerjoin(Signup, asked)
    rows = db.session.execute(found.where(SeatLine.date_id.in_(date_ids), kept).distinct())
    return [(date_id, person_id) for date_id, person_id in rows]


def dates_to_give(now: datetime) -> Sequence[OfferDate]:
    """Return the dates that are still to come and count their seats, by when they are."""
    coming = select(OfferDate).join(OfferDate.offer).options(contains_eager(OfferDate.offer))
    coming = coming.where(OfferDate.called_off_at.is_(None), Offer.taken_off.is_(False))
    coming = coming.where(or_(OfferDate.starts_at.is_(None), OfferDate.starts_at > now))
    coming = coming.where(or_(OfferDate.seats.is_not(None), Offer.seats.is_not(None)))
    return db.session.scalars(coming.order_by(OfferDate.starts_at.asc().nulls_last(), Offer.code)).all()


def _with_date(lines: Select[Any]) -> Select[Any]:
    return lines.options(
        joinedload(SeatLine.date).joinedload(OfferDate.offer), joinedload(SeatLine.distribution, innerjoin=True)
    )
