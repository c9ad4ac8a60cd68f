"""What the trail tells of one person: who looked at what is about them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from competence.db import db
from competence.privacy.models import AuditEvent, AuditWords
from competence.privacy.trail.rules.capacity import Capacity
from competence.privacy.trail.rules.chain import ANEW, Stream
from competence.privacy.trail.rules.days import Day, Seen, by_day, whole_days
from competence.web.clock import day_of
from competence.web.slots import Slot

TAKEN_OUT = ("export.figures", "export.agreement", "export.breach", "export.review", "mine.package")
BY_COMMANDS = (
    "retention.run", "retention.erase", "erasure.erase", "erasure.again", "keys.destroy", "outbox.print",
    "backup.restore", ANEW,
)  # fmt: skip
PAGE = 300  # looks read for one page
NAMES: Slot[Callable[[Collection[int]], Mapping[int, str]]] = Slot()  # who people are; filled by people
REASONS: Slot[Callable[[int], Sequence[Any]]] = Slot()  # when and why HR broke the glass for a person


def looks_at(person_id: int, before: int = 0) -> tuple[list[Day], int]:
    """Return the looks of others at what is about a person, the newest first, and where older ones begin (0: none).

    before: only those with a smaller number in their chain.
    """
    columns = (AuditEvent.seq, AuditEvent.at, AuditEvent.actor_id, AuditEvent.action, AuditEvent.capacity)
    query = select(*columns).where(
        AuditEvent.stream == Stream.LOOK,
        AuditEvent.subject_id == person_id,
        AuditEvent.actor_id.is_distinct_from(person_id),
    )
    if before > 0:
        query = query.where(AuditEvent.seq < before)
    rows = db.session.execute(query.order_by(AuditEvent.seq.desc()).limit(PAGE + 1))
    seen, older = whole_days([Seen(*row) for row in rows], PAGE, day_of)
    return by_day(seen, day_of), older


@dataclass(frozen=True)
class Read:
    """One thing an account read, took out as a file, or was refused."""

    at: datetime
    action: str
    subject_id: int | None
    capacity: Capacity | None
    denied: bool
    words: str | None  # of a file: its fingerprint, and why it was taken


@dataclass(frozen=True)
class Run:
    """One thing a command did: when, what, whom it was about, if anybody, and the reason where one was given."""

    at: datetime
    action: str
    subject_id: int | None
    words: str | None


def looks_by(person_id: int, start: datetime, end: datetime) -> list[Read]:
    """Return what an account read about others, took out and was refused between two moments, the first first."""
    columns = (AuditEvent.at, AuditEvent.action, AuditEvent.subject_id, AuditEvent.capacity, AuditEvent.denied)
    of_files = and_(AuditWords.event_id == AuditEvent.id, AuditEvent.action.in_(TAKEN_OUT))
    query = select(*columns, AuditWords.words).outerjoin(AuditWords, of_files)
    query = query.where(
        AuditEvent.actor_id == person_id,
        AuditEvent.at >= start,
        AuditEvent.at <= end,
        or_(AuditEvent.stream == Stream.LOOK, AuditEvent.denied, AuditEvent.action.in_(TAKEN_OUT)),
    )
    return [Read(*row) for row in db.session.execute(query.order_by(AuditEvent.at, AuditEvent.id))]


def last_run(action: str) -> datetime | None:
    """Return when something was last done, by a command; None where it never was, or long ago."""
    return db.session.scalar(select(func.max(AuditEvent.at)).where(AuditEvent.action == action))


def commands_run() -> list[Run]:
    """Return the latest of what the operator's commands and the nightly run did to what is held, the newest first."""
    query = select(AuditEvent.at, AuditEvent.action, AuditEvent.subject_id, AuditWords.words)
    query = query.outerjoin(AuditWords, AuditWords.event_id == AuditEvent.id)
    query = query.where(AuditEvent.stream == Stream.ACT, AuditEvent.action.in_(BY_COMMANDS))
    return [Run(*row) for row in db.session.execute(query.order_by(AuditEvent.id.desc()).limit(PAGE))]


def names_of(person_ids: Collection[int | None]) -> dict[int, str]:
    """Return what people are called; who is no longer anybody has no name."""
    wanted = {number for number in person_ids if number is not None}
    return {number: name for names in NAMES for number, name in names(wanted).items()} if wanted else {}
