"""The pages of feedback rounds: opening one, following it in protected numbers, and one's own part in it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, current_actor, may, needs
from competence.access.permissions import MayFeedbackRound
from competence.cycles.queries import units_by_path
from competence.db import db
from competence.feedback.queries.forms import forms
from competence.feedback.rounds import actions, queries
from competence.feedback.rounds.forms import RoundForm
from competence.feedback.rounds.rules import participation
from competence.feedback.rules.asking import ASKED_FOR, TWO_WEEKS, VIEW
from competence.feedback.views.blueprint import topics
from competence.people.queries.leading import people_led
from competence.web import navigation
from competence.web.clock import now, today
from competence.web.refusals import Refusal

bp = Blueprint("feedback_rounds", __name__, url_prefix="/feedback/rounds")


@bp.get("")
@needs(MayFeedbackRound.OPEN)
def index() -> str:
    """List the rounds one may follow."""
    navigation.stand_under("feedback.index")
    return render_template("feedback_rounds/index.html", rounds=queries.followed(current_actor()))


@bp.get("/new")
@needs(MayFeedbackRound.OPEN)
def new() -> str:
    """Show what a round is made of."""
    return _page(_form(formdata=None, closes_on=today() + 2 * TWO_WEEKS))


@bp.post("")
@needs(MayFeedbackRound.OPEN)
def create() -> Any:
    """Open a round."""
    form = _form()
    if not form.validate_on_submit():
        return _page(form), 400
    try:
        opened = actions.open_round(
            form.draft(), form.people.data or (), form.units.data or (), current_actor(), now()
        )  # fmt: skip
    except Refusal as refusal:
        db.session.rollback()
        return _page(form, str(refusal)), refusal.status
    db.session.commit()
    flash(_("Runden er åben, og alle i den har fået besked."), "success")
    return redirect(url_for("feedback_rounds.show", pid=opened.pid), 303)


@bp.get("/<pid>")
@needs(MayFeedbackRound.READ)
def show(pid: str) -> str:
    """Show a round: to those in it their own part, to who may follow it how many took part, once it is closed."""
    navigation.stand_under("feedback.index")
    a_round: Any = check(MayFeedbackRound.READ, queries.round_by(pid))
    me = actor_id()
    follows = may(MayFeedbackRound.FOLLOW, a_round)
    return render_template(
        "feedback_rounds/show.html",
        round=a_round,
        takes_part=me in a_round.member_ids,
        own=queries.own_requests_in(a_round, me),
        follows=follows,
        told=participation(a_round.invited, a_round.known, a_round.asked, a_round.received)
        if follows and not a_round.is_open
        else None,
    )


@bp.post("/<pid>/closing")
@needs(MayFeedbackRound.FOLLOW)
def close(pid: str) -> Response:
    """Close a round before its time."""
    actions.close(check(MayFeedbackRound.FOLLOW, queries.round_by(pid, to_change=True)), actor_id(), now())
    db.session.commit()
    flash(_("Runden er lukket."), "success")
    return redirect(url_for("feedback_rounds.show", pid=pid), 303)


def _form(**more: Any) -> RoundForm:
    units = units_by_path(today()) if may(MayFeedbackRound.FOLLOW_ALL) else []
    chosen = [forms()[code] for code in (*ASKED_FOR, VIEW)]
    return RoundForm(chosen, topics(with_talk=False), people_led(current_actor()), units, **more)


def _page(form: RoundForm, problem: str = "") -> str:
    navigation.stand_under("feedback.index")
    return render_template("feedback_rounds/new.html", form=form, problem=problem)
