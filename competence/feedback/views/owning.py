"""What its receiver does with feedback; each step is one button."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import check, needs
from competence.access.permissions import MayFeedback
from competence.db import db
from competence.feedback.actions import owning as actions
from competence.feedback.forms.giving import ReportForm
from competence.feedback.queries import pieces
from competence.feedback.views.blueprint import bp, locked
from competence.web.clock import now, today


@bp.post("/<pid>/reading")
@needs(MayFeedback.OWN)
def read(pid: str) -> Response:
    """Read it."""
    return _take(pid, actions.read, "")


@bp.post("/<pid>/thanks")
@needs(MayFeedback.OWN)
def thank(pid: str) -> Response:
    """Say thanks."""
    return _take(pid, lambda piece: actions.thank(piece, now()), _("Du har sagt tak."))


@bp.post("/<pid>/keeping")
@needs(MayFeedback.OWN)
def keep(pid: str) -> Response:
    """Keep it."""
    return _take(pid, actions.keep, _("Gemt. Du finder den under »Det har du gemt«."))


@bp.post("/<pid>/sharing")
@needs(MayFeedback.OWN)
def share(pid: str) -> Response:
    """Share it with one's leader."""
    return _take(pid, lambda piece: actions.share(piece, today()), _("Delt med din leder. I kan tale om den."))


@bp.post("/<pid>/sharing/withdrawal")
@needs(MayFeedback.OWN)
def unshare(pid: str) -> Response:
    """Share it with nobody any longer."""
    return _take(pid, actions.unshare, _("Din leder kan ikke længere se den."))


@bp.post("/<pid>/deletion")
@needs(MayFeedback.OWN)
def delete(pid: str) -> Response:
    """Delete it."""
    actions.delete(locked(pid, MayFeedback.OWN))
    db.session.commit()
    flash(_("Feedbacken er slettet."), "success")
    return redirect(url_for("feedback.index"), 303)


@bp.get("/<pid>/report")
@needs(MayFeedback.OWN)
def report(pid: str) -> str:
    """Say what happens when feedback is reported, and ask what hurt."""
    piece: Any = check(MayFeedback.OWN, pieces.piece(pid))
    return render_template("feedback/report.html", piece=piece, form=ReportForm(formdata=None))


@bp.post("/<pid>/report")
@needs(MayFeedback.OWN)
def send_report(pid: str) -> Any:
    """Report it to HR."""
    piece, form = locked(pid, MayFeedback.OWN), ReportForm()
    if not form.validate_on_submit():
        return render_template("feedback/report.html", piece=piece, form=form), 400
    actions.report(piece, form.why.data or "", now(), today())
    db.session.commit()
    flash(_("HR har fået den. De tager hånd om det og giver dig besked."), "success")
    return redirect(url_for("feedback.show", pid=pid), 303)


def _take(pid: str, act: Callable[[Any], object], said: str) -> Response:
    act(locked(pid, MayFeedback.OWN))
    db.session.commit()
    if said:
        flash(said, "success")
    return redirect(url_for("feedback.show", pid=pid), 303)
