"""Known devices: a browser that somebody signed in from before guesses in a bucket of its own (OWASP, device cookies).

So nobody who guesses at an address elsewhere makes its owner wait at a device of theirs. The cookie lets nobody in. It
holds a random number and a seal over it and the address, so nobody is named in it: it is known only where the same
address is typed.
"""

import hashlib
import hmac
from datetime import timedelta

from flask import current_app, request
from werkzeug.wrappers import Response

from competence.web.tokens import new_token

LIVES = timedelta(days=180)


def known(email: str) -> str:
    """Return the number of this request's device, where somebody signed in there with this address; otherwise ""."""
    number, _dot, seal = request.cookies.get(_name(), "").partition(".")
    return number if number and hmac.compare_digest(seal.encode(), _sealed(number, email).encode()) else ""


def remember(response: Response, email: str) -> None:
    """Let the browser of this request be known where this address signs in; one device knows the last address only."""
    number = known(email) or new_token()
    response.set_cookie(
        _name(),
        f"{number}.{_sealed(number, email)}",
        max_age=LIVES,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def _name() -> str:
    return "__Host-device" if current_app.config["SESSION_COOKIE_SECURE"] else "device"


def _sealed(number: str, email: str) -> str:
    secret = str(current_app.secret_key).encode()
    return hmac.new(secret, f"device:{number}:{email}".encode(), hashlib.sha256).hexdigest()
