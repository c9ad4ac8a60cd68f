"""What was answered about using it, who is asked now, and what was told of many."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from competence.db import db
from competence.learning.afterwards.models import LearningUse, Told
from competence.learning.afterwards.rules import is_asked
from competence.learning.models import Signup
from competence.learning.rules.words import State


def use_of(signup_id: int) -> LearningUse | None:
    """Return what somebody answered."""
    return db.session.get(LearningUse, signup_id)


def asked_now(today: date) -> Iterator[Signup]:
    """Return the sign-ups whose people are asked today and have not answered."""
    answered = select(LearningUse.signup_id)
    there = select(Signup).where(Signup.state == State.ATTENDED, Signup.id.not_in(answered)).order_by(Signup.id)
    return (signup for signup in db.session.scalars(there) if is_asked(signup.attended_on, today))


def not_told() -> dict[int, list[LearningUse]]:
    """Return the answers that stand in no share yet, by offer, the oldest first; locked, so that none is told twice."""
    rows = select(LearningUse).join(LearningUse.signup).join(Signup.date).where(LearningUse.told_id.is_(None))
    with_offer = rows.options(contains_eager(LearningUse.signup).contains_eager(Signup.date))
    found: dict[int, list[LearningUse]] = {}
    in_order = with_offer.order_by(LearningUse.answered_on, LearningUse.signup_id)
    for use in db.session.scalars(in_order.with_for_update(of=LearningUse)):
        found.setdefault(use.signup.date.offer_id, []).append(use)
    return found


def told_of(offer_id: int) -> Sequence[Told]:
    """Return the shares that were told of an offer, the newest first."""
    own = select(Told).where(Told.offer_id == offer_id)
    return db.session.scalars(own.order_by(Told.on.desc(), Told.id.desc())).all()
