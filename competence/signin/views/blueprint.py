"""The blueprint of signing in, and what its pages share: waiting, and proving a password."""

from typing import Any

from flask import Blueprint, current_app

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
