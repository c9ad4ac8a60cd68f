"""When talks were held, for what is kept until the next one."""

from typing import Any

from sqlalchemy import Select, case, func, or_, select, union_all

from competence.assessments.models import Mirror
from competence.conversations.models import Conversation, Step
from competence.conversations.rules.kinds import YEARLY, Kind
from competence.conversations.rules.steps import Action


def talks_held() -> Select[Any]:
    """Return the statement for whose yearly talk, or a team's by its leader, was held on which day."""
    whose = case((Conversation.kind == Kind.GRUS, Conversation.leader_id), else_=Conversation.subject_id)
    in_talks = (
        select(
            whose.label("person_id"),
            func.date(func.max(Step.at)).label("held_on"),
            (Conversation.kind == Kind.GRUS).label("is_team"),
        )
        .join(Step, Step.conversation_id == Conversation.id)
        .where(Step.action == Action.END, or_(Conversation.kind.in_(YEARLY), Conversation.kind == Kind.GRUS))
        .group_by(Conversation.id, Conversation.kind, Conversation.leader_id, Conversation.subject_id)
    )
    in_mirrors = select(Mirror.subject_id, func.date(Mirror.talk_held_on), Mirror.subject_id.is_(None)).where(
        Mirror.talk_held_on.is_not(None)
    )
    both = union_all(in_talks, in_mirrors).subquery()
    return select(both.c.person_id, both.c.held_on, both.c.is_team)
