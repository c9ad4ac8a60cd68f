"""Sessions kept in the database: the cookie is a random token, and a copied one is dead once its session ends."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from flask import Flask, Request, Response, current_app, g, jsonify, redirect, request, session, url_for
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SessionInterface, SessionMixin
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin, login_user
from flask_wtf.csrf import validate_csrf
from werkzeug.datastructures import CallbackDict
from wtforms import ValidationError

from competence.access.guard import OPEN, current_actor
from competence.db import READING_METHODS, db
from competence.people.queries import actor_of
from competence.signin import queries
from competence.signin.actions import sessions as actions
from competence.signin.actions import words
from competence.signin.rules import LONGEST_RESCUE, State, fingerprint, state_of, whole_minute
from competence.web.bilingual import Bilingual
from competence.web.clock import now, today
from competence.web.errors import wants_json
from competence.web.redirects import page_before

TOKEN_LENGTH = 43
KEPT_AT_SIGN_IN = ("language",)
KEPT_WHEN_EXPIRED = ("language", "csrf_token", "link")
CSRF_TOKEN = "csrf_token"  # noqa: S105  the name of a field

serializer = TaggedJSONSerializer()  # knows tuples, markup and dates, as Flask's own sessions do
login_manager = LoginManager()
login_manager.session_protection = None  # the session is ours and stands in the database; there is nothing to protect


@dataclass(frozen=True)
class SignedIn(UserMixin):  # type: ignore[misc]
    """The one who is signed in, as every page shows them."""

    person_id: int
    name: str
    unit_title: Bilingual | Literal[""]  # printed in the reader's language, once that is known

    def get_id(self) -> str:
        """Return what Flask-Login keeps in the session."""
        return str(self.person_id)


class Remembered(CallbackDict[str, Any], SessionMixin):
    """What is remembered about one browser during a request; how it ends is decided in `DatabaseSessions`.

    key: the fingerprint of its token, None before it is kept. was: whose it was, where it has expired.
    """

    modified = False

    def __init__(self, data: Mapping[str, Any] | None = None, key: str | None = None) -> None:
        super().__init__(dict(data or {}), self._changed)
        self.key = key
        self.new = key is None
        self.was: int | None = None
        self.seen = False
        self.ended = False
        self.begins: tuple[int, int] | None = None

    @staticmethod
    def _changed(remembered: "Remembered") -> None:
        remembered.modified = True

    def begin_for(self, person_id: int, epoch: int) -> None:
        """Let a new session begin for a person: nothing but the language is kept, and the token will be another.

        The secret of the forms belongs to person and epoch, not to the session: a form opened before the session
        expired can still be sent after its owner signed in again.
        """
        kept = {name: self[name] for name in KEPT_AT_SIGN_IN if name in self}
        self.clear()
        self.update(kept)
        secret = str(current_app.secret_key).encode()
        self[CSRF_TOKEN] = hmac.new(secret, f"csrf:{person_id}:{epoch}".encode(), hashlib.sha256).hexdigest()
        self["_user_id"] = str(person_id)
        self.begins = (person_id, epoch)

    def end(self) -> None:
        """Let the session end: its row goes and nothing is remembered."""
        self.clear()
        self.ended = True


class DatabaseSessions(SessionInterface):
    """Opens and keeps sessions: one statement to open, one to know the actor, one a minute to note the use."""

    session_class = Remembered

    def open_session(self, app: Flask, request: Request) -> Remembered:
        """Return the session the cookie names; an empty one where it names none that lives."""
        g.pop("actor", None)
        g.pop("signed_in", None)
        token = request.cookies.get(self.get_cookie_name(app), "")
        if len(token) != TOKEN_LENGTH or not token.isascii():
            return Remembered()
        key = fingerprint(token)
        row = queries.session_row(key, today())
        if row is None or (row.person_id is not None and not row.is_of_account):
            return Remembered()
        state = state_of(row.created, row.last_seen, now(), signed_in=row.person_id is not None)
        if state is State.EXPIRED:
            return self._expired(row, key)
        if row.person_id is not None and not self._recognise(row):
            return Remembered()
        found = Remembered(serializer.loads(row.data), key)
        found.seen = whole_minute(now()) > row.last_seen
        return found

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep what changed, in a transaction of its own after the answer is made; set or delete the cookie."""
        session = cast(Remembered, session)
        if session.accessed:
            response.vary.add("Cookie")
        if session.ended or session.begins or (session.modified and session.key is None and session):
            self._replace(app, session, response)
        elif session.key is not None and (session.modified or session.seen):
            db.begin_writing()
            actions.keep(session.key, serializer.dumps(dict(session)) if session.modified else None, seen=session.seen)
            db.session.commit()

    def _replace(self, app: Flask, session: Remembered, response: Response) -> None:
        db.begin_writing()
        if session.key is not None:
            actions.end(session.key)
        token = None if session.ended else actions.begin(serializer.dumps(dict(session)), *(session.begins or ()))
        db.session.commit()
        name, secure, same_site = self.get_cookie_name(app), self.get_cookie_secure(app), self.get_cookie_samesite(app)
        if token is None:
            response.delete_cookie(name, secure=secure, httponly=True, samesite=same_site)
        else:
            response.set_cookie(name, token, secure=secure, httponly=True, samesite=same_site)
            session.key, session.begins, session.modified = fingerprint(token), None, False

    @staticmethod
    def _expired(row: Any, key: str) -> Remembered:
        """Return a session in which nobody is signed in, but whose forms can still be recognised."""
        if row.person_id is None:
            return Remembered()
        data = serializer.loads(row.data)
        expired = Remembered({name: data[name] for name in KEPT_WHEN_EXPIRED if name in data}, key)
        expired.was = row.person_id
        return expired

    @staticmethod
    def _recognise(row: Any) -> bool:
        """Put the actor into this request; False for somebody who no longer belongs to the house."""
        actor = actor_of(row.person_id, today())
        if row.employment_id is None and not actor.roles:
            return False
        g.actor = actor
        g.signed_in = SignedIn(row.person_id, row.name, row.unit_title if row.employment_id else "")
        g.unread = row.unread
        return True


def sign_in(person_id: int, epoch: int) -> None:
    """Let the browser of this request be signed in as a person from now on."""
    remembered = _remembered()
    remembered.begin_for(person_id, epoch)
    login_user(SignedIn(person_id, "", ""))
    for name in ("_id", "_fresh"):  # Flask-Login's fingerprint of the browser: nothing here reads it
        remembered.pop(name, None)


def sign_out() -> None:
    """Let the session of this request end."""
    remembered = _remembered()
    remembered.end()


def _remembered() -> Remembered:
    return cast(Remembered, session._get_current_object())  # type: ignore[attr-defined]


def init_app(app: Flask) -> None:
    """Keep sessions in the database, let Flask-Login know who is signed in, and rescue words from dead sessions."""
    app.session_interface = DatabaseSessions()
    login_manager.init_app(app, add_context_processor=False)
    login_manager.user_loader(_signed_in)
    app.before_request(_send_to_sign_in)


def _signed_in(person_id: str) -> SignedIn | None:
    person: SignedIn | None = g.get("signed_in")
    return person if person is not None and person.get_id() == person_id else None


def _send_to_sign_in() -> Any:
    """Send somebody whose session is dead to the sign-in page before anything is refused, and keep their words."""
    view = current_app.view_functions.get(request.endpoint or "")
    if current_actor().signed_in or view is None or getattr(view, "needs", OPEN) is OPEN:
        return None
    by_script = wants_json() or request.headers.get("X-Requested-With") == "fetch"
    if by_script:  # the page is still there, and with it the words
        back = url_for("signin.sign_in", next=page_before())
        return jsonify(
            error=_("Du er logget ud. Log ind igen; det, du har skrevet, står her stadig."), signin=back
        ), 401
    if request.method in READING_METHODS:
        return None
    _rescue_words()
    return redirect(url_for("signin.sign_in", next=page_before()), 303)


def _rescue_words() -> None:
    remembered = _remembered()
    if remembered.was is None or (request.content_length or LONGEST_RESCUE + 1) > LONGEST_RESCUE:
        return
    try:
        validate_csrf(request.form.get(CSRF_TOKEN) or request.headers.get("X-CSRFToken"))
    except ValidationError:
        return
    fields = {
        name: values[0] if len(values) == 1 else values
        for name, values in request.form.lists()
        if name != CSRF_TOKEN and "password" not in name
    }
    if fields:
        words.rescue(remembered.was, page_before().split("?")[0], fields)
        db.session.commit()
