"""Choosing a password: the forgotten one, the first one, another one."""

from typing import Any

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from competence.access.guard import actor_id, needs, open_to_all
from competence.access.permissions import MayWayIn
from competence.db import READING_METHODS, db
from competence.privacy.informing.queries import first_to
from competence.signin import devices, queries, sessions
from competence.signin.actions import accounts, throttle
from competence.signin.forms import ChangePasswordForm, ForgotForm, NewPasswordForm
from competence.signin.idempotency import claim
from competence.signin.rules import Purpose
from competence.signin.views.blueprint import account_opened_by, bp, hasher
from competence.web.clock import now, today
from competence.web.errors import please_wait, waiting_text
from competence.web.tokens import fingerprint


@bp.route("/password/forgot", methods=["GET", "POST"])
@open_to_all
def forgot() -> Any:
    """Send a link to choose a new password; the answer is the same whether or not there is an account."""
    form = ForgotForm()
    if not form.validate_on_submit():
        return _forgot_page(form), 200 if request.method in READING_METHODS else 400
    wait = throttle.try_reset(form.address, request.remote_addr or "")
    if not wait:
        account = queries.account_of(form.address, today())
        accounts.ask_for_reset(account.person_id if account else None)
    db.session.commit()
    if wait:
        return please_wait(_forgot_page(form, waiting_text(wait)), wait)
    return _forgot_page(form, sent=True)


def _forgot_page(form: ForgotForm, problem: str = "", *, sent: bool = False) -> str:
    return render_template("signin/forgot.html", form=form, problem=problem, sent=sent)


@bp.get("/password/link/<token>")
@open_to_all
def link(token: str) -> Any:
    """Take the token of a mail out of the address; it is not used up by being opened."""
    key = fingerprint(token)
    if queries.link(key, now()) is None:
        return _dead_link()
    session["link"] = key
    return redirect(url_for("signin.new_password"), 303)


@bp.route("/password/new", methods=["GET", "POST"])
@open_to_all
def new_password() -> Any:
    """Choose a password with the link from a mail; the one who does is signed in."""
    key = session.get("link", "")
    found = queries.link(key, now())
    if found is None:
        return _dead_link()
    form = NewPasswordForm((found.name, found.email))
    invited = found.purpose == Purpose.INVITATION.value
    if not form.validate_on_submit():
        status = 200 if request.method in READING_METHODS else 400
        return render_template("signin/new_password.html", form=form, invited=invited, email=found.email), status
    db.session.rollback()
    account = accounts.redeem(key, hasher().hash(form.new_password.data or ""))
    if account is None:
        return _dead_link()
    person_id, epoch = account.person_id, account.epoch
    sessions.sign_in(person_id, epoch)
    db.session.commit()
    flash(_("Din adgangskode er gemt, og du er logget ind."), "success")
    answer = redirect(first_to(person_id, "/"), 303)
    devices.remember(answer, found.email, epoch)
    return answer


def _dead_link() -> Any:
    db.session.rollback()
    session.pop("link", None)
    return render_template("signin/_dead_link.html"), 400


@bp.route("/password", methods=["GET", "POST"])
@needs(MayWayIn.CHANGE)
def change_password() -> Any:
    """Change one's own password; every other browser is signed out."""
    name, email = queries.name_of(actor_id())
    form = ChangePasswordForm((name, email))
    if not form.validate_on_submit():
        return render_template(
            "signin/change_password.html", form=form
        ), 200 if request.method in READING_METHODS else 400
    device = devices.known(email)
    wait = throttle.try_password(email, request.remote_addr or "", device)
    db.session.commit()
    known = None if wait else account_opened_by(email, form.password.data)
    if known is None:
        form.password.errors = [waiting_text(wait) if wait else _("Det er ikke din nuværende adgangskode.")]
        page = render_template("signin/change_password.html", form=form)
        return please_wait(page, wait) if wait else (page, 400)
    hashed = hasher().hash(form.new_password.data or "")
    if (sent_before := claim()) is not None:
        return sent_before
    account = accounts.open_account(actor_id())
    accounts.change_password(account, hashed)
    epoch = account.epoch
    sessions.sign_in(account.person_id, epoch)
    db.session.commit()
    flash(_("Din adgangskode er ændret. Er du logget ind andre steder, er du logget ud dér."), "success")
    answer = redirect("/", 303)
    devices.remember(answer, email, epoch, device)
    return answer
