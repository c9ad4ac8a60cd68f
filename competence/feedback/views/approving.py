"""Saying yes or no to whom those one leads want to ask, in a round where leaders do."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, current_actor, needs
from competence.access.permissions import MayFeedback
from competence.db import db
from competence.feedback.rounds import actions
from competence.feedback.rounds.queries import proposed_to
from competence.feedback.views.blueprint import bp, locked
from competence.privacy import audit


@bp.get("/approvals")
@needs(MayFeedback.APPROVE_SOMEBODY)
def approvals() -> str:
    """Show whom those one leads want to ask: names, and nothing of what is asked."""
    actor = current_actor()
    waiting = proposed_to(actor)
    for one in waiting:
        audit.record_look(actor.person_id, "feedback.approvals", subject_id=one.receiver_id)
    return render_template("feedback/approvals.html", waiting=waiting)


@bp.post("/<pid>/approval")
@needs(MayFeedback.APPROVE)
def approve(pid: str) -> Response:
    """Say yes."""
    actions.approve(locked(pid, MayFeedback.APPROVE), actor_id())
    db.session.commit()
    flash(_("Godt. Vedkommende er spurgt."), "success")
    return redirect(url_for("feedback.approvals"), 303)


@bp.post("/<pid>/rejection")
@needs(MayFeedback.APPROVE)
def turn_down(pid: str) -> Response:
    """Say no."""
    actions.turn_down(locked(pid, MayFeedback.APPROVE), actor_id())
    db.session.commit()
    flash(_("Noteret. Tal med din medarbejder om, hvem der ellers kunne spørges."), "success")
    return redirect(url_for("feedback.approvals"), 303)
