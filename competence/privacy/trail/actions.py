"""Adding to the trail, in the order of the chain: at the end of each transaction, as its last statements."""

import logging
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, cast

from sqlalchemy import Table, event, func, insert, select
from sqlalchemy.orm import Session, SessionTransaction

from competence.db import db
from competence.privacy.models import AuditEvent, AuditWords
from competence.privacy.trail.keys import trail_key
from competence.privacy.trail.queries.chain import end_of, head_of, link_of
from competence.privacy.trail.rules.chain import SALT_LENGTH, Stream, committed, head_line, sealed
from competence.web.log import is_hushed

LOCK = int.from_bytes(b"trail")  # the name of PostgreSQL's lock; SQLite has its one write lock
PENDING, HEADS = object(), object()  # under which a session keeps what is to be added, and what is to be told
EVERY = 1000  # links after which a head goes to the log, besides every hour
EVENTS = cast(Table, AuditEvent.__table__)


def pend(stream: Stream, fields: Mapping[str, Any], words: str = "") -> None:
    """Let an event be added when the current transaction is committed; it goes where the transaction goes.

    Adding it last keeps the chain locked for no longer than the commit takes, and keeps two who wait for the chain
    from waiting for each other's rows.
    """
    session = db.session
    if not session.in_transaction():
        session.begin()
    inside = session.get_nested_transaction() or session.get_transaction()
    session.info.setdefault(PENDING, []).append((inside, stream, {"at": datetime.now(UTC)} | dict(fields), words))


def by_nobody(action: str, thing: str = "") -> dict[str, Any]:
    """Return the fields of an event that the trail itself tells: no person did it, and it is about none."""
    return {"actor_id": None, "action": action, "subject_id": None, "thing": thing, "capacity": None, "denied": False}


@event.listens_for(Session, "before_commit")
def _add_to_the_chain(session: Session) -> None:
    """Write what is pending for this transaction; if it cannot be written, nothing of the transaction is."""
    session.flush()  # first: of a part that cannot be written nothing is handed on
    part = session.get_nested_transaction()
    own = [one for one in session.info.pop(PENDING, ()) if _is_within(part or session.get_transaction(), one[0])]
    if part is not None:
        session.info[PENDING] = [(part.parent if one[0] is part else one[0], *one[1:]) for one in own]
    elif own:
        _append(session, [one[1:] for one in own])


def _is_within(inside: SessionTransaction | None, of_event: SessionTransaction) -> bool:
    """Return whether an event belongs to a transaction or to one it stands in; others are left from one long over."""
    while inside is not None:
        if inside is of_event:
            return True
        inside = inside.parent
    return False


def _append(session: Session, pending: Sequence[tuple[Stream, dict[str, Any], str]]) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(LOCK)))
    key, ends, rows, words = trail_key(), dict[Stream, tuple[int, str]](), list[dict[str, Any]](), {}
    round_numbers: set[Stream] = set()
    for stream, fields, said in pending:
        seq, before = ends[stream] if stream in ends else end_of(session, stream)
        salt = secrets.token_hex(SALT_LENGTH // 2)
        row: dict[str, Any] = {
            "stream": stream,
            "seq": seq + 1,
            "commit": committed(salt, said) if said else "",
        } | fields
        row["hash"] = sealed(key, before, link_of(row))
        ends[stream] = row["seq"], row["hash"]
        if row["seq"] % EVERY == 0:
            round_numbers.add(stream)
        rows.append(row)
        if said:
            words[stream, row["seq"]] = {"salt": salt, "words": said}
    session.execute(insert(EVENTS), rows)  # one statement, also where some columns are empty
    for (stream, seq), kept in words.items():
        number = select(AuditEvent.id).where(AuditEvent.stream == stream, AuditEvent.seq == seq).scalar_subquery()
        session.execute(insert(AuditWords).values(event_id=number, **kept))
    if not is_hushed():  # beside what is told without its hour no line may say it
        round_ends = [head_of(stream) for stream in Stream if stream in round_numbers]
        session.info[HEADS] = [head_line(head, count, datetime.now(UTC)) for head, count in round_ends]


@event.listens_for(Session, "after_commit")
def _tell_heads(session: Session) -> None:
    """Let a head leave for the log, which journald keeps, once what it seals is written."""
    for line in session.info.pop(HEADS, ()):
        db.once_kept(partial(logging.getLogger("competence.trail").warning, "trail ends at: %s", line))


@event.listens_for(Session, "after_rollback")
def _forget_heads(session: Session) -> None:
    session.info.pop(HEADS, None)
