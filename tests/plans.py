"""What two people do with a plan, done through its pages as a browser would, and the rows of one, for tests."""

from datetime import UTC, datetime, timedelta

from competence.db import db
from competence.notifications.models import Notification
from competence.people.models import Person
from competence.plans.models import Activity, Agreement, Approval, Goal, Plan
from competence.plans.rules.states import State
from competence.plans.rules.words import Form, Side, Term, Way, Whose
from tests.cast import Cast
from tests.client import InspectingClient
from tests.make import NOW

WRITTEN = {
    "goals-0-what": "Holde møder, som borgerne vil komme igen til",
    "goals-0-term": "SHORT",
    "goals-0-competence_id": "",
    "goals-0-wanted_level": "",
    "goals-0-signs": "Nogen spørger, hvornår det næste er",
    "goals-0-activities-0-what": "Holde et møde sammen med Asger",
    "goals-0-activities-0-way": "WITH_OTHERS",
    "goals-0-activities-0-support": "Asger",
    "goals-0-activities-0-due_on": "2027-02-01",
    "agreements-0-what": "Finde to timer om ugen i vagtplanen",
    "agreements-0-whose": "LEADER",
    "agreements-0-due_on": "",
}


def make_plan(
    subject: Person, leader: Person | None, state: State = State.DRAFT, form: Form = Form.FULL, **more: object
) -> Plan:
    agreed = {"approved_at": NOW} if state.is_agreed else {}
    plan = Plan(subject=subject, leader=leader, form=form, state=state, begun_at=NOW, **(agreed | more))
    db.session.add(plan)
    db.session.flush()
    return plan


def make_goal(plan: Plan, what: str = "Holde møder, som borgerne vil komme igen til", **more: object) -> Goal:
    goal = Goal(position=len(plan.goals), term=Term.SHORT, what=what, **more)
    plan.goals.append(goal)
    db.session.flush()
    return goal


def make_activity(goal: Goal, what: str = "Holde et møde med Asger", **more: object) -> Activity:
    activity = Activity(position=len(goal.activities), way=Way.WITH_OTHERS, what=what, **more)
    goal.activities.append(activity)
    db.session.flush()
    return activity


def make_agreement(
    plan: Plan, what: str = "Finde tid i vagtplanen", whose: Whose = Whose.LEADER, **more: object
) -> Agreement:
    agreement = Agreement(position=len(plan.agreements), what=what, whose=whose, **more)
    plan.agreements.append(agreement)
    db.session.flush()
    return agreement


def make_approval(plan: Plan, side: Side, author: Person, disagreement: str = "") -> Approval:
    approval = Approval(side=side, author=author, at=NOW, disagreement=disagreement)
    plan.approvals.append(approval)
    db.session.flush()
    return approval


def written_plan(cast: Cast, state: State = State.DRAFT, days_ago: int = 0, **more: object) -> Plan:
    """Astrid's plan with Bo: a goal, and something he does; signed by both if the state says so."""
    plan = make_plan(cast.astrid, cast.bo, state, **more)
    make_goal(plan)
    make_agreement(plan)
    if state.is_agreed:
        plan.approved_at = datetime.now(UTC) - timedelta(days=days_ago)
        for side, person in ((Side.EMPLOYEE, cast.astrid), (Side.LEADER, cast.bo)):
            plan.approvals.append(Approval(side=side, author=person, at=NOW))
    db.session.flush()
    return plan


def page(plan: Plan, *more: str) -> str:
    """Return the address of one of a plan's pages."""
    return "/".join((f"/plans/{plan.pid}", *more))


def sign(client: InspectingClient, plan: Plan, disagreement: str = "") -> int:
    """Sign on the page for it, and return the answer's status."""
    form = client.get(page(plan, "approval")).page.form(page(plan, "approval"))
    return client.post(page(plan, "approval"), data=form | {"disagreement": disagreement}).status_code


def told(person: Person) -> list[str]:
    """Return the kinds of messages a person has been sent about plans."""
    kinds = (
        one.kind for one in db.session.query(Notification).filter_by(person_id=person.id).order_by(Notification.id)
    )
    return [kind.removeprefix("plan.") for kind in kinds if kind.startswith("plan.")]
