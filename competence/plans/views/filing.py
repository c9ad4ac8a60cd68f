"""The employee's comment to a signed agreement, its paper, and the hand-over to the personnel file."""

from typing import Any

from flask import Response, current_app, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Redirect

from competence.access.guard import check, current_actor, needs
from competence.access.permissions import MayPlan
from competence.db import db
from competence.plans import queries
from competence.plans.actions import filing as actions
from competence.plans.forms import CommentForm
from competence.plans.queries.papers import paper_of
from competence.plans.rules.refusals import NotToBeFiled
from competence.plans.views.blueprint import bp, frame, page
from competence.privacy import audit
from competence.privacy.throttling import EXPORTS, slow_down
from competence.web.clock import now, today
from competence.web.downloads import download
from competence.web.papers import agreement


@bp.post("/<pid>/comment")
@needs(MayPlan.COMMENT)
def comment(pid: str) -> Any:
    """Keep what the employee wants to say before the agreement goes to the personnel file, or that it is nothing."""
    plan = check(MayPlan.COMMENT, queries.locked_plan(pid))
    form = CommentForm()
    if not form.validate():
        return page("plans/show.html", plan, commenting=form), 400
    actions.comment(plan, form.comment.data or "", current_actor(), now())
    words = _("Din kommentar er gemt og følger aftalen."), _("Det er noteret, at du ingen kommentar har.")
    flash(words[0] if plan.employee_comment else words[1], "success")
    db.session.commit()
    return redirect(url_for("plans.show", pid=pid, _anchor="file"), 303)


@bp.get("/<pid>/paper")
@needs(MayPlan.READ_AGREEMENT)
def paper(pid: str) -> Response:
    """Give the agreement as a PDF: the one that was handed over, or before that the one that would be."""
    slow_down(*EXPORTS)
    plan = _signed(pid)
    filed = queries.filed_paper(plan)
    return _download(filed or agreement.document(paper_of(plan), current_app.config["KLE"]), plan, "pdf")


@bp.get("/<pid>/paper/facts")
@needs(MayPlan.READ_AGREEMENT)
def facts(pid: str) -> Response:
    """Give the facts that a records system files the paper by."""
    slow_down(*EXPORTS)
    plan = _signed(pid)
    data, kle = paper_of(plan), current_app.config["KLE"]
    filed = queries.filed_paper(plan)
    return _download(agreement.record(data, kle, filed or agreement.document(data, kle)), plan, "json")


@bp.post("/<pid>/filing")
@needs(MayPlan.FILE)
def file(pid: str) -> Redirect:
    """Hand the agreement over to the personnel file; from here on its paper never changes."""
    plan = check(MayPlan.FILE, queries.locked_plan(pid))
    actions.check_filing(plan, today())
    made = agreement.document(paper_of(plan), current_app.config["KLE"])
    actions.file(plan, made, current_actor(), now(), today())
    db.session.commit()
    flash(
        _("Aftalen er lagt på personalesagen. Hent papiret, og gem det i sagen."),
        "success",
    )
    return redirect(url_for("plans.show", pid=pid, _anchor="file"), 303)


def _signed(pid: str) -> Any:
    """Return a plan both have signed; whoever opens another's paper leaves a trail of having looked."""
    plan = check(MayPlan.READ_AGREEMENT, queries.plan(pid))
    if not plan.is_agreed:
        raise NotToBeFiled
    frame(plan)
    return plan


def _download(content: bytes, plan: Any, ending: str) -> Response:
    said = audit.fingerprint(content)
    audit.record_export("export.agreement", f"plan {plan.pid}", subject_id=plan.subject_id, words=said)
    kind = {"pdf": "application/pdf", "json": "application/json"}[ending]
    return download(content, kind, f"aftale-{plan.pid}.{ending}")
