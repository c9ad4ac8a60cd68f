"""Pages of a round's talks in numbers: how far they are, for HR, and the report to MED, made once."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from competence.access.guard import actor_id, current_actor, may, needs
from competence.access.permissions import MayAnalytics
from competence.analytics.keys.queries import limits_of
from competence.analytics.organisation import Organisation
from competence.analytics.reports import actions, queries, showing
from competence.analytics.reports.measures import coverage as measured
from competence.analytics.reports.measures import first_day
from competence.analytics.reports.paper import paper_of
from competence.db import db
from competence.privacy import audit
from competence.privacy.throttling import EXPORTS, slow_down
from competence.web import navigation
from competence.web.clock import now, today
from competence.web.downloads import download
from competence.web.language import chosen_language
from competence.web.papers import med_report

bp = Blueprint("reports", __name__, url_prefix="/analytics")

navigation.add(
    navigation.Entry("reports.coverage", lambda: _("Samtaler i tal"), MayAnalytics.READ, navigation.Group.LIBRARY, 40)
)


@bp.get("/coverage")
@needs(MayAnalytics.READ)
def coverage() -> str:
    """Show how far the talks of a round are, by unit in counts of people; the latest round unless another is named."""
    rounds = queries.rounds(current_actor())
    wanted = request.args.get("cycle")
    cycle = next((one for one in rounds if wanted in (None, one.pid)), None)
    if cycle is None and wanted is not None:
        abort(404)
    if cycle is None:
        return render_template("reports/coverage.html", cycle=None)
    facts, limits = queries.facts_of(cycle), limits_of(cycle)
    house = Organisation(today(), facts.taking_part)
    return render_template(
        "reports/coverage.html",
        cycle=cycle,
        rounds=rounds,
        shown=showing.of_now(
            measured(facts, house.units, house.tree, queries.knowledge_of(cycle, facts, today()), limits.k),
            house.names.of,
            limits,
        ),
        report=queries.report_of(current_actor(), cycle),
        first_day=first_day(cycle.deadlines),
        may_report=cycle.evaluated_on is not None or today() >= first_day(cycle.deadlines),
        reports=may(MayAnalytics.REPORT),
    )


@bp.post("/med-reports")
@needs(MayAnalytics.REPORT)
def create() -> Redirect:
    """Make the report of a round, once and for ever."""
    cycle = _round(request.form.get("cycle", ""))
    actions.report(cycle, actor_id(), now(), today())
    db.session.commit()
    flash(_("MED-rapporten er lavet. Dens tal ændres ikke mere."), "success")
    return redirect(url_for("reports.show", pid=cycle.pid), 303)


@bp.get("/med-reports/<pid>")
@needs(MayAnalytics.READ_REPORT)
def show(pid: str) -> str:
    """Show the report of a round as it was made."""
    cycle = _reported(pid)
    report = queries.report_of(current_actor(), cycle) or abort(404)
    return render_template(
        "reports/show.html", cycle=cycle, report=report, shown=showing.of_report(report), steps=cycle.steps(today())
    )


@bp.get("/med-reports/<pid>/paper")
@needs(MayAnalytics.READ_REPORT)
def paper(pid: str) -> Response:
    """Give the report as a PDF; the same file each time, for as long as the layout is the same."""
    slow_down(*EXPORTS)
    report = queries.report_of(current_actor(), _reported(pid)) or abort(404)
    made = med_report.document(paper_of(report, current_app.config["ORGANISATION"], chosen_language()))
    audit.record_export("export.figures", f"med-rapport {pid}")
    return download(made, "application/pdf", f"med-rapport-{pid}.pdf")


def _round(pid: str) -> Any:
    return next((one for one in queries.rounds(current_actor()) if one.pid == pid), None) or abort(404)


def _reported(pid: str) -> Any:
    return next((one for one in queries.reported_rounds(current_actor()) if one.pid == pid), None) or abort(404)
