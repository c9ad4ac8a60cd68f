"""Every answer carries the security headers, whoever asks and however it went."""

import re

import pytest
from flask import Response, abort, redirect
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

from competence.access.guard import open_to_all
from competence.web import security
from tests import headers


def test_the_nonce_is_new_in_every_answer_and_the_one_script_carries_it(anonymous):
    nonces = set()
    for _ in range(20):
        answer = anonymous.get("/privacy/protection")
        nonce = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])[1]
        scripts = answer.page.all("script")
        assert [script.get("nonce") for script in scripts] == [nonce]
        nonces.add(nonce)
    assert len(nonces) == 20


def test_a_constant_nonce_is_noticed(anonymous, monkeypatch):
    monkeypatch.setattr(security, "csp_nonce", lambda: "always-the-same-nonce-in-any-answer")
    anonymous.get("/health/live")
    with pytest.raises(pytest.fail.Exception, match="a nonce came twice"):
        anonymous.get("/health/live")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost:80@evil.example"])
def test_a_host_that_is_not_ours_is_refused(anonymous, host):
    assert anonymous.get("/signin", headers={"Host": host}).status_code == 400


def test_static_files_have_an_address_that_may_be_kept_for_a_year(app, anonymous):
    with app.test_request_context():
        from competence.web.views import static_url

        address = static_url("css/app.css")
    with anonymous.get(address, buffered=True) as answer:
        assert answer.status_code == 200
        assert "max-age=31536000" in answer.headers["Cache-Control"]


STATUSES = (200, 303, 400, 401, 403, 404, 405, 409, 413, 429, 500, 503)


@pytest.fixture
def unready(fresh_app):
    """The product without a table, over HTTPS, whose every view is replaced by what a test wants it to do."""
    app = fresh_app(
        TESTING=False, PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=False, SECURE_COOKIES=True, LOG_LEVEL="critical"
    )

    def let_every_view(act) -> None:
        for endpoint in app.view_functions:
            app.view_functions[endpoint] = open_to_all(lambda **_: act())

    app.let_every_view = let_every_view
    yield app
    app.logger.setLevel("INFO")  # it is one and the same for every product of this run


def something_for(converter) -> object:
    """Return what fits a part of an address."""
    if items := getattr(converter, "items", None):
        return min(items)
    return 1 if type(converter).__name__ == "IntegerConverter" else "0" * 32


def asked(app) -> list[tuple[str, str, str]]:
    """Return every route with each of its methods, as an address with something in every part of it."""
    found = []
    for rule in app.url_map.iter_rules():
        parts = {name: something_for(converter) for name, converter in rule._converters.items()}
        if rule.endpoint != "static":
            built = rule.build(parts)
            assert built is not None, rule
            found += [(rule.endpoint, method, built[1]) for method in rule.methods - {"HEAD", "OPTIONS"}]
    return sorted(found)


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_carries_the_headers(status, app, anonymous, monkeypatch):
    def answer():
        return redirect("/", 303) if status == 303 else (abort(status) if status >= 400 else {})

    monkeypatch.setitem(app.view_functions, "privacy.protection", open_to_all(answer))
    monkeypatch.setitem(app.config, "SECURE_COOKIES", True)
    got = anonymous.get("/privacy/protection")  # the client looks at the headers of every answer
    assert got.status_code == status
    assert got.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_an_error_in_any_route_shows_a_page_with_a_number_and_nothing_of_the_error(unready):
    def break_down():
        raise RuntimeError("SELECT secret FROM /srv/place")

    unready.let_every_view(break_down)
    client, faults, routes = unready.test_client(), [], asked(unready)
    for endpoint, method, address in routes:
        answer = client.open(address, method=method, base_url="https://localhost")
        page = answer.get_data(as_text=True)
        shown = [word for word in ("SELECT", "/srv", "RuntimeError", "Traceback", ".py", "Werkzeug") if word in page]
        if (
            answer.status_code != 500
            or shown
            or "Fejlens nummer er" not in page
            or headers.faults(answer, static=False)
        ):
            faults.append((endpoint, method, answer.status_code, shown, headers.faults(answer, static=False)))
    assert faults == []
    assert len(routes) > 300


@pytest.mark.parametrize(
    "origin", ["null", "https://evil.example", "http://localhost", "https://localhost.evil.example"]
)
@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_no_other_site_is_let_in(origin, method, anonymous):
    asks = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    answer = FlaskClient(anonymous.application, Response).open("/signin", method=method, headers=asks)
    assert [name for name, _ in answer.headers if name.startswith("Access-Control")] == []


@pytest.mark.parametrize("folder", ["", "/", "/css/", "/vendor", "/../competence/", "/%2e%2e/instance/secret_key"])
def test_no_folder_is_listed(folder, app, anonymous):
    assert anonymous.get(f"{app.static_url_path}{folder}").status_code == 404


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "DEBUG", "PROPFIND"])
def test_methods_that_nobody_needs_are_refused(method, anonymous):
    assert anonymous.open("/signin", method=method).status_code == 405


def test_an_answer_with_weak_headers_is_noticed():
    def answered(**changed: str) -> TestResponse:
        whole = dict(headers.CONSTANT) | {
            "Permissions-Policy": "camera=()", "Cache-Control": "no-store", "Content-Type": "text/html; charset=utf-8",
            "Content-Security-Policy": "; ".join((*headers.ALWAYS, *headers.ON_PAGES)),
        }  # fmt: skip
        told = whole | {name.replace("_", "-"): value for name, value in changed.items()}
        return TestResponse([b""], "200 OK", Headers(told), request=None)

    assert headers.faults(answered(), static=False) == []
    weak = {
        "Cache_Control": "private", "Access_Control_Allow_Origin": "*", "Content_Type": "text/html", "Server": "x/1.0",
        "Content_Security_Policy": "default-src 'self'", "Set_Cookie": "session=abc; Path=/; SameSite=Lax",
        "X_Content_Type_Options": "", "Referrer_Policy": "unsafe-url",
    }  # fmt: skip
    assert [name for name, value in weak.items() if not headers.faults(answered(**{name: value}), static=False)] == []
