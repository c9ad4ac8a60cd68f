"""Counting tries: one atomic statement each, so that many at once cannot slip through."""

import hashlib
import hmac
import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import current_app, g
from sqlalchemy import case, update
from werkzeug.exceptions import TooManyRequests

from competence.access.guard import current_actor
from competence.db import db
from competence.privacy.models import Throttle
from competence.web.clock import now


@dataclass(frozen=True)
class Limit:
    """How often something may be tried: count times within a time; strikes double the wait up to the longest one."""

    count: int
    within: timedelta
    longest: timedelta | None = None

    def lasts(self, strikes: int) -> timedelta:
        """Return how long the time is after so many strikes in a row."""
        return min(self.within * 2**strikes, self.longest) if self.longest else self.within

    @property
    def most(self) -> timedelta:
        """Return the longest time there is."""
        return self.longest or self.within


# Of each person. Nobody types faster than that, and a program asks for everybody.
SEARCHES = "search", Limit(60, timedelta(minutes=1))
EXPORTS = "export", Limit(60, timedelta(hours=1))
OF_OTHERS = "export of others", Limit(5, timedelta(days=1))  # files that tell of many others; nobody needs more


def slow_down(scope: str, limit: Limit) -> None:
    """Count that the one who asks does something, and ask them to wait where they did it too often.

    It ends the transaction of a reading request, so it stands first. Raises TooManyRequests.
    """
    session = db.begin_writing()
    wait = take(scope, str(current_actor().person_id), limit)
    session.commit()
    g.pop("db_writes")
    if wait:
        raise TooManyRequests(retry_after=wait)


def take(scope: str, subject: str, limit: Limit) -> int:
    """Count one try and return how many seconds to wait, 0 where the limit is not reached.

    The time after a reached limit doubles with each time in a row, where the limit has a longest time. Where the clock
    was set back no time is longer than the longest one: the tries still count, and nobody waits for a year.
    """
    moment = now()
    over = Throttle.ends_at <= moment
    counted = db.insert(Throttle).values(
        scope=scope, subject=keyed(subject), tries=1, strikes=0, ends_at=moment + limit.within
    )
    row = db.session.execute(
        counted.on_conflict_do_update(
            index_elements=[Throttle.scope, Throttle.subject],
            set_={
                "tries": case((over, 1), else_=Throttle.tries + 1),
                "ends_at": case(
                    (over, moment + limit.within),
                    (Throttle.ends_at > moment + limit.most, moment + limit.most),
                    else_=Throttle.ends_at,
                ),
            },
        ).returning(Throttle.tries, Throttle.strikes, Throttle.ends_at)
    ).one()
    if row.tries <= limit.count:
        return 0
    ends_at: datetime = row.ends_at
    if row.tries == limit.count + 1 and limit.longest is not None:  # exactly one try sees this count
        ends_at = moment + limit.lasts(row.strikes)
        own = (Throttle.scope == scope) & (Throttle.subject == keyed(subject))
        db.session.execute(update(Throttle).where(own).values(ends_at=ends_at, strikes=row.strikes + 1))
    return max(1, math.ceil((ends_at - moment).total_seconds()))


def keyed(text: str) -> str:
    """Return a fingerprint that only this installation can make: the table holds no addresses of any kind."""
    secret = str(current_app.secret_key).encode()
    return hmac.new(secret, b"throttle:" + text.encode(), hashlib.sha256).hexdigest()
