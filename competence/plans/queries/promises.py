"""What was promised and is still open: goals and agreements, each with how it stood last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from competence.db import db
from competence.plans.models import Activity, Agreement, Goal, Plan, Status
from competence.plans.queries.plans import AGREED, written
from competence.plans.rules.states import State
from competence.plans.rules.words import Standing, Whose


@dataclass(frozen=True)
class Promise:
    """A goal or an agreement of a signed plan; whose is None for a goal, which is the person's own."""

    plan: Plan
    thing: Goal | Agreement
    statuses: Sequence[Status]

    @property
    def what(self) -> str:
        """What was written."""
        return self.thing.what

    @property
    def whose(self) -> Whose | None:
        """Who does it."""
        return self.thing.whose if isinstance(self.thing, Agreement) else None

    @property
    def due_on(self) -> date | None:
        """By when; for a goal its last activity's day."""
        if isinstance(self.thing, Agreement):
            return self.thing.due_on
        return max((step.due_on for step in self.thing.activities if step.due_on), default=None)

    @property
    def rows(self) -> list[Goal | Activity | Agreement | Status]:
        """All that is written about it: itself, its activities, and how it stood."""
        return [self.thing, *(self.thing.activities if isinstance(self.thing, Goal) else ()), *self.statuses]

    @property
    def key(self) -> str:
        """The name a form gives it."""
        return f"{'agreement' if isinstance(self.thing, Agreement) else 'goal'}-{self.thing.id}"

    @property
    def standing(self) -> Standing:
        """How it stands: as it was said last, and on its way before anything was."""
        return self.statuses[-1].standing if self.statuses else Standing.ON_THE_WAY

    @property
    def is_open(self) -> bool:
        """Whether it is carried over to the next talk."""
        return self.standing.is_open

    @property
    def takes_a_status(self) -> bool:
        """Whether a status can be written: while the plan runs, and afterwards about what is carried over from it."""
        return self.is_open or self.plan.state is not State.ENDED


def promises_in(plan: Plan) -> list[Promise]:
    """Return a plan's goals and then its agreements."""
    things: Iterable[Goal | Agreement] = [*plan.goals, *plan.agreements]
    return [Promise(plan, thing, _about(thing, plan.statuses)) for thing in things]


def open_promises(subject_id: int) -> list[Promise]:
    """Return what a person and their leaders have promised each other and neither reached nor dropped, oldest first.

    It comes from every signed plan, so that what is open follows the person from talk to talk.
    """
    agreed = select(Plan).where(Plan.subject_id == subject_id, Plan.state.in_(AGREED))
    loaded = written(agreed).options(selectinload(Plan.statuses).joinedload(Status.author))
    plans = db.session.scalars(loaded.order_by(Plan.approved_at, Plan.id)).unique()
    return [promise for plan in plans for promise in promises_in(plan) if promise.is_open]


def _about(thing: Goal | Agreement, statuses: Sequence[Status]) -> list[Status]:
    column = "agreement_id" if isinstance(thing, Agreement) else "goal_id"
    return sorted((one for one in statuses if getattr(one, column) == thing.id), key=lambda one: (one.on, one.id))
