"""What was published, and, for publishing, what everybody had of learning in half a year."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from competence.access.actor import Actor
from competence.access.permissions import MayAnalytics
from competence.access.policy import permits
from competence.analytics.fairshare.measures import contract_of
from competence.analytics.fairshare.models import FairShare
from competence.analytics.measures import Audience
from competence.db import db
from competence.learning.models import Offer, OfferDate, OfferRunner, Signup
from competence.learning.rules.words import State
from competence.people.models import Employment
from competence.people.queries import in_force
from competence.privacy.anonymity.limits import Person
from competence.privacy.restricting.queries import restricted


@dataclass(frozen=True)
class Had:
    """What people had of hours and of money, and whom each tovholder saw, or leader said yes to: (viewer, person)."""

    hours: Counter[Person]
    money: Counter[Person]
    seen: set[tuple[int, int]]


def visible_to(actor: Actor) -> Select[FairShare]:
    """Return the half-years an actor may read of, the latest first."""
    allowed = [
        audience for audience in Audience if permits(actor, MayAnalytics.READ_RELEASE, FairShare(audience=audience))
    ]
    return select(FairShare).where(FairShare.audience.in_(allowed)).order_by(FairShare.first_day.desc())


def published(actor: Actor) -> Sequence[FairShare]:
    """Return every half-year that was published, with what is told of it."""
    return db.session.scalars(visible_to(actor).options(selectinload(FairShare.rows))).all()


def is_published(first: date) -> bool:
    """Return whether a half-year was published."""
    return db.session.get(FairShare, first) is not None


def had(first: date, last: date) -> Had:
    """Return what everybody who was there had in some days: an offer's hours and price, on the day they were there."""
    there = (
        select(Signup.person_id, Offer.hours, Offer.price, OfferRunner.person_id, Signup.decided_by_id)
        .join(OfferDate, OfferDate.id == Signup.date_id)
        .join(Offer, Offer.id == OfferDate.offer_id)
        .outerjoin(OfferRunner, OfferRunner.offer_id == Offer.id)
        .where(Signup.state == State.ATTENDED, Signup.attended_on.between(first, last))
        .add_columns(Signup.id)
    )
    found = Had(Counter(), Counter(), set())
    counted = set()
    for person, hours, price, runner, leader, signup in db.session.execute(there):
        if signup not in counted:
            counted.add(signup)
            found.hours[person] += hours
            found.money[person] += price
        found.seen.update((viewer, person) for viewer in (runner, leader) if viewer is not None)
    return found


def employed(day: date) -> dict[int, str]:
    """Return everybody employed on a day, with their kind of contract: of all their hours together.

    Nobody who has had the use of their data restricted, as it is published.
    """
    rows = select(Employment.person_id, Employment.weekly_hours).where(in_force(Employment, day))
    rows = rows.where(Employment.person_id.not_in(restricted()))
    weeks: dict[int, list] = {}  # type: ignore[type-arg]
    for person, hours in db.session.execute(rows):
        weeks.setdefault(person, []).append(hours)
    return {person: contract_of(None if None in hours else sum(hours)).name for person, hours in weeks.items()}
