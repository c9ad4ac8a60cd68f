"""Following a plan up: a status with a word, and the question of 30, 90 and 180 days."""

from typing import Any

from flask import abort, flash, redirect, url_for
from flask_babel import gettext as _

from competence.access.guard import check, current_actor, needs
from competence.access.permissions import MayPlan
from competence.db import db
from competence.plans import queries
from competence.plans.actions import following as actions
from competence.plans.forms import AnswerForm, StatusForm
from competence.plans.rules.following import AFTER, Answer
from competence.plans.rules.words import Done, Standing
from competence.plans.views.blueprint import bp, page
from competence.web.clock import now, today


@bp.post("/<pid>/statuses")
@needs(MayPlan.FOLLOW)
def note(pid: str) -> Any:
    """Say how a goal or an agreement stands."""
    plan = check(MayPlan.FOLLOW, queries.locked_plan(pid))
    form = StatusForm()
    if not form.validate():
        return page("plans/show.html", plan, noting=form), 400
    standing, key = Standing[form.standing.data], form.promise.data or ""
    actions.note(plan, key, standing, form.word.data or "", current_actor(), now(), today())
    db.session.commit()
    flash(_("Status er skrevet."), "success")
    return redirect(url_for("plans.show", pid=pid, _anchor=key), 303)


@bp.get("/<pid>/follow-ups/<int(max=999):after_days>")
@needs(MayPlan.FOLLOW)
def follow_up(pid: str, after_days: int) -> str:
    """Ask whether both did what they agreed on."""
    return _page(check(MayPlan.FOLLOW, queries.plan(pid)), after_days, AnswerForm())


@bp.post("/<pid>/follow-ups/<int(max=999):after_days>")
@needs(MayPlan.FOLLOW)
def answer(pid: str, after_days: int) -> Any:
    """Keep one side's answer; both open when both are given."""
    plan = check(MayPlan.FOLLOW, queries.locked_plan(pid))
    form = AnswerForm()
    if not form.validate():
        return _page(plan, after_days, form), 400
    said = Answer(Done[form.done.data], form.word.data or "")
    actions.answer(plan, after_days, said, current_actor(), now(), today())
    db.session.commit()
    flash(_("Tak. I ser hinandens svar, når I begge har svaret."), "success")
    return redirect(url_for("plans.show", pid=pid, _anchor="follow-ups"), 303)


def _page(plan: Any, after_days: int, form: AnswerForm) -> str:
    if after_days not in AFTER:
        abort(404)
    return page("plans/follow_up.html", plan, form=form, after_days=after_days)
