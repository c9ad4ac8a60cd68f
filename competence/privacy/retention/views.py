"""What goes today, as the nightly run would do it, and what is held back from it."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from competence.access.guard import current_actor, needs
from competence.access.permissions import MayPrivacy
from competence.db import db
from competence.privacy import audit
from competence.privacy.erasure import queries, requesting
from competence.privacy.erasure.forms import AboutSomebodyForm
from competence.privacy.retention.planning import plan
from competence.privacy.trail.queries.reading import commands_run, names_of
from competence.privacy.trail.rules.acts import act_in_words
from competence.web import navigation
from competence.web.clock import now, today

bp = Blueprint("retention", __name__, url_prefix="/privacy/retention")

navigation.add(
    navigation.Entry(
        "retention.index", _l("Slettefrister").__str__, MayPrivacy.RETENTION, navigation.Group.PROTECTION, 20
    )
)


@bp.get("")
@needs(MayPrivacy.RETENTION)
def index() -> str:
    """Show what the next run deletes; it reads by the same statements, and changes nothing."""
    return _page(AboutSomebodyForm(formdata=None))


@bp.post("/holds")
@needs(MayPrivacy.HOLD)
def hold() -> Any:
    """Hold somebody's data back from being deleted."""
    form = AboutSomebodyForm()
    person_id = queries.person_at(form.address) if form.validate_on_submit() else None
    if person_id is None:
        form.say_if_unknown()
        return _page(form), 400
    requesting.place_hold(current_actor(), person_id, form.reason.data or "", now())
    db.session.commit()
    flash(_("Oplysningerne bliver stående, til du ophæver det."), "success")
    return redirect(url_for("retention.index"), 303)


@bp.post("/holds/<pid>/lifting")
@needs(MayPrivacy.HOLD)
def lift(pid: str) -> Response:
    """Let somebody's data go again when their time is over."""
    requesting.lift_hold(queries.hold(pid) or abort(404), current_actor(), now())
    db.session.commit()
    flash(_("Ophævet. Det, hvis tid er gået, slettes ved næste kørsel."), "success")
    return redirect(url_for("retention.index"), 303)


def _page(form: AboutSomebodyForm) -> str:
    holds = queries.holds()
    audit.record_list(current_actor().person_id, "erasure.look", [one.person_id for one in holds])
    runs = commands_run()
    names = names_of({one.person_id for one in holds} | {one.subject_id for one in runs})
    return render_template(
        "retention/index.html", plan=plan(today()), holds=holds, runs=runs, names=names, form=form, words=act_in_words
    )
