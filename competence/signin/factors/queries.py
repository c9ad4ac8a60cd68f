"""Reading somebody's second factors, how many recovery codes are left, their sessions, and a reset that waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from competence.db import db
from competence.people.models import Person
from competence.signin.factors.models import CodeApp, FactorReset, Passkey, RecoveryCode
from competence.signin.factors.rules import RESET_WAITS
from competence.signin.models import UserSession

Found = Any  # a row with the columns named in the query


@dataclass(frozen=True)
class Factors:
    """What somebody can prove themselves with, besides the password."""

    apps: Sequence[CodeApp]
    passkeys: Sequence[Passkey]

    def __bool__(self) -> bool:
        return bool(self.apps or self.passkeys)

    def __len__(self) -> int:
        return len(self.apps) + len(self.passkeys)


def factors_of(person_id: int) -> Factors:
    """Return a person's proven second factors, the oldest first."""
    apps = select(CodeApp).where(CodeApp.person_id == person_id, CodeApp.proven_at.is_not(None)).order_by(CodeApp.id)
    keys = select(Passkey).where(Passkey.person_id == person_id).order_by(Passkey.id)
    return Factors(db.session.scalars(apps).all(), db.session.scalars(keys).all())


def has_factor(person_id: Any) -> ColumnElement[bool]:
    """Return the condition that a person has a second factor."""
    app = select(CodeApp.id).where(CodeApp.person_id == person_id, CodeApp.proven_at.is_not(None)).exists()
    return or_(app, select(Passkey.id).where(Passkey.person_id == person_id).exists())


def app_of(person_id: int, pid: str) -> CodeApp | None:
    """Return one of a person's code apps."""
    return db.session.scalar(select(CodeApp).where(CodeApp.person_id == person_id, CodeApp.pid == pid))


def device_of(person_id: int, pid: str) -> CodeApp | Passkey | None:
    """Return one of a person's proven second factors."""
    key = db.session.scalar(select(Passkey).where(Passkey.person_id == person_id, Passkey.pid == pid))
    app = app_of(person_id, pid)
    return key or (app if app is not None and app.proven_at else None)


def passkey_of(person_id: int, credential: str) -> Passkey | None:
    """Return the passkey of a person that a browser names."""
    return db.session.scalar(select(Passkey).where(Passkey.person_id == person_id, Passkey.credential == credential))


def codes_left(person_id: int) -> int:
    """Return how many recovery codes a person has left."""
    return db.session.execute(select(func.count()).where(RecoveryCode.person_id == person_id)).scalar_one()


def sessions_of(person_id: int) -> Sequence[Found]:
    """Return where a person is signed in, the latest use first."""
    columns = (UserSession.key, UserSession.device, UserSession.created, UserSession.last_seen)
    own = select(*columns).where(UserSession.person_id == person_id)
    return db.session.execute(own.order_by(UserSession.last_seen.desc(), UserSession.key)).all()


def reset_of(person_id: int, now: datetime) -> Found | None:
    """Return a reset of a person that waits for its second person, with who asked for it."""
    waiting = select(FactorReset.asked_by_id, FactorReset.asked_at, Person.name).join(
        Person, Person.id == FactorReset.asked_by_id
    )
    mine = waiting.where(FactorReset.person_id == person_id, FactorReset.asked_at > now - RESET_WAITS)
    return db.session.execute(mine).one_or_none()
