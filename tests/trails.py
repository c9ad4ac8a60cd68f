"""Chains of the trail made by hand, and the trail of a house written and changed past the product."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, text

from competence.db import db
from competence.privacy.models import AuditEvent
from competence.privacy.trail.queries.chain import end_of
from competence.privacy.trail.rules.capacity import Capacity
from competence.privacy.trail.rules.chain import GENESIS, Checkpoint, Fault, Head, Link, Stream, faults, sealed
from tests.web.proving import NOON

KEY, ANOTHER_KEY = b"k" * 32, b"a" * 32
BEGAN = datetime(2026, 3, 1, 8, tzinfo=UTC)
LOOK: dict[str, Any] = {
    "actor_id": None,
    "action": "plan.look",
    "subject_id": 1,
    "thing": "",
    "capacity": None,
    "denied": False,
}


def chain(length: int, *, key: bytes = KEY, after: tuple[int, str] = (0, GENESIS), told: str = "") -> list[Link]:
    """Make a whole chain, each link about one of a few people."""
    links, (last, before) = [], after
    for seq in range(last + 1, last + 1 + length):
        link = Link(
            Stream.ACT, seq, BEGAN + timedelta(minutes=seq), 1 + seq % 3, f"plan.approve{told}", 1 + seq % 5,
            f"plan {seq:032x}", "LEADER", False, "", "",
        )  # fmt: skip
        before = sealed(key, before, link)
        links.append(replace(link, hash=before))
    return links


def head(links: Sequence[Link]) -> Head:
    """Return the head that is exported after the last of some links."""
    return Head(Stream.ACT, links[-1].seq, links[-1].hash)


def found(links: Sequence[Link], *, checkpoints: Sequence[Checkpoint] = (), heads: Sequence[Head] = ()) -> list[Fault]:
    """Return what is wrong with links in whatever order they stand."""
    return list(faults(KEY, Stream.ACT, sorted(links, key=lambda link: link.seq), checkpoints, heads))


def without_guards(*statements: tuple[str, dict[str, Any]]) -> None:
    """Do what only somebody who owns the database can: take the triggers away, and write what one likes."""
    if db.session.get_bind().dialect.name == "sqlite":
        for name in ("event_same", "event_kept", "words_same", "checkpoint_same", "checkpoint_kept"):
            db.session.execute(text(f"DROP TRIGGER IF EXISTS audit_{name}"))
    else:
        db.session.execute(text("SET LOCAL session_replication_role = replica"))
    for statement, values in statements:
        db.session.execute(text(statement), values)
    db.session.flush()


def noted(*events: dict[str, Any], stream: Stream = Stream.LOOK) -> list[int]:
    """Write events into a chain without sealing them, each with what is not what it mostly is: Bo looked at Astrid.

    Returns their numbers in the chain.
    """
    usual = LOOK | {"stream": stream, "at": NOON, "actor_id": 3, "capacity": Capacity.LEADER, "commit": ""}
    usual |= {"hash": "0" * 64}
    end, _ = end_of(db.session, stream)
    rows = [usual | {"seq": end + number} | event for number, event in enumerate(events, 1)]
    db.session.execute(insert(AuditEvent), rows)
    return [row["seq"] for row in rows]


def empty() -> None:
    """Take away whatever other tests really committed to the trail, until the transaction of this one is undone."""
    without_guards(
        ("DELETE FROM audit_words", {}), ("DELETE FROM audit_event", {}), ("DELETE FROM audit_checkpoint", {})
    )
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(text("SET LOCAL session_replication_role = origin"))
