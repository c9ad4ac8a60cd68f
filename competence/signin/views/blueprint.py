"""The blueprint of signing in, and what its pages share: waiting, and proving a password."""

import math
from typing import Any

from flask import Blueprint, Response, current_app, make_response
from flask_babel import ngettext

from competence.db import db
from competence.signin import queries
from competence.signin.rules import Hasher
from competence.web.clock import today

bp = Blueprint("signin", __name__)


@bp.record_once
def make_hasher(state: Any) -> None:
    """Make the hasher with the application, so that no request pays for it."""
    state.app.extensions["hasher"] = Hasher(cheap=state.app.testing)


def hasher() -> Hasher:
    """Return the application's hasher."""
    made: Hasher = current_app.extensions["hasher"]
    return made


def account_opened_by(email: str, password: str | None) -> Any:
    """Return the account a password opens, or None; exactly one hash is computed, outside any transaction."""
    account = queries.account_of(email, today())
    known = account.password_hash if account else None
    if password == current_app.config["DEMO_PASSWORD"] and not current_app.config["DEMO"]:
        known = None
    db.session.rollback()
    return account if hasher().verify(known, password or "") else None


def waiting_text(seconds: int) -> str:
    """Say how long to wait, in minutes."""
    text: str = ngettext(
        "Der er prøvet mange gange. Vent et minut, og prøv igen.",
        "Der er prøvet mange gange. Vent %(num)d minutter, og prøv igen.",
        math.ceil(seconds / 60),
    )
    return text


def please_wait(page: str, seconds: int) -> Response:
    """Answer 429 with a page and the seconds to wait."""
    response = make_response(page, 429)
    response.headers["Retry-After"] = str(seconds)
    return response
