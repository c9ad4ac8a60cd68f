"""Hvem har set mine oplysninger: every look at what is about the one who asks, as the trail tells it."""

from flask import Blueprint, current_app, render_template, request
from flask_babel import gettext as _

from competence.access.guard import actor_id, needs
from competence.access.permissions import MayTrail
from competence.privacy.trail.queries.reading import REASONS, looks_at, names_of
from competence.privacy.trail.rules.looks import EX_OFFICIO, LOOKS, WORDS
from competence.web import navigation
from competence.web.navigation import Entry, Group
from competence.web.text import number_in

bp = Blueprint("trail", __name__, url_prefix="/privacy")

navigation.add(Entry("trail.looks", lambda: _("Hvem har set noget om mig"), MayTrail.LOOKS, Group.OWN, 95))


@bp.get("/looks")
@needs(MayTrail.LOOKS)
def looks() -> str:
    """Show day by day what others read about the one who asks: what, for what, in which capacity, and who."""
    before = number_in(request.args.get("before", ""))
    days, older = looks_at(actor_id(), before)
    named = {line.actor_id for day in days for line in day.lines if line.capacity in EX_OFFICIO}
    names = names_of(named) if current_app.config["LOOK_NAMES"] else {}
    reasons = [one for feature in REASONS for one in feature(actor_id())] if before <= 0 else []
    return render_template(
        "trail/looks.html",
        reasons=reasons,
        days=days,
        older=older,
        names=names,
        kinds=LOOKS,
        capacities=WORDS,
        is_later=before > 0,
    )
