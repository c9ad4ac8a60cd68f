"""HR's work on the words of a draft: begin it, reword a competence, retire it, add one."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, needs
from competence.access.permissions import MayFramework
from competence.db import db
from competence.frameworks import queries
from competence.frameworks.actions import drafts
from competence.frameworks.forms import CompetenceForm, competence_form, new_competence_form
from competence.frameworks.queries import Competence, Version
from competence.frameworks.rules.publishing import ChangedMeanwhile, CodeTaken
from competence.frameworks.views.blueprint import bp, draft
from competence.frameworks.views.clashes import Clash, clashes_between


@bp.post("/<code>/drafts")
@needs(MayFramework.EDIT)
def start(code: str) -> Response:
    """Begin a draft from the newest published version."""
    version = drafts.start_draft(queries.framework(code, to_change=True) or abort(404), actor_id())
    db.session.commit()
    flash(_("Kladden er klar. Den ligner den udgivne, til du retter i den, og kun HR kan se den."), "success")
    return redirect(url_for("frameworks.show", code=code, number=version.number), 303)


@bp.get("/<code>/<int(max=9999):number>/competences/<competence>/edit")
@needs(MayFramework.EDIT)
def edit(code: str, number: int, competence: str) -> str:
    """Show a competence's words to be changed."""
    version = draft(code, number)
    thing = queries.competence(version.id, competence) or abort(404)
    return _edit_page(version, thing, competence_form(version, thing))


@bp.post("/<code>/<int(max=9999):number>/competences/<competence>")
@needs(MayFramework.EDIT)
def update(code: str, number: int, competence: str) -> Response | tuple[str, int]:
    """Save a competence's words; where somebody else saved meanwhile, show both and save nothing."""
    version = draft(code, number, to_change=True)
    thing = queries.competence(version.id, competence) or abort(404)
    form = competence_form(version, thing)
    if not form.validate():
        return _edit_page(version, thing, form), 400
    try:
        area = queries.area(version.id, form.area.data) or abort(400)
        drafts.reword(thing, version, area, form.wording, form.seen, actor_id())
    except ChangedMeanwhile:
        clashes = clashes_between(form, competence_form(version, thing, as_saved=True))
        form.version.data = str(thing.version)
        return _edit_page(version, thing, form, clashes=clashes), 409
    db.session.commit()
    flash(_("Gemt i kladden."), "success")
    return redirect(url_for("frameworks.competence", code=code, number=number, competence=competence), 303)


@bp.get("/<code>/<int(max=9999):number>/competences/new")
@needs(MayFramework.EDIT)
def new(code: str, number: int) -> str:
    """Show an empty competence."""
    version = draft(code, number)
    return render_template("frameworks/new.html", version=version, form=new_competence_form(version))


@bp.post("/<code>/<int(max=9999):number>/competences")
@needs(MayFramework.EDIT)
def create(code: str, number: int) -> Response | tuple[str, int]:
    """Add a competence to the draft."""
    version = draft(code, number, to_change=True)
    form = new_competence_form(version)
    try:
        if form.validate():
            area = queries.area(version.id, form.area.data) or abort(400)
            made = drafts.add_competence(version, form.code.data or "", area, form.wording, actor_id())
            db.session.commit()
            flash(_("Kompetencen er lagt i kladden."), "success")
            return redirect(url_for("frameworks.competence", code=code, number=number, competence=made.code), 303)
    except CodeTaken as taken:
        form.code.errors = [str(taken)]
    return render_template("frameworks/new.html", version=version, form=form), 400


def _edit_page(
    version: Version, competence: Competence, form: CompetenceForm, *, clashes: list[Clash] | None = None
) -> str:
    return render_template(
        "frameworks/edit.html",
        version=version,
        competence=competence,
        form=form,
        stale=clashes is not None,
        clashes=clashes or [],
    )
