"""HR rewords a step of a draft, adds and takes out steps, and adds and takes out moves."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, needs
from competence.access.permissions import MayCareers
from competence.careers.actions import drafts
from competence.careers.forms.drafts import (
    TEXTS,
    MoveForm,
    NewStepForm,
    NewTrackForm,
    StepForm,
    move_form,
    new_step_form,
    step_form,
)
from competence.careers.queries import drafts as queries
from competence.careers.queries import pages
from competence.careers.queries.drafts import CareerRow, Step
from competence.careers.rules.drafting import BackwardMove, MoveExists, PlaceTaken
from competence.careers.views.blueprint import bp
from competence.careers.views.drafts import draft
from competence.db import db
from competence.frameworks.rules.publishing import ChangedMeanwhile, CodeTaken, refuse_published
from competence.frameworks.views.clashes import Clash, clashes_between
from competence.web.bilingual import Bilingual

ADDRESS = "/editions/<code>/<int(max=9999):number>"


@bp.get(f"{ADDRESS}/steps/<step>")
@needs(MayCareers.EDIT)
def edit_step(code: str, number: int, step: str) -> str:
    """Show a step's words and what it asks for, to be changed."""
    found, row = _step(code, number, step, to_change=False)
    return _edit_page(found, row, step_form(pages.words(found.model.framework_id), row))


@bp.post(f"{ADDRESS}/steps/<step>")
@needs(MayCareers.EDIT)
def update_step(code: str, number: int, step: str) -> Response | tuple[str, int]:
    """Save a step; where somebody else saved meanwhile, show both and save nothing."""
    found, row = _step(code, number, step)
    words = pages.words(found.model.framework_id)
    form = step_form(words, row)
    if not form.validate():
        return _edit_page(found, row, form), 400
    try:
        drafts.reword(row, form.wording, form.seen, actor_id())
    except ChangedMeanwhile:
        clashes = clashes_between(form, step_form(words, row, as_saved=True))
        form.version.data = str(row.version)
        return _edit_page(found, row, form, clashes), 409
    return _done(found, _("Gemt i kladden."))


@bp.post(f"{ADDRESS}/steps/<step>/removal")
@needs(MayCareers.EDIT)
def take_out_step(code: str, number: int, step: str) -> Response:
    """Take a step out of the draft, with its moves."""
    found, row = _step(code, number, step)
    drafts.take_out(row, actor_id())
    return _done(found, _("Trinnet er taget ud af kladden, og skiftene til og fra det med."))


@bp.get(f"{ADDRESS}/changes")
@needs(MayCareers.EDIT)
def edit_moves(code: str, number: int) -> str:
    """Show the forms for adding a step and a move, and the moves there are."""
    found = queries.edition(code, number) or abort(404)
    refuse_published(found.number, published=found.is_published)
    return moves_page(found)


@bp.post(f"{ADDRESS}/steps")
@needs(MayCareers.EDIT)
def add_step(code: str, number: int) -> Response | tuple[str, int]:
    """Add a step to the draft and go on to its words."""
    found = draft(code, number)
    form = new_step_form(found)
    if not form.validate():
        return moves_page(found, step=form), 400
    title = Bilingual((form.title_da.data or "").strip(), (form.title_en.data or "").strip())
    try:
        made = drafts.add_step(found, form.code.data or "", form.track.data, form.height.data or 1, title, actor_id())
    except (CodeTaken, PlaceTaken) as refusal:
        field = form.code if isinstance(refusal, CodeTaken) else form.height
        field.errors = [str(refusal)]
        return moves_page(found, step=form), refusal.status
    db.session.commit()
    flash(_("Trinnet er lagt i kladden. Skriv nu, hvad det handler om og beder om."), "success")
    return redirect(url_for("careers.edit_step", code=code, number=number, step=made.code), 303)


@bp.post(f"{ADDRESS}/moves")
@needs(MayCareers.EDIT)
def add_move(code: str, number: int) -> Response | tuple[str, int]:
    """Add a move to the draft."""
    found = draft(code, number)
    form = move_form(found.steps)
    if not form.validate():
        return moves_page(found, move=form), 400
    note = Bilingual((form.note_da.data or "").strip(), (form.note_en.data or "").strip())
    try:
        drafts.add_move(found, form.start.data, form.end.data, note, actor_id())
    except (BackwardMove, MoveExists) as refusal:
        form.end.errors = [str(refusal)]
        return moves_page(found, move=form), refusal.status
    return _done(found, _("Skiftet er lagt i kladden."), "careers.edit_moves")


@bp.post(f"{ADDRESS}/moves/<start>/<end>/removal")
@needs(MayCareers.EDIT)
def remove_move(code: str, number: int, start: str, end: str) -> Response:
    """Take a move out of the draft."""
    found = draft(code, number)
    drafts.remove_move(found, start, end, actor_id())
    return _done(found, _("Skiftet er taget ud af kladden."), "careers.edit_moves")


def _step(code: str, number: int, step: str, *, to_change: bool = True) -> tuple[CareerRow, Step]:
    found = draft(code, number) if to_change else queries.edition(code, number) or abort(404)
    refuse_published(found.number, published=found.is_published)
    return found, queries.step(found.id, step) or abort(404)


def _done(found: CareerRow, said: str, endpoint: str = "careers.edition") -> Response:
    db.session.commit()
    flash(said, "success")
    return redirect(url_for(endpoint, code=found.model.code, number=found.number), 303)


def _edit_page(found: CareerRow, row: Step, form: StepForm, clashes: list[Clash] | None = None) -> str:
    words = pages.words(found.model.framework_id)
    return render_template(
        "careers/edit_step.html", edition=found, step=row, form=form, texts=list(TEXTS), stale=clashes is not None,
        clashes=clashes or [], asked=[code for code in words.competences if form.asked(code).data],
        others=[code for code in words.competences if not form.asked(code).data],
    )  # fmt: skip


def moves_page(
    found: CareerRow, *, step: NewStepForm | None = None, move: MoveForm | None = None,
    track: NewTrackForm | None = None,
) -> str:  # fmt: skip
    """Return the page of a draft's moves; step, move and track are forms that were sent and not taken."""
    return render_template(
        "careers/edit_moves.html", edition=found, step_form=step or new_step_form(found),
        track_form=track or NewTrackForm(prefix="track-", formdata=None),
        move_form=move or move_form(found.steps), moves=found.moves,
    )  # fmt: skip
