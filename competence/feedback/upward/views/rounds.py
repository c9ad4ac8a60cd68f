"""HR's rounds of anonymous feedback: writing one down, opening it, and how it stands; never who has answered."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, current_actor, needs
from competence.access.permissions import MayUpward
from competence.cycles.queries import units_by_path
from competence.db import db
from competence.feedback.sealed.queries import rounds as queries
from competence.feedback.sealed.queries.rounds import Round
from competence.feedback.sealed.rules.rounds import AboutField, ChangedMeanwhile, Stage, check_stage
from competence.feedback.upward.actions import rounds as actions
from competence.feedback.upward.forms import RoundForm, written_in
from competence.feedback.upward.queries.results import asking_for_talks
from competence.feedback.upward.views.blueprint import bp
from competence.web import navigation
from competence.web.clock import today
from competence.web.forms import Versioned

navigation.add(
    navigation.Entry("upward.rounds", lambda: _("Anonyme runder"), MayUpward.MANAGE, navigation.Group.HR, 30)
)


@bp.get("/rounds")
@needs(MayUpward.MANAGE)
def rounds() -> str:
    """List the rounds, the latest first."""
    return render_template("upward/rounds.html", rounds=queries.rounds_for(current_actor()))


@bp.get("/rounds/new")
@needs(MayUpward.MANAGE)
def new_round() -> str:
    """Ask what a new round should be."""
    return _form_page(_form())


@bp.post("/rounds")
@needs(MayUpward.MANAGE)
def create_round() -> Any:
    """Write a new round down."""
    form = _form()
    if not form.validate_on_submit():
        return _form_page(form), 400
    try:
        round_ = actions.create(form.draft(), actor_id(), today())
    except AboutField as refusal:
        return _form_page(form, refusal=refusal), refusal.status
    db.session.commit()
    flash(_("Kladden er gemt. Ingen er spurgt endnu."), "success")
    return redirect(url_for("upward.show_round", pid=round_.pid), 303)


@bp.get("/rounds/<pid>")
@needs(MayUpward.MANAGE)
def show_round(pid: str) -> str:
    """Show what a round is and promises, and what can be done with it."""
    round_ = _round(pid)
    whom = [path for number, path in units_by_path(today()) if number in round_.unit_ids]
    waits_for = actions.waits_for(round_, today()) if round_.stage is Stage.DRAFT else None
    return render_template(
        "upward/show_round.html", round=round_, whom=whom, talks=asking_for_talks(round_), waits_for=waits_for
    )


@bp.get("/rounds/<pid>/edit")
@needs(MayUpward.MANAGE)
def edit_round(pid: str) -> str:
    """Ask what a draft should be."""
    round_ = _round(pid)
    check_stage(round_.stage, Stage.DRAFT)
    return _form_page(_form(round_), round_)


@bp.post("/rounds/<pid>")
@needs(MayUpward.MANAGE)
def update_round(pid: str) -> Any:
    """Change a draft; where somebody else was faster, what one wrote still stands there."""
    round_, form = _locked(pid), _form()
    if not form.validate_on_submit():
        return _form_page(form, round_), 400
    try:
        actions.update(round_, form.draft(), form.seen, actor_id(), today())
    except AboutField as refusal:
        return _form_page(form, round_, refusal=refusal), refusal.status
    except ChangedMeanwhile as refusal:
        form.version.data = str(round_.version)
        return _form_page(form, round_, clash=refusal), refusal.status
    db.session.commit()
    flash(_("Kladden er gemt. Ingen er spurgt endnu."), "success")
    return redirect(url_for("upward.show_round", pid=pid), 303)


@bp.post("/rounds/<pid>/opening")
@needs(MayUpward.MANAGE)
def open_round(pid: str) -> Response:
    """Open a draft: hand a sheet to everybody who is asked."""
    round_ = queries.locked_with_all(current_actor(), pid) or abort(404)
    actions.open_round(round_, Versioned().seen, actor_id(), today())
    db.session.commit()
    flash(_("Runden er åben, og alle, der er spurgt, har fået besked."), "success")
    return redirect(url_for("upward.show_round", pid=pid), 303)


@bp.post("/rounds/<pid>/discarding")
@needs(MayUpward.MANAGE)
def discard_round(pid: str) -> Response:
    """Throw a draft away."""
    actions.discard(_locked(pid), Versioned().seen, actor_id())
    db.session.commit()
    flash(_("Kladden er kasseret."), "success")
    return redirect(url_for("upward.rounds"), 303)


def _round(pid: str) -> Round:
    return queries.round_for(current_actor(), pid) or abort(404)


def _locked(pid: str) -> Round:
    return queries.locked_round(current_actor(), pid) or abort(404)


def _form(round_: Round | None = None) -> RoundForm:
    known = written_in(actions.draft_of(round_), round_.version) if round_ else {}
    return RoundForm(units_by_path(today()), data=known)


def _form_page(
    form: RoundForm, round_: Round | None = None, *, refusal: AboutField | None = None, clash: object = None
) -> str:
    if refusal is not None:
        form[refusal.field].errors = [str(refusal)]
    return render_template("upward/edit_round.html", form=form, round=round_, clash=clash)
