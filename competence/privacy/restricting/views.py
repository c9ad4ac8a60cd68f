"""The pages of a restriction: one's own, and HR's list of those that hold, to be lifted with a week's notice."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, current_actor, needs
from competence.access.permissions import MayRestriction
from competence.db import db
from competence.privacy import audit
from competence.privacy.restricting import actions, queries
from competence.privacy.restricting.forms import LiftingForm, RestrictionForm
from competence.privacy.restricting.rules import NOTICE, TooSoon
from competence.privacy.trail.queries.reading import names_of
from competence.web import navigation
from competence.web.clock import now, today

bp = Blueprint("restrictions", __name__, url_prefix="/privacy/restrictions")

navigation.add(
    navigation.Entry("restrictions.index", _l("Begrænset brug").__str__, MayRestriction.READ, navigation.Group.HR, 94)
)


@bp.get("")
@needs(MayRestriction.READ)
def index() -> str:
    """List whose data are restricted, on which ground, and when it ends; of nobody whom the reader leads."""
    return _page()


@bp.post("/<pid>/lifting")
@needs(MayRestriction.LIFT)
def lift(pid: str) -> Any:
    """Let a restriction end on a day at least a week ahead; the person is told at once."""
    form, found = LiftingForm(), queries.restriction(current_actor(), pid) or abort(404)
    if not form.validate_on_submit():
        return _page(form, pid), 400
    try:
        actions.announce(found, actor_id(), form.reason.data or "", form.day, today())
    except TooSoon as refusal:
        form.on.errors = [str(refusal)]
        return _page(form, pid), refusal.status
    db.session.commit()
    flash(_("Personen har fået besked. Til den dag er alt, som det er."), "success")
    return redirect(url_for("restrictions.index"), 303)


@bp.get("/own")
@needs(MayRestriction.ASK)
def own() -> str:
    """Say what a restriction does and does not do, and how the reader's own stands."""
    return _own_page(RestrictionForm(formdata=None))


@bp.post("/own")
@needs(MayRestriction.ASK)
def ask() -> Any:
    """Restrict the use of the reader's data, from now on."""
    form = RestrictionForm()
    if not form.validate_on_submit():
        return _own_page(form), 400
    actions.restrict(actor_id(), form.chosen, form.words.data or "", now())
    db.session.commit()
    flash(_("Brugen af dine oplysninger er nu begrænset. HR har fået besked."), "success")
    return redirect(url_for("restrictions.own"), 303)


@bp.post("/own/end")
@needs(MayRestriction.ASK)
def end() -> Response:
    """Lift the reader's own restriction at once."""
    actions.lift_own(queries.standing_for(actor_id()) or abort(404), now())
    db.session.commit()
    flash(_("Det er ophævet. Alt er igen, som det var."), "success")
    return redirect(url_for("restrictions.own"), 303)


def _own_page(form: RestrictionForm) -> str:
    navigation.stand_under("mine.index")
    return render_template("restrictions/own.html", form=form, restriction=queries.standing_for(actor_id()))


def _page(wrong: LiftingForm | None = None, about: str = "") -> str:
    rows = queries.standing(current_actor())
    audit.record_list(actor_id(), "restriction.look", [row.person_id for row in rows])
    forms = {row.pid: LiftingForm(formdata=None) for row in rows if row.ends_at is None}
    if wrong and about in forms:
        forms[about] = wrong
    for pid, form in forms.items():
        form.on.id, form.reason.id = f"on-{pid}", f"reason-{pid}"
    names = names_of([row.person_id for row in rows])
    return render_template(
        "restrictions/index.html", rows=rows, names=names, forms=forms, wrong=wrong, about=about,
        first=today() + NOTICE,
    )  # fmt: skip
