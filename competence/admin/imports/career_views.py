"""Pages on which HR sends a career model's files and looks them through, row by row; then they become a draft."""

from contextlib import closing
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, needs
from competence.access.permissions import MayCareers
from competence.admin.imports import actions, career_sending, queries
from competence.admin.imports.career_files import COLUMNS
from competence.admin.imports.career_plan import RowFate
from competence.admin.imports.forms import CareerUploadForm, ConfirmForm
from competence.admin.imports.framework_files import UnusableFramework
from competence.admin.imports.views import LINES_A_PAGE
from competence.admin.imports.views import bp as bp
from competence.db import db
from competence.web import navigation
from competence.web.clock import now
from competence.web.refusals import Refusal

SEND = "imports.send_careers"
FATES = {
    RowFate.NEW: _l("Ny"),
    RowFate.CHANGED: _l("Ændret"),
    RowFate.UNCHANGED: _l("Uændret"),
    RowFate.ERROR: _l("Fejl"),
    RowFate.GONE: _l("Falder væk"),
    RowFate.LEFT_OUT: _l("Ikke med"),
}


@bp.url_value_preprocessor
def let_the_british_file_in(endpoint: str | None, _values: Any) -> None:
    """Let what is sent here be larger than elsewhere; it must be said before anything of it is read."""
    if endpoint == SEND:
        request.max_content_length = career_sending.MOST


@bp.get("/careers")
@needs(MayCareers.EDIT)
def careers() -> str:
    """Say what the files must look like, and take them; files that still wait are pointed out."""
    return _upload_page(CareerUploadForm(formdata=None))


@bp.post("/careers")
@needs(MayCareers.EDIT)
def send_careers() -> Response | tuple[str, int]:
    """Read the files and show what they would do."""
    form = CareerUploadForm()
    if not form.validate():
        return _upload_page(form), 400
    files = {}
    for sent in form.files.data:
        with closing(sent):  # a large one lies in a file of its own
            files[sent.filename or ""] = sent.read()
    try:
        draft = career_sending.keep_files(actor_id(), files, now())
    except Refusal as refusal:
        db.session.rollback()
        form.files.errors = [str(refusal)]
        return _upload_page(form, refusal.faults if isinstance(refusal, UnusableFramework) else ()), refusal.status
    db.session.commit()
    return redirect(url_for("imports.show_careers", pid=draft.pid, show=_chosen()), 303)


@bp.get("/careers/<pid>")
@needs(MayCareers.EDIT)
def show_careers(pid: str) -> str:
    """Show each row's fate, what is wrong where, and the button that makes it a draft."""
    return _preview(_draft(pid))


@bp.post("/careers/<pid>/application")
@needs(MayCareers.EDIT)
def load_careers(pid: str) -> Response | tuple[str, int]:
    """Make what the preview showed a draft of the model, all of it or nothing, and go on to what it would change."""
    files, form = career_sending.files_of(_draft(pid)), ConfirmForm()
    try:
        taken = career_sending.apply_files(files, form.shown.data or "", actor_id())
    except Refusal as refusal:
        db.session.rollback()
        return _preview(_draft(pid), str(refusal)), refusal.status
    code, number = taken.edition.model.code, taken.edition.number
    actions.discard(actor_id())
    db.session.commit()
    flash(_("Læst ind som kladde. Se den igennem, og udgiv den, når den er, som den skal være."), "success")
    return redirect(url_for("careers.edition", code=code, number=number), 303)


@bp.post("/careers/<pid>/removal")
@needs(MayCareers.EDIT)
def remove_careers(pid: str) -> Response:
    """Let the files go without doing anything."""
    _draft(pid)
    actions.discard(actor_id())
    db.session.commit()
    flash(_("Filerne er smidt væk. Ingenting er ændret."), "success")
    return redirect(url_for("imports.careers"), 303)


def _upload_page(form: CareerUploadForm, faults: tuple[str, ...] = ()) -> str:
    navigation.stand_under("careers.index")
    waiting = queries.draft_of(actor_id(), now() - actions.LIVES, kinds=[career_sending.KIND])
    return render_template(
        "imports/careers.html", form=form, faults=faults, columns=COLUMNS, waiting=waiting, chosen=_chosen()
    )


def _preview(draft: Any, problem: str = "") -> str:
    navigation.stand_under("careers.index")
    files = career_sending.files_of(draft)
    plan = career_sending.plan_of(files)
    chosen, page = _chosen(), max(1, request.args.get("page", 1, type=int))
    lines = [line for line in plan.lines if chosen in (None, line.fate.value)]
    begin = (page - 1) * LINES_A_PAGE
    return render_template(
        "imports/show_careers.html", draft=draft, files=files, plan=plan, lines=lines[begin : begin + LINES_A_PAGE],
        page=page, pages=-(-len(lines) // LINES_A_PAGE), chosen=chosen, fates=FATES, counted=_counted,
        form=ConfirmForm(formdata=None, data={"shown": plan.fingerprint}), again=CareerUploadForm(formdata=None),
        problem=problem,
    )  # fmt: skip


def _counted(fate: RowFate, number: int) -> str:
    """Return the word that stands after a number of rows with a fate."""
    words = {
        RowFate.NEW: ngettext("ny", "nye", number),
        RowFate.CHANGED: ngettext("ændret", "ændrede", number),
        RowFate.UNCHANGED: ngettext("uændret", "uændrede", number),
        RowFate.ERROR: ngettext("med fejl", "med fejl", number),
        RowFate.GONE: ngettext("falder væk", "falder væk", number),
        RowFate.LEFT_OUT: ngettext("ikke med", "ikke med", number),
    }
    return str(words[fate])


def _chosen() -> str | None:
    wanted = request.values.get("show")
    return wanted if wanted in {fate.value for fate in RowFate} else None


def _draft(pid: str) -> Any:
    """Return the files that wait; another's, old ones and none at all are the same to the reader."""
    return queries.draft_of(actor_id(), now() - actions.LIVES, pid, kinds=[career_sending.KIND]) or abort(404)
