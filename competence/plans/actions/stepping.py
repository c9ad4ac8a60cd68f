"""Taking a step in a plan's life: the state, the record of it, and the trail, in one breath."""

from datetime import datetime

from sqlalchemy.orm.attributes import flag_modified

from competence.access.actor import Actor
from competence.db import flush_or
from competence.plans.models import Plan, PlanEvent
from competence.plans.rules.refusals import ChangedMeanwhile
from competence.plans.rules.states import Action, step
from competence.plans.rules.words import Side
from competence.privacy import audit


def side_of(plan: Plan, actor: Actor) -> Side:
    """Return on which side of a plan somebody stands who may open it."""
    return Side.EMPLOYEE if actor.person_id == plan.subject_id else Side.LEADER


def check_seen(plan: Plan, version: int) -> None:
    """Refuse to act on a plan that was changed since the actor saw it. Raises ChangedMeanwhile."""
    if version != plan.version:
        raise ChangedMeanwhile


def take(plan: Plan, action: Action, actor_id: int | None, now: datetime, words: str = "") -> None:
    """Take a step, or refuse it and change nothing. Raises the action's Conflict, ChangedMeanwhile."""
    plan.state = step(plan.state, action)
    if action not in (Action.NOTE, Action.ANSWER):  # what is added to a signed plan changes nothing in it
        flag_modified(plan, "state")
    plan.events.append(PlanEvent(action=action, actor_id=actor_id, at=now, words=words))
    audit.record(actor_id, f"plan.{action.name.lower()}", subject_id=plan.subject_id, thing=f"plan {plan.pid}")
    flush_or(ChangedMeanwhile)


def void(plan: Plan, now: datetime) -> list[Side]:
    """Let the signatures given so far fall, and return whose they were."""
    standing = [approval for approval in plan.approvals if approval.voided_at is None]
    for approval in standing:
        approval.voided_at = now
    return [approval.side for approval in standing]
