"""Words rescued from an expired session, and tidying away what has had its time."""

from datetime import timedelta
from typing import Any

from sqlalchemy import and_, delete, false, or_, select

from competence.db import db
from competence.privacy.models import Throttle
from competence.privacy.throttling import take
from competence.signin import queries
from competence.signin.actions import throttle
from competence.signin.addresses.models import AddressChange
from competence.signin.addresses.rules import WAITS
from competence.signin.factors.models import CodeApp, FactorReset
from competence.signin.factors.rules import RESET_WAITS
from competence.signin.models import IdempotencyKey, OneTimeLink, Refused, RescuedWords, UserSession
from competence.signin.rules import ABSOLUTE, KEYS_KEPT, REFUSALS_KEPT, RESCUABLE
from competence.web.clock import now, today

PAGES_AT_MOST = 10


def rescue(person_id: int, path: str, fields: dict[str, Any], action: str | None = None) -> RescuedWords:
    """Keep what a person had written on a page; an earlier rescue from the same page is replaced.

    action: where it was sent, where it goes on as soon as they have confirmed who they are. Such a row belongs to one
    browser, and another one replaces nothing of it.
    """
    own = RescuedWords.person_id == person_id
    same = and_(RescuedWords.path == path, RescuedWords.action.is_(None)) if action is None else false()
    latest = select(RescuedWords.id).where(own).order_by(RescuedWords.id.desc()).limit(PAGES_AT_MOST - 1)
    db.session.execute(delete(RescuedWords).where(own, or_(same, RescuedWords.id.not_in(latest))))
    kept = RescuedWords(person_id=person_id, rescued_at=now(), path=path, action=action, fields=fields)
    db.session.add(kept)
    db.session.flush()
    return kept


def hand_back(person_id: int, path: str) -> dict[str, Any] | None:
    """Return {"path", "fields"} of what a person had written, and let go of it."""
    words = queries.rescued(person_id, path)
    if words is None:
        return None
    db.session.delete(words)
    return {"path": words.path, "fields": words.fields}


def let_go(person_id: int, number: int) -> None:
    """Forget what was kept for a form that is being sent again."""
    db.session.execute(delete(RescuedWords).where(RescuedWords.person_id == person_id, RescuedWords.id == number))


def tidy() -> None:
    """Delete what has had its time; at most once an hour, whoever comes first."""
    if take("tidy", "", throttle.TIDYING):
        return
    moment = now()
    anonymous = and_(UserSession.person_id.is_(None), UserSession.created < moment - ABSOLUTE)
    for table, condition in (
        (UserSession, or_(UserSession.last_seen < moment - RESCUABLE, anonymous)),
        (RescuedWords, RescuedWords.rescued_at < moment - RESCUABLE),
        (OneTimeLink, OneTimeLink.expires_at < moment),
        (AddressChange, AddressChange.asked_at < moment - WAITS),
        (FactorReset, FactorReset.asked_at < moment - RESET_WAITS),
        (CodeApp, and_(CodeApp.proven_at.is_(None), CodeApp.added_at < moment - RESET_WAITS)),
        (IdempotencyKey, IdempotencyKey.day < today() - KEYS_KEPT),
        (Refused, Refused.hour < moment - REFUSALS_KEPT),
        (Throttle, Throttle.ends_at < moment - timedelta(hours=24)),
    ):
        db.session.execute(delete(table).where(condition))
