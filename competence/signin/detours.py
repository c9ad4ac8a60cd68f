"""The detours of a request: to sign in again or confirm who one is, where what was written waits, or to a factor."""

from typing import Any

from flask import Flask, Response, current_app, flash, g, jsonify, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import validate_csrf
from wtforms import ValidationError

from competence.access.guard import OPEN, actor_id, current_actor
from competence.db import READING_METHODS, db
from competence.signin.actions import words
from competence.signin.idempotency import KEY, take_a_detour
from competence.signin.rules import LONGEST_RESCUE
from competence.signin.sessions import CSRF_TOKEN, remembered
from competence.web.errors import wants_json
from competence.web.redirects import page_before

# In a session: where a form was sent from this browser, and as which row it waits, until its writer has confirmed who
# they are. What was sent from another browser of theirs waits for that one alone: it may be a thief's.
RESUMES = "resuming"


def init_app(app: Flask) -> None:
    """Send somebody on the right detour before anything is refused, and keep what they wrote."""
    app.before_request(_send_to_sign_in)
    app.before_request(_let_go_of_what_is_sent_again)
    app.extensions["to_confirm"] = to_confirm
    app.extensions["to_factors"] = to_factors


def to_confirm() -> Any:
    """Send somebody to confirm that it is them, and keep what they were sending; nothing is done meanwhile."""
    take_a_detour()
    db.session.rollback()
    if _by_script():
        address = url_for("signin.confirm", next=page_before())
        return _told(_("Bekræft, at det er dig, så går det videre. Det, du har skrevet, står her stadig."), address)
    if request.method in READING_METHODS:
        return redirect(url_for("signin.confirm", next=request.full_path.rstrip("?")), 303)
    if not request.files and _is_short():
        action = request.full_path.rstrip("?")
        kept = words.rescue(actor_id(), page_before().split("?")[0], _written(), action)
        session[RESUMES] = {"action": action, "words": kept.id}
        db.session.commit()
    return redirect(url_for("signin.confirm", next=page_before()), 303)


def to_factors() -> Any:
    """Send somebody to add a second factor, where what they want to do takes one and they have none."""
    take_a_detour()
    flash(_("Det kræver totrinsbekræftelse. Tilføj den her, så kan du gå videre."))
    return redirect(url_for("factors.index"), 303)


def _let_go_of_what_is_sent_again() -> None:
    """Forget what was kept for a form once its writer sends it again."""
    waiting = session.get(RESUMES) if current_actor().signed_in else None
    if request.method not in READING_METHODS and waiting and waiting["action"] == request.full_path.rstrip("?"):
        session.pop(RESUMES)
        words.let_go(actor_id(), waiting["words"])
        db.session.commit()


def _send_to_sign_in() -> Any:
    """Send somebody whose session is dead to the sign-in page before anything is refused, and keep their words."""
    view = current_app.view_functions.get(request.endpoint or "")
    if current_actor().signed_in or getattr(view, "needs", OPEN) is OPEN:
        return None
    if g.get("is_enrolling", False) and getattr(view, "enrolling", False):
        return None
    if _by_script():
        address = url_for("signin.sign_in", next=page_before())
        return _told(_("Du er logget ud. Log ind igen; det, du har skrevet, står her stadig."), address)
    if request.method in READING_METHODS:
        return None
    _rescue_words()
    return redirect(url_for("signin.sign_in", next=page_before()), 303)


def _by_script() -> bool:
    """Return whether one of our behaviours asks: then the page is still there, and with it the words."""
    return wants_json() or request.headers.get("X-Requested-With") == "fetch"


def _told(text: str, address: str) -> Response:
    response = jsonify(error=text, signin=address)
    response.status_code = 401
    return response


def _rescue_words() -> None:
    was = remembered().was
    if was is None or not _is_short():
        return
    try:
        validate_csrf(request.form.get(CSRF_TOKEN) or request.headers.get("X-CSRFToken"))
    except ValidationError:
        return
    fields = _written()
    if fields:
        words.rescue(was, page_before().split("?")[0], fields)
        db.session.commit()


def _is_short() -> bool:
    """Return whether a form is short enough to be kept; one that is sent in pieces does not say how long it is."""
    length = request.content_length  # none where nothing is sent
    return "Transfer-Encoding" not in request.headers and (length is None or length <= LONGEST_RESCUE)


def _written() -> dict[str, Any]:
    """Return what a form says, without secrets."""
    return {
        name: values[0] if len(values) == 1 else values
        for name, values in request.form.lists()
        if name not in {CSRF_TOKEN, KEY} and "password" not in name
    }
