"""Distributions as HR sees them: the list, one of them, one of its dates, and how things in it are called."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, false, func, select
from sqlalchemy.orm import joinedload, selectinload

from competence.access.actor import Actor
from competence.access.permissions import MaySeats
from competence.access.policy import permits
from competence.db import db
from competence.frameworks.queries import current_competences
from competence.learning.models import OfferDate, Signup
from competence.learning.rules.words import TAKING
from competence.learning.seats.models import DeskCover, Distribution, DistributionDate, Ruling, SeatLine, SeatWish
from competence.learning.seats.queries.wishes import promised
from competence.learning.seats.queries.wishes import visible_to as lines_visible_to
from competence.learning.seats.rules.states import Outcome
from competence.people.models import RoleProfile, Unit


@dataclass(frozen=True)
class Names:
    """How units, role profiles, competences and offers are called."""

    units: dict[int, object]
    profiles: dict[int, object]
    competences: dict[str, object]
    offers: dict[int, object]

    @staticmethod
    def day(text: str | None) -> date | None:
        """Return a day as the facts of a reason write it."""
        return date.fromisoformat(text) if text else None


@dataclass(frozen=True)
class Given:
    """One date of a distribution: its seats, those that are free, how many wish one, and what became of the wishes."""

    row: DistributionDate
    free: int | None
    wishes: int
    outcomes: Counter[Outcome]

    @property
    def proposed(self) -> int:
        return self.outcomes[Outcome.SEAT]

    @property
    def yes(self) -> int:
        return self.outcomes[Outcome.ACCEPTED]

    @property
    def unanswered(self) -> int:
        return self.outcomes[Outcome.OFFERED]


def visible_to(actor: Actor) -> Select[Any]:
    """Return the distributions an actor may see: all of them or none."""
    query = select(Distribution)
    return query if permits(actor, MaySeats.DISTRIBUTE) else query.where(false())


def distributions(actor: Actor) -> Sequence[Distribution]:
    """Return every distribution, the newest first."""
    return db.session.scalars(visible_to(actor).order_by(Distribution.id.desc())).all()


def distribution(pid: str, *, to_change: bool = False) -> Distribution | None:
    """Return a distribution with its dates. to_change: of two who change it at once the second waits."""
    if to_change:
        db.session.execute(select(Distribution.id).where(Distribution.pid == pid).with_for_update())
    whole = selectinload(Distribution.dates).joinedload(DistributionDate.date).joinedload(OfferDate.offer)
    found = select(Distribution).where(Distribution.pid == pid).options(whole, joinedload(Distribution.offers))
    return db.session.scalars(found).unique().one_or_none()


def given(distribution: Distribution, today: date) -> list[Given]:
    """Return the dates of a distribution by when they are, each with what became of the wishes for it."""
    ids = [row.date_id for row in distribution.dates]
    counted = select(SeatLine.date_id, SeatLine.outcome, func.count()).group_by(SeatLine.date_id, SeatLine.outcome)
    outcomes: dict[int, Counter[Outcome]] = {number: Counter() for number in ids}
    for number, outcome, count in db.session.execute(counted.where(SeatLine.distribution_id == distribution.id)):
        outcomes.setdefault(number, Counter())[outcome] = count
    wishes = select(OfferDate.id, func.count()).join(SeatWish, SeatWish.offer_id == OfferDate.offer_id)
    wished = {row[0]: row[1] for row in db.session.execute(wishes.where(OfferDate.id.in_(ids)).group_by(OfferDate.id))}
    left = free(distribution.dates, today)
    rows = sorted(
        distribution.dates, key=lambda row: (str(row.date.starts_at or "~"), row.date.offer.code, row.date_id)
    )
    return [Given(row, left[row.date_id], wished.get(row.date_id, 0), outcomes[row.date_id]) for row in rows]


def free(dates: Sequence[DistributionDate], today: date) -> dict[int, int | None]:
    """Return how many seats of each date nobody has and nobody is promised; None where nobody counts them.

    A date that was called off or has come has none to give, nor has an offer that was taken off.
    """
    ids = [row.date_id for row in dates]
    taken = select(Signup.date_id, func.count()).where(Signup.date_id.in_(ids), Signup.state.in_(TAKING))
    used = Counter({row[0]: row[1] for row in db.session.execute(taken.group_by(Signup.date_id))})
    used.update(date_id for date_id, _ in promised(ids))
    rooms = {row.date_id: row.date.room if _gives(row.date, today) else 0 for row in dates}
    return {number: None if room is None else max(0, room - used[number]) for number, room in rooms.items()}


def _gives(held: OfferDate, today: date) -> bool:
    to_come = held.on is None or held.on > today
    return to_come and held.called_off_at is None and held.offer.is_offered


def lines_of(distribution: Distribution, date_id: int, actor: Actor) -> Sequence[SeatLine]:
    """Return what became of the wishes for one date, the seats first, then by name."""
    found = lines_visible_to(actor).where(SeatLine.distribution_id == distribution.id, SeatLine.date_id == date_id)
    lines = db.session.scalars(found.options(joinedload(SeatLine.person))).all()
    return sorted(lines, key=lambda line: (line.outcome is Outcome.WAITING, line.person.sort_name, line.id))


def rulings(distribution: Distribution) -> dict[tuple[int, int], bool]:
    """Return what HR decided beforehand, by person and date: True where the seat is held."""
    rows = db.session.scalars(select(Ruling).where(Ruling.distribution_id == distribution.id))
    return {(row.person_id, row.date_id): row.held for row in rows}


def names(distribution: Distribution) -> Names:
    """Return how everything that a distribution's reasons are made of is called."""
    return Names(
        {unit.id: unit.title for unit in db.session.scalars(select(Unit))},
        {profile.id: profile.title for profile in db.session.scalars(select(RoleProfile))},
        {one.code: one.title for one in current_competences()},
        {row.date.offer_id: row.date.offer.title for row in distribution.dates},
    )


def cover() -> dict[int, int]:
    """Return how many of a unit may be away on one day, for the units that have said so."""
    return {row.unit_id: row.most_away for row in db.session.scalars(select(DeskCover))}
