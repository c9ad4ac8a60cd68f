"""Signing in and out."""

from typing import Any

from flask import current_app, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from competence.access.guard import current_actor, open_to_all
from competence.db import READING_METHODS, db
from competence.privacy import audit
from competence.privacy.informing.queries import first_to
from competence.signin import devices, queries, sessions
from competence.signin.actions import accounts, throttle, words
from competence.signin.forms import SignInForm
from competence.signin.rules import Why
from competence.signin.views.blueprint import account_opened_by, bp, hasher
from competence.web import rescued
from competence.web.errors import please_wait, waiting_text
from competence.web.redirects import safe_path


@bp.route("/signin", methods=["GET", "POST"])
@open_to_all
def sign_in() -> Any:
    """Ask for address and password; whoever asks, the answer and the work are the same."""
    following = safe_path((request.form if request.method == "POST" else request.args).get("next"))
    if request.method in READING_METHODS:
        return _beyond(following) or _sign_in_page(SignInForm(next=following))
    form = SignInForm()
    if not form.validate_on_submit():
        return _sign_in_page(form), 400
    email, address = form.address, request.remote_addr or ""
    device = devices.known(email)
    wait = throttle.try_password(email, address, device)
    if wait:
        throttle.note_refused(Why.WAIT)
    db.session.commit()
    if wait:
        return please_wait(_sign_in_page(form, waiting_text(wait)), wait)
    account = account_opened_by(email, form.password.data)
    if account is None:
        throttle.note_failure(email, address)
        throttle.note_refused(Why.PASSWORD)
        db.session.commit()
        return _sign_in_page(
            form, _("E-mail og adgangskode passer ikke sammen. Prøv igen, eller vælg en ny adgangskode.")
        ), 400
    _enter(account, form.password.data or "", following, device)
    db.session.commit()
    answer = redirect(first_to(account.person_id, following), 303)
    devices.remember(answer, email, account.epoch, device)
    return answer


def _beyond(following: str) -> Response | None:
    """Return where somebody goes on whose password was right already; None for everybody else."""
    if current_actor().signed_in:
        return redirect(following, 303)
    if g.get("half_in") is None:
        return None
    return redirect(url_for("factors.enrol" if g.is_enrolling else "factors.challenge", next=following), 303)


def _sign_in_page(form: SignInForm, problem: str = "") -> str:
    demo = queries.demo_accounts() if current_app.config["DEMO"] else ()
    return render_template("signin/sign_in.html", form=form, problem=problem, demo=demo)


def _enter(account: Any, password: str, following: str, device: str) -> None:
    outdated = hasher().is_outdated(account.password_hash)
    renewed = hasher().hash(password) if outdated else None  # before the transaction begins
    accounts.open_account(account.person_id, renewed)
    throttle.forget(account.email, device)
    words.tidy()
    audit.record(account.person_id, "account.sign_in", subject_id=account.person_id)
    sessions.sign_in(account.person_id, account.epoch)
    written = words.hand_back(account.person_id, following.split("?")[0])
    if written is not None:
        rescued.keep(written)
        flash(_("Det, du skrev, før du blev logget ud, står her stadig."), "info")


@bp.errorhandler(CSRFError)
def stale_form(error: CSRFError) -> Any:
    """Show the sign-in page afresh where it had been open too long; other pages answer as everywhere."""
    db.session.rollback()
    problem = _("Siden havde stået åben for længe. Prøv igen.")
    if request.endpoint == "signin.sign_out" and not current_actor().signed_in:
        return redirect(url_for("signin.sign_in"), 303)
    if request.endpoint == "signin.sign_in":
        return _sign_in_page(SignInForm(), problem), 400
    return render_template("errors/400.html", message=problem), 400


@bp.post("/signout")
@open_to_all
def sign_out() -> Response:
    """End the session; the browser is asked to forget the pages it keeps."""
    if current_actor().signed_in:
        audit.record(current_actor().person_id, "account.sign_out", subject_id=current_actor().person_id)
        db.session.commit()
    sessions.sign_out()
    response = redirect(url_for("signin.sign_in"), 303)
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
