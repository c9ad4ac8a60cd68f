"""How far the yearly talks of the people in a round are, for the roster of the round."""

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from competence.conversations.models import Conversation
from competence.conversations.rules.kinds import YEARLY
from competence.conversations.rules.steps import OVER, State
from competence.cycles.models import Invitation
from competence.cycles.roster.rules.deciding import Talk
from competence.cycles.rules.rounds import Stage
from competence.db import db

FAR = {
    State.PLANNED: Talk.AHEAD,
    State.INVITED: Talk.AHEAD,
    State.COUNTERED: Talk.AHEAD,
    State.CONFIRMED: Talk.AHEAD,
    State.TALKING: Talk.UNDER_WAY,
    State.HELD: Talk.HELD,
    State.CANCELLED: Talk.CANCELLED,
}
WEIGHT = (Talk.NONE, Talk.CANCELLED, Talk.AHEAD, Talk.UNDER_WAY, Talk.HELD)  # what counts where there are several


def talks_of_round(cycle_id: int) -> dict[int, Talk]:
    """Return how far the talk of each person in a round is; for cycles' slot.

    A talk that another running round planned and that is not over is theirs here too: nobody has two at once.
    """
    invited = select(Invitation.person_id).where(Invitation.cycle_id == cycle_id)
    theirs = select(Conversation).where(Conversation.kind.in_(YEARLY), Conversation.subject_id.in_(invited))
    counted = theirs.where(or_(Conversation.cycle_id == cycle_id, Conversation.state.not_in(OVER)))
    found: dict[int, Talk] = {}
    for talk in db.session.scalars(counted.options(joinedload(Conversation.cycle))):
        if talk.subject_id is None or not (talk.cycle_id == cycle_id or _of_a_running_round(talk)):
            continue
        far = FAR[talk.state]
        found[talk.subject_id] = max(found.get(talk.subject_id, Talk.NONE), far, key=WEIGHT.index)
    return found


def ahead(person_id: int, cycle_id: int) -> list[Conversation]:
    """Return the yearly talks a person has ahead in a round and that are not begun."""
    own = select(Conversation).where(Conversation.subject_id == person_id, Conversation.cycle_id == cycle_id)
    waiting = own.where(Conversation.kind.in_(YEARLY), Conversation.state.not_in({*OVER, State.TALKING}))
    return list(db.session.scalars(waiting))


def _of_a_running_round(talk: Conversation) -> bool:
    return talk.cycle is not None and talk.cycle.stage in (Stage.OPEN, Stage.TALKS)
