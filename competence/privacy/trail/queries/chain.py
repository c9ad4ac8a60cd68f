"""Reading the trail: where each chain ends, and whether it still is what was written."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, func, select, union_all
from sqlalchemy.orm import Session

from competence.db import db
from competence.privacy.models import AuditCheckpoint, AuditEvent, AuditWords
from competence.privacy.trail.rules.chain import (
    ANEW,
    GENESIS,
    Checkpoint,
    Fault,
    Head,
    Link,
    Stream,
    Wrong,
    are_the_committed,
    faults,
)

AT_A_TIME = 2_000  # links read in one go
ERASED = "trail.erase_words"  # the event that says that words were erased; its thing is the link's number


def end_of(session: Session, stream: Stream) -> tuple[int, str]:
    """Return the number and hash that the next link of a chain hangs on."""
    found = session.execute(_end(), {"of": stream}).first()
    return (found.seq, found.hash) if found else (0, GENESIS)


@cache
def _end() -> Select[Any]:
    """Return the statement of `end_of`; it is put together once, because whatever is noted sends it."""
    of: BindParameter[Stream] = bindparam("of")
    last = select(AuditEvent.seq, AuditEvent.hash).where(AuditEvent.stream == of).order_by(AuditEvent.seq.desc())
    cut = select(AuditCheckpoint.seq, AuditCheckpoint.hash).where(AuditCheckpoint.stream == of)
    latest = cut.order_by(AuditCheckpoint.seq.desc()).limit(1).subquery()
    either = union_all(select(last.limit(1).subquery()), select(latest)).subquery()
    return select(either).order_by(either.c.seq.desc())


def head_of(stream: Stream) -> tuple[Head, int]:
    """Return where a chain ends now, and how many of its links stand."""
    seq, end = end_of(db.session, stream)
    count = select(func.count()).select_from(AuditEvent).where(AuditEvent.stream == stream)
    return Head(stream, seq, end), db.session.scalars(count).one()


def link_of(row: Mapping[str, Any]) -> Link:
    """Return a row, by the names of its columns, as the rules know it."""
    capacity = row["capacity"].name if row["capacity"] else ""
    same = ("stream", "seq", "at", "actor_id", "action", "subject_id", "thing", "denied", "commit")
    return Link(capacity=capacity, hash=row.get("hash", ""), **{name: row[name] for name in same})


def noted_between(
    first: datetime, last: datetime, actor_id: int | None, action: str, subject_id: int, thing: str
) -> bool:
    """Return whether the same look was noted between two moments."""
    same = select(AuditEvent.id).filter_by(
        stream=Stream.LOOK, actor_id=actor_id, action=action, subject_id=subject_id, thing=thing
    )
    return db.finds(same.where(AuditEvent.at.between(first, last)))


def noted_among(
    first: datetime, last: datetime, actor_id: int | None, action: str, people: Collection[int]
) -> set[int]:
    """Return about whom of some people the same look was noted between two moments."""
    same = select(AuditEvent.subject_id).filter_by(stream=Stream.LOOK, actor_id=actor_id, action=action)
    noted = same.where(AuditEvent.at.between(first, last), AuditEvent.subject_id.in_(people))
    return set(db.session.scalars(noted))


def links_of(stream: Stream) -> Iterator[Link]:
    """Return a whole chain in its order, a part at a time."""
    query = select(AuditEvent.__table__).where(AuditEvent.stream == stream).order_by(AuditEvent.seq)
    for row in db.session.execute(query.execution_options(yield_per=AT_A_TIME)).mappings():
        yield link_of(dict(row))


def checkpoints_of(stream: Stream) -> list[Checkpoint]:
    """Return how far a chain was deleted on schedule, each time."""
    query = select(AuditCheckpoint).where(AuditCheckpoint.stream == stream).order_by(AuditCheckpoint.seq)
    return [Checkpoint(one.stream, one.seq, one.hash, one.at, one.mac) for one in db.session.scalars(query)]


@dataclass(frozen=True)
class Verified:
    """What came of verifying the trail: how many links and words were looked at, and everything wrong with them.

    begun: from which link on a chain was judged that began anew.
    """

    links: int
    words: int
    faults: tuple[Fault, ...]
    begun: Mapping[Stream, int]


def verify(key: bytes, heads: Sequence[Head] = ()) -> Verified:
    """Return whether both chains, and the words kept apart, are what was written. Heads: exported before."""
    found: list[Fault] = []
    counted = 0
    for stream in Stream:
        seen = _Counted(links_of(stream))
        found += faults(key, stream, seen, checkpoints_of(stream), heads)
        counted += seen.count
    words, wrong = _words()
    return Verified(counted, words, (*found, *wrong), _begun_anew())


def _begun_anew() -> dict[Stream, int]:
    query = select(AuditEvent.stream, func.max(AuditEvent.seq)).where(AuditEvent.action == ANEW)
    return dict(db.session.execute(query.group_by(AuditEvent.stream)).all())


class _Counted(Iterator[Link]):
    """Counts the links that pass."""

    def __init__(self, links: Iterator[Link]) -> None:
        self._links = links
        self.count = 0

    def __next__(self) -> Link:
        link = next(self._links)
        self.count += 1
        return link


def _words() -> tuple[int, list[Fault]]:
    """Compare the words with their seals; words that are gone must have been erased, and the trail must say so."""
    query = (
        select(AuditEvent.stream, AuditEvent.seq, AuditEvent.commit, AuditWords.salt, AuditWords.words)
        .outerjoin(AuditWords, AuditWords.event_id == AuditEvent.id)
        .where((AuditEvent.commit != "") | AuditWords.event_id.is_not(None))
    )
    erased = set(db.session.scalars(select(AuditEvent.thing).where(AuditEvent.action == ERASED)))
    wrong, count = [], 0
    for row in db.session.execute(query):
        if row.words is None and f"{row.stream.name} {row.seq}" not in erased:
            wrong.append(Fault(Wrong.WORDS_GONE, row.stream, row.seq))
        elif row.words is not None:
            count += 1
            if not are_the_committed(row.salt, row.words, row.commit):
                wrong.append(Fault(Wrong.WORDS, row.stream, row.seq))
    return count, wrong
