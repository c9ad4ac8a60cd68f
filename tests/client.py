"""The client of the web tests: it inspects every page it is handed, and sends the CSRF token a browser would."""

import contextvars
import json
import re
from functools import cached_property
from http.cookies import SimpleCookie
from typing import Any, cast

import pytest
from flask import Flask, g, has_app_context, has_request_context, request, session
from flask.testing import FlaskClient
from flask.wrappers import Response
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Connection, select
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from competence.db import READING_METHODS, db
from competence.people.models import Person
from competence.signin import sessions
from competence.signin.actions.accounts import open_account
from competence.signin.models import UserSession
from competence.web.tokens import fingerprint
from tests import headers
from tests.page import Page

# What reading may write: who looked, the session of the one who reads, and how often somebody tried.
QUIET_TABLES = frozenset({"audit_event", "audit_words", "user_session", "throttle"})
# What is new in every answer; pages that are sound and differ in nothing else need not be read again.
NEW_IN_EACH = re.compile(r'(?:nonce|name="(?:csrf_token|idempotency_key)" value)="[^"]+"')
SOUND: set[int] = set()
WRITE = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.IGNORECASE)


class PageResponse(Response):
    """An answer of the product that can be read as a page."""

    @cached_property
    def page(self) -> Page:
        return Page(self.get_data(as_text=True))


class InspectingClient(FlaskClient):
    """A browser without a window, strict about what it is handed."""

    def __init__(self, app: Any, answers: type[Response] = PageResponse) -> None:
        super().__init__(app, answers, use_cookies=True)

    def open(self, *args: Any, csrf: bool = True, **kwargs: Any) -> TestResponse:
        """Send a request and inspect the page that comes back; csrf=False sends it without a token."""
        if has_app_context() and "db_session" in g:
            db.session.commit()  # what the test made is seen; what it holds is read afresh afterwards
        # In a context of its own: nothing a request leaves in `g` may reach the next one.
        answer: Any = contextvars.Context().run(self._send, csrf, args, kwargs)
        self._inspect_headers(answer)
        if answer.request.method != "HEAD" and answer.mimetype == "text/html" and not 300 <= answer.status_code < 400:
            self._inspect_page(answer)
        return cast(TestResponse, answer)

    def _inspect_page(self, answer: Any) -> None:
        markup = hash(NEW_IN_EACH.sub("", answer.get_data(as_text=True)))
        if markup in SOUND:
            return
        if faults := answer.page.faults():
            pytest.fail(f"{answer.request.method} {answer.request.path}\n  " + "\n  ".join(faults), pytrace=False)
        SOUND.add(markup)

    def _inspect_headers(self, answer: Any) -> None:
        if "inspected" in vars(answer):  # where a redirect was followed, by the request that followed it
            return
        answer.inspected = True
        static = answer.request.path.startswith(f"{self.application.static_url_path}/")
        if faults := headers.faults(answer, static=static):
            where = f"{answer.request.method} {answer.request.path} ({answer.status_code})"
            pytest.fail(f"{where}\n  " + "\n  ".join(faults), pytrace=False)

    def get(self, *args: Any, **kwargs: Any) -> Any:
        """Open a page; what comes back has it as `.page`, which the type of the framework does not know."""
        return super().get(*args, **kwargs)

    def _send(self, csrf: bool, args: tuple[Any, ...], kwargs: dict[str, Any]) -> TestResponse:
        if csrf and kwargs.get("method", "GET") not in READING_METHODS:
            sent = Headers(kwargs.pop("headers", None))
            sent["X-CSRFToken"] = self.token()
            kwargs["headers"] = sent
        return super().open(*args, **kwargs)

    def token(self) -> str:
        """Return what a form of this browser would send to show that it is ours."""
        secret = self._secret()
        if secret is None:
            with self.session_transaction() as remembered:
                secret = remembered.setdefault("csrf_token", "the secret of this session")
        signer = URLSafeTimedSerializer(self.application.secret_key, salt="wtf-csrf-token")
        return str(signer.dumps(secret))

    def _secret(self) -> str | None:
        """Return what the forms of this session are signed with, read where it is kept; None before there is one."""
        cookie = self.get_cookie(self.application.config["SESSION_COOKIE_NAME"])
        if cookie is None:
            return None
        with self.application.app_context():
            kept = db.session.scalar(select(UserSession.data).where(UserSession.key == fingerprint(cookie.value)))
        return json.loads(kept or "{}").get("csrf_token")


def sign_in(client: InspectingClient, person: Person, *, passed: bool = True) -> None:
    """Sign a person in as the pages do once the password and the second factor are right.

    passed: False leaves them where only the password is.
    """
    account = open_account(person.id)
    whose = account.person_id, account.epoch
    db.session.commit()
    cookies = contextvars.Context().run(_begin_session, client.application, *whose, passed)
    for cookie in cookies:
        name, morsel = next(iter(SimpleCookie(cookie).items()))
        client.set_cookie(name, morsel.value)


def _begin_session(app: Flask, person_id: int, epoch: int, passed: bool) -> list[str]:
    with app.test_request_context():
        sessions.sign_in(person_id, epoch)
        if passed:
            sessions.pass_factor()
        response = app.response_class()
        app.session_interface.save_session(app, session._get_current_object(), response)  # type: ignore[attr-defined]
        return response.headers.getlist("Set-Cookie")


def refuse_writes_while_reading(_: Connection, __: object, statement: str, *___: object) -> None:
    """Fail where a request that should only read changes anything but the quiet tables."""
    written = WRITE.match(statement)
    if written and has_request_context() and request.method in READING_METHODS and written[1] not in QUIET_TABLES:
        pytest.fail(f"{request.method} {request.path} writes to {written[1]}: {statement}")
