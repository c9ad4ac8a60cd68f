"""The dialogue about a step for those who are asked: the leader's view, the panel of two, and the answer."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, needs
from competence.access.permissions import MayCase
from competence.careers.actions import dialogue
from competence.careers.forms.dialogue import AnswerForm, AssessForm, PanelForm, SeatForm, TieForm, ViewForm
from competence.careers.queries import dialogue as queries
from competence.careers.queries.dialogue import Outcomes
from competence.careers.rules.dialogue import IsTheLeader, NobodyOfThatAddress, OwnCase, SamePersonTwice
from competence.careers.views.blueprint import bp
from competence.careers.views.cases import case_page
from competence.db import db

NOT_THEM = (IsTheLeader, NobodyOfThatAddress, OwnCase, SamePersonTwice)


@bp.post("/cases/<pid>/view")
@needs(MayCase.ANSWER)
def view(pid: str) -> Response | tuple[str, int]:
    """Say the leader's view."""
    case, form = check(MayCase.ANSWER, queries.locked_case(pid)), ViewForm()
    if not form.validate():
        return case_page(case, view=form), 400
    dialogue.view(case, actor_id(), (form.text.data or "").strip(), form.declared, _address(pid))
    return _done(pid, _("Gemt. Din medarbejder kan læse det nu."))


@bp.post("/cases/<pid>/panel")
@needs(MayCase.ANSWER)
def convene(pid: str) -> Response | tuple[str, int]:
    """Ask a panel of two."""
    case, form = check(MayCase.ANSWER, queries.locked_case(pid)), PanelForm()
    if not form.validate():
        return case_page(case, panel=form), 400
    try:
        dialogue.convene(case, actor_id(), (form.first.data or "", form.second.data or ""), _address(pid))
    except NOT_THEM as refusal:
        db.session.rollback()
        form.second.errors = [str(refusal)]
        return case_page(check(MayCase.ANSWER, queries.case(pid)), panel=form), refusal.status
    return _done(pid, _("Fagligt forum er spurgt."))


@bp.post("/cases/<pid>/seats")
@needs(MayCase.ANSWER)
def replace(pid: str) -> Response | tuple[str, int]:
    """Ask somebody instead of one who stepped aside."""
    case, form = check(MayCase.ANSWER, queries.locked_case(pid)), SeatForm()
    if not form.validate():
        return case_page(case, seat=form), 400
    try:
        dialogue.replace(case, actor_id(), form.email.data or "", _address(pid))
    except NOT_THEM as refusal:
        db.session.rollback()
        form.email.errors = [str(refusal)]
        return case_page(check(MayCase.ANSWER, queries.case(pid)), seat=form), refusal.status
    return _done(pid, _("Spurgt."))


@bp.post("/cases/<pid>/declaration")
@needs(MayCase.ASSESS)
def declare(pid: str) -> Response | tuple[str, int]:
    """Say whether one is free to judge; who is not, steps aside."""
    case, form = check(MayCase.ASSESS, queries.locked_case(pid)), TieForm()
    if not form.validate():
        return case_page(case, tie=form), 400
    tie = form.declared
    dialogue.declare(case, actor_id(), tie, _address(pid))
    if not tie:
        return _done(pid, _("Tak. Så er det din tur."))
    db.session.commit()
    flash(_("Tak, fordi du sagde det. En anden bliver spurgt."), "success")
    return redirect(url_for("careers.cases"), 303)


@bp.post("/cases/<pid>/assessment")
@needs(MayCase.ASSESS)
def assess(pid: str) -> Response | tuple[str, int]:
    """Say a member of the panel's view; with the second, the panel is done and reads no more."""
    case, form = check(MayCase.ASSESS, queries.locked_case(pid)), AssessForm()
    if not form.validate():
        return case_page(case, assess=form), 400
    dialogue.assess(case, actor_id(), (form.text.data or "").strip(), _address(pid))
    db.session.commit()
    flash(_("Tak. Den, der beder om trinnet, kan læse det nu."), "success")
    return redirect(url_for("careers.cases"), 303)


@bp.post("/cases/<pid>/answer")
@needs(MayCase.ANSWER)
def answer(pid: str) -> Response | tuple[str, int]:
    """Answer with reasons and next steps."""
    case, form = check(MayCase.ANSWER, queries.locked_case(pid)), AnswerForm()
    if not form.validate():
        return case_page(case, answer=form), 400
    dialogue.answer(
        case, actor_id(), Outcomes[form.outcome.data], (form.reasons.data or "").strip(),
        (form.next_steps.data or "").strip(), _address(pid),
    )  # fmt: skip
    return _done(pid, _("Svaret er givet. Tal om det, når I ses."))


def _address(pid: str) -> str:
    return url_for("careers.case", pid=pid)


def _done(pid: str, said: str) -> Response:
    db.session.commit()
    flash(said, "success")
    return redirect(_address(pid), 303)
