"""Writing a plan: one page with everything, rows to add and take away, and both texts where two wrote at once."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from competence.access.guard import check, current_actor, needs
from competence.access.permissions import MayPlan
from competence.db import db
from competence.plans import queries
from competence.plans.actions import writing as actions
from competence.plans.forms import PlanForm, to_begin_with, written_in
from competence.plans.queries.contents import catalogue_for, content_of
from competence.plans.rules.holding import Content, with_aim
from competence.plans.rules.refusals import ChangedMeanwhile
from competence.plans.rules.states import Action, step
from competence.plans.rules.telling import clashes
from competence.plans.views.blueprint import bp, frame
from competence.web.clock import now, today


@bp.get("/<pid>/edit")
@needs(MayPlan.EDIT)
def edit(pid: str) -> str:
    """Show what a plan holds, to be written in; the address may bring the competence of one more goal along."""
    plan = check(MayPlan.EDIT, queries.draft(pid))
    step(plan.state, Action.EDIT)
    content = content_of(plan)
    begun = content if content != Content() else to_begin_with(plan.form)
    catalogue = catalogue_for(plan, today())
    named = catalogue.named(request.args.get("competence", ""))
    if named is not None:
        trial = _("En lille prøvehandling: ") if "trial" in request.args else ""
        begun = with_aim(begun, named, request.args.get("level", 0, type=int), trial)
    form = PlanForm(data=written_in(begun, plan.version))
    form.offer(catalogue)
    return _page(plan, form)


@bp.post("/<pid>")
@needs(MayPlan.EDIT)
def update(pid: str) -> Any:
    """Save what was written, or add or take away a row; what is written stays in the fields whatever happens."""
    plan = check(MayPlan.EDIT, queries.locked_draft(pid))
    form = PlanForm()
    go_on = form.rearranged(request.form.get("add", ""), request.form.get("drop", ""))
    form.offer(catalogue_for(plan, today()))
    if go_on is not None:
        step(plan.state, Action.EDIT)
        return _page(plan, form, go_on=go_on)
    if not form.validate():
        return _page(plan, form), 400
    try:
        actions.edit(plan, form.content(), form.seen, current_actor(), now())
    except ChangedMeanwhile:
        db.session.rollback()
        plan = check(MayPlan.EDIT, queries.draft(pid))
        step(plan.state, Action.EDIT)
        catalogue = catalogue_for(plan, today())
        found = clashes(content_of(plan), form.content(), catalogue.names(), catalogue.step_names())
        form.version.data = str(plan.version)
        return _page(plan, form, clashes=found), 409
    db.session.commit()
    flash(_("Planen er gemt. I kan begge se den og skrive i den."), "success")
    return redirect(url_for("plans.show", pid=pid), 303)


def _page(plan: Any, form: PlanForm, **more: Any) -> str:
    known = {"form": form, "clashes": None, "go_on": ""} | more
    earlier = [promise for promise in queries.open_promises(plan.subject_id) if promise.plan is not plan]
    return render_template("plans/edit.html", earlier=earlier, **frame(plan), **known)
