"""A person's page of messages: what waits, and where it leads."""

from flask import Blueprint, g, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from competence.access.guard import current_actor, needs
from competence.access.permissions import MayHouse
from competence.db import db
from competence.notifications import actions, queries
from competence.notifications.rules import KINDS
from competence.web import navigation

bp = Blueprint("notifications", __name__, url_prefix="/notifications")

navigation.add(
    navigation.Entry("notifications.index", _l("Beskeder").__str__, MayHouse.ENTER, 90, lambda: int(g.get("unread", 0)))
)


@bp.get("")
@needs(MayHouse.ENTER)
def index() -> str:
    """Show the latest messages."""
    person_id = current_actor().person_id or 0
    lines = [(note, KINDS[note.kind].says) for note in queries.latest(person_id) if note.kind in KINDS]
    return render_template("notifications/index.html", lines=lines)


@bp.post("/reading")
@needs(MayHouse.ENTER)
def read() -> Response:
    """Mark every message as read."""
    actions.read_all(current_actor().person_id or 0)
    db.session.commit()
    return redirect(url_for("notifications.index"), 303)
