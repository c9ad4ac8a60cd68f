"""The page of the two keys: what holds, what is proposed, and what held before."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, current_actor, may, needs
from competence.access.permissions import MayAnalytics
from competence.analytics.keys import actions, queries
from competence.analytics.keys.forms import AUDIENCES, ProposalForm
from competence.analytics.keys.rules import Limits
from competence.db import db
from competence.web import navigation
from competence.web.clock import now

bp = Blueprint("keys", __name__, url_prefix="/analytics/rules")

navigation.add(
    navigation.Entry("keys.index", lambda: _("Reglerne for tal"), MayAnalytics.READ_RULES, navigation.Group.LIBRARY, 50)
)


@bp.get("")
@needs(MayAnalytics.READ_RULES)
def index() -> str:
    """Show what figures are held to, and everything that was ever proposed."""
    return _page(ProposalForm(formdata=None))


@bp.post("")
@needs(MayAnalytics.PROPOSE)
def propose() -> Response | tuple[str, int]:
    """Turn HR's key: propose limits for later rounds."""
    form = ProposalForm()
    if not form.validate():
        return _page(form), 400
    actions.propose(form.limits, form.reason.data or "", actor_id(), now())
    db.session.commit()
    flash(_("Forslaget venter på MED. Indtil da gælder de regler, der gjaldt før."), "success")
    return redirect(url_for("keys.index"), 303)


@bp.post("/<pid>/confirmation")
@needs(MayAnalytics.CONFIRM)
def confirm(pid: str) -> Response:
    """Turn MED's key: let a proposal hold for rounds that open from now on."""
    actions.confirm(queries.rule(current_actor(), pid) or abort(404), actor_id(), now())
    db.session.commit()
    flash(_("Reglerne gælder for runder, der åbner fra nu af. Runder, der er åbnet, beholder deres."), "success")
    return redirect(url_for("keys.index"), 303)


def _page(form: ProposalForm) -> str:
    return render_template(
        "keys/index.html",
        form=form,
        holds=queries.limits_at(now()),
        promised=Limits(),
        history=queries.history(current_actor()),
        audiences=AUDIENCES,
        may_propose=may(MayAnalytics.PROPOSE),
        may_confirm=may(MayAnalytics.CONFIRM),
    )
