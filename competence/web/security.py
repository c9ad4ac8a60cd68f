"""The headers every answer carries, and the nonce that lets our one script tag run and nothing else."""

import secrets

from flask import Flask, Response, abort, g, request
from flask_babel import gettext as _

from competence.db import READING_METHODS

CDN = "https://cdn.jsdelivr.net"


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
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        if app.config["SECURE_COOKIES"]:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        if response.mimetype == "text/html" or "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store"
        return response


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
