"""Pages for reading people, units and learning offers from a file: send it, look through what it would do, say yes."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, needs
from competence.access.permissions import MayOffer, MayPeople
from competence.admin.imports import actions, queries, words
from competence.admin.imports.columns import EXAMPLE, PEOPLE, columns_of
from competence.admin.imports.forms import ConfirmForm, UploadForm
from competence.admin.imports.plan import Fate, Plan
from competence.admin.imports.refusals import UnreadableFile
from competence.db import db
from competence.web import navigation
from competence.web.clock import now, today
from competence.web.refusals import Refusal

bp = Blueprint("imports", __name__, url_prefix="/admin/imports")

navigation.add(
    navigation.Entry(
        "imports.index", lambda: _("Indlæs fra fil"), MayPeople.IMPORT, navigation.Group.ADMINISTRATION, 20
    )
)

LINES_A_PAGE = 50
LEADS_TO = {"people": "people.index", "units": "people.units", "offers": "learning.index"}


@bp.get("")
@needs(MayPeople.IMPORT)
def index() -> str:
    """Say what a file must look like, and take one; a file that still waits is pointed out."""
    draft = queries.draft_of(actor_id(), now() - actions.LIVES, kinds=actions.KINDS)
    return _upload_page(UploadForm(), draft)


@bp.post("")
@needs(MayPeople.IMPORT)
def create() -> Any:
    """Read a file and show what it would do."""
    form = UploadForm()
    if not form.validate_on_submit():
        return _upload_page(form), 400
    _check_kind(form.kind.data)
    sent: FileStorage = form.file.data
    try:
        draft = actions.keep_draft(
            actor_id(),
            form.kind.data,
            sent.filename or "",
            sent.read(),
            full=form.full.data,
            now=now(),
        )
    except UnreadableFile as refusal:
        db.session.rollback()
        form.file.errors = [str(refusal)]
        return _upload_page(form), refusal.status
    db.session.commit()
    return redirect(url_for("imports.show", pid=draft.pid, show=_chosen()), 303)


@bp.get("/<pid>")
@needs(MayPeople.IMPORT)
def show(pid: str) -> str:
    """Show each row's fate, what is wrong where, and the button that does it."""
    return _preview(_draft(pid), ConfirmForm(formdata=None))


@bp.post("/<pid>/application")
@needs(MayPeople.IMPORT)
def apply(pid: str) -> Any:
    """Do what the preview said, all of it or nothing."""
    draft, form = _draft(pid), ConfirmForm()
    if not form.validate_on_submit():
        return _preview(draft, form), 400
    try:
        plan = actions.apply_file(
            draft.kind,
            actions.table_of(draft),
            _options(draft),
            draft.uploader_id,
            confirmed=form.confirm_ending.data,
            shown=form.shown.data or "",
            second_id=None if _is_own(draft) else actor_id(),
        )
    except actions.TakesTwo as refusal:
        db.session.rollback()
        actions.ask_another(_draft(pid), now(), today())
        db.session.commit()
        flash(str(refusal), "info")
        return redirect(url_for("imports.show", pid=pid), 303)
    except Refusal as refusal:
        db.session.rollback()
        return _preview(_draft(pid), form, str(refusal)), refusal.status
    kind = draft.kind
    actions.discard(draft.uploader_id)
    db.session.commit()
    flash(_done(plan), "success")
    return redirect(url_for(LEADS_TO[kind]), 303)


@bp.post("/<pid>/removal")
@needs(MayPeople.IMPORT)
def remove(pid: str) -> Response:
    """Let a file go without doing anything."""
    actions.discard(_draft(pid).uploader_id)
    db.session.commit()
    flash(_("Filen er smidt væk. Ingenting er ændret."), "success")
    return redirect(url_for("imports.index"), 303)


def _upload_page(form: UploadForm, draft: Any = None) -> str:
    """Show the upload form; sent from a preview, the filter chosen there comes back with the next file."""
    columns = [known[:2] for known in PEOPLE.values()]
    return render_template(
        "imports/index.html",
        form=form,
        draft=draft,
        columns=columns,
        example=EXAMPLE,
        chosen=_chosen(),
        asked=queries.waiting_for_another(actor_id(), now() - actions.LIVES, today()),
    )


def _preview(draft: Any, form: ConfirmForm, problem: str = "") -> str:
    table = actions.table_of(draft)
    plan = actions.KINDS[draft.kind](table, _options(draft))
    form.shown.data = plan.fingerprint
    chosen, page = _chosen(), max(1, request.args.get("page", 1, type=int))
    lines = [line for line in plan.lines if chosen is None or line.fate.value == chosen]
    begin = (page - 1) * LINES_A_PAGE
    return render_template(
        "imports/show.html",
        draft=draft,
        mine=_is_own(draft),
        sheet=table.sheet,
        plan=plan,
        lines=lines[begin : begin + LINES_A_PAGE],
        page=page,
        pages=-(-len(lines) // LINES_A_PAGE),
        chosen=chosen,
        fates=Fate,
        form=form,
        again=UploadForm(formdata=None, data={"kind": draft.kind, "full": draft.full}),
        problem=problem,
        words=words,
        ignored=columns_of(draft.kind, table).ignored,
    )


def _chosen() -> str | None:
    """Return the fate the reader filters by, from the address or carried along by a form."""
    wanted = request.values.get("show")
    return wanted if wanted in {fate.value for fate in Fate} else None


def _options(draft: Any) -> actions.Options:
    return actions.Options(today(), full=draft.full, sender_id=draft.uploader_id)


def _is_own(draft: Any) -> bool:
    return bool(draft.uploader_id == actor_id())


def _draft(pid: str) -> Any:
    """Return the file that waits for the reader; another's that asks nobody, an old one and none are the same."""
    since = now() - actions.LIVES
    asked = (one for one in queries.waiting_for_another(actor_id(), since, today()) if one.pid == pid)
    draft = queries.draft_of(actor_id(), since, pid, kinds=actions.KINDS) or next(asked, None) or abort(404)
    _check_kind(draft.kind)
    return draft


def _check_kind(kind: str) -> None:
    """Refuse offers to those who may not make any."""
    if kind == "offers":
        check(MayOffer.CREATE)


def _done(plan: Plan) -> str:
    counts = {fate: number for fate, number in plan.counts.items() if fate in (Fate.NEW, Fate.CHANGED, Fate.ENDED)}
    told = ", ".join(f"{number} {words.counted(fate, number)}" for fate, number in counts.items() if number)
    return str(_("Indlæst: %(told)s.", told=told or _("ingenting at ændre")))
