"""Sessions kept in the database: the cookie is a random token, and a copied one is dead once its session ends."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from flask import Flask, Request, Response, current_app, g, session
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SessionInterface, SessionMixin
from flask_login import LoginManager, UserMixin, login_user
from werkzeug.datastructures import CallbackDict

from competence.db import db
from competence.people.queries import actor_of
from competence.signin import queries
from competence.signin.actions import sessions as actions
from competence.signin.actions.sessions import Identity
from competence.signin.rules import State, fingerprint, is_confirmed, state_of, whole_minute
from competence.web.bilingual import Bilingual
from competence.web.clock import now, today

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
    whose: whose it is. begins: whose the one is that takes its place, under a token of its own.
    """

    modified = False

    def __init__(self, data: Mapping[str, Any] | None = None, key: str | None = None) -> None:
        super().__init__(dict(data or {}), self._changed)
        self.key = key
        self.new = key is None
        self.was: int | None = None
        self.seen = False
        self.ended = False
        self.whose: Identity | None = None
        self.begins: Identity | None = None

    @staticmethod
    def _changed(changed: "Remembered") -> None:
        changed.modified = True

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
        self.begins = Identity(person_id, epoch, confirmed_at=now())

    def confirm(self) -> None:
        """Let the session go on under another token: its person has just proved again who they are."""
        if self.whose is not None:
            self.begins = replace(self.whose, confirmed_at=now())

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
        g.pop("is_confirmed", None)
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
        if row.person_id is not None:
            found.whose = Identity(row.person_id, row.epoch, row.confirmed_at, row.created)
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
        token = None if session.ended else actions.begin(serializer.dumps(dict(session)), session.begins)
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
        g.is_confirmed = is_confirmed(row.confirmed_at, now())
        return True


def sign_in(person_id: int, epoch: int) -> None:
    """Let the browser of this request be signed in as a person from now on."""
    here = remembered()
    here.begin_for(person_id, epoch)
    login_user(SignedIn(person_id, "", ""))
    for name in ("_id", "_fresh"):  # Flask-Login's fingerprint of the browser: nothing here reads it
        here.pop(name, None)


def sign_out() -> None:
    """Let the session of this request end."""
    remembered().end()


def confirm() -> None:
    """Note that the one who is signed in has just proved again who they are; the session gets another token."""
    remembered().confirm()


def remembered() -> Remembered:
    """Return the session of this request."""
    return cast(Remembered, session._get_current_object())  # type: ignore[attr-defined]


def init_app(app: Flask) -> None:
    """Keep sessions in the database, and let Flask-Login know who is signed in."""
    app.session_interface = DatabaseSessions()
    login_manager.init_app(app, add_context_processor=False)
    login_manager.user_loader(_signed_in)


def _signed_in(person_id: str) -> SignedIn | None:
    person: SignedIn | None = g.get("signed_in")
    return person if person is not None and person.get_id() == person_id else None
