"""Writing the database's pages anew, so that nothing deleted can be read in its file, log or free pages."""

import time
from collections.abc import Collection
from typing import Any

from competence.db import db

WAITS = 2000  # milliseconds: a start does not wait long for a reader, there is a next time
SAMPLES = "pg_statistic"
TRIES, PAUSE = 5, 0.5  # seconds between them
NOW = "SELECT pg_current_xact_id()::xid::text"
# A table written anew as of a moment before that: somebody still looked at what stood in it, and it was kept for them.
NOT_SINCE = (
    "SELECT oid::regclass::text FROM pg_class WHERE oid = ANY(%s::regclass[]) "
    "AND age(relfrozenxid) >= age(%s::text::xid)"
)


class NotYet(RuntimeError):
    """Somebody reads the database and keeps its log from being emptied, or we may not rewrite; it is tried again."""


def rewrite_pages(tables: Collection[str]) -> None:
    """Let the database write its tables anew without what was deleted, and empty its log. Raises NotYet.

    tables: those to write anew on PostgreSQL; SQLite writes the whole file. Outside any transaction.
    """
    raw = db.engine.raw_connection()
    try:
        if db.engine.dialect.name == "sqlite":
            _rewrite_sqlite(raw.cursor())
        else:
            raw.driver_connection.autocommit = True  # type: ignore[union-attr]
            _rewrite_postgresql(raw.cursor(), sorted(tables))
    except Exception as error:
        if not _is_busy(error):
            raise
        raise NotYet from error
    finally:
        raw.invalidate()  # a connection with settings of its own must not go back among the others
        raw.close()


def _rewrite_postgresql(cursor: Any, tables: list[str]) -> None:
    """Rewrite the tables as their owner. Somebody else would only be warned, and nothing would be rewritten.

    The planner keeps samples of what stands in them; they are taken anew, and rewritten where we may.
    """
    if not _owns(cursor, tables):
        raise NotYet
    cursor.execute(f"SET lock_timeout = {WAITS}")
    _vacuum(cursor, "FULL, FREEZE, ANALYZE", tables)
    if _owns(cursor, [SAMPLES]):
        _vacuum(cursor, "FULL, FREEZE", [SAMPLES])


def _vacuum(cursor: Any, how: str, tables: list[str]) -> None:
    """Write tables anew, and once more while a backup or a report looks at what is gone. Raises NotYet."""
    for _ in range(TRIES):
        cursor.execute(NOW)
        (now,) = cursor.fetchone()
        cursor.execute(f"VACUUM ({how}) {', '.join(tables)}")
        cursor.execute(NOT_SINCE, (tables, now))
        tables = sorted(name for (name,) in cursor.fetchall())
        if not tables:
            return
        time.sleep(PAUSE)
    raise NotYet


def _owns(cursor: Any, tables: list[str]) -> bool:
    owned = "SELECT bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class WHERE oid = ANY(%s::regclass[])"
    cursor.execute(owned, (tables,))
    (owns,) = cursor.fetchone()
    return bool(owns)


def _rewrite_sqlite(cursor: Any) -> None:
    cursor.execute(f"PRAGMA busy_timeout = {WAITS}")
    cursor.execute("VACUUM")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    busy, *_ = cursor.fetchone()
    if busy:
        raise NotYet


def _is_busy(error: Exception) -> bool:
    """Return whether the database only said that somebody else holds what it needs."""
    return getattr(error, "sqlstate", None) == "55P03" or "database is locked" in str(error)
