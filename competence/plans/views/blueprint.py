"""The blueprint all pages of plans hang on, their lines in the navigation, and how a page of one plan is made."""

from typing import Any

from flask import Blueprint, render_template
from flask_babel import gettext as _

from competence.access.guard import current_actor
from competence.access.permissions import MayPlan
from competence.plans.actions.stepping import side_of
from competence.plans.forms import CommentForm
from competence.plans.queries.contents import content_of, level_words
from competence.plans.queries.followups import follow_ups
from competence.plans.queries.promises import promises_in
from competence.plans.rules.holding import missing
from competence.plans.rules.states import Action, may
from competence.plans.rules.words import Side, Standing
from competence.privacy import audit
from competence.privacy.correcting.queries import beside
from competence.web import navigation
from competence.web.clock import today
from competence.web.navigation import Entry, Group

bp = Blueprint("plans", __name__, url_prefix="/plans")

navigation.add(Entry("plans.index", lambda: _("Min udviklingsplan"), MayPlan.OWN, Group.OWN, 40))
navigation.add(Entry("plans.team", lambda: _("Aftaler i teamet"), MayPlan.TEAM, Group.TEAM, 30))


def frame(plan: Any) -> dict[str, Any]:
    """Return what every page about one plan says; whoever opens another's leaves a trail of having looked."""
    actor = current_actor()
    side = side_of(plan, actor)
    if side is Side.LEADER:
        if plan.subject_id in actor.led:
            navigation.stand_under("plans.team")
        audit.record_look(actor.person_id, "plan.look", subject_id=plan.subject_id, thing=f"plan {plan.pid}")
    return {"plan": plan, "own": side is Side.EMPLOYEE, "today": today()}


def page(template: str, plan: Any, **more: Any) -> str:
    """Return a page that shows a plan and what became of it."""
    promises = promises_in(plan)
    known = {
        "can": {action.name: may(plan.state, action) for action in Action},
        "missing": missing(plan.form, content_of(plan)),
        "levels": level_words([plan]),
        "promises": {promise.key: promise for promise in promises},
        "wrong": beside([plan, *(row for promise in promises for row in promise.rows)], plan.subject_id),
        "follow_ups": follow_ups(plan, side_of(plan, current_actor()), today()),
        "standings": [(one.name, one.value) for one in Standing],
        "noting": None,
        "commenting": CommentForm(formdata=None, data={"comment": plan.employee_comment}),
    }
    return render_template(template, **frame(plan), **(known | more))
