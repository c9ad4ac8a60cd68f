"""What the trail lets go of: links that are old enough, behind a sealed checkpoint, and words of an erased person."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select

from competence.db import db
from competence.privacy.models import AuditCheckpoint, AuditEvent, AuditWords
from competence.privacy.trail.actions import by_nobody, pend
from competence.privacy.trail.keys import trail_key
from competence.privacy.trail.queries.chain import ERASED
from competence.privacy.trail.rules.chain import Stream, checkpoint_mac

KEPT_DAYS = {Stream.ACT: 396, Stream.LOOK: 731}  # thirteen months, and two years, each to its last day


def due(moment: datetime) -> dict[Stream, int]:
    """Return how many links of each chain are older than they are kept: exactly what `prune` would delete."""
    counted = {}
    for stream in Stream:
        last = _last_due(stream, moment)
        old = select(func.count()).select_from(AuditEvent).where(AuditEvent.stream == stream, AuditEvent.seq <= last)
        counted[stream] = db.session.scalars(old).one()
    return counted


def prune(moment: datetime) -> dict[Stream, int]:
    """Delete what is older than it is kept, each chain up to the last link that is; return how many links went.

    A sealed checkpoint says how far, so that the chain still holds; the database deletes nothing no checkpoint covers.
    Words go with the event they stand beside.
    """
    gone = due(moment)
    for stream in (stream for stream, count in gone.items() if count):
        last = _last_due(stream, moment)
        end = db.session.scalars(
            select(AuditEvent.hash).where(AuditEvent.stream == stream, AuditEvent.seq == last)
        ).one()
        mac = checkpoint_mac(trail_key(), stream, last, end, moment)
        db.session.add(AuditCheckpoint(stream=stream, seq=last, hash=end, at=moment, mac=mac))
        db.session.execute(delete(AuditEvent).where(AuditEvent.stream == stream, AuditEvent.seq <= last))
    return gone


def _last_due(stream: Stream, moment: datetime) -> int:
    """Return the number before the first link that is to be kept; a clock that went back keeps more, never less."""
    kept = AuditEvent.at >= moment - timedelta(days=KEPT_DAYS[stream])
    first = db.session.scalar(select(func.min(AuditEvent.seq)).where(AuditEvent.stream == stream, kept))
    if first is not None:
        return first - 1
    return db.session.scalar(select(func.max(AuditEvent.seq)).where(AuditEvent.stream == stream)) or 0


def erase_words(person_ids: Collection[int]) -> int:
    """Erase the words kept with events by or about people, and let the trail say that they were erased.

    The events stay, with the numbers of people who are no longer anybody; the chain still holds.
    """
    about = or_(AuditEvent.subject_id.in_(person_ids), AuditEvent.actor_id.in_(person_ids))
    events = db.session.execute(
        select(AuditEvent.id, AuditEvent.stream, AuditEvent.seq)
        .join(AuditWords, AuditWords.event_id == AuditEvent.id)
        .where(about)
        .order_by(AuditEvent.id)
    ).all()
    for one in events:
        pend(Stream.ACT, by_nobody(ERASED, f"{one.stream.name} {one.seq}"))
    db.session.execute(delete(AuditWords).where(AuditWords.event_id.in_([one.id for one in events])))
    return len(events)
