"""Confirming that it is still oneself before something that weighs much, and going on with what one was sending."""

from typing import Any

from flask import Response, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from competence.access.guard import actor_id, needs
from competence.access.permissions import MayHouse
from competence.db import READING_METHODS, db
from competence.privacy import audit
from competence.signin import devices, queries, sessions
from competence.signin.actions import throttle
from competence.signin.detours import RESUMES
from competence.signin.factors import ceremonies
from competence.signin.factors.forms import ConfirmForm
from competence.signin.factors.queries import factors_of
from competence.signin.factors.views.blueprint import proven, ways_to_prove
from competence.signin.idempotency import claim
from competence.signin.views.blueprint import account_opened_by, bp
from competence.web.errors import please_wait, waiting_text
from competence.web.redirects import safe_path


@bp.route("/signin/confirm", methods=["GET", "POST"])
@needs(MayHouse.ENTER)
def confirm() -> Any:
    """Ask for the second factor, or for the password where there is none; then go on to where one was going."""
    if request.method in READING_METHODS:
        return _page(ConfirmForm(next=safe_path(request.args.get("next"))))
    form, me = ConfirmForm(), actor_id()
    if not form.validate_on_submit():
        return _page(form), 400
    has_factor = bool(factors_of(me))
    problem, wait = ("", 0) if has_factor else _password(me, form.password.data or "")
    if not problem:
        if (sent_before := claim()) is not None:
            return sent_before
        problem, wait = proven(me, form) if has_factor else ("", 0)
    if problem:
        field = form.code if has_factor else form.password
        field.errors = [problem]
        return please_wait(_page(form), wait) if wait else (_page(form), 400)
    audit.record(me, "account.confirm", subject_id=me)
    sessions.confirm()
    db.session.commit()
    following = safe_path(form.next.data)
    return redirect(url_for("signin.resume", next=following) if session.get(RESUMES) else following, 303)


def _password(me: int, password: str) -> tuple[str, int]:
    """Return what is wrong with somebody's password and how long to wait; ("", 0) where it is right."""
    email = queries.name_of(me).email
    device = devices.known(email)
    wait = throttle.try_password(email, request.remote_addr or "", device)
    db.session.commit()
    if wait:
        return waiting_text(wait), wait
    if account_opened_by(email, password) is None:
        return _("Det er ikke din adgangskode. Prøv igen."), 0
    throttle.forget(email, device)
    db.session.commit()
    return "", 0


@bp.post("/signin/confirm/options")
@needs(MayHouse.ENTER)
def confirm_options() -> Response:
    """Say what a passkey is asked to sign."""
    return Response(ceremonies.options_to_prove(actor_id()), mimetype="application/json")


@bp.get("/signin/resume")
@needs(MayHouse.ENTER)
def resume() -> Any:
    """Show the one button that sends what was kept; where nothing was, go on."""
    back = safe_path(request.args.get("next"))
    waiting = session.get(RESUMES)
    kept = waiting and queries.to_resume(actor_id(), waiting["words"], waiting["action"])
    if not kept:
        return redirect(back, 303)
    fields = [
        (name, value)
        for name, values in kept.fields.items()
        for value in (values if isinstance(values, list) else [values])
    ]
    return render_template("signin/resume.html", action=kept.action, fields=fields, back=back)


def _page(form: ConfirmForm) -> str:
    ways = ways_to_prove(actor_id())
    return render_template("signin/confirm.html", form=form, waits=bool(session.get(RESUMES)), **ways)
