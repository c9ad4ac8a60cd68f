"""Finding a colleague by competence, house and language, and asking them in one click."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, current_actor, needs
from competence.access.permissions import MayOpening
from competence.db import db
from competence.learning.asking.actions import opening as actions
from competence.learning.asking.queries import openings as queries
from competence.learning.asking.queries.openings import MOST, Wanted
from competence.learning.asking.rules.words import LANGUAGES, Openness
from competence.learning.asking.views.blueprint import bp
from competence.learning.queries.offers import titles
from competence.privacy.throttling import SEARCHES, slow_down
from competence.web.clock import now, today


@bp.get("")
@needs(MayOpening.FIND)
def index() -> str:
    """Show who may be asked, narrowed by what the reader looks for."""
    wanted = Wanted(*(request.args.get(name, "").strip()[:60] for name in ("competence", "house", "language", "kind")))
    if wanted.given:
        slow_down(*SEARCHES)
    found = queries.found(current_actor(), wanted, today())
    return render_template(
        "asking/index.html", wanted=wanted, found=found[:MOST], more=len(found) > MOST, titles=titles(),
        houses=queries.houses(today()), languages=LANGUAGES, kinds=list(Openness),
    )  # fmt: skip


@bp.post("/openings/<pid>/contact")
@needs(MayOpening.FIND)
def contact(pid: str) -> Response:
    """Tell a colleague that the reader would like to talk with them."""
    opening = queries.findable(current_actor(), pid, today()) or abort(404)
    name = opening.person.name.split()[0]
    actions.ask(opening, actor_id(), now())
    db.session.commit()
    flash(_("%(name)s har fået besked om, at du gerne vil tale sammen, og kan se din e-mail.", name=name), "success")
    return redirect(url_for("asking.index"), 303)
