"""Offers: those an actor may read, one with its dates, and how the catalogue calls what they lead to."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, false, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from competence.access.actor import Actor
from competence.access.permissions import MayOffer
from competence.access.policy import permits
from competence.careers.queries.pages import Words, words
from competence.db import db
from competence.frameworks.queries import current_version
from competence.frameworks.queries.ladders import offered
from competence.learning.models import Offer, OfferDate, OfferRunner, Signup
from competence.learning.rules.seats import PROMISED
from competence.learning.rules.words import TAKING, State
from competence.web.bilingual import Bilingual


@dataclass(frozen=True)
class Coming:
    """A date of an offer that one may still sign up for: how many seats are taken, and how many wait."""

    date: OfferDate
    taken: int
    waiting: int

    @property
    def free(self) -> int | None:
        """How many seats are free; None where nobody counts them."""
        return None if self.date.room is None else max(0, self.date.room - self.taken)


def visible_to(actor: Actor) -> Select[Any]:
    """Return the offers an actor may read: what is offered, and what was taken off for those who keep it."""
    if permits(actor, MayOffer.CREATE):
        return select(Offer)
    if not permits(actor, MayOffer.BROWSE):
        return select(Offer).where(false())
    runs = select(OfferRunner.offer_id).where(OfferRunner.person_id == actor.person_id)
    return select(Offer).where(or_(Offer.taken_off.is_(False), Offer.id.in_(runs)))


def offer(pid: str) -> Offer | None:
    """Return an offer with what it leads to and who runs it."""
    return db.session.scalars(_whole(select(Offer).where(Offer.pid == pid))).unique().one_or_none()


def locked_offer(pid: str) -> Offer | None:
    """Return an offer for changing its words; of two who save at once the second waits."""
    db.session.execute(select(Offer.id).where(Offer.pid == pid).with_for_update())
    return offer(pid)


def offer_of_code(code: str) -> Offer | None:
    """Return the offer of a code."""
    return db.session.scalar(select(Offer).where(Offer.code == code))


def offers(actor: Actor) -> Sequence[Offer]:
    """Return every offer an actor may read, by code, with what it leads to."""
    with_aims = visible_to(actor).options(selectinload(Offer.aims))
    return db.session.scalars(with_aims.order_by(Offer.code)).unique().all()


def date(pid: str) -> OfferDate | None:
    """Return one date of an offer."""
    return db.session.scalars(_with_offer(select(OfferDate).where(OfferDate.pid == pid))).unique().one_or_none()


def locked_date(pid: str) -> OfferDate | None:
    """Return a date for giving its seats: whoever signs up or calls off waits for the one before."""
    db.session.execute(select(OfferDate.id).where(OfferDate.pid == pid).with_for_update())
    return date(pid)


def coming(offer_ids: Collection[int], now: datetime) -> dict[int, list[Coming]]:
    """Return, for each of several offers, the dates one may still sign up for, the nearest first."""
    open_ones = _with_offer(select(OfferDate)).where(OfferDate.offer_id.in_(offer_ids))
    open_ones = open_ones.where(OfferDate.called_off_at.is_(None))
    open_ones = open_ones.where(or_(OfferDate.starts_at.is_(None), OfferDate.starts_at > now))
    in_order = open_ones.order_by(OfferDate.starts_at.asc().nulls_last(), OfferDate.id)
    return _counted(db.session.scalars(in_order).unique().all())


def coming_among(dates: Sequence[OfferDate], now: datetime) -> list[Coming]:
    """Return, of all dates of one offer, those one may still sign up for, the nearest first."""
    coming = [one for one in dates if not one.called_off_at and (one.starts_at is None or one.starts_at > now)]
    coming.sort(key=lambda one: (one.starts_at is None, one.starts_at or now, one.id))
    return [one for counted in _counted(coming).values() for one in counted]


def _counted(dates: Sequence[OfferDate]) -> dict[int, list[Coming]]:
    counted = select(Signup.date_id, Signup.state, func.count()).group_by(Signup.date_id, Signup.state)
    counted = counted.where(Signup.date_id.in_([one.id for one in dates]))
    numbers = {(date_id, state): number for date_id, state, number in db.session.execute(counted)}
    kept = Counter(number for promised in PROMISED for number, _ in promised([one.id for one in dates]))
    found: dict[int, list[Coming]] = {}
    for one in dates:
        taken = sum(numbers.get((one.id, state), 0) for state in TAKING) + kept[one.id]
        found.setdefault(one.offer_id, []).append(Coming(one, taken, numbers.get((one.id, State.WAITING), 0)))
    return found


def all_dates(offer: Offer) -> Sequence[OfferDate]:
    """Return every date of an offer, also those that are over, the latest first."""
    own = _with_offer(select(OfferDate).where(OfferDate.offer_id == offer.id))
    return (
        db.session.scalars(own.order_by(OfferDate.starts_at.desc().nulls_first(), OfferDate.id.desc())).unique().all()
    )


def catalogue() -> Words | None:
    """Return the words of the catalogue the house works with; None until one is published."""
    version = current_version()
    return words(version.framework_id) if version else None


def titles() -> dict[str, Bilingual]:
    """Return how the catalogue the house works with calls its competences, by their codes, in two statements."""
    return {code: title for code, (title, _area) in titles_and_areas().items()}


def titles_and_areas() -> dict[str, tuple[Bilingual, Bilingual]]:
    """Return the titles of the competences the house works with, and of their areas, in the catalogue's order."""
    version = current_version()
    return {one.code: (one.title, one.area.title) for one in offered(version.id)} if version else {}


def _whole(offers: Select[Any]) -> Select[Any]:
    return offers.options(joinedload(Offer.aims), selectinload(Offer.runners).joinedload(OfferRunner.person))


def _with_offer(dates: Select[Any]) -> Select[Any]:
    return dates.join(OfferDate.offer).options(contains_eager(OfferDate.offer))
