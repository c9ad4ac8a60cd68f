"""The fund's terms, the activities one may apply for, and how far each is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload, selectinload

from competence.db import db
from competence.learning.fund.models import FundAgreement, FundCase, FundOpening
from competence.people.models import LeaderRelation
from competence.people.queries import in_force
from competence.people.rules import sort_key
from competence.plans.models import Activity, Goal, Plan
from competence.plans.queries.plans import AGREED


@dataclass(frozen=True)
class Education:
    """An activity of a signed plan that the fund may be asked about, and whose it is."""

    activity: Activity
    plan: Plan
    case: FundCase | None

    @property
    def subject_id(self) -> int:
        return self.plan.subject_id

    @property
    def is_agreed(self) -> bool:
        """Whether both have signed the plan."""
        return self.plan.is_agreed


def education(plan_pid: str, number: int) -> Education | None:
    """Return an activity of a signed plan that the fund may be asked about."""
    found = db.session.execute(
        select(Activity, Plan)
        .join(Goal, Goal.id == Activity.goal_id)
        .join(Plan, Plan.id == Goal.plan_id)
        .where(Plan.pid == plan_pid, Activity.id == number, Activity.fund.is_(True), Plan.state.in_(AGREED))
        .options(joinedload(Plan.subject))
    ).one_or_none()
    return Education(found[0], found[1], case_of(number)) if found else None


def case_of(activity_id: int) -> FundCase | None:
    """Return what is known of an application."""
    whole = selectinload(FundCase.agreement).selectinload(FundAgreement.openings)
    return db.session.get(FundCase, activity_id, options=[whole, selectinload(FundCase.ticks)])


def agreements() -> Sequence[FundAgreement]:
    """Return every collective agreement HR has written down, by title, with when its pool opens."""
    every = select(FundAgreement).options(selectinload(FundAgreement.openings))
    return sorted(db.session.scalars(every), key=lambda one: sort_key(str(one.title)))


def agreement(pid: str) -> FundAgreement | None:
    """Return one collective agreement's terms."""
    one = select(FundAgreement).where(FundAgreement.pid == pid).options(selectinload(FundAgreement.openings))
    return db.session.scalar(one)


def opening(agreement: FundAgreement, number: int) -> FundOpening | None:
    """Return one opening of an agreement's pool."""
    return next((one for one in agreement.openings if one.id == number), None)


def waiting(day: date) -> Iterator[tuple[FundCase, FundAgreement, Plan, int | None]]:
    """Return every application that has an agreement, with each nearest leader its person has on a day."""
    led = and_(LeaderRelation.person_id == Plan.subject_id, in_force(LeaderRelation, day))
    rows = db.session.execute(
        select(FundCase, FundAgreement, Plan, LeaderRelation.leader_id)
        .join(FundAgreement, FundAgreement.id == FundCase.agreement_id)
        .join(Activity, Activity.id == FundCase.activity_id)
        .join(Goal, Goal.id == Activity.goal_id)
        .join(Plan, Plan.id == Goal.plan_id)
        .outerjoin(LeaderRelation, led)
        .where(Plan.state.in_(AGREED))
        .options(selectinload(FundCase.ticks), selectinload(FundAgreement.openings))
        .order_by(FundCase.activity_id)
    )
    yield from ((case, agreement, plan, leader_id) for case, agreement, plan, leader_id in rows)
