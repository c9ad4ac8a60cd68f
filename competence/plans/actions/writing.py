"""Writing a plan down: beginning it, and saying what it holds while it is not signed by both."""

from datetime import datetime

from flask import url_for
from flask_babel import lazy_gettext as _l

from competence.access.actor import Actor
from competence.assessments.queries.mirrors import locked_person
from competence.db import db
from competence.notifications.actions import notify
from competence.notifications.rules import kind
from competence.plans.actions.stepping import check_seen, side_of, take, void
from competence.plans.models import Activity, Agreement, Goal, Plan
from competence.plans.queries.plans import told_for_the_leader, unfinished
from competence.plans.rules.holding import Content
from competence.plans.rules.states import Action
from competence.plans.rules.words import Form, Side
from competence.privacy import audit
from competence.web.clock import today

CHANGED = kind(
    "plan.changed", _l("En udviklingsplan, du har skrevet under på, er ændret. Læs den, og skriv under igen.")
)


def begin(subject_id: int, leader_id: int, form: Form, actor_id: int, now: datetime) -> Plan:
    """Return the plan a person and a leader are writing; an empty one of this form is begun if they are not."""
    locked_person(subject_id)
    plan = unfinished(subject_id, leader_id)
    if plan is None:
        plan = Plan(subject_id=subject_id, leader_id=leader_id, form=form, begun_at=now)
        db.session.add(plan)
        db.session.flush()
        audit.record(actor_id, "plan.begin", subject_id=subject_id, thing=f"plan {plan.pid}")
    return plan


def edit(plan: Plan, content: Content, version: int, actor: Actor, now: datetime) -> None:
    """Let a plan hold what was written; a signature given before falls.

    version: the one the writer saw. Raises PlanIsSigned, ChangedMeanwhile.
    """
    check_seen(plan, version)
    fallen = void(plan, now)
    take(plan, Action.EDIT, actor.person_id, now)
    plan.goals = [
        Goal(
            position=place, term=aim.term, what=aim.what, competence_id=aim.competence_id,
            wanted_level=aim.wanted_level, signs=aim.signs,
            step_id=aim.career_step_id,
            activities=[
                Activity(position=n, way=one.way, what=one.what, support=one.support, due_on=one.due_on, fund=one.fund)
                for n, one in enumerate(aim.steps)
            ],
        )
        for place, aim in enumerate(content.aims)
    ]  # fmt: skip
    plan.agreements = [
        Agreement(position=place, what=pledge.what, whose=pledge.whose, due_on=pledge.due_on)
        for place, pledge in enumerate(content.pledges)
    ]
    db.session.flush()
    for side in fallen:
        if side is not side_of(plan, actor):
            tell(plan, side, CHANGED)


def tell(plan: Plan, side: Side, what: str, endpoint: str = "plans.show") -> None:
    """Tell one side that something waits; on the leader's only who leads the person today."""
    people = [plan.subject_id] if side is Side.EMPLOYEE else told_for_the_leader(plan, today())
    for person_id in people:
        notify(person_id, what, url_for(endpoint, pid=plan.pid))
