"""Known devices: a browser that somebody signed in from before guesses in a bucket of its own (OWASP, device cookies).

So nobody who guesses at an address elsewhere makes its owner wait at a device of theirs. The cookie lets nobody in. It
holds a random number and a seal over it, the address and the epoch of its account, so nobody is named in it: it is
known only where the same address is typed, and until another password is chosen. Whoever knew the one before could
have had as many devices known as they like, each with guesses of its own.
"""

import hashlib
import hmac
from datetime import timedelta

from flask import current_app, request
from werkzeug.wrappers import Response

from competence.signin import queries
from competence.web.clock import today
from competence.web.tokens import new_token

LIVES = timedelta(days=180)


def known(email: str) -> str:
    """Return the number of this request's device, where somebody signed in there with this address; otherwise ""."""
    number, _dot, seal = request.cookies.get(_name(), "").partition(".")
    account = queries.account_of(email, today()) if seal else None
    if account is None:
        return ""
    return number if hmac.compare_digest(seal.encode(), _sealed(number, email, account.epoch).encode()) else ""


def remember(response: Response, email: str, epoch: int, device: str = "") -> None:
    """Let the browser of this request be known where this address signs in; one device knows the last address only.

    epoch: of the address's account. device: its number where it was known already, so that it keeps its tries.
    """
    number = device or new_token()
    response.set_cookie(
        _name(),
        f"{number}.{_sealed(number, email, epoch)}",
        max_age=LIVES,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Lax",
    )


def _name() -> str:
    return "__Host-device" if current_app.config["SESSION_COOKIE_SECURE"] else "device"


def _sealed(number: str, email: str, epoch: int) -> str:
    secret = str(current_app.secret_key).encode()
    return hmac.new(secret, f"device:{epoch}:{number}:{email}".encode(), hashlib.sha256).hexdigest()
