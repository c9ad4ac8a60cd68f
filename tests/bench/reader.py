"""Somebody at a browser, as plain requests over one connection: opens pages and saves answers."""

import http.client
import json
import re
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from tests.client import InspectingClient


class Refused(Exception):
    """The server answered something else than expected."""


def token_in(html: str) -> str:
    """Return the token of a page's forms, which is good for all forms of the session."""
    return str(re.findall(r'name="csrf_token"[^>]* value="([^"]+)"', html)[0])


@dataclass
class Form:
    """An answering page as its reader holds it: where it is sent, its token, and each competence's version."""

    action: str
    token: str
    competences: list[int]
    versions: dict[int, int]


class Reader:
    """One connection to a server, with the cookie of somebody who is signed in."""

    def __init__(self, server: str, signed_in: InspectingClient | None = None) -> None:
        self.place = urlsplit(server)
        cookie = signed_in.get_cookie("session") if signed_in else None
        self.headers = {"Cookie": f"session={cookie.value}"} if cookie else {}
        self.connection: http.client.HTTPConnection | None = None
        self.connect()

    def beside(self) -> "Reader":
        """Return the same browser with a connection more."""
        another = Reader(self.place.geturl())
        another.headers = self.headers
        return another

    def connect(self) -> None:
        """Open the connection anew."""
        self.close()
        self.connection = http.client.HTTPConnection(self.place.hostname or "", self.place.port, timeout=15)

    def close(self) -> None:
        """Let go of the connection."""
        if self.connection is not None:
            self.connection.close()

    def get(self, address: str) -> str:
        """Return a page."""
        return self._ask("GET", address, None, {})

    def status(self, address: str) -> int:
        """Return the status a page is answered with."""
        return self._answer("GET", address, None, {})[0]

    def open_form(self, address: str) -> Form:
        """Open an answering page."""
        html = self.get(address)
        versions = {int(key): int(value) for key, value in re.findall(r'name="(\d+)-version" value="(\d+)"', html)}
        (action,) = set(re.findall(r'action="(/assessments/views/\w+/answers)"', html))
        return Form(action, token_in(html), list(versions), versions)

    def save(self, form: Form, number: int, example: str, level: int = 3) -> None:
        """Save one answer as the page's own script does; the form then holds the new version."""
        key = form.competences[number % len(form.competences)]
        fields = {f"{key}-answer": level, f"{key}-example": example, f"{key}-version": form.versions[key]}
        headers = {"X-CSRFToken": form.token, "Accept": "application/json"}
        told = json.loads(self._ask("POST", form.action, fields | {f"{key}-was": ""}, headers))
        form.versions[key] = told["version"]

    def send(self, address: str, token: str, fields: dict[str, object], **more: str) -> tuple[int, str, str]:
        """Send a form; return the status, what is answered, and where it leads on to."""
        return self._answer("POST", address, fields, {"X-CSRFToken": token} | more)

    def _ask(self, method: str, address: str, fields: dict[str, object] | None, more: dict[str, str]) -> str:
        status, text, _ = self._answer(method, address, fields, more)
        if status != 200:
            raise Refused(f"{method} {address}: {status} {text[:300]}")
        return text

    def _answer(
        self, method: str, address: str, fields: dict[str, object] | None, more: dict[str, str]
    ) -> tuple[int, str, str]:
        form = {"Content-Type": "application/x-www-form-urlencoded"} if fields is not None else {}
        body = urlencode(fields) if fields is not None else None
        assert self.connection is not None
        self.connection.request(method, address, body, self.headers | form | more)
        answer = self.connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            if cookie.startswith("session="):
                self.headers["Cookie"] = cookie.partition(";")[0]
        return answer.status, answer.read().decode(), answer.headers.get("Location", "")


class InProcess(Reader):
    """The same browser without a network: the product answers in the process that asks."""

    def __init__(self, client: InspectingClient) -> None:
        self.client = client

    def connect(self) -> None:
        """Nothing stands between."""

    def close(self) -> None:
        """Nothing is open."""

    def _answer(
        self, method: str, address: str, fields: dict[str, object] | None, more: dict[str, str]
    ) -> tuple[int, str, str]:
        answer = self.client.open(address, method=method, data=fields, headers=more)
        return answer.status_code, answer.text, answer.headers.get("Location", "")
