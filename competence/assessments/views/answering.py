"""The answering page: each answer saves itself; as plain forms every row has its own button."""

import re
from collections.abc import Mapping
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from competence.access.guard import check, needs
from competence.access.permissions import MayView
from competence.assessments.actions import answering as actions
from competence.assessments.actions.answering import Outcome
from competence.assessments.forms import rows_of
from competence.assessments.queries import answering, mirrors
from competence.assessments.queries.questions import questions
from competence.assessments.rules.opening import may_answer
from competence.assessments.rules.saying import Fate, Row, Said
from competence.assessments.views.blueprint import bp
from competence.db import db
from competence.web import navigation, rescued
from competence.web.clock import now, today
from competence.web.errors import wants_json
from competence.web.language import clock
from competence.web.refusals import Refusal
from competence.web.text import number_in

Held = Mapping[int, tuple[Row, Said | None, int]]  # words in the form that are not saved, and what stands against them


@bp.get("/views/<pid>")
@needs(MayView.ANSWER)
def answer(pid: str) -> Any:
    """Ask: one row for each competence; ?at=7 opens a row, ?add=9 adds a competence."""
    view = check(MayView.ANSWER, mirrors.view(pid))
    if not may_answer(actions.standing_of(view)):
        return redirect(url_for("assessments.show", pid=view.mirror.pid))
    return _page(view, _rescued())


@bp.post("/views/<pid>/answers")
@needs(MayView.ANSWER)
def save(pid: str) -> Any:
    """Save the rows that were touched, or confirm one unchanged; a row changed elsewhere comes back with both texts."""
    view = check(MayView.ANSWER, mirrors.locked_view(pid))
    rows = rows_of(request.form)
    confirmed = number_in(request.form.get("confirm"))
    try:
        outcomes = actions.save(view, [row for row in rows if row.competence_id != confirmed], now())
        if confirmed >= 0:
            version = next((row.version for row in rows if row.competence_id == confirmed), 0)
            outcomes.append(actions.carry(view, confirmed, version, now()))
    except Refusal as refusal:
        return _refused(pid, rows, refusal)
    told = _told(view, outcomes) if wants_json() else None
    db.session.commit()
    rescued.let_go_of_rows(one.row.competence_id for one in outcomes if one.fate is not Fate.STALE)
    if told is not None:
        return told
    stale = {outcome.row.competence_id: outcome for outcome in outcomes if outcome.fate is Fate.STALE}
    if stale:
        held = {key: (one.row, one.stored, one.version) for key, one in stale.items()}
        return _page(mirrors.view(pid), held, at=next(iter(stale))), 409
    return redirect(_next(pid), 303)


def _page(view: Any, held: Held, at: int | None = None) -> str:
    if view.author_id != view.subject_id:
        navigation.stand_under("assessments.team")
    added = request.args.getlist("add", type=int)
    page = questions(view, today(), [*added, *held]).holding(held)
    wanted = at or request.args.get("at", type=int) or (added[-1] if added else None) or next(iter(held), None)
    return render_template("assessments/answer.html", view=view, page=page, open_at=page.open_at(wanted), added=added)


def _rescued() -> Held:
    """Return the words of an expired session that belong to this page, unless they were saved after all."""
    try:
        rows = rows_of(rescued.words_here())
    except Refusal:
        return {}
    return {row.competence_id: (row, None, row.version) for row in rows if row.was != row.said.fingerprint}


def _refused(pid: str, rows: list[Row], refusal: Refusal) -> Any:
    """Say why not, with the reader's words still in the fields."""
    db.session.rollback()
    if wants_json():
        raise refusal
    view = check(MayView.ANSWER, mirrors.view(pid))
    if not may_answer(actions.standing_of(view)):
        raise refusal
    flash(str(refusal), "error")
    held = {row.competence_id: (row, None, row.version) for row in rows if row.was != row.said.fingerprint}
    return _page(view, held), refusal.status


def _told(view: Any, outcomes: list[Outcome]) -> Any:
    """Answer the behaviour: what is stored now, when it was saved, how many are left, and what was said last time."""
    if not outcomes:
        return jsonify(remaining=answering.remaining(view, today()))
    outcome = outcomes[-1]
    if outcome.fate is Fate.STALE:
        message = _("Svaret er ændret et andet sted, siden du åbnede siden. Her er begge udgaver.")
        return jsonify(error=message, version=outcome.version, theirs=_as_fields(outcome.stored)), 409
    first_time = outcome.stored.is_given and not outcome.before.is_given
    earlier = answering.earlier_answers(view, [outcome.code]).get(outcome.code) if first_time else None
    return jsonify(
        version=outcome.version,
        stored=_as_fields(outcome.stored),
        saved_at=clock(now()),
        saved=_("Gemt kl. %(time)s", time=clock(now())),
        remaining=answering.remaining(view, today()),
        **({"earlier": _last_time(earlier.said)} if earlier else {}),
    )


def _as_fields(said: Said) -> dict[str, str]:
    importance = "" if said.importance is None else str(said.importance)
    return {"answer": said.choice, "importance": importance, "wish": said.wish.lower(), "example": said.example}


def _last_time(said: Said) -> str:
    words = {"NOT_APPLICABLE": _("ikke relevant"), "UNKNOWN": _("ved ikke")}
    return str(_("Sidst: %(answer)s", answer=words.get(said.mark, said.level)))


def _next(pid: str) -> str:
    """Return where the page goes on: the row the button names, opened."""
    following = request.form.get("next", "")
    if not re.fullmatch(r"\d{1,9}", following):
        return str(url_for("assessments.answer", pid=pid, _anchor="done"))
    return str(url_for("assessments.answer", pid=pid, at=following, _anchor=f"c-{following}"))
