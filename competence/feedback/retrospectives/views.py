"""The pages of a look back: one's own list, beginning one, and the page all share."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, current_actor, needs
from competence.access.permissions import MayRetrospective
from competence.db import db
from competence.feedback.queries.forms import forms
from competence.feedback.queries.people import colleagues_of, everybody
from competence.feedback.retrospectives import actions, queries
from competence.feedback.retrospectives.forms import AgreementForm, BeginForm
from competence.feedback.retrospectives.rules import Kind, NobodyElse
from competence.feedback.rules.asking import EVENT
from competence.web import navigation
from competence.web.clock import now, today
from competence.web.refusals import Refusal

bp = Blueprint("retrospectives", __name__, url_prefix="/feedback/retrospectives")


@bp.get("")
@needs(MayRetrospective.BEGIN)
def index() -> str:
    """List the looks back one took part in."""
    navigation.stand_under("feedback.index")
    return render_template("retrospectives/index.html", those=queries.those_of(current_actor()))


@bp.get("/new")
@needs(MayRetrospective.BEGIN)
def new() -> str:
    """Ask what it was, and who took part."""
    return _new_page(_begin_form(formdata=None, held_on=today()))


@bp.post("")
@needs(MayRetrospective.BEGIN)
def create() -> Any:
    """Open the page for those who took part."""
    form = _begin_form()
    if not form.validate_on_submit():
        return _new_page(form), 400
    try:
        one = actions.begin(
            " ".join((form.title.data or "").split()), form.held_on.data or today(), form.chosen, actor_id()
        )  # fmt: skip
    except NobodyElse as refusal:
        db.session.rollback()
        return _new_page(form, str(refusal)), refusal.status
    db.session.commit()
    flash(_("Siden er åben, og alle, der var med, har fået besked."), "success")
    return redirect(url_for("retrospectives.show", pid=one.pid), 303)


@bp.get("/<pid>")
@needs(MayRetrospective.TAKE_PART)
def show(pid: str) -> str:
    """Show what to keep, adjust and try, and what was agreed."""
    return _page(check(MayRetrospective.TAKE_PART, queries.retrospective(pid)))


@bp.post("/<pid>/notes")
@needs(MayRetrospective.TAKE_PART)
def write(pid: str) -> Any:
    """Add a note."""
    one: Any = check(MayRetrospective.TAKE_PART, queries.retrospective(pid))
    kind = next((kind for kind in Kind if kind.value == request.form.get("kind")), None) or abort(400)
    text = request.form.get("text", "")
    try:
        actions.write(one, kind, text, actor_id(), now())
    except Refusal as refusal:
        db.session.rollback()
        return _page(queries.retrospective(pid), problem=str(refusal), texts={kind: text}), refusal.status
    db.session.commit()
    return redirect(url_for("retrospectives.show", pid=pid, _anchor=kind.value), 303)


@bp.post("/<pid>/notes/<int(max=2147483647):number>/removal")
@needs(MayRetrospective.TAKE_PART)
def remove(pid: str, number: int) -> Response:
    """Take one's own note away."""
    one: Any = check(MayRetrospective.TAKE_PART, queries.retrospective(pid))
    actions.remove(queries.own_note(one, number, actor_id()) or abort(404))
    db.session.commit()
    flash(_("Det, du skrev, er slettet."), "success")
    return redirect(url_for("retrospectives.show", pid=pid), 303)


@bp.post("/<pid>/agreements")
@needs(MayRetrospective.TAKE_PART)
def agree(pid: str) -> Any:
    """Write down what they agree on."""
    one: Any = check(MayRetrospective.TAKE_PART, queries.retrospective(pid))
    form = AgreementForm(_people(one))
    if not form.validate_on_submit():
        return _page(one, form=form), 400
    actions.agree(one, form.what.data or "", form.lead.data, form.due_on.data or today())
    db.session.commit()
    flash(_("Aftalen er skrevet ned."), "success")
    return redirect(url_for("retrospectives.show", pid=pid, _anchor="agreed"), 303)


@bp.post("/<pid>/agreements/<int(max=2147483647):number>/doing")
@needs(MayRetrospective.TAKE_PART)
def do(pid: str, number: int) -> Response:
    """Note that an agreement is done."""
    one: Any = check(MayRetrospective.TAKE_PART, queries.retrospective(pid))
    actions.do(queries.agreement(one, number) or abort(404), now())
    db.session.commit()
    flash(_("Godt gået. Det står som gjort."), "success")
    return redirect(url_for("retrospectives.show", pid=pid, _anchor="agreed"), 303)


def _people(one: Any) -> list[Any]:
    return [member.person for member in one.members]


def _begin_form(**more: Any) -> BeginForm:
    near = colleagues_of(actor_id(), today())
    beside = {person.id for person in near} | {actor_id()}
    return BeginForm(near, [person for person in everybody(today()) if person.id not in beside], **more)


def _new_page(form: BeginForm, problem: str = "") -> str:
    navigation.stand_under("feedback.index")
    return render_template("retrospectives/new.html", form=form, problem=problem)


def _page(one: Any, form: Any = None, problem: str = "", texts: Any = None) -> str:
    navigation.stand_under("feedback.index")
    notes = queries.notes_of(one)
    fields = {field.code: field for field in forms()[EVENT].fields}
    return render_template(
        "retrospectives/show.html",
        one=one,
        people=sorted(_people(one), key=lambda person: person.sort_name),
        columns=[(kind, fields[kind.value], [note for note in notes if note.kind is kind]) for kind in Kind],
        agreements=queries.agreements_of(one),
        form=form or AgreementForm(_people(one), formdata=None),
        problem=problem,
        texts=texts or {},
        me=actor_id(),
    )
