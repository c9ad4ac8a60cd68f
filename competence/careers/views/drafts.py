"""HR's work on the career model: its editions and their health, and a draft until it is published."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, current_actor, needs
from competence.access.permissions import MayCareers
from competence.careers.actions import drafts
from competence.careers.queries import drafts as queries
from competence.careers.queries import pages
from competence.careers.queries.drafts import CareerRow
from competence.careers.queries.editions import codes_in_use, edition_of
from competence.careers.queries.editions import model as model_by_code
from competence.careers.rules.health import health
from competence.careers.rules.mapping import draw
from competence.careers.rules.publishing import what_is_open
from competence.careers.rules.reviewing import review
from competence.careers.views.blueprint import bp
from competence.careers.views.browsing import TURNS
from competence.db import db
from competence.frameworks.forms import PublicationForm
from competence.frameworks.rules.publishing import NotReady, refuse_published


@bp.get("/editions")
@needs(MayCareers.EDIT)
def editions() -> str:
    """List the models with their editions."""
    rows = queries.editions_for(current_actor())
    models = {row.model.code: row.model for row in rows}
    grouped = [(model, [row for row in rows if row.model_id == model.id]) for model in models.values()]
    return render_template("careers/editions.html", models=grouped)


@bp.get("/editions/<code>/<int(max=9999):number>")
@needs(MayCareers.EDIT)
def edition(code: str, number: int) -> str:
    """Show an edition whole: its map, its health, its steps, and for a draft what it changes."""
    return edition_page(queries.edition(code, number) or abort(404))


@bp.post("/editions/<code>/drafts")
@needs(MayCareers.EDIT)
def start_draft(code: str) -> Response:
    """Begin a draft from the newest edition."""
    draft = drafts.start_draft(model_by_code(code, to_change=True) or abort(404), actor_id())
    db.session.commit()
    flash(_("Kladden er klar. Den ligner den udgivne, til du retter i den, og kun HR kan se den."), "success")
    return redirect(url_for("careers.edition", code=code, number=draft.number), 303)


@bp.post("/editions/<code>/<int(max=9999):number>/publication")
@needs(MayCareers.EDIT)
def publish(code: str, number: int) -> Response | tuple[str, int]:
    """Publish a draft, for good."""
    found = draft(code, number)
    form = PublicationForm()
    if not form.validate():
        return edition_page(found, form), 400
    try:
        drafts.publish(found, (form.note.data or "").strip(), form.seen, actor_id())
    except NotReady as refusal:
        return edition_page(found, form), refusal.status
    db.session.commit()
    flash(_("Udgave %(number)s er udgivet. Det er den, alle ser fra nu af.", number=number), "success")
    return redirect(url_for("careers.edition", code=code, number=number), 303)


@bp.post("/editions/<code>/<int(max=9999):number>/discarding")
@needs(MayCareers.EDIT)
def discard(code: str, number: int) -> Response:
    """Throw a draft away."""
    drafts.discard(draft(code, number), PublicationForm().seen, actor_id())
    db.session.commit()
    flash(_("Kladden er kasseret."), "success")
    return redirect(url_for("careers.editions"), 303)


def draft(code: str, number: int) -> CareerRow:
    """Return a draft, locked; answer 404 where there is none. Raises PublishedIsFixed."""
    found = queries.edition(code, number, to_change=True) or abort(404)
    refuse_published(found.number, published=found.is_published)
    return found


def edition_page(found: CareerRow, form: PublicationForm | None = None) -> str:
    """Return an edition's page; form is one that was sent and not taken."""
    said = edition_of(found)
    codes, top = codes_in_use(queries.catalogue_id(found.model.framework_id))
    before = queries.published_before(found.model_id)
    changed = review(edition_of(before), said) if before is not None and before.id != found.id else None
    shown = form or PublicationForm(formdata=None, data={"version": found.version, "note": found.note})
    return render_template(
        "careers/edition.html", edition=found, said=said, map=draw(said), words=pages.words(found.model.framework_id),
        health=health(said, codes, queries.talked_about(found.model_id)), changed=changed, turns=TURNS, form=shown,
        faults=() if found.is_published else tuple(what_is_open(said, codes, top)),
        steps={step.code: step for step in said.steps},
    )  # fmt: skip
