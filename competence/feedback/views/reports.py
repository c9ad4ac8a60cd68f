"""What was reported to HR: the list, one report, and that it was dealt with."""

from typing import Any

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, current_actor, needs
from competence.access.permissions import MayFeedback
from competence.db import db
from competence.feedback.actions import owning as actions
from competence.feedback.queries import reports
from competence.feedback.views.blueprint import bp
from competence.privacy import audit
from competence.web import navigation
from competence.web.clock import now


@bp.get("/reports")
@needs(MayFeedback.HANDLE_REPORTS)
def report_index() -> str:
    """List what was reported, what nobody has dealt with first."""
    reported = reports.reports_for(current_actor())
    audit.record_list(current_actor().person_id, "feedback_report.look", [one.receiver_id for one in reported])
    return render_template("feedback/report_index.html", reports=reported)


@bp.get("/reports/<pid>")
@needs(MayFeedback.HANDLE_REPORTS)
def report_show(pid: str) -> str:
    """Show what was reported, and why."""
    actor = current_actor()
    report: Any = reports.report_for(actor, pid) or abort(404)
    thing = f"feedback report {pid}"
    audit.record_look(actor.person_id, "feedback_report.look", subject_id=report.receiver_id, thing=thing)
    return render_template("feedback/report_show.html", report=report)


@bp.post("/reports/<pid>/handling")
@needs(MayFeedback.HANDLE_REPORTS)
def handle(pid: str) -> Response:
    """Note that HR has dealt with it."""
    report: Any = reports.report_for(current_actor(), pid, to_change=True) or abort(404)
    actions.handle(report, actor_id(), now())
    db.session.commit()
    flash(_("Noteret. Den, der meldte det, har fået besked."), "success")
    return redirect(url_for("feedback.report_show", pid=pid), 303)


navigation.add(
    navigation.Entry(
        "feedback.report_index", lambda: _("Meldt til HR"), MayFeedback.HANDLE_REPORTS, navigation.Group.HR, 40
    )
)
