"""A form that is sent twice does its work once: the second waits for the first, and is led to the same place."""

import hashlib
import secrets
from contextlib import suppress
from typing import Any

from flask import Flask, Response, current_app, g, redirect, request
from sqlalchemy import delete, event, update
from sqlalchemy.orm import Session

from competence.access.guard import current_actor
from competence.access.permissions import MaySheet, MayTopic
from competence.db import READING_METHODS, db
from competence.privacy.keystore.boxes import CannotOpen, Place, seal, unseal
from competence.signin.models import IdempotencyKey
from competence.web.clock import today
from competence.web.redirects import safe_path

KEY = "idempotency_key"
SHORTEST, LONGEST = 20, 64
# Who answers anonymously leaves no row, not even one without a name; the answers can be sent again as they are.
ANONYMOUS = frozenset({MaySheet.ANSWER, MayTopic.ANSWER_SELF})
# What must be kept before it goes on: for another process, and for the pages that are written anew. And files, which
# take seconds to look at while nobody else could write: what is done with one waits for a yes, a form of its own.
IN_STEPS = frozenset({"seats.solve", "erasures.confirm", "imports.create", "imports.send_careers"})

# Who weighs a password claims the key when that is done: it takes a while, in which others want to write.
AFTERWARDS = frozenset({"signin.confirm", "signin.change_password"})


def new_key() -> str:
    """Return the key of this page's forms, which no other page has; empty where nobody is signed in."""
    if not current_actor().signed_in:
        return ""
    if "idempotency_key" not in g:
        g.idempotency_key = secrets.token_urlsafe(16)
    key: str = g.idempotency_key
    return key


def init_app(app: Flask) -> None:
    """Let every form of somebody signed in carry a key, and look at it before anything is done."""
    app.jinja_env.globals["idempotency_key"] = new_key
    app.before_request(_lead_on_who_sent_it_before)
    app.after_request(_keep_where_it_led)


def _something_is_done(_: Session) -> None:
    g.is_done = True


def take_a_detour() -> None:
    """Say that what this request sent is not done yet, wherever its answer leads: its key stays free."""
    g.on_a_detour = True


def _lead_on_who_sent_it_before() -> Any:
    return None if request.endpoint in AFTERWARDS else claim()


def claim() -> Any:
    """Claim the key of a form in the transaction of its effect, or return what leads on whoever sends it again.

    Who comes second waits at the claim until the first is done. Where that one was refused the key is free again; where
    something else stood in it, on a page that was gone back to, this one is done and takes its place.
    """
    key = _key_sent()
    if not key:
        return None
    db.hold()
    fingerprint = _fingerprint(key)
    claimed = db.insert(IdempotencyKey).values(fingerprint=fingerprint, day=today()).on_conflict_do_nothing()
    is_first = bool(db.session.scalar(claimed.returning(IdempotencyKey.fingerprint)))
    if not is_first:
        sent_before = db.session.get_one(IdempotencyKey, fingerprint, with_for_update=True)
        with suppress(CannotOpen):
            place = unseal(_secret(key), _where(fingerprint), sent_before.place)
            db.settle(kept=False)
            return redirect(place, 303)
    db.session.commit()  # into what is held: a view that begins anew keeps it
    event.listen(db.session, "after_commit", _something_is_done)
    g.claimed = fingerprint, key, is_first
    return None


def _keep_where_it_led(response: Response) -> Response:
    """Keep all that was done together with the place it leads to; of a form that did nothing no key is kept.

    Where something went wrong, nothing at all is kept.
    """
    if not db.holds:
        return response
    if response.status_code >= 500:
        db.settle(kept=False)
        return response
    fingerprint, key, is_first = g.pop("claimed")
    db.session.rollback()
    own = IdempotencyKey.fingerprint == fingerprint
    is_done, on_a_detour = g.pop("is_done", False), g.pop("on_a_detour", False)
    leads_on = response.status_code == 303 and is_done and not on_a_detour
    if leads_on and safe_path(response.location, "") == response.location:
        place = seal(_secret(key), "form", _where(fingerprint), response.location)
        db.session.execute(update(IdempotencyKey).where(own).values(place=place, day=today()))
    elif is_first:
        db.session.execute(delete(IdempotencyKey).where(own))
    db.session.commit()
    db.settle(kept=True)
    return response


def _key_sent() -> str:
    """Return the key a form carries; empty where it has none, or what it does takes none."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method in READING_METHODS or not current_actor().signed_in or request.endpoint in IN_STEPS:
        return ""
    key = request.form.get(KEY, "")
    is_one = SHORTEST <= len(key) <= LONGEST and key.isascii()
    return key if is_one and getattr(view, "needs", None) not in ANONYMOUS else ""


def _fingerprint(key: str) -> str:
    """Return what is kept of a key, with who sends it and where to: another person's is another."""
    sent = current_actor().person_id, request.method, request.full_path, key
    return hashlib.sha256(repr(sent).encode()).hexdigest()


def _secret(key: str) -> bytes:
    """Return what the place is sealed with: the key, and all the form says.

    So a page gone back to on which something else is written is no page sent twice, and who holds the database alone
    has no key, and reads no place.
    """
    return hashlib.sha256(repr(("place", key, sorted(request.form.lists()))).encode()).digest()


def _where(fingerprint: str) -> Place:
    return Place("idempotency_key", "place", fingerprint, 0)
