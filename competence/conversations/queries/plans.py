"""The talk a plan was made in, for the paper that plans writes without knowing talks."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from competence.conversations.models import Conversation
from competence.conversations.rules.kinds import TITLES
from competence.db import db
from competence.plans.queries.papers import Talk
from competence.web.clock import day_of


def talk_of_plan(plan_id: int) -> Talk | None:
    """Return the talk in which a plan was begun; its day is the one it was held, or was to be while it goes on."""
    made_in = select(Conversation).where(Conversation.plan_id == plan_id).order_by(Conversation.id.desc()).limit(1)
    talk = db.session.scalars(made_in.options(selectinload(Conversation.steps))).first()
    if talk is None:
        return None
    moment = talk.held_at or talk.starts_at
    return Talk(TITLES[talk.kind], day_of(moment) if moment else None)
