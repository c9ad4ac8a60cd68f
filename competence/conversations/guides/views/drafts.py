"""HR's work on a draft: begin it, rename it, and add, reword, move and remove questions."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, needs
from competence.access.permissions import MayGuide
from competence.conversations.guides import actions, queries
from competence.conversations.guides.forms import HeadingForm, QuestionForm, ThemeForm, heading_form, question_form
from competence.conversations.guides.queries import Asked, Version
from competence.conversations.guides.rules.publishing import ChangedMeanwhile
from competence.conversations.guides.views.blueprint import bp, draft, draft_for_change, kind_of
from competence.db import db
from competence.frameworks.views.clashes import Clash, clashes_between
from competence.web.forms import Versioned

Answer = Response | tuple[str, int]


@bp.post("/<kind>/drafts")
@needs(MayGuide.EDIT)
def start(kind: str) -> Response:
    """Begin a draft from the newest published version."""
    version = actions.start_draft(queries.guide(kind_of(kind), to_change=True) or abort(404), actor_id())
    db.session.commit()
    flash(_("Kladden er klar. Den ligner den udgivne, til du retter i den, og kun HR kan se den."), "success")
    return redirect(url_for("guides.show", kind=kind, number=version.number), 303)


@bp.get("/<kind>/<int(max=9999):number>/edit")
@needs(MayGuide.EDIT)
def edit(kind: str, number: int) -> str:
    """Show a draft's name, purpose and length to be changed."""
    version = draft(kind, number)
    return _heading_page(version, heading_form(version))


@bp.post("/<kind>/<int(max=9999):number>")
@needs(MayGuide.EDIT)
def update(kind: str, number: int) -> Answer:
    """Save a draft's name, purpose and length; where somebody else changed the draft meanwhile, show both."""
    version = draft_for_change(kind, number)
    form = heading_form(version)
    if not form.validate():
        return _heading_page(version, form), 400
    try:
        actions.rename(version, form.heading, form.seen, actor_id())
    except ChangedMeanwhile:
        clashes = clashes_between(form, heading_form(version, as_saved=True))
        form.version.data = str(version.version)
        return _heading_page(version, form, clashes), 409
    db.session.commit()
    return _back(kind, number, _("Gemt i kladden."))


@bp.get("/<kind>/<int(max=9999):number>/questions/new")
@needs(MayGuide.EDIT)
def new_question(kind: str, number: int) -> str:
    """Show an empty question."""
    version = draft(kind, number)
    return render_template("guides/new_question.html", version=version, form=question_form(version))


@bp.post("/<kind>/<int(max=9999):number>/questions")
@needs(MayGuide.EDIT)
def add_question(kind: str, number: int) -> Answer:
    """Add a question at the end of the draft."""
    version = draft_for_change(kind, number)
    form = question_form(version)
    if not form.validate():
        return render_template("guides/new_question.html", version=version, form=form), 400
    theme = queries.theme(version.id, form.theme.data) or abort(400)
    question = actions.add_question(version, theme, form.wording, actor_id())
    db.session.commit()
    return _back(kind, number, _("Spørgsmålet er lagt sidst i kladden. Flyt det op, hvis det hører til før."), question)


@bp.get("/<kind>/<int(max=9999):number>/questions/<int(max=2147483647):question>/edit")
@needs(MayGuide.EDIT)
def edit_question(kind: str, number: int, question: int) -> str:
    """Show a question's words to be changed."""
    version = draft(kind, number)
    asked = _question(version, question)
    return _question_page(version, asked, question_form(version, asked))


@bp.post("/<kind>/<int(max=9999):number>/questions/<int(max=2147483647):question>")
@needs(MayGuide.EDIT)
def update_question(kind: str, number: int, question: int) -> Answer:
    """Save a question's words; where somebody else saved meanwhile, show both and save nothing."""
    version = draft_for_change(kind, number)
    asked = _question(version, question)
    form = question_form(version, asked)
    if not form.validate():
        return _question_page(version, asked, form), 400
    try:
        theme = queries.theme(version.id, form.theme.data) or abort(400)
        actions.reword(asked, theme, form.wording, form.seen, actor_id())
    except ChangedMeanwhile:
        clashes = clashes_between(form, question_form(version, asked, as_saved=True))
        form.version.data = str(asked.version)
        return _question_page(version, asked, form, clashes), 409
    db.session.commit()
    return _back(kind, number, _("Gemt i kladden."), asked)


@bp.post("/<kind>/<int(max=9999):number>/questions/<int(max=2147483647):question>/place")
@needs(MayGuide.EDIT)
def move_question(kind: str, number: int, question: int) -> Response:
    """Move a question one place up or down."""
    asked = _question(draft_for_change(kind, number), question)
    actions.move(asked, up=request.form.get("to") == "up", actor_id=actor_id())
    db.session.commit()
    return _back(kind, number, "", asked)


@bp.post("/<kind>/<int(max=9999):number>/questions/<int(max=2147483647):question>/removal")
@needs(MayGuide.EDIT)
def remove_question(kind: str, number: int, question: int) -> Response:
    """Take a question out of the draft."""
    actions.remove(_question(draft_for_change(kind, number), question), Versioned().seen, actor_id())
    db.session.commit()
    return _back(kind, number, _("Spørgsmålet er taget ud af kladden."))


@bp.get("/<kind>/<int(max=9999):number>/themes/new")
@needs(MayGuide.EDIT)
def new_theme(kind: str, number: int) -> str:
    """Show an empty theme."""
    return render_template("guides/new_theme.html", version=draft(kind, number), form=ThemeForm())


@bp.post("/<kind>/<int(max=9999):number>/themes")
@needs(MayGuide.EDIT)
def add_theme(kind: str, number: int) -> Answer:
    """Add a theme that questions of this draft can be gathered under."""
    version, form = draft_for_change(kind, number), ThemeForm()
    if not form.validate():
        return render_template("guides/new_theme.html", version=version, form=form), 400
    actions.add_theme(version, form.both("title"), actor_id())
    db.session.commit()
    return _back(kind, number, _("Temaet kan nu vælges, når du tilføjer eller retter et spørgsmål."))


def _question(version: Version, question_id: int) -> Asked:
    return queries.question(version.id, question_id) or abort(404)


def _back(kind: str, number: int, said: str, question: Asked | None = None) -> Response:
    if said:
        flash(said, "success")
    anchor = f"q{question.id}" if question else None
    return redirect(url_for("guides.show", kind=kind, number=number, _anchor=anchor), 303)


def _heading_page(version: Version, form: HeadingForm, clashes: list[Clash] | None = None) -> str:
    return render_template(
        "guides/edit.html", version=version, form=form,
        stale=clashes is not None, clashes=clashes or [],
    )  # fmt: skip


def _question_page(version: Version, question: Asked, form: QuestionForm, clashes: list[Clash] | None = None) -> str:
    return render_template(
        "guides/edit_question.html", version=version, question=question, form=form,
        stale=clashes is not None, clashes=clashes or [],
    )  # fmt: skip
