"""Looking up reviews of the rights: which there are, whose sheets they hold, and who works with whom on their day."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from sqlalchemy import Select, false, func, select
from sqlalchemy.orm import joinedload

from competence.access.actor import Actor
from competence.access.permissions import MayReview
from competence.access.policy import permits
from competence.db import db
from competence.people.models import Deputy, Employment, LeaderRelation, Person, RoleGrant
from competence.people.queries import in_force
from competence.people.queries.acting import not_over
from competence.people.reviews.models import RightsReview, RightsSheet
from competence.people.reviews.rules import due_on


def visible_to(actor: Actor) -> Select[RightsSheet]:
    """Return the sheets an actor may read: all for who follows reviews, otherwise those put to them as a leader."""
    if permits(actor, MayReview.FOLLOW):
        return select(RightsSheet)
    return select(RightsSheet).where(RightsSheet.leader_id == actor.person_id if actor.leads else false())


def reviews() -> Sequence[RightsReview]:
    """Return every review, the latest first."""
    return db.session.scalars(select(RightsReview).order_by(RightsReview.id.desc())).all()


def review_of(pid: str) -> RightsReview | None:
    """Return the review with this public id."""
    return db.session.scalar(select(RightsReview).where(RightsReview.pid == pid))


def sheet_of(pid: str) -> RightsSheet | None:
    """Return the sheet with this public id, with its leader and its review."""
    both = joinedload(RightsSheet.leader), joinedload(RightsSheet.review)
    return db.session.scalar(select(RightsSheet).where(RightsSheet.pid == pid).options(*both))


def sheets(actor: Actor, reviews: Collection[int]) -> Sequence[RightsSheet]:
    """Return the sheets of some reviews that an actor may read, by the name of their leader."""
    those = visible_to(actor).where(RightsSheet.review_id.in_(reviews)).join(RightsSheet.leader)
    return db.session.scalars(those.options(joinedload(RightsSheet.leader)).order_by(Person.sort_name)).all()


def own_sheets(actor: Actor) -> Sequence[RightsSheet]:
    """Return the sheets put to an actor as a leader, the latest first."""
    own = visible_to(actor).where(RightsSheet.leader_id == actor.person_id)
    return db.session.scalars(own.options(joinedload(RightsSheet.review)).order_by(RightsSheet.id.desc())).all()


def unsigned(day: date) -> Sequence[RightsSheet]:
    """Return the sheets of the latest review that nobody has signed, of those who lead somebody on a day: they can."""
    leads = select(LeaderRelation.leader_id).where(in_force(LeaderRelation, day))
    theirs = _open_sheets().where(RightsSheet.leader_id.in_(leads))
    return db.session.scalars(theirs.options(joinedload(RightsSheet.review))).all()


def waits_for(actor: Actor) -> RightsSheet | None:
    """Return the sheet of the latest review that an actor is asked to sign."""
    return db.session.scalar(_open_sheets().where(RightsSheet.leader_id == actor.person_id)) if actor.leads else None


def next_due() -> date | None:
    """Return from which day a review is due; None where the house has never had a leader.

    Where there was none yet, the half-year runs from the day the first leader was named.
    """
    last, first = select(func.max(RightsReview.as_of)), select(func.min(LeaderRelation.valid_from))
    day = db.session.scalar(select(func.coalesce(last.scalar_subquery(), first.scalar_subquery())))
    return due_on(day) if day else None


def leaders_on(day: date) -> Sequence[int]:
    """Return who leads somebody at work on a day."""
    at_work = select(Employment.person_id).where(in_force(Employment, day))
    led = select(LeaderRelation.leader_id).where(in_force(LeaderRelation, day))
    return db.session.scalars(
        led.where(LeaderRelation.person_id.in_(at_work)).distinct().order_by(LeaderRelation.leader_id)
    ).all()


def team_on(leader_id: int, day: date) -> Sequence[LeaderRelation]:
    """Return whom somebody leads on a day and since when, by name."""
    led = select(LeaderRelation).where(LeaderRelation.leader_id == leader_id, in_force(LeaderRelation, day))
    people = led.join(LeaderRelation.person).options(joinedload(LeaderRelation.person))
    return db.session.scalars(people.order_by(Person.sort_name, Person.id)).all()


def employments_on(day: date, people: Collection[int] | None = None) -> Sequence[Employment]:
    """Return where people, or all, work on a day."""
    found = select(Employment).where(in_force(Employment, day)).order_by(Employment.valid_from, Employment.id)
    if people is not None:
        found = found.where(Employment.person_id.in_(people))
    return db.session.scalars(found.options(joinedload(Employment.unit), joinedload(Employment.role_profile))).all()


def led_on(day: date) -> dict[int, list[int]]:
    """Return who leads each person on a day."""
    found: dict[int, list[int]] = {}
    pairs = select(LeaderRelation.person_id, LeaderRelation.leader_id).where(in_force(LeaderRelation, day))
    for person_id, leader_id in db.session.execute(pairs.order_by(LeaderRelation.id)):
        found.setdefault(person_id, []).append(leader_id)
    return found


def deputies_on(leaders: Iterable[int], day: date) -> Sequence[Deputy]:
    """Return who stands in for leaders on a day or later, the first first."""
    found = select(Deputy).where(Deputy.leader_id.in_(list(leaders)), not_over(Deputy, day))
    return db.session.scalars(found.order_by(Deputy.valid_from, Deputy.id)).all()


def grants_on(day: date) -> Sequence[RoleGrant]:
    """Return the roles that somebody holds on a day, by role and name."""
    found = select(RoleGrant).join(RoleGrant.person).where(in_force(RoleGrant, day))
    return db.session.scalars(found.order_by(RoleGrant.role, Person.sort_name, RoleGrant.id)).all()


def _open_sheets() -> Select[RightsSheet]:
    latest = select(func.max(RightsReview.id)).scalar_subquery()
    return select(RightsSheet).where(RightsSheet.review_id == latest, RightsSheet.signed_at.is_(None))
