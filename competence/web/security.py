"""The headers every answer carries, and the nonce that lets our one script tag run and nothing else."""

import secrets
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, abort, g, request
from flask_babel import gettext as _
from werkzeug.middleware.proxy_fix import ProxyFix

from competence.db import READING_METHODS

CDN = "https://cdn.jsdelivr.net"
CONSTANT = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def csp_nonce() -> str:
    """Return this answer's nonce."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def init_app(app: Flask) -> None:
    """Set the security headers on every answer, errors included, and refuse what other sites ask for."""

    @app.before_request
    def refuse_other_sites() -> None:
        """Refuse a change that a browser says another site asked for; the forms' tokens are the second bar."""
        came_from = request.headers.get("Sec-Fetch-Site", "none")
        if request.method not in READING_METHODS and came_from not in {"same-origin", "none"}:
            abort(400)

    @app.before_request
    def refuse_the_unreadable() -> Response | None:
        """Refuse an address with invisible characters, and the one character that no text holds."""
        texts = (text for values in request.values.listvalues() for text in values)
        if request.path.isprintable() and not any("\0" in text for text in texts):
            return None
        return Response(_("Det kan vi ikke læse."), 400, mimetype="text/plain")

    @app.after_request
    def set_headers(response: Response) -> Response:
        headers = response.headers
        headers["Content-Security-Policy"] = _policy(csp_nonce())
        _set_the_constant(headers, secure=app.config["SECURE_COOKIES"])
        headers["Cache-Control"] = "no-store"  # files to take away too: a shared machine keeps none of them
        return response


def stand_behind_proxies(app: Flask) -> None:
    """Believe exactly as many proxies as there are about the visitor's address, and the nearest about HTTPS.

    The host name is never theirs to say: they hand on the one that was asked for, and TRUSTED_HOSTS judges it.
    """
    hops = app.config["PROXY_HOPS"]
    if hops:
        fixed = ProxyFix(app.wsgi_app, x_for=hops, x_proto=1, x_host=0, x_port=0, x_prefix=0)
        app.wsgi_app = fixed  # type: ignore[method-assign]


def for_static_files(*, secure: bool) -> Callable[[Any, str, str], None]:
    """Return what sets the headers of static files, which no view answers."""

    def set_headers(headers: Any, _: str, __: str) -> None:
        headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
        _set_the_constant(headers, secure=secure)

    return set_headers


def _set_the_constant(headers: Any, *, secure: bool) -> None:
    for name, value in CONSTANT.items():
        headers[name] = value
    if secure:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"


def _policy(nonce: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'nonce-{nonce}' 'strict-dynamic'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "object-src 'none'",
        )
    )
