"""Exactly as many proxies are believed as stand in front: whatever a visitor writes, their own address is counted."""

import pytest
from flask import Flask, request

from competence.access.guard import open_to_all
from competence.config import settings
from competence.signin.actions import throttle
from competence.web.security import stand_behind_proxies

SOCKET = "192.0.2.1"  # whoever is connected to us: the visitor, or the nearest proxy
VISITOR = "198.51.100.7"  # as the proxy in front of us wrote it down

# hops, what came with the request, and the address, scheme and host that may be believed.
CASES = [
    (0, {}, SOCKET, "http"),
    (0, {"X-Forwarded-For": "203.0.113.9"}, SOCKET, "http"),
    (0, {"X-Forwarded-For": "203.0.113.9, 203.0.113.8"}, SOCKET, "http"),
    (0, {"X-Forwarded-Proto": "https"}, SOCKET, "http"),
    (0, {"X-Real-IP": "203.0.113.9"}, SOCKET, "http"),
    (0, {"Forwarded": "for=203.0.113.9;proto=https;host=evil.example"}, SOCKET, "http"),
    (0, {"X-Forwarded-Host": "evil.example"}, SOCKET, "http"),
    (0, {"X-Forwarded-Port": "8443", "X-Forwarded-Prefix": "/evil"}, SOCKET, "http"),
    (1, {"X-Forwarded-For": VISITOR, "X-Forwarded-Proto": "https"}, VISITOR, "https"),
    (1, {"X-Forwarded-For": f"203.0.113.9, {VISITOR}"}, VISITOR, "http"),
    (1, {"X-Forwarded-For": f"127.0.0.1, 203.0.113.9, {VISITOR}"}, VISITOR, "http"),
    (1, {"X-Forwarded-For": VISITOR, "X-Forwarded-Proto": "https, http"}, VISITOR, "http"),
    (1, {"X-Forwarded-For": VISITOR, "X-Real-IP": "203.0.113.9"}, VISITOR, "http"),
    (1, {"X-Forwarded-For": VISITOR, "X-Forwarded-Host": "evil.example"}, VISITOR, "http"),
    (1, {"X-Forwarded-For": VISITOR, "X-Forwarded-Prefix": "/evil"}, VISITOR, "http"),
    (1, {"X-Forwarded-For": VISITOR, "X-Forwarded-Port": "8443"}, VISITOR, "http"),
    (1, {"Forwarded": "for=203.0.113.9"}, SOCKET, "http"),
    (1, {"X-Forwarded-For": f"{VISITOR}, "}, VISITOR, "http"),
    (2, {"X-Forwarded-For": f"{VISITOR}, 10.0.0.2", "X-Forwarded-Proto": "https"}, VISITOR, "https"),
    (2, {"X-Forwarded-For": f"203.0.113.9, {VISITOR}, 10.0.0.2"}, VISITOR, "http"),
    (2, {"X-Forwarded-For": f"127.0.0.1, 203.0.113.9, {VISITOR}, 10.0.0.2"}, VISITOR, "http"),
    (2, {"X-Forwarded-For": VISITOR}, SOCKET, "http"),
    (2, {"X-Forwarded-For": f"{VISITOR}, 10.0.0.2", "X-Forwarded-Host": "evil.example, evil.example"}, VISITOR, "http"),
    (2, {"X-Forwarded-For": f"{VISITOR}, 10.0.0.2", "X-User": "freja@example.org"}, VISITOR, "http"),
]


def believed(hops: int, headers: dict[str, str]) -> object:
    """Return what is believed of a request that comes with these headers."""
    app = Flask("bare")
    app.config["PROXY_HOPS"] = hops
    stand_behind_proxies(app)

    @app.get("/")
    def tell() -> dict[str, object]:
        user = request.environ.get("REMOTE_USER")
        return {
            "at": request.remote_addr,
            "by": request.scheme,
            "to": request.host,
            "in": request.script_root,
            "user": user,
        }

    return app.test_client().get("/", headers=headers, environ_overrides={"REMOTE_ADDR": SOCKET}).json


@pytest.mark.parametrize(("hops", "headers", "address", "scheme"), CASES)
def test_a_visitor_cannot_be_somebody_else(hops, headers, address, scheme):
    assert believed(hops, headers) == {"at": address, "by": scheme, "to": "localhost", "in": "", "user": None}


def test_the_number_of_proxies_is_a_number(monkeypatch):
    monkeypatch.setenv("COMPETENCE_PROXY_HOPS", "2")
    assert settings({"SECRET_KEY": "x"})["PROXY_HOPS"] == 2


def test_guesses_are_counted_for_the_visitor_and_not_for_the_proxy(app, cast, anonymous, monkeypatch):
    """Behind one proxy two visitors who ask for new passwords have a limit each."""
    monkeypatch.setattr(throttle, "RESETS_FROM_AN_ADDRESS", throttle.Limit(2, throttle.RESETS_FROM_AN_ADDRESS.within))
    monkeypatch.setitem(app.config, "PROXY_HOPS", 1)
    monkeypatch.setattr(app, "wsgi_app", app.wsgi_app)  # as it was, afterwards
    stand_behind_proxies(app)

    def asks(address: str, number: int) -> int:
        sent = {"email": f"nobody{number}@example.org"}
        seen = {"X-Forwarded-For": f"203.0.113.9, {address}"}
        return anonymous.post("/password/forgot", data=sent, headers=seen).status_code

    assert [asks("198.51.100.7", number) for number in range(3)][-1] == 429
    assert asks("198.51.100.8", 9) != 429


def test_the_product_is_started_behind_as_many_proxies_as_are_set(fresh_app):
    app = fresh_app(PROXY_HOPS=1)
    app.view_functions["operation.live"] = open_to_all(lambda: {"at": request.remote_addr})
    client = app.test_client()
    assert client.get("/health/live", headers={"X-Forwarded-For": VISITOR}).json == {"at": VISITOR}
    assert client.get("/health/live", headers={"Host": "evil.example"}).status_code == 400
