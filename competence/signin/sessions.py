"""Sessions kept in the database: the cookie is a random token, and a copied one is dead once its session ends."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from flask import Flask, Request, Response, current_app, g, request, session
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SessionInterface, SessionMixin
from flask_login import LoginManager, UserMixin, login_user
from sqlalchemy.exc import DBAPIError
from werkzeug.datastructures import CallbackDict

from competence.access.actor import Actor
from competence.db import db
from competence.people.queries import actor_of
from competence.signin import queries
from competence.signin.actions import sessions as actions
from competence.signin.actions.sessions import Identity
from competence.signin.factors.rules import Standing, must_have_one, rights_of, standing
from competence.signin.rules import State, device_label, is_confirmed, is_tired, state_of, whole_minute
from competence.web.bilingual import Bilingual
from competence.web.clock import now, today
from competence.web.tokens import fingerprint

TOKEN_LENGTH = 43
KEPT_AT_SIGN_IN = ("language",)
KEPT_WHEN_EXPIRED = ("language", "csrf_token", "link")
CSRF_TOKEN = "csrf_token"  # noqa: S105  the name of a field
WHO = "_user_id"  # under which Flask-Login knows somebody

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


@dataclass(frozen=True)
class HalfIn:
    """Somebody whose password was right and who may do nothing before their second factor is."""

    person_id: int
    name: str
    standing: Standing


class Remembered(CallbackDict[str, Any], SessionMixin):
    """What is remembered about one browser during a request; how it ends is decided in `DatabaseSessions`.

    key: the fingerprint of its token, None before it is kept. was: whose it was, where it has expired.
    whose: whose it is. begins: whose the one is that takes its place, under a token of its own.
    """

    modified = False

    def __init__(self, data: Mapping[str, Any] | None = None, key: str | None = None) -> None:
        super().__init__(dict(data or {}), self._changed)
        self.key = key
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

        Who had passed their second factor in this very session, and goes on as themselves, has passed it still.

        The secret of the forms belongs to person and epoch, not to the session: a form opened before the session
        expired can still be sent after its owner signed in again.
        """
        kept = {name: self[name] for name in KEPT_AT_SIGN_IN if name in self}
        self.clear()
        self.update(kept)
        secret = str(current_app.secret_key).encode()
        self[CSRF_TOKEN] = hmac.new(secret, f"csrf:{person_id}:{epoch}".encode(), hashlib.sha256).hexdigest()
        passed = self.whose.factor_at if self.whose is not None and self.whose.person_id == person_id else None
        self.begins = Identity(
            person_id, epoch, confirmed_at=now(), factor_at=passed, rights=_rights(actor_of(person_id, today())),
            device=device_label(request.user_agent.string),
        )  # fmt: skip

    def go_on(self, **changes: Any) -> None:
        """Let somebody's session go on under another token, with what has changed about it."""
        self.begins = replace(cast(Identity, self.begins or self.whose), **changes)

    def end(self) -> None:
        """Let the session end: its row goes and nothing is remembered."""
        self.clear()
        self.ended = True


class DatabaseSessions(SessionInterface):
    """Opens and keeps sessions: one statement to open, one to know the actor, one a minute to note the use."""

    session_class = Remembered

    def open_session(self, app: Flask, request: Request) -> Remembered:
        """Return the session the cookie names; an empty one where it names none that lives.

        Where the database does not answer, its error is raised once there is a session, which its page asks for.
        """
        try:
            return self._open(app, request)
        except DBAPIError as error:
            g.not_opened = error
            return Remembered()

    def _open(self, app: Flask, request: Request) -> Remembered:
        token = request.cookies.get(self.get_cookie_name(app), "")
        if len(token) != TOKEN_LENGTH or not token.isascii():
            return Remembered()
        key = fingerprint(token)
        row = queries.session_row(key, today())
        if row is None or (row.person_id is not None and not row.is_of_account):
            return Remembered()
        data = serializer.loads(row.data)
        state = state_of(row.created, row.last_seen, now(), signed_in=row.person_id is not None)
        if state is State.EXPIRED or (row.person_id is not None and WHO not in data):
            return self._expired(row, data, key)
        return self._of_person(row, data, key) if row.person_id is not None else self._found(row, data, key)

    def _of_person(self, row: Any, data: dict[str, Any], key: str) -> Remembered:
        """Return somebody's session, and put into this request who asks; nobody without the second factor they need.

        Of somebody who is out of the house it ends here, for good: who comes back signs in.
        """
        actor = actor_of(row.person_id, today())
        if row.employment_id is None and not actor.roles:
            db.begin_writing()
            actions.end(key)
            db.session.commit()
            g.pop("db_writes")
            return Remembered()
        if is_tired(actor.roles, row.last_seen, now()):
            return self._expired(row, data, key)
        asked = current_app.config["SECOND_FACTOR_REQUIRED"]
        required = must_have_one(actor, asked)
        how_far = standing(has_factor=row.has_factor, passed=row.factor_at is not None, required=required)
        if how_far is Standing.IN:
            _recognise(row, actor)
            g.lacks_factor = bool(asked) and not row.has_factor
        else:
            g.half_in, g.is_enrolling = HalfIn(row.person_id, row.name, how_far), how_far is Standing.ENROLLING
        found = self._found(row, data, key)
        found.whose = Identity(
            row.person_id, row.epoch, row.confirmed_at, row.created, row.factor_at, row.rights, row.device
        )
        if row.rights != _rights(actor):
            found.go_on(rights=_rights(actor))
        return found

    @staticmethod
    def _found(row: Any, data: dict[str, Any], key: str) -> Remembered:
        found = Remembered(data, key)
        found.seen = whole_minute(now()) > row.last_seen
        return found

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep what changed, in a transaction of its own after the answer is made; set or delete the cookie."""
        session = cast(Remembered, session)
        response.vary.add("Cookie")
        if session.ended or session.begins or (session.key is None and session):
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

    @staticmethod
    def _expired(row: Any, data: dict[str, Any], key: str) -> Remembered:
        """Return a session in which nobody is signed in, but whose forms can still be recognised.

        It forgets who was, so that it stays expired wherever the clock is set.
        """
        if row.person_id is None:
            return Remembered()
        expired = Remembered({name: data[name] for name in KEPT_WHEN_EXPIRED if name in data}, key)
        expired.was, expired.modified = row.person_id, WHO in data
        return expired


def _recognise(row: Any, actor: Actor) -> None:
    """Put the one who asks into this request."""
    g.actor = actor
    g.signed_in = SignedIn(row.person_id, row.name, row.unit_title if row.employment_id else "")
    g.unread = row.unread
    g.is_confirmed = is_confirmed(row.confirmed_at, now())


def _rights(actor: Actor) -> str:
    return " ".join(sorted(rights_of(actor)))


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
    remembered().go_on(confirmed_at=now())


def pass_factor() -> None:
    """Note that the one whose session this is has just proved themselves with their second factor."""
    remembered().go_on(confirmed_at=now(), factor_at=now())


def remembered() -> Remembered:
    """Return the session of this request."""
    return cast(Remembered, session._get_current_object())  # type: ignore[attr-defined]


def init_app(app: Flask) -> None:
    """Keep sessions in the database, and let Flask-Login know who is signed in."""
    app.session_interface = DatabaseSessions()
    login_manager.init_app(app, add_context_processor=False)
    login_manager.user_loader(_signed_in)
    app.before_request(_refuse_what_was_not_opened)


def _refuse_what_was_not_opened() -> None:
    if "not_opened" in g:
        raise g.not_opened


def _signed_in(person_id: str) -> SignedIn | None:
    person: SignedIn | None = g.get("signed_in")
    return person if person is not None and person.get_id() == person_id else None
