"""A sheet of anonymous questions: what is promised, the questions, and taking one's answers back while it is open."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import check, needs
from competence.access.permissions import MaySheet
from competence.db import db
from competence.feedback.sealed.actions import writing
from competence.feedback.sealed.keys import KeyLost
from competence.feedback.sealed.queries import sheets as queries
from competence.feedback.sealed.queries.sheets import SealedSheet
from competence.feedback.sealed.rules.sheets import LONGEST, Sheet
from competence.feedback.upward.forms import answered
from competence.feedback.upward.queries.asked import questions_on
from competence.feedback.upward.views.blueprint import bp, scale


@bp.get("/sheets/<sheet_id>")
@needs(MaySheet.ANSWER)
def sheet(sheet_id: str) -> str:
    """Say what is promised and ask; what was answered before stands there, for its writer alone."""
    one = check(MaySheet.ANSWER, queries.sheet(sheet_id))
    try:
        return _page(one, writing.read(one))
    except KeyLost:
        return render_template("upward/_lost.html", sheet=one)


@bp.post("/sheets/<sheet_id>")
@needs(MaySheet.ANSWER)
def answer(sheet_id: str) -> Response | tuple[str, int]:
    """Seal what was answered; nothing else is written anywhere."""
    one = check(MaySheet.ANSWER, queries.sheet(sheet_id))
    content, too_long = answered(questions_on(one), request.form)
    if too_long:
        return _page(one, content, too_long), 400
    return _sealed(one, content, _("Dine svar er forseglet. Du kan rette dem, til runden lukker."))


@bp.post("/sheets/<sheet_id>/emptying")
@needs(MaySheet.ANSWER)
def empty(sheet_id: str) -> Response | tuple[str, int]:
    """Take back everything one has answered on a sheet."""
    one = check(MaySheet.ANSWER, queries.sheet(sheet_id))
    return _sealed(one, Sheet(), _("Dine svar er taget tilbage. Ingen kan se, at de har været der."))


def _sealed(one: SealedSheet, content: Sheet, said: str) -> Response | tuple[str, int]:
    try:
        writing.write(one, content)
    except KeyLost:
        return render_template("upward/_lost.html", sheet=one), 409
    db.session.commit()
    flash(said, "success")
    return redirect(url_for("upward.index"), 303)


def _page(one: SealedSheet, content: Sheet, too_long: set[str] | None = None) -> str:
    return render_template(
        "upward/sheet.html", sheet=one, round=one.round, questions=questions_on(one), scale=scale(),
        steps=content.steps, words=content.words, too_long=too_long or set(), longest=LONGEST,
    )  # fmt: skip
