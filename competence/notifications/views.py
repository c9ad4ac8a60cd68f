"""A person's page of messages: what waits, and where it leads; and when they want mail about it."""

from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, needs
from competence.access.permissions import MayHouse
from competence.db import db
from competence.notifications import queries
from competence.notifications.actions import telling
from competence.notifications.forms import ChoiceForm
from competence.notifications.rules import KINDS
from competence.web import navigation

bp = Blueprint("notifications", __name__, url_prefix="/notifications")

navigation.add(
    navigation.Entry(
        "notifications.index",
        _l("Beskeder").__str__,
        MayHouse.ENTER,
        navigation.Group.DAILY,
        20,
        lambda: int(g.get("unread", 0)),
    )
)


@bp.get("")
@needs(MayHouse.ENTER)
def index() -> str:
    """Show the latest messages."""
    lines = [(note, KINDS[note.kind].says) for note in queries.latest(actor_id()) if note.kind in KINDS]
    return render_template("notifications/index.html", lines=lines)


@bp.post("/reading")
@needs(MayHouse.ENTER)
def read() -> Response:
    """Mark every message as read."""
    telling.read_all(actor_id())
    db.session.commit()
    return redirect(url_for("notifications.index"), 303)


@bp.get("/preferences")
@needs(MayHouse.ENTER)
def preferences() -> str:
    """Ask when mail comes."""
    form = ChoiceForm(data={"rhythm": queries.rhythm_of(actor_id()).name})
    return render_template("notifications/preferences.html", form=form)


@bp.post("/preferences")
@needs(MayHouse.ENTER)
def choose() -> Any:
    """Write down when mail comes."""
    form = ChoiceForm()
    if not form.validate_on_submit():
        return render_template("notifications/preferences.html", form=form), 400
    telling.choose(actor_id(), form.chosen)
    db.session.commit()
    flash(_("Dit valg er gemt."), "success")
    return redirect(url_for("notifications.index"), 303)
