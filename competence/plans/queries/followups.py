"""The follow-ups of a plan as one side may see them, and whom one is due for."""

from datetime import date

from competence.plans.models import Plan
from competence.plans.rules.following import Answer, FollowUp, seen_by
from competence.plans.rules.states import Action, may
from competence.plans.rules.words import Side


def follow_ups(plan: Plan, side: Side, day: date) -> list[FollowUp]:
    """Return the three questions of a signed plan, without any answer that is not revealed to this side."""
    if plan.approved_on is None:
        return []
    answers = {(one.after_days, one.side): Answer(one.done, one.word) for one in plan.answers}
    return seen_by(side, answers, plan.approved_on, day, runs=may(plan.state, Action.ANSWER))
