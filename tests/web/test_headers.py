"""Every answer carries the security headers, whoever asks and however it went."""

import re

import pytest

from competence.web import security

PAGES = ("/privacy/protection", "/signin", "/no-such-page", "/")


@pytest.mark.parametrize("address", PAGES)
def test_every_answer_carries_the_headers(anonymous, address):
    answer = anonymous.get(address)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "'unsafe-inline'" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_nonce_is_new_in_every_answer_and_the_one_script_carries_it(anonymous):
    nonces = set()
    for _ in range(20):
        answer = anonymous.get("/privacy/protection")
        nonce = re.search(r"'nonce-([^']+)'", answer.headers["Content-Security-Policy"])[1]
        scripts = answer.page.all("script")
        assert [script.get("nonce") for script in scripts] == [nonce]
        nonces.add(nonce)
    assert len(nonces) == 20


def test_a_constant_nonce_would_be_noticed(anonymous, monkeypatch):
    monkeypatch.setattr(security, "csp_nonce", lambda: "always-the-same")
    first, second = (anonymous.get("/privacy/protection").headers["Content-Security-Policy"] for _ in range(2))
    assert first == second


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
