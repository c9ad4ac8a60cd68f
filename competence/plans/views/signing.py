"""Signing a plan, sending it back, and taking over the leader's seat."""

from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import check, current_actor, needs
from competence.access.permissions import MayPlan
from competence.db import db
from competence.plans import queries
from competence.plans.actions import signing as actions
from competence.plans.actions.stepping import side_of
from competence.plans.forms import ReturnForm, SeatForm, SigningForm
from competence.plans.rules.refusals import ChangedMeanwhile
from competence.plans.views.blueprint import bp, page
from competence.web.clock import now, today
from competence.web.forms import Versioned


@bp.get("/<pid>/approval")
@needs(MayPlan.APPROVE)
def approval(pid: str) -> str:
    """Say what the signature means, show what is signed, and give room for what one disagrees with."""
    return _page(check(MayPlan.APPROVE, queries.plan(pid)))


@bp.post("/<pid>/approval")
@needs(MayPlan.APPROVE)
def approve(pid: str) -> Any:
    """Sign that the talk was held."""
    plan = check(MayPlan.APPROVE, queries.locked_plan(pid))
    form = SigningForm()
    if not form.validate():
        return _page(plan, signing=form), 400
    try:
        actions.approve(plan, form.disagreement.data or "", form.seen, current_actor(), now())
    except ChangedMeanwhile as refusal:
        return _changed(pid, refusal, signing=form)
    agreed = plan.is_agreed
    db.session.commit()
    both, one = _("I har begge skrevet under. Aftalen står."), _("Du har skrevet under. Nu venter vi på den anden.")
    flash(both if agreed else one, "success")
    return redirect(url_for("plans.show", pid=pid), 303)


@bp.post("/<pid>/return")
@needs(MayPlan.APPROVE)
def send_back(pid: str) -> Any:
    """Send the plan back with a word about what to change."""
    plan = check(MayPlan.APPROVE, queries.locked_plan(pid))
    form = ReturnForm()
    if not form.validate():
        return _page(plan, returning=form), 400
    try:
        actions.send_back(plan, form.words.data or "", form.seen, current_actor(), now())
    except ChangedMeanwhile as refusal:
        return _changed(pid, refusal, returning=form)
    db.session.commit()
    flash(_("Planen er sendt tilbage med dine ord."), "success")
    return redirect(url_for("plans.show", pid=pid), 303)


@bp.post("/<pid>/seat")
@needs(MayPlan.TAKE_SEAT)
def take_seat(pid: str) -> Response:
    """Take over an unfinished plan from a leader who no longer leads the person."""
    plan = check(MayPlan.TAKE_SEAT, queries.locked_plan(pid))
    actions.take_seat(plan, SeatForm().why.data or "", current_actor(), now(), today())
    db.session.commit()
    flash(_("Du har overtaget planen. Medarbejderen får besked."), "success")
    return redirect(url_for("plans.show", pid=pid), 303)


def _changed(pid: str, refusal: ChangedMeanwhile, **typed: Versioned) -> tuple[str, int]:
    """Show the plan as it is now, with what was typed still in its field."""
    db.session.rollback()
    return _page(check(MayPlan.APPROVE, queries.plan(pid)), refusal=refusal, **typed), refusal.status


def _page(plan: Any, signing: Any = None, returning: Any = None, refusal: ChangedMeanwhile | None = None) -> str:
    earlier = next((one for one in plan.approvals if one.side is side_of(plan, current_actor())), None)
    signing = signing or SigningForm(formdata=None, data={"disagreement": earlier.disagreement if earlier else ""})
    returning = returning or ReturnForm(formdata=None)
    for form in (signing, returning):
        form.version.data = str(plan.version)
    return page("plans/approval.html", plan, signing=signing, returning=returning, refusal=refusal)
