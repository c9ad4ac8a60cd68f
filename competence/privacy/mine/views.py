"""Mine data: everything held about the reader, as a page, as a package, and with a reply beside what is wrong."""

from typing import Any

from flask import Blueprint, Response, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from competence.access.guard import actor_id, check, current_actor, needs
from competence.access.permissions import MayCorrection, MayMine
from competence.db import db
from competence.privacy import audit
from competence.privacy.correcting import actions
from competence.privacy.correcting.queries import correction
from competence.privacy.datamap.columns import personal_tables
from competence.privacy.datamap.record import who_sees
from competence.privacy.declare import KeptBy
from competence.privacy.mine.forms import CorrectionForm
from competence.privacy.mine.gathering import gather, one
from competence.privacy.mine.package import pack, told
from competence.privacy.mine.telling import in_words
from competence.privacy.restricting.queries import standing_for
from competence.privacy.throttling import EXPORTS, slow_down
from competence.privacy.trail.queries.reading import names_of
from competence.web import navigation
from competence.web.clock import now, today
from competence.web.downloads import download
from competence.web.redirects import safe_path

bp = Blueprint("mine", __name__, url_prefix="/privacy")

navigation.add(navigation.Entry("mine.index", _l("Mine data").__str__, MayMine.READ, navigation.Group.OWN, 90))


@bp.get("/mine")
@needs(MayMine.READ)
def index() -> str:
    """Show everything held about the reader, with why and how long."""
    sections = told(gather(current_actor()), actor_id())
    restriction = standing_for(actor_id())
    return render_template(
        "mine/index.html", sections=sections, who_sees=who_sees, keepers=KeptBy, restriction=restriction
    )


@bp.post("/mine/package")
@needs(MayMine.TAKE)
def package() -> Response:
    """Hand everything out as one file; it is made at once and kept nowhere."""
    slow_down(*EXPORTS)
    packed = pack(gather(current_actor()), actor_id(), g.signed_in.name, today())
    audit.record(actor_id(), "mine.package", subject_id=actor_id())
    db.session.commit()
    return download(packed, "application/zip", "mine-data.zip")


@bp.route("/mine/<table>/<key>/correction", methods=["GET", "POST"])
@needs(MayMine.CORRECT)
def correct(table: str, key: str) -> Any:
    """Let the reader reply to one row about them; the reply stands beside it."""
    found = one(current_actor(), table, key)
    if found is None:
        abort(404)
    group, held = found
    form, back = CorrectionForm(), safe_path(request.args.get("next"), url_for("mine.index") + f"#{table}")
    if not form.validate_on_submit():
        facts, status = in_words(group, held, actor_id()), 400 if form.errors else 200
        page = render_template("mine/correct.html", form=form, group=group, told=facts, keepers=KeptBy, back=back)
        return page, status
    actions.write(actor_id(), group.declared.kept_by, (table, key), form.text.data or "", now(), today())
    db.session.commit()
    flash(_("Din rettelse står nu ved siden af. Den, der passer oplysningen, har fået besked."), "success")
    return redirect(back, 303)


@bp.get("/corrections/<pid>")
@needs(MayCorrection.READ)
def show_correction(pid: str) -> str:
    """Show a correction to whoever keeps the row, and to who wrote it."""
    found = check(MayCorrection.READ, correction(pid))
    declared = personal_tables()[found.kept_in][1]
    if found.person_id != actor_id():
        audit.record_look(actor_id(), "correction.look", subject_id=found.person_id, thing=f"correction {pid}")
    name = names_of([found.person_id])[found.person_id]
    return render_template(
        "mine/show_correction.html",
        correction=found,
        declared=declared,
        name=name,
    )
