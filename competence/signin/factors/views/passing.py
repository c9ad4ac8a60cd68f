"""Passing the second factor at sign-in, or choosing one where one must and has none."""

from typing import Any

from flask import Response, g, redirect, render_template, request, url_for

from competence.access.guard import needs, open_to_all
from competence.access.permissions import MayWayIn
from competence.db import READING_METHODS, db
from competence.privacy import audit
from competence.signin import sessions
from competence.signin.actions.throttle import note_refused
from competence.signin.factors import ceremonies
from competence.signin.factors.forms import ProofForm
from competence.signin.factors.rules import Standing
from competence.signin.factors.views.blueprint import (
    bp,
    passkeys_work,
    proven,
    tell_codes_left,
    to_passing,
    ways_to_prove,
)
from competence.signin.rules import Why
from competence.web.errors import please_wait
from competence.web.redirects import safe_path


@bp.route("/second", methods=["GET", "POST"])
@open_to_all
def challenge() -> Any:
    """Ask somebody whose password was right for their second factor; before that they are nobody here."""
    who = _challenged()
    if who is None:
        return to_passing()
    if request.method in READING_METHODS:
        return _page(ProofForm(next=safe_path(request.args.get("next"))), who.person_id)
    form = ProofForm()
    if not form.validate_on_submit():
        return _page(form, who.person_id), 400
    problem, wait = proven(who.person_id, form)
    if problem:
        note_refused(Why.WAIT if wait else Why.FACTOR)
        db.session.commit()
        page = _page(form, who.person_id, problem)
        return please_wait(page, wait) if wait else (page, 400)
    audit.record(who.person_id, "account.second_factor", subject_id=who.person_id)
    sessions.pass_factor()
    tell_codes_left(who.person_id)
    db.session.commit()
    return redirect(safe_path(form.next.data), 303)


@bp.post("/second/options")
@open_to_all
def challenge_options() -> Any:
    """Say what a passkey is asked to sign."""
    who = _challenged()
    if who is None:
        return to_passing()
    return Response(ceremonies.options_to_prove(who.person_id), mimetype="application/json")


@bp.get("/enrolment")
@needs(MayWayIn.CHANGE, enrolling=True)
def enrol() -> Any:
    """Ask somebody who must have a second factor to choose one; nothing else opens before they have."""
    if not g.get("is_enrolling", False):
        return redirect(url_for("factors.index"), 303)
    return render_template("factors/enrol.html", name=g.half_in.name, passkeys_work=passkeys_work())


def _challenged() -> Any:
    who = g.get("half_in")
    return who if who is not None and who.standing is Standing.CHALLENGED else None


def _page(form: ProofForm, person_id: int, problem: str = "") -> str:
    ways = ways_to_prove(person_id)
    return render_template("factors/challenge.html", form=form, problem=problem, name=g.half_in.name, **ways)
