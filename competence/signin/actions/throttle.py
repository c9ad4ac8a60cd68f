"""Counting tries: one atomic statement each, so that many at once cannot slip through."""

import hashlib
import hmac
import math
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import case, delete, update

from competence.db import db
from competence.signin import queries
from competence.signin.models import Throttle
from competence.signin.rules import Limit
from competence.web.clock import now

PASSWORD = Limit(10, timedelta(minutes=5), longest=timedelta(hours=1))
FAILING_ACCOUNTS = Limit(50, timedelta(minutes=10))  # from one address; a whole municipality may share one
WHILE_MANY_FAIL = Limit(30, timedelta(minutes=1))  # tries from such an address
RESET = Limit(5, timedelta(days=1))
RESETS_FROM_AN_ADDRESS = Limit(60, timedelta(hours=1))
TIDYING = Limit(1, timedelta(hours=1))


def try_password(email: str, address: str) -> int:
    """Count a try to sign in and return how many seconds to wait before one may try; 0 to go on."""
    failures = queries.distinct_failures(_failed_from(address), now())
    wait = take("slow", address, WHILE_MANY_FAIL) if failures > FAILING_ACCOUNTS.count else 0
    return wait or take("password", email, PASSWORD)


def try_reset(email: str, address: str) -> int:
    """Count a wish for a new password and return how many seconds to wait; 0 to go on."""
    return take("resets", address, RESETS_FROM_AN_ADDRESS) or take("reset", email, RESET)


def note_failure(email: str, address: str) -> None:
    """Remember that an address has failed at an account."""
    take(_failed_from(address), email, FAILING_ACCOUNTS)


def forget(email: str) -> None:
    """Forget the tries at an account: its owner is in."""
    db.session.execute(delete(Throttle).where(Throttle.scope == "password", Throttle.subject == _keyed(email)))


def take(scope: str, subject: str, limit: Limit) -> int:
    """Count one try and return how many seconds to wait, 0 where the limit is not reached.

    The time after a reached limit doubles with each time in a row, where the limit has a longest time.
    """
    moment = now()
    over = Throttle.ends_at <= moment
    counted = db.insert(Throttle).values(
        scope=scope, subject=_keyed(subject), tries=1, strikes=0, ends_at=moment + limit.within
    )
    row = db.session.execute(
        counted.on_conflict_do_update(
            index_elements=[Throttle.scope, Throttle.subject],
            set_={
                "tries": case((over, 1), else_=Throttle.tries + 1),
                "ends_at": case((over, moment + limit.within), else_=Throttle.ends_at),
            },
        ).returning(Throttle.tries, Throttle.strikes, Throttle.ends_at)
    ).one()
    if row.tries <= limit.count:
        return 0
    ends_at: datetime = row.ends_at
    if row.tries == limit.count + 1 and limit.longest is not None:  # exactly one try sees this count
        ends_at = moment + limit.lasts(row.strikes)
        own = (Throttle.scope == scope) & (Throttle.subject == _keyed(subject))
        db.session.execute(update(Throttle).where(own).values(ends_at=ends_at, strikes=row.strikes + 1))
    return max(1, math.ceil((ends_at - moment).total_seconds()))


def _failed_from(address: str) -> str:
    return f"failed:{_keyed(address)}"


def _keyed(text: str) -> str:
    """Return a fingerprint that only this installation can make: the table holds no addresses of any kind."""
    secret = str(current_app.secret_key).encode()
    return hmac.new(secret, b"throttle:" + text.encode(), hashlib.sha256).hexdigest()
