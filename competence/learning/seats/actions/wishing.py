"""A person's own part: sharing a wish and taking it back, saying yes or no to a seat, and being reminded to."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from flask import url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, select, update

from competence.db import db
from competence.learning.actions.taking_part import move_up, sign_up
from competence.learning.models import Offer, OfferDate, Signup
from competence.learning.queries.offers import locked_date
from competence.learning.rules.refusals import NotOffered
from competence.learning.seats.models import Distribution, Ruling, SeatLine, SeatWish
from competence.learning.seats.queries.wishes import open_offers, wish_of
from competence.learning.seats.rules.states import AnsweredAlready, Outcome
from competence.notifications.rules import DAILY, DUES, Due, kind
from competence.privacy import audit
from competence.web.clock import today as day_today

SOON = timedelta(days=2)
ANSWER_SOON = kind("seats.answer_soon", _l("Et tilbud om en plads venter på dit svar. Der er to dage tilbage."))


def share(offer: Offer, person_id: int, now: datetime) -> None:
    """Let HR see that somebody wishes a seat; doing it twice changes nothing. Raises NotOffered."""
    if not offer.is_offered:
        raise NotOffered
    if wish_of(offer.id, person_id) is None:
        db.session.add(SeatWish(offer_id=offer.id, person_id=person_id, at=now))
        audit.record(person_id, "seat_wish.share", subject_id=person_id, thing=f"offer {offer.code}")
        db.session.flush()


def withdraw(offer: Offer, person_id: int) -> None:
    """Take a wish back: it is gone at once, with every seat that was kept or proposed for it and not said yes to."""
    dates = select(OfferDate.id).where(OfferDate.offer_id == offer.id)
    open_ones = (Outcome.SEAT, Outcome.WAITING, Outcome.OFFERED)
    promised = select(SeatLine.date_id).where(SeatLine.person_id == person_id, SeatLine.outcome == Outcome.OFFERED)
    freed = db.session.scalars(select(OfferDate.pid).where(OfferDate.id.in_(promised), OfferDate.id.in_(dates))).all()
    lines = delete(SeatLine).where(SeatLine.person_id == person_id, SeatLine.date_id.in_(dates))
    db.session.execute(lines.where(SeatLine.outcome.in_(open_ones)))
    db.session.execute(delete(Ruling).where(Ruling.person_id == person_id, Ruling.date_id.in_(dates)))
    db.session.execute(delete(SeatWish).where(SeatWish.person_id == person_id, SeatWish.offer_id == offer.id))
    audit.record(person_id, "seat_wish.withdraw", subject_id=person_id, thing=f"offer {offer.code}")
    db.session.flush()
    _give_on(freed, day_today())


def accept(line: SeatLine, now: datetime, today: date) -> Signup:
    """Say yes to a seat: it becomes a sign-up like any other, and the wish has been met. Raises AnsweredAlready.

    Where it costs time or money the leader is asked as always; the seat is kept until then.
    """
    held = locked_date(line.date.pid) or line.date
    _answer(line, Outcome.ACCEPTED, now, today)
    signup = sign_up(held, line.person_id, now, today)
    wish = wish_of(held.offer_id, line.person_id)
    if wish is not None:
        db.session.delete(wish)
    db.session.flush()
    return signup


def decline(line: SeatLine, now: datetime, today: date) -> None:
    """Say no to a seat. Nobody is told why, for nobody asks; the wish is kept until it is taken back.

    Raises AnsweredAlready.
    """
    _answer(line, Outcome.DECLINED, now, today)
    _give_on([line.date.pid], today)


def _answer(line: SeatLine, outcome: Outcome, now: datetime, today: date) -> None:
    last = line.distribution.answer_by
    if line.outcome is not Outcome.OFFERED or last is None or today > last:
        raise AnsweredAlready
    line.outcome, line.answered_at = outcome, now
    db.session.flush()
    audit.record(line.person_id, "seat.answer", subject_id=line.person_id, thing=f"seat {line.pid}")


def _give_on(date_pids: Iterable[str], today: date) -> None:
    """Let whoever waits for a date have the seats that are kept for nobody any more."""
    for pid in date_pids:
        held = locked_date(pid)
        if held is not None:
            move_up(held, today)


@DUES.fill
def due(today: date) -> Iterable[Due]:
    """Return who is offered a seat and has two days left to answer."""
    for line, last in open_offers():
        if last - SOON <= today <= last:
            yield Due(line.person_id, ANSWER_SOON, url_for("seats.index"), line.pid)


@DAILY.fill
def let_go(today: date) -> None:
    """Free the seats that nobody answered in time; no answer is a no, and no more is made of it."""
    over = select(Distribution.id).where(Distribution.answer_by < today)
    late = select(OfferDate.pid).join(SeatLine, SeatLine.date_id == OfferDate.id)
    late = late.where(SeatLine.outcome == Outcome.OFFERED, SeatLine.distribution_id.in_(over)).distinct()
    freed = db.session.scalars(late).all()
    db.session.execute(
        update(SeatLine)
        .where(SeatLine.outcome == Outcome.OFFERED, SeatLine.distribution_id.in_(over))
        .values(outcome=Outcome.DECLINED)
        .execution_options(synchronize_session=False)
    )
    _give_on(freed, today)
