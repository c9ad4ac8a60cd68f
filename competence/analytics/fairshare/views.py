"""The page of fair shares: half a year at a time, and for HR the way to publish one."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, current_actor, may, needs
from competence.access.permissions import MayShares
from competence.analytics.charts import why
from competence.analytics.fairshare import actions, queries
from competence.analytics.fairshare.measures import By, NoSuchHalf, halves_before
from competence.analytics.keys.rules import Limits
from competence.db import db
from competence.web import navigation
from competence.web.clock import now, today

bp = Blueprint("fairshare", __name__, url_prefix="/analytics/fair-share")
CHOICES = 4  # half-years back that may still be published


@bp.get("")
@needs(MayShares.READ)
def index() -> str:
    """Show the half-year that was named, or the latest published one, and which are still to be published."""
    navigation.stand_under("learning.index")
    shown = queries.published(current_actor())
    wanted = request.args.get("half", "")
    done = {one.first_day for one in shown}
    one_shown = next((one for one in shown if wanted in ("", one.first_day.isoformat())), None)
    return render_template(
        "fairshare/index.html",
        halves=shown,
        shown=one_shown,
        why=one_shown and one_shown.hidden and why(one_shown.hidden, Limits(one_shown.k, one_shown.unit_floor)),
        open_halves=[first for first in halves_before(today(), CHOICES) if first not in done],
        divisions=list(By),
        may_publish_shares=may(MayShares.PUBLISH),
    )


@bp.post("")
@needs(MayShares.PUBLISH)
def publish() -> Response:
    """Publish a half-year, once and for ever."""
    first = _half(request.form.get("half", ""))
    if first is None:
        raise NoSuchHalf
    actions.publish(first, actor_id(), now(), today())
    db.session.commit()
    flash(_("Halvåret er udgivet. Tallene ændres ikke mere."), "success")
    return redirect(url_for("fairshare.index", half=first.isoformat()), 303)


def _half(text: str) -> date | None:
    return next((first for first in halves_before(today(), CHOICES) if first.isoformat() == text), None)
