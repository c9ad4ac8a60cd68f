"""Keeping sessions: begin, touch and end them. A row that was deleted is never written again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update

from competence.db import db
from competence.signin.models import UserSession
from competence.signin.rules import SESSIONS_AT_ONCE, whole_minute
from competence.web.clock import now
from competence.web.tokens import fingerprint, new_token


@dataclass(frozen=True)
class Identity:
    """Whose a session is, in which epoch of their account, how and when they proved it, what they are, and where.

    created: since when; None: from now on.
    """

    person_id: int
    epoch: int
    confirmed_at: datetime | None = None
    created: datetime | None = None
    factor_at: datetime | None = None
    rights: str | None = None
    device: str | None = None


def begin(data: str, whose: Identity | None = None) -> str:
    """Make a new session and return the token its cookie holds.

    A person has at most five at once; the ones unused for longest end.
    """
    token, moment = new_token(), now()
    identity = whose.__dict__ if whose else {}
    created = (whose and whose.created) or moment
    db.session.add(
        UserSession(
            **identity
            | {"key": fingerprint(token), "created": created, "last_seen": whole_minute(moment), "data": data}
        )
    )
    if whose is not None:
        own = UserSession.person_id == whose.person_id
        latest = select(UserSession.key).where(own).order_by(UserSession.last_seen.desc(), UserSession.created.desc())
        db.session.execute(delete(UserSession).where(own, UserSession.key.not_in(latest.limit(SESSIONS_AT_ONCE))))
    return token


def keep(key: str, data: str | None, *, seen: bool) -> None:
    """Write what changed in a session, and that it was used; nothing happens where it has ended meanwhile."""
    values: dict[str, Any] = {}
    if data is not None:
        values["data"] = data
    if seen:
        values["last_seen"] = whole_minute(now())
    db.session.execute(update(UserSession).where(UserSession.key == key).values(values))


def end(key: str) -> None:
    """End a session."""
    db.session.execute(delete(UserSession).where(UserSession.key == key))


def end_all(person_id: int, *, but: str | None = None) -> None:
    """End every session of a person, but one where its key is given."""
    others = (UserSession.person_id == person_id, UserSession.key.is_distinct_from(but))
    db.session.execute(delete(UserSession).where(*others))


def end_one(person_id: int, beginning: str) -> bool:
    """End one of a person's sessions, known by the first letters of its key; False where there is none."""
    own = delete(UserSession).where(
        UserSession.person_id == person_id, UserSession.key.startswith(beginning, autoescape=True)
    )
    return db.session.execute(own.returning(UserSession.key)).first() is not None
