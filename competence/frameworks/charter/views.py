"""The pages of the leadership charter: reading it, what changed, and HR's work on a draft."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, current_actor, may, needs
from competence.access.permissions import MayCharter
from competence.db import db
from competence.frameworks.charter import actions, queries, rules
from competence.frameworks.charter.forms import HeadingForm, PrincipleForm, heading_form, principle_form
from competence.frameworks.charter.queries import CharterPrinciple, CharterVersion, codes
from competence.frameworks.forms import PublicationForm
from competence.frameworks.rules import publishing
from competence.frameworks.views.clashes import Clash, clashes_between
from competence.web import navigation
from competence.web.forms import Versioned
from competence.web.refusals import Refusal

Answer = Response | tuple[str, int]

bp = Blueprint("charter", __name__, url_prefix="/charter")

navigation.add(
    navigation.Entry("charter.show", _l("Ledelsesgrundlag").__str__, MayCharter.READ, navigation.Group.LIBRARY, 25)
)


@bp.get("")
@needs(MayCharter.READ)
def show() -> str:
    """Show the charter that holds."""
    return _page(queries.current())


@bp.get("/<int(max=9999):number>")
@needs(MayCharter.READ)
def version(number: int) -> str:
    """Show one version; in a draft each principle with what can be done to it."""
    return _page(_version(number))


@bp.get("/<int(max=9999):number>/changes")
@needs(MayCharter.READ)
def changes(number: int) -> str:
    """Show what a version says differently from the published one before it."""
    later = _version(number)
    earlier = queries.before(later) or abort(404)
    names = {code: str(text) for code, text in (queries.competences() | queries.asked()).items()}
    comparison = rules.compare(queries.edition_of(earlier), queries.edition_of(later), names)
    return render_template("charter/changes.html", version=later, earlier=earlier, comparison=comparison)


@bp.post("/drafts")
@needs(MayCharter.EDIT)
def start() -> Response:
    """Begin a draft from the newest version."""
    draft = actions.start_draft(actor_id())
    db.session.commit()
    flash(_("Kladden er klar. Den ligner den udgivne, til du retter i den, og kun HR kan se den."), "success")
    return redirect(url_for("charter.version", number=draft.number), 303)


@bp.get("/<int(max=9999):number>/edit")
@needs(MayCharter.EDIT)
def edit(number: int) -> str:
    """Show a draft's name and preamble to be changed."""
    draft = _draft(number)
    return _heading_page(draft, heading_form(draft))


@bp.post("/<int(max=9999):number>")
@needs(MayCharter.EDIT)
def update(number: int) -> Answer:
    """Save a draft's name and preamble; where somebody else changed the draft meanwhile, show both."""
    draft = _draft(number, to_change=True)
    form = heading_form(draft)
    if not form.validate():
        return _heading_page(draft, form), 400
    try:
        actions.rename(draft, form.both("title"), form.both("preamble"), form.seen, actor_id())
    except publishing.ChangedMeanwhile:
        clashes = clashes_between(form, heading_form(draft, as_saved=True))
        form.version.data = str(draft.version)
        return _heading_page(draft, form, clashes), 409
    db.session.commit()
    return _back(number, _("Gemt i kladden."))


@bp.get("/<int(max=9999):number>/principles/new")
@needs(MayCharter.EDIT)
def new_principle(number: int) -> str:
    """Show an empty principle."""
    return _principle_page(_draft(number), None, principle_form())


@bp.post("/<int(max=9999):number>/principles")
@needs(MayCharter.EDIT)
def add_principle(number: int) -> Answer:
    """Add a principle at the end of the draft."""
    draft, form = _draft(number, to_change=True), principle_form()
    if not form.validate():
        return _principle_page(draft, None, form), 400
    actions.add(draft, form.wording, actor_id())
    db.session.commit()
    return _back(number, _("Princippet er lagt sidst i kladden, og du kan flytte det op."))


@bp.get("/<int(max=9999):number>/principles/<int(max=2147483647):principle>/edit")
@needs(MayCharter.EDIT)
def edit_principle(number: int, principle: int) -> str:
    """Show a principle's words to be changed."""
    draft = _draft(number)
    one = _principle(draft, principle)
    return _principle_page(draft, one, principle_form(one))


@bp.post("/<int(max=9999):number>/principles/<int(max=2147483647):principle>")
@needs(MayCharter.EDIT)
def update_principle(number: int, principle: int) -> Answer:
    """Save a principle; where somebody else saved meanwhile, show both and save nothing."""
    draft = _draft(number, to_change=True)
    one = _principle(draft, principle)
    form = principle_form(one)
    if not form.validate():
        return _principle_page(draft, one, form), 400
    try:
        actions.reword(one, form.wording, form.seen, actor_id())
    except publishing.ChangedMeanwhile:
        clashes = clashes_between(form, principle_form(one, as_saved=True))
        form.version.data = str(one.version)
        return _principle_page(draft, one, form, clashes), 409
    db.session.commit()
    return _back(number, _("Gemt i kladden."))


@bp.post("/<int(max=9999):number>/principles/<int(max=2147483647):principle>/place")
@needs(MayCharter.EDIT)
def move_principle(number: int, principle: int) -> Response:
    """Move a principle one place up or down."""
    one = _principle(_draft(number, to_change=True), principle)
    actions.move(one, up=request.form.get("to") == "up", actor_id=actor_id())
    db.session.commit()
    return _back(number, "")


@bp.post("/<int(max=9999):number>/principles/<int(max=2147483647):principle>/removal")
@needs(MayCharter.EDIT)
def remove_principle(number: int, principle: int) -> Response:
    """Take a principle out of the draft."""
    actions.remove(_principle(_draft(number, to_change=True), principle), Versioned().seen, actor_id())
    db.session.commit()
    return _back(number, _("Princippet er taget ud af kladden."))


@bp.get("/<int(max=9999):number>/publication")
@needs(MayCharter.EDIT)
def review(number: int) -> str:
    """Show what must be put right before a draft can be published, and what publishing it means."""
    draft = _draft(number)
    form = PublicationForm(version=draft.version, note=draft.note)
    return _review_page(draft, form, tuple(rules.what_is_open(queries.edition_of(draft))))


@bp.post("/<int(max=9999):number>/publication")
@needs(MayCharter.EDIT)
def publish(number: int) -> Answer:
    """Publish a draft, for good."""
    draft, form = _draft(number, to_change=True), PublicationForm()
    if not form.validate():
        return _review_page(draft, form, ()), 400
    try:
        actions.publish(draft, (form.note.data or "").strip(), form.seen, actor_id())
    except publishing.NotReady as refusal:
        return _review_page(draft, form, refusal.faults), refusal.status
    db.session.commit()
    return _back(number, _("Udgave %(number)s er udgivet, og alle kan læse den.", number=number))


@bp.post("/<int(max=9999):number>/discarding")
@needs(MayCharter.EDIT)
def discard(number: int) -> Response:
    """Throw a draft away."""
    actions.discard(_draft(number, to_change=True), PublicationForm().seen, actor_id())
    db.session.commit()
    flash(_("Kladden er kasseret."), "success")
    return redirect(url_for("charter.show"), 303)


def _version(number: int) -> CharterVersion:
    return queries.version_for(current_actor(), number) or abort(404)


def _draft(number: int, *, to_change: bool = False) -> CharterVersion:
    found = queries.version_for(current_actor(), number, to_change=to_change) or abort(404)
    publishing.refuse_published(number, published=found.is_published)
    return found


def _principle(draft: CharterVersion, principle_id: int) -> CharterPrinciple:
    return queries.principle(draft.id, principle_id) or abort(404)


def _page(shown: CharterVersion | None) -> str:
    return render_template(
        "charter/show.html", version=shown, versions=queries.versions_for(current_actor()), codes=codes,
        competences=queries.competences(), asked=queries.asked(), may_edit=may(MayCharter.EDIT),
        earlier=queries.before(shown) if shown else None,
    )  # fmt: skip


def _heading_page(draft: CharterVersion, form: HeadingForm, clashes: list[Clash] | None = None) -> str:
    return render_template(
        "charter/edit.html", version=draft, form=form, stale=clashes is not None, clashes=clashes or []
    )


def _principle_page(
    draft: CharterVersion, one: CharterPrinciple | None, form: PrincipleForm, clashes: list[Clash] | None = None
) -> str:
    return render_template(
        "charter/edit_principle.html", version=draft, principle=one, form=form,
        stale=clashes is not None, clashes=clashes or [],
    )  # fmt: skip


def _review_page(draft: CharterVersion, form: PublicationForm, faults: tuple[Refusal, ...]) -> str:
    return render_template("charter/review.html", version=draft, form=form, faults=faults)


def _back(number: int, said: str) -> Response:
    if said:
        flash(said, "success")
    return redirect(url_for("charter.version", number=number), 303)
