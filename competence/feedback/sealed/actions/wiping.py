"""Wiping what a closed round leaves behind: its key, the pages its boxes lay on, and the database's log.

Every step may be done again without harm, and a round is published only when all are done. So it does not matter where
a crash comes between: the next daily run or the next start goes on, and nobody sees anything before.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from competence.db import db
from competence.feedback.sealed import keys
from competence.feedback.sealed.models import LooseAnswer, Round, RoundFigure, SealedSheet
from competence.feedback.sealed.queries import rounds
from competence.feedback.sealed.rules.rounds import Stage

TABLES = (SealedSheet, LooseAnswer, RoundFigure)


class NotYet(RuntimeError):
    """Somebody reads the database and keeps its log from being emptied, or we may not rewrite; it is tried again."""


def wipe() -> list[str]:
    """Wipe what closed rounds left behind, and return their public ids. Raises NotYet.

    Ends the transaction it is called in: pages can only be rewritten outside one.
    """
    pids = [round_.pid for round_ in rounds.rounds_in(Stage.CLOSED)]
    db.session.rollback()
    if pids:
        for pid in pids:
            keys.destroy(pid)
        rewrite_pages()
    return pids


def publish(wiped: Collection[str], today: date) -> list[Round]:
    """Let what wiped rounds found be read by those it was promised to, and return those nobody published meanwhile."""
    ready = [round_ for round_ in rounds.rounds_in(Stage.CLOSED, to_change=True) if round_.pid in wiped]
    for round_ in ready:
        round_.stage, round_.published_on = Stage.PUBLISHED, today
    db.session.flush()
    return ready


def rewrite_pages() -> None:
    """Let the database write its tables anew without what was deleted, and empty its log. Raises NotYet."""
    raw = db.engine.raw_connection()
    try:
        if db.engine.dialect.name == "sqlite":
            _rewrite_sqlite(raw.cursor())
        else:
            raw.driver_connection.autocommit = True  # type: ignore[union-attr]
            _rewrite_postgresql(raw.cursor())
    finally:
        raw.invalidate()  # a connection with settings of its own must not go back among the others
        raw.close()


def _rewrite_postgresql(cursor: Any) -> None:
    """Rewrite the tables as their owner. Somebody else would only be warned, and nothing would be rewritten."""
    names = [table.__tablename__ for table in TABLES]
    owned = "SELECT bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class WHERE oid = ANY(%s::regclass[])"
    cursor.execute(owned, (names,))
    if not cursor.fetchone()[0]:
        raise NotYet
    cursor.execute(f"VACUUM (FULL, FREEZE) {', '.join(names)}")


def _rewrite_sqlite(cursor: Any) -> None:
    cursor.execute("PRAGMA busy_timeout = 2000")  # a start does not wait long for a reader: there is a next time
    cursor.execute("VACUUM")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    busy, *_ = cursor.fetchone()
    if busy:
        raise NotYet
