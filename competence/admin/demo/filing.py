"""Hands the demo's signed agreements over to the personnel file, each as the paper its two sides would have made."""

import hashlib
from collections.abc import Collection
from datetime import timedelta

from flask import current_app
from sqlalchemy import select

from competence.db import db
from competence.plans.models import Filing, Plan, PlanEvent
from competence.plans.queries.papers import paper_of
from competence.plans.queries.plans import whole
from competence.plans.rules.states import Action, State, step
from competence.plans.rules.words import Form
from competence.web.papers import agreement

SOON = timedelta(days=3)
LEFT = 1  # the last one still waits for its leader


def file_agreements(people: Collection[int]) -> None:
    """File the yearly agreements of these people that the employee has said a word to; papers take their time."""
    signed = select(Plan).where(Plan.subject_id.in_(people), Plan.state == State.APPROVED, Plan.form == Form.FULL)
    plans = [plan for plan in db.session.scalars(whole(signed).order_by(Plan.id)).unique() if _commented(plan)]
    for plan in plans[:-LEFT]:
        paper = agreement.document(paper_of(plan), current_app.config["KLE"])
        at = _commented(plan)[-1].at + SOON
        plan.state = step(plan.state, Action.FILE)
        plan.events.append(PlanEvent(action=Action.FILE, actor_id=plan.leader_id, at=at))
        plan.filing = Filing(
            author_id=plan.leader_id, at=at, sha256=hashlib.sha256(paper).hexdigest(), paper=paper
        )  # fmt: skip
    db.session.flush()


def _commented(plan: Plan) -> list[PlanEvent]:
    return [event for event in plan.events if event.action is Action.COMMENT]
