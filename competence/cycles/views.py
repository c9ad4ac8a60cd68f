"""Pages of the rounds, for HR: the list, one round with its progress, writing a draft, opening, prolonging, closing."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from competence.access.guard import current_actor, needs
from competence.access.permissions import MayCycle
from competence.cycles import actions, queries, rules
from competence.cycles.forms import CycleForm, ProlongForm, written_in
from competence.cycles.queries import Cycle
from competence.db import db
from competence.web import navigation
from competence.web.clock import ends, now, today

bp = Blueprint("cycles", __name__, url_prefix="/cycles")

navigation.add(navigation.Entry("cycles.index", lambda: _("Runder"), MayCycle.MANAGE, 50))


@bp.get("")
@needs(MayCycle.MANAGE)
def index() -> str:
    """List the rounds, the latest first."""
    return render_template("cycles/index.html", cycles=queries.cycles_for(current_actor()))


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
        cycle = actions.create(form.draft(), form.chosen, _actor_id())
    except rules.AboutField as refusal:
        return _form_page(form, refusal=refusal), refusal.status
    db.session.commit()
    flash(_("Kladden er gemt. Ingen er inviteret endnu."), "success")
    return redirect(url_for("cycles.show", pid=cycle.pid), 303)


@bp.get("/<pid>")
@needs(MayCycle.MANAGE)
def show(pid: str) -> str:
    """Show a round: what it is, how far it is, and what can be done with it."""
    return _page(_cycle(pid), ProlongForm(formdata=None))


@bp.get("/<pid>/edit")
@needs(MayCycle.MANAGE)
def edit(pid: str) -> str:
    """Ask what a draft should be."""
    cycle = _cycle(pid)
    rules.check_is_draft(cycle.stage)
    return _form_page(_form(cycle), cycle)


@bp.post("/<pid>")
@needs(MayCycle.MANAGE)
def update(pid: str) -> Any:
    """Change a draft; where somebody else was faster both texts are shown."""
    cycle, form = _cycle(pid), _form()
    if not form.validate_on_submit():
        return _form_page(form, cycle), 400
    if "preview" in request.form:
        return _form_page(form, cycle, invited=_number_invited(form))
    try:
        actions.update(cycle, form.draft(), form.chosen, form.seen_version, _actor_id())
    except rules.ChangedMeanwhile as refusal:
        db.session.rollback()
        form.version.data = str(cycle.version)
        return _form_page(form, cycle, meanwhile=refusal), refusal.status
    except rules.AboutField as refusal:
        db.session.rollback()
        return _form_page(form, cycle, refusal=refusal), refusal.status
    db.session.commit()
    flash(_("Kladden er gemt."), "success")
    return redirect(url_for("cycles.show", pid=pid), 303)


@bp.post("/<pid>/opening")
@needs(MayCycle.MANAGE)
def open_round(pid: str) -> Any:
    """Open a draft and invite those it is for."""
    cycle = _cycle(pid)
    invited = actions.open_round(cycle, _actor_id(), now(), today())
    db.session.commit()
    people = ngettext("%(num)s person er inviteret.", "%(num)s personer er inviteret.", invited)
    flash(_("Runden er åben.") + " " + people, "success")
    return redirect(url_for("cycles.show", pid=pid), 303)


@bp.post("/<pid>/prolongation")
@needs(MayCycle.MANAGE)
def prolong(pid: str) -> Any:
    """Let an open round close later."""
    cycle, form = _cycle(pid), ProlongForm()
    if not form.validate_on_submit():
        return _page(cycle, form), 400
    try:
        actions.prolong(cycle, form.day, _actor_id(), today())
    except rules.AboutField as refusal:
        form.closes_on.errors = [str(refusal)]
        return _page(cycle, form), refusal.status
    db.session.commit()
    flash(_("Runden er forlænget."), "success")
    return redirect(url_for("cycles.show", pid=pid), 303)


@bp.post("/<pid>/invitations")
@needs(MayCycle.MANAGE)
def invite(pid: str) -> Response:
    """Invite those who came after the round opened."""
    invited = actions.invite_latecomers(_cycle(pid), _actor_id(), today())
    db.session.commit()
    flash(ngettext("%(num)s person er inviteret.", "%(num)s personer er inviteret.", invited), "success")
    return redirect(url_for("cycles.show", pid=pid), 303)


@bp.post("/<pid>/reminders")
@needs(MayCycle.MANAGE)
def remind(pid: str) -> Response:
    """Remind everybody invited alike."""
    actions.remind(_cycle(pid), _actor_id())
    db.session.commit()
    flash(_("Alle inviterede har fået en besked."), "success")
    return redirect(url_for("cycles.show", pid=pid), 303)


@bp.get("/<pid>/closing")
@needs(MayCycle.MANAGE)
def closing(pid: str) -> str:
    """Say what closing does before it is done."""
    cycle = _cycle(pid)
    rules.check_is_open(cycle.stage)
    told = rules.told(queries.progress_of(cycle.id), queries.number_invited_to(cycle.id))
    return render_template("cycles/closing.html", cycle=cycle, told=told, early=now() < ends(cycle.closes_on))


@bp.post("/<pid>/closing")
@needs(MayCycle.MANAGE)
def close(pid: str) -> Response:
    """Close a round for ever and compute its figures."""
    actions.close(_cycle(pid), _actor_id(), at=now())
    db.session.commit()
    flash(_("Runden er lukket, og tallene er regnet ud."), "success")
    return redirect(url_for("cycles.show", pid=pid), 303)


def _cycle(pid: str) -> Cycle:
    return queries.cycle_for(current_actor(), pid) or abort(404)


def _page(cycle: Cycle, form: ProlongForm) -> str:
    """Return a round's page as its stage asks for it."""
    about: dict[str, Any] = {"whom": queries.whom(cycle, today())}
    if cycle.stage is rules.Stage.DRAFT:
        about["invited"] = len(queries.employed_in(cycle.unit_ids, cycle.profile_ids, today()))
        about["refusal"] = actions.why_not_open(cycle, today(), about["invited"])
    else:
        about["invited"] = queries.number_invited_to(cycle.id)
        about["told"] = rules.told(queries.progress_of(cycle.id), about["invited"])
    if cycle.stage is rules.Stage.OPEN:
        about["latecomers"] = len(actions.latecomers(cycle, today()))
    return render_template(f"cycles/_{cycle.stage.name.lower()}.html", cycle=cycle, form=form, **about)


def _form(cycle: Cycle | None = None) -> CycleForm:
    """Return the form as it was sent, or filled from a round."""
    versions = [(version.id, f"{version.framework.title} {version.number}") for version in queries.published_versions()]
    profiles = [(profile.id, str(profile.title)) for profile in queries.profiles()]
    return CycleForm(versions, queries.units_by_path(today()), profiles, data=cycle and written_in(cycle))


def _number_invited(form: CycleForm) -> int:
    draft = form.draft()
    return len(queries.employed_in(draft.unit_ids, draft.profile_ids, today()))


def _form_page(
    form: CycleForm, cycle: Cycle | None = None, refusal: rules.AboutField | None = None, **more: Any
) -> str:
    """Return the form's page; a refusal stands at the field it is about."""
    if refusal is not None:
        form[refusal.field].errors = [str(refusal)]
    if cycle is None:
        return render_template("cycles/new.html", form=form, **{"invited": None} | more)
    about = {"invited": None, "meanwhile": None, "whom": queries.whom(cycle, today())} | more
    return render_template("cycles/edit.html", form=form, cycle=cycle, **about)


def _actor_id() -> int:
    return current_actor().person_id or 0
