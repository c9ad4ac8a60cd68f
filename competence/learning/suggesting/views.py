"""One click on a suggestion: no thank you, or into the plan."""

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, current_actor, needs
from competence.access.permissions import MayOffer
from competence.db import db
from competence.learning.queries.offers import offer as offer_by_pid
from competence.learning.suggesting import actions
from competence.web.clock import now, today

bp = Blueprint("suggesting", __name__, url_prefix="/learning/suggestions")


@bp.post("/<pid>/dismissal")
@needs(MayOffer.READ)
def dismiss(pid: str) -> Response:
    """Do not suggest it again."""
    offer = check(MayOffer.READ, offer_by_pid(pid))
    actions.dismiss(actor_id(), offer)
    db.session.commit()
    flash(_("Det bliver ikke foreslået dig igen. Du kan altid finde det blandt tilbuddene."), "success")
    return redirect(url_for("learning.index"), 303)


@bp.post("/<pid>/plan")
@needs(MayOffer.READ)
def put_in_plan(pid: str) -> Response:
    """Put it into the plan one is writing."""
    offer = check(MayOffer.READ, offer_by_pid(pid))
    plan = actions.put_in_plan(offer, current_actor(), now(), today())
    address = plan.pid
    db.session.commit()
    flash(_("Det står nu i din udviklingsplan. Du og din leder kan begge skrive videre i den."), "success")
    return redirect(url_for("plans.edit", pid=address), 303)
