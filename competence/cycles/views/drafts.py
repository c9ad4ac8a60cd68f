"""The list of rounds, one round, and writing a draft down and changing it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from competence.access.guard import actor_id, current_actor, needs
from competence.access.permissions import MayCycle
from competence.cycles import actions, queries
from competence.cycles.forms import CycleForm, written_in
from competence.cycles.queries import Cycle
from competence.cycles.roster import queries as roster
from competence.cycles.rules.refusals import AboutField, ChangedMeanwhile
from competence.cycles.rules.rounds import Action, step
from competence.cycles.views.blueprint import bp, cycle_or_404, page, said_here
from competence.db import db
from competence.web import navigation
from competence.web.clock import today

navigation.add(navigation.Entry("cycles.index", lambda: _("Runder"), MayCycle.MANAGE, navigation.Group.HR, 10))


@bp.get("")
@needs(MayCycle.MANAGE)
def index() -> str:
    """List the rounds, the latest first."""
    actor = current_actor()
    between = said_here(roster.notes_between(actor))
    return render_template("cycles/index.html", cycles=queries.cycles_for(actor), between=between)


@bp.get("/new")
@needs(MayCycle.MANAGE)
def new() -> str:
    """Ask what a new round should be."""
    return _form_page(_form())


@bp.post("")
@needs(MayCycle.MANAGE)
def create() -> Any:
    """Write a new round down, or say how many it would invite."""
    form = _form()
    if not form.validate_on_submit():
        return _form_page(form), 400
    if "preview" in request.form:
        return _form_page(form, invited=_number_invited(form))
    try:
        cycle = actions.create(form.draft(), form.chosen, actor_id())
    except AboutField as refusal:
        return _form_page(form, refusal=refusal), refusal.status
    db.session.commit()
    flash(_("Kladden er gemt. Ingen er inviteret endnu."), "success")
    return redirect(url_for("cycles.show", pid=cycle.pid), 303)


@bp.get("/<pid>")
@needs(MayCycle.MANAGE)
def show(pid: str) -> str:
    """Show a round: what it is, how far it is, and what can be done with it."""
    return page(cycle_or_404(pid))


@bp.get("/<pid>/edit")
@needs(MayCycle.MANAGE)
def edit(pid: str) -> str:
    """Ask what a draft should be."""
    cycle = cycle_or_404(pid)
    step(cycle.stage, Action.EDIT)
    return _form_page(_form(cycle), cycle)


@bp.post("/<pid>")
@needs(MayCycle.MANAGE)
def update(pid: str) -> Any:
    """Change a draft; where somebody else was faster both texts are shown."""
    cycle, form = cycle_or_404(pid), _form()
    if not form.validate_on_submit():
        return _form_page(form, cycle), 400
    if "preview" in request.form:
        return _form_page(form, cycle, invited=_number_invited(form))
    try:
        actions.update(cycle, form.draft(), form.chosen, form.seen, actor_id())
    except ChangedMeanwhile as refusal:
        db.session.rollback()
        form.version.data = str(cycle.version)
        return _form_page(form, cycle, meanwhile=refusal), refusal.status
    except AboutField as refusal:
        db.session.rollback()
        return _form_page(form, cycle, refusal=refusal), refusal.status
    db.session.commit()
    flash(_("Kladden er gemt."), "success")
    return redirect(url_for("cycles.show", pid=pid), 303)


def _form(cycle: Cycle | None = None) -> CycleForm:
    """Return the form as it was sent, or filled from a round."""
    versions = [(version.id, f"{version.framework.title} {version.number}") for version in queries.published_versions()]
    profiles = [(profile.id, str(profile.title)) for profile in queries.profiles()]
    return CycleForm(versions, queries.units_by_path(today()), profiles, data=cycle and written_in(cycle))


def _number_invited(form: CycleForm) -> int:
    draft = form.draft()
    return len(queries.employed_in(draft.unit_ids, draft.profile_ids, today()))


def _form_page(form: CycleForm, cycle: Cycle | None = None, refusal: AboutField | None = None, **more: Any) -> str:
    """Return the form's page; a refusal stands at the field it is about."""
    if refusal is not None:
        form[refusal.field].errors = [str(refusal)]
    if cycle is None:
        return render_template("cycles/new.html", form=form, **{"invited": None} | more)
    day = today()
    about = {"invited": None, "meanwhile": None, "whom": queries.whom(cycle, day), "steps": cycle.steps(day)} | more
    return render_template("cycles/edit.html", form=form, cycle=cycle, **about)
