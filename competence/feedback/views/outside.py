"""The one page somebody outside the house meets: a colleague's question, and the fields to answer it in, once."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from competence.access.guard import open_to_all
from competence.db import db
from competence.feedback.actions import giving as actions
from competence.feedback.queries import pieces
from competence.feedback.views.blueprint import bp
from competence.feedback.views.giving import answer_page, send, unsent
from competence.privacy.throttling import Limit, take
from competence.web.clock import now
from competence.web.errors import please_wait, waiting_text
from competence.web.tokens import fingerprint

FROM_AN_ADDRESS = Limit(30, timedelta(minutes=10))


@bp.get("/outside/<token>")
@open_to_all
def outside_link(token: str) -> Any:
    """Take the token out of the address; it is not used up by being opened."""
    wait = take("outside", request.remote_addr or "", FROM_AN_ADDRESS)
    db.session.commit()
    if wait:
        return please_wait(_closed(waiting_text(wait)), wait)
    session["outside"] = fingerprint(token)
    return redirect(url_for("feedback.outside"), 303)


@bp.get("/outside")
@open_to_all
def outside() -> Any:
    """Show the question of the link that was opened."""
    piece = _asked()
    if piece is None:
        return make_response(_quiet(_closed("")), 404)
    return _quiet(answer_page(piece, "feedback/outside.html"))


@bp.post("/outside")
@open_to_all
def answer_outside() -> Any:
    """Send the answer, or say that one cannot judge; the link works no longer."""
    piece = _asked(to_change=True)
    if piece is None:
        return make_response(_quiet(_closed("", unsent())), 404)
    if request.form.get("decline"):
        actions.decline(piece)
    else:
        refused = send(piece)
        if refused is not None:
            piece = _asked()  # sent once more meanwhile, it may be answered
            if piece is None:
                return make_response(_quiet(_closed("", unsent())), 404)
            return make_response(_quiet(answer_page(piece, "feedback/outside.html", *refused)), 400)
    db.session.commit()
    session.pop("outside", None)
    return redirect(url_for("feedback.outside_thanks"), 303)


@bp.get("/outside/thanks")
@open_to_all
def outside_thanks() -> Response:
    """Say thanks, and nothing more."""
    return _quiet(render_template("feedback/outside_thanks.html"))


def _asked(*, to_change: bool = False) -> Any:
    return pieces.asked_from_outside(session.get("outside", ""), now(), to_change=to_change)


def _closed(problem: str, words: Sequence[str] = ()) -> str:
    return render_template("feedback/_closed.html", problem=problem, unsent=words)


def _quiet(page: str) -> Response:
    """Answer a page that no search engine keeps and that tells no other site where one came from."""
    response = make_response(page)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
