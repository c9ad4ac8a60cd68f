"""HR looks a draft through before it is published, or throws it away."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, needs
from competence.access.permissions import MayFramework
from competence.db import db
from competence.frameworks import queries
from competence.frameworks.actions import drafts
from competence.frameworks.forms import PublicationForm
from competence.frameworks.queries import Version
from competence.frameworks.rules.comparing import compare
from competence.frameworks.rules.publishing import NotReady, what_is_open
from competence.frameworks.views.blueprint import bp, draft
from competence.web.refusals import Refusal


@bp.get("/<code>/<int(max=9999):number>/publication")
@needs(MayFramework.EDIT)
def review(code: str, number: int) -> str:
    """Show what a draft changes, and what must be put right before it can be published."""
    version = draft(code, number)
    editions = queries.editions_of(filter(None, [version, queries.latest_published(code)]))
    before = [edition for id_, edition in editions.items() if id_ != version.id]
    comparison = compare(before[0], editions[version.id]) if before else None
    form = PublicationForm(data={"version": version.version, "note": version.note})
    return _page(
        version, form, tuple(what_is_open(editions[version.id])), changed=comparison is None or not comparison.is_empty
    )


@bp.post("/<code>/<int(max=9999):number>/publication")
@needs(MayFramework.EDIT)
def publish(code: str, number: int) -> Response | tuple[str, int]:
    """Publish a draft, for good."""
    version = draft(code, number, to_change=True)
    form = PublicationForm()
    if not form.validate():
        return _page(version, form, ()), 400
    try:
        drafts.publish(version, (form.note.data or "").strip(), form.seen, actor_id())
    except NotReady as refusal:
        return _page(version, form, refusal.faults), refusal.status
    db.session.commit()
    flash(_("Udgave %(number)s er udgivet. Nye runder og spejle kan bruge den.", number=number), "success")
    return redirect(url_for("frameworks.show", code=code, number=number), 303)


@bp.post("/<code>/<int(max=9999):number>/discarding")
@needs(MayFramework.EDIT)
def discard(code: str, number: int) -> Response:
    """Throw a draft away."""
    version = draft(code, number, to_change=True)
    drafts.discard(version, PublicationForm().seen, actor_id())
    db.session.commit()
    flash(_("Kladden er kasseret."), "success")
    return redirect(url_for("frameworks.index"), 303)


def _page(version: Version, form: PublicationForm, faults: tuple[Refusal, ...], *, changed: bool = True) -> str:
    return render_template("frameworks/review.html", version=version, form=form, faults=faults, changed=changed)
