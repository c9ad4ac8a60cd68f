"""HR looks a draft through before it is published, or throws it away."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, needs
from competence.access.permissions import MayGuide
from competence.conversations.guides import actions, queries
from competence.conversations.guides.queries import Version
from competence.conversations.guides.rules.publishing import NotReady, what_is_open
from competence.conversations.guides.views.blueprint import bp, draft, draft_for_change
from competence.db import db
from competence.frameworks.forms import PublicationForm
from competence.web.refusals import Refusal


@bp.get("/<kind>/<int(max=9999):number>/publication")
@needs(MayGuide.EDIT)
def review(kind: str, number: int) -> str:
    """Show what must be put right before a draft can be published, and what publishing it means."""
    version = draft(kind, number)
    form = PublicationForm(version=version.version, note=version.note)
    return _page(version, form, tuple(what_is_open(queries.edition_of(version))))


@bp.post("/<kind>/<int(max=9999):number>/publication")
@needs(MayGuide.EDIT)
def publish(kind: str, number: int) -> Response | tuple[str, int]:
    """Publish a draft, for good."""
    version, form = draft_for_change(kind, number), PublicationForm()
    if not form.validate():
        return _page(version, form, ()), 400
    try:
        actions.publish(version, (form.note.data or "").strip(), form.seen, actor_id())
    except NotReady as refusal:
        return _page(version, form, refusal.faults), refusal.status
    db.session.commit()
    flash(_("Udgave %(number)s er udgivet. Nye samtaler bruger den.", number=number), "success")
    return redirect(url_for("guides.show", kind=kind, number=number), 303)


@bp.post("/<kind>/<int(max=9999):number>/discarding")
@needs(MayGuide.EDIT)
def discard(kind: str, number: int) -> Response:
    """Throw a draft away."""
    actions.discard(draft_for_change(kind, number), PublicationForm().seen, actor_id())
    db.session.commit()
    flash(_("Kladden er kasseret."), "success")
    return redirect(url_for("guides.index"), 303)


def _page(version: Version, form: PublicationForm, faults: tuple[Refusal, ...]) -> str:
    return render_template("guides/review.html", version=version, form=form, faults=faults)
