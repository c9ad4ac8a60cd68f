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
from competence.web.papers import agreement

WITH_TIME_TO_COMMENT = timedelta(days=8)
LEFT = 4  # the last ones still wait for their leader


def file_agreements(people: Collection[int]) -> None:
    """File what these people have agreed on, but for the latest of it; each paper takes its time to be made."""
    signed = select(Plan).where(Plan.subject_id.in_(people), Plan.state == State.APPROVED)
    plans = list(db.session.scalars(whole(signed).order_by(Plan.approved_at, Plan.id)).unique())
    for plan in plans[:-LEFT]:
        paper = agreement.document(paper_of(plan), current_app.config["KLE"])
        at = (plan.approved_at or plan.begun_at) + WITH_TIME_TO_COMMENT
        plan.state = step(plan.state, Action.FILE)
        plan.events.append(PlanEvent(action=Action.FILE, actor_id=plan.leader_id, at=at))
        plan.filing = Filing(
            author_id=plan.leader_id, at=at, sha256=hashlib.sha256(paper).hexdigest(), paper=paper
        )  # fmt: skip
    db.session.flush()
