"""A running round: opening it, moving its days later, reminding, closing the mirrors, and MED's evaluation."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, needs
from competence.access.permissions import MayCycle
from competence.cycles import actions, queries
from competence.cycles.forms import EvaluationForm, PhasesForm, ProlongForm
from competence.cycles.rules.refusals import AboutField, ChangedMeanwhile
from competence.cycles.rules.rounds import Action, step
from competence.cycles.views.blueprint import bp, cycle_or_404, page
from competence.db import db
from competence.web.clock import ends, now, today


@bp.post("/<pid>/opening")
@needs(MayCycle.MANAGE)
def open_round(pid: str) -> Any:
    """Open a draft and invite those it is for."""
    cycle = cycle_or_404(pid)
    invited = actions.open_round(cycle, actor_id(), now(), today())
    db.session.commit()
    people = ngettext("%(num)s person er inviteret.", "%(num)s personer er inviteret.", invited)
    flash(_("Runden er åben.") + " " + people, "success")
    return _back(pid)


@bp.post("/<pid>/prolongation")
@needs(MayCycle.MANAGE)
def prolong(pid: str) -> Any:
    """Let an open round of the mirror alone close later."""
    cycle, form = cycle_or_404(pid), ProlongForm()
    if not form.validate_on_submit():
        return page(cycle, prolonging=form), 400
    try:
        actions.prolong(cycle, form.day, actor_id(), today())
    except AboutField as refusal:
        form[refusal.field].errors = [str(refusal)]
        return page(cycle, prolonging=form), refusal.status
    db.session.commit()
    flash(_("Runden er forlænget."), "success")
    return _back(pid)


@bp.post("/<pid>/phases")
@needs(MayCycle.MANAGE)
def move_phases(pid: str) -> Any:
    """Let the phases of a running round end later."""
    cycle, form = cycle_or_404(pid), PhasesForm()
    if not form.validate_on_submit():
        return page(cycle, moving=form), 400
    try:
        actions.move_deadlines(cycle, form.deadlines, form.seen, actor_id(), today())
    except ChangedMeanwhile as refusal:
        db.session.rollback()
        form.version.data = str(cycle.version)
        return page(cycle, moving=form, meanwhile=refusal), refusal.status
    except AboutField as refusal:
        db.session.rollback()
        form[refusal.field].errors = [str(refusal)]
        return page(cycle, moving=form), refusal.status
    db.session.commit()
    flash(_("Fristerne er flyttet."), "success")
    return _back(pid)


@bp.post("/<pid>/reminders")
@needs(MayCycle.MANAGE)
def remind(pid: str) -> Response:
    """Remind everybody who takes part alike."""
    actions.remind(cycle_or_404(pid), actor_id(), today())
    db.session.commit()
    flash(_("Alle, der er med i runden, har fået en besked."), "success")
    return _back(pid)


@bp.get("/<pid>/closing")
@needs(MayCycle.MANAGE)
def closing(pid: str) -> str:
    """Say what closing does before it is done."""
    cycle = cycle_or_404(pid)
    step(cycle.stage, Action.CLOSE, with_talks=cycle.with_talks)
    _invited, shown = queries.told_of(cycle, today())
    return render_template("cycles/closing.html", cycle=cycle, told=shown, early=now() < ends(cycle.closes_on))


@bp.post("/<pid>/closing")
@needs(MayCycle.MANAGE)
def close(pid: str) -> Response:
    """Close a round's mirrors for ever and compute its figures."""
    cycle = cycle_or_404(pid)
    actions.close(cycle, actor_id(), at=now())
    db.session.commit()
    done = _("Spejlene er lukket, og tallene er regnet ud. Samtalerne løber videre.")
    flash(done if cycle.with_talks else _("Runden er lukket, og tallene er regnet ud."), "success")
    return _back(pid)


@bp.post("/<pid>/evaluation")
@needs(MayCycle.MANAGE)
def evaluate(pid: str) -> Any:
    """Note the day MED evaluated a round with talks."""
    cycle, form = cycle_or_404(pid), EvaluationForm()
    step(cycle.stage, Action.EVALUATE, with_talks=cycle.with_talks)
    if not form.validate_on_submit():
        return page(cycle, evaluating=form), 400
    try:
        actions.evaluate(cycle, form.day, actor_id(), today())
    except AboutField as refusal:
        form[refusal.field].errors = [str(refusal)]
        return page(cycle, evaluating=form), refusal.status
    db.session.commit()
    flash(_("Evalueringen er skrevet ind, og runden er slut."), "success")
    return _back(pid)


def _back(pid: str) -> Response:
    return redirect(url_for("cycles.show", pid=pid), 303)
