"""Who sees what, shown once after the first sign-in, and to be read again at any time."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, needs
from competence.access.permissions import MayHouse
from competence.db import db
from competence.privacy.informing import actions
from competence.privacy.informing.queries import acknowledged_at
from competence.web.clock import now
from competence.web.redirects import safe_path

bp = Blueprint("informing", __name__, url_prefix="/privacy/information")


@bp.get("")
@needs(MayHouse.ENTER)
def show() -> str:
    """Say who sees what; whoever has read it may say so, and whoever has not may go on."""
    following = safe_path(request.args.get("next"))
    read_at = acknowledged_at(actor_id())
    return render_template("informing/show.html", following=following, read_at=read_at)


@bp.post("/acknowledgement")
@needs(MayHouse.ENTER)
def acknowledge() -> Response:
    """Note that the reader has read it, once, and go on to where they were going."""
    actions.acknowledge(actor_id(), now())
    db.session.commit()
    return redirect(safe_path(request.form.get("next")), 303)
