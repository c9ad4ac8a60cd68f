"""How often one may try to sign in, or ask for a new password, and how many were not let in."""

from datetime import timedelta

from flask import current_app
from sqlalchemy import delete

from competence.db import db
from competence.privacy.models import Throttle
from competence.privacy.throttling import Limit, keyed, take
from competence.signin import queries
from competence.signin.models import Refused
from competence.signin.rules import Why
from competence.web.clock import now

PASSWORD = Limit(10, timedelta(minutes=5), longest=timedelta(hours=1))
FAILING_ACCOUNTS = Limit(50, timedelta(minutes=10))  # from one address; a whole municipality may share one
WHILE_MANY_FAIL = Limit(30, timedelta(minutes=1))  # tries from such an address
RESET = Limit(5, timedelta(days=1))
RESETS_FROM_AN_ADDRESS = Limit(60, timedelta(hours=1))
TIDYING = Limit(1, timedelta(hours=1))


def try_password(email: str, address: str, device: str = "") -> int:
    """Count a try to sign in and return how many seconds to wait before one may try; 0 to go on.

    device: the number of a device known for this e-mail address, which has tries of its own: what others try elsewhere,
    at this account or from this machine's address, makes nobody wait there.
    """
    if device:
        return take(_at_devices_of(email), device, PASSWORD)
    failures = queries.distinct_failures(_failed_from(address), now())
    wait = take("slow", address, WHILE_MANY_FAIL) if failures > FAILING_ACCOUNTS.count else 0
    return wait or take("password", email, PASSWORD)


def try_reset(email: str, address: str) -> int:
    """Count a wish for a new password and return how many seconds to wait; 0 to go on."""
    return take("resets", address, RESETS_FROM_AN_ADDRESS) or take("reset", email, RESET)


def note_failure(email: str, address: str) -> None:
    """Remember that an address has failed at an account."""
    take(_failed_from(address), email, FAILING_ACCOUNTS)


def note_refused(why: Why) -> None:
    """Count by the hour that somebody was not let in, and say so in the log: why, and never who."""
    hour = now().replace(minute=0, second=0, microsecond=0)
    counted = db.insert(Refused).values(hour=hour, why=why, count=1)
    db.session.execute(
        counted.on_conflict_do_update(index_elements=[Refused.hour, Refused.why], set_={"count": Refused.count + 1})
    )
    current_app.logger.warning("sign-in refused: %s", why.name.lower())


def forget(email: str, device: str = "") -> None:
    """Forget the tries at an account: its owner is in; from a known device those made there, others go on waiting."""
    at_devices = Throttle.scope == _at_devices_of(email)
    if device:
        which = at_devices & (Throttle.subject == keyed(device))
    else:
        which = at_devices | ((Throttle.scope == "password") & (Throttle.subject == keyed(email)))
    db.session.execute(delete(Throttle).where(which))


def _failed_from(address: str) -> str:
    return f"failed:{keyed(address)}"


def _at_devices_of(email: str) -> str:
    return f"device:{keyed(email)}"
