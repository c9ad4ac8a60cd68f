"""Asking for feedback, and the request with everybody who was asked."""

from typing import Any

from flask import abort, flash, redirect, render_template, session, url_for
from flask import request as sent
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from competence.access.guard import actor_id, check, needs
from competence.access.permissions import MayFeedback, MayFeedbackRequest
from competence.db import db
from competence.feedback.actions import asking as actions
from competence.feedback.actions.asking import Wish
from competence.feedback.forms.asking import AskForm
from competence.feedback.queries import forms, people, pieces
from competence.feedback.rounds.actions import ask_in
from competence.feedback.rounds.queries import round_of
from competence.feedback.rounds.rules import RoundIsClosed, Whom, check_open
from competence.feedback.rules.asking import ASKED_FOR, TWO_WEEKS, VIEW
from competence.feedback.views.blueprint import bp, topics
from competence.frameworks.queries.ladders import competences
from competence.web import navigation
from competence.web.clock import now, today
from competence.web.refusals import Refusal


@bp.get("/ask")
@needs(MayFeedback.TAKE_PART)
def choose() -> str:
    """Show the forms one can ask in, and when each fits."""
    return render_template("feedback/choose.html", forms=[forms.forms()[code] for code in (*ASKED_FOR, VIEW)])


@bp.get("/ask/<form>")
@needs(MayFeedback.TAKE_PART)
def ask(form: str) -> str:
    """Show what one form asks with, whom one can ask, and what it can be about."""
    a_round = _round()
    check_open(closed=a_round is not None and not a_round.is_open)
    return _ask_page(form, _ask_form(form, a_round, formdata=None, due_on=today() + TWO_WEEKS), a_round)


@bp.post("/ask/<form>")
@needs(MayFeedback.TAKE_PART)
def create(form: str) -> Any:
    """Ask; where the round has closed meanwhile, what was written stands on the page and can be asked outside of it."""
    a_round = _round(to_change=True)
    if a_round is not None and not a_round.is_open:
        kept = _("Det, du har skrevet, står her stadig.")
        return _ask_page(form, _ask_form(form, None), None, f"{RoundIsClosed()} {kept}"), RoundIsClosed.status
    filled = _ask_form(form, a_round)
    if not filled.validate_on_submit():
        return _ask_page(form, filled, a_round), 400
    try:
        request, links = _ask(filled.wish(form), a_round)
    except Refusal as refusal:
        db.session.rollback()
        return _ask_page(form, filled, a_round, str(refusal)), refusal.status
    db.session.commit()
    session["outside_links"] = links
    flash(_("Du har spurgt. Du får besked, når der er svar."), "success")
    return redirect(url_for("feedback.request", pid=request.pid), 303)


@bp.get("/requests/<pid>")
@needs(MayFeedbackRequest.KEEP)
def request(pid: str) -> str:
    """Show what one asked, whom, and who has answered; a new link for somebody outside is shown once."""
    asked: Any = check(MayFeedbackRequest.KEEP, pieces.request_of(pid))
    own = {piece.pid for piece in asked.pieces}
    links = {
        pid: url_for("feedback.outside_link", token=token, _external=True)
        for pid, token in session.pop("outside_links", {}).items()
        if pid in own
    }
    return render_template(
        "feedback/request.html", asked=asked, links=links, viewed=competences(pieces.viewed_in(asked))
    )


@bp.post("/requests/<pid>/cancellation")
@needs(MayFeedbackRequest.KEEP)
def call_off(pid: str) -> Response:
    """Wait no longer for those who have not answered."""
    actions.call_off(check(MayFeedbackRequest.KEEP, pieces.request_of(pid, to_change=True)))
    db.session.commit()
    flash(_("Du venter ikke længere på svar. Det, du har fået, er dit."), "success")
    return redirect(url_for("feedback.request", pid=pid), 303)


@bp.post("/requests/<pid>/links/<piece>")
@needs(MayFeedbackRequest.KEEP)
def link(pid: str, piece: str) -> Response:
    """Make a new link for somebody outside; the one before it works no longer."""
    asked: Any = check(MayFeedbackRequest.KEEP, pieces.request_of(pid, to_change=True))
    guest = next((one for one in asked.pieces if one.pid == piece and one.sender_id is None), None) or abort(404)
    session["outside_links"] = {piece: actions.new_link(guest, now())}
    db.session.commit()
    return redirect(url_for("feedback.request", pid=pid), 303)


def _ask(wish: Wish, a_round: Any) -> tuple[Any, dict[str, str]]:
    me = actor_id()
    return ask_in(a_round, wish, me, now()) if a_round else actions.ask(wish, me, now())


def _round(*, to_change: bool = False) -> Any:
    """Return the round it is asked in; None outside of rounds."""
    pid, me = sent.values.get("round", ""), actor_id()
    return (round_of(me, pid, to_change=to_change) or abort(404)) if pid else None


def _ask_form(form: str, a_round: Any, **more: Any) -> AskForm:
    if form not in (*ASKED_FOR, VIEW) or (a_round and form != a_round.form):
        abort(404)
    me, day = actor_id(), today()
    in_unit = a_round is not None and a_round.whom is Whom.UNIT
    others = [] if in_unit else [person for person in people.everybody(day) if person.id != me]
    known = topics(with_talk=form != VIEW)
    if a_round and a_round.topics:
        chosen = {
            f"competence-{one.competence_id}" if one.competence_id else f"value-{one.value_id}"
            for one in a_round.topics
        }
        known = {name: [one for one in group if one[0] in chosen] for name, group in known.items()}
    filled = AskForm(
        form, {name: group for name, group in known.items() if group}, people.colleagues_of(me, day), others, **more
    )
    if a_round:
        filled.in_round(closes_on=a_round.closes_on, outside=a_round.whom is Whom.OUTSIDE)
    return filled


def _ask_page(form: str, filled: AskForm, a_round: Any, problem: str = "") -> str:
    navigation.stand_under("feedback.index")
    return render_template("feedback/ask.html", chosen=forms.forms()[form], form=filled, problem=problem, round=a_round)
