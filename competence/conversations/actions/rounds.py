"""What rounds ask of conversations: planning the talks people are due, handing them over, and calling them off."""

from sqlalchemy import select

from competence.access.actor import Actor
from competence.conversations.actions.planning import CALLED_OFF, hand_over, plan, take_step
from competence.conversations.models import Conversation
from competence.conversations.queries.rounds import ahead
from competence.conversations.rules.kinds import Kind
from competence.conversations.rules.steps import OVER, Action
from competence.cycles.roster.actions import Arrange, Arrangement
from competence.db import db
from competence.notifications.actions import notify

ROUND = Actor()  # the round itself: it is neither of the two, and acts from the leader's side


def arrange(asked: Arrangement) -> None:
    """Do what a round asks; what is begun or over is left alone. For cycles' slot."""
    if asked.arrange is Arrange.PLAN:
        _plan(asked)
        return
    for talk in ahead(asked.person_id, asked.cycle_id or 0):
        if asked.arrange is Arrange.CANCEL:
            take_step(talk, Action.CANCEL, ROUND, talk.version, asked.at)
            notify(talk.leader_id, CALLED_OFF, "/conversations")
        elif asked.leader_id not in (None, talk.leader_id):
            hand_over(talk, asked.leader_id or talk.leader_id, ROUND, talk.version, asked.at)


def _plan(asked: Arrangement) -> None:
    """Plan a talk, or let the one of its kind that is under way be it."""
    kind = Kind[asked.talk]
    under_way = select(Conversation).where(
        Conversation.kind == kind, Conversation.subject_id == asked.person_id, Conversation.state.not_in(OVER)
    )
    talk = db.session.scalars(under_way.order_by(Conversation.id).limit(1)).first()
    if talk is None:
        talk = plan(kind, asked.person_id, asked.leader_id or 0, None, asked.at)
        talk.near = asked.near
    talk.cycle_id = asked.cycle_id
    db.session.flush()
