"""What is asked of the database and the machine to know whether the product is well."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask import current_app, g
from sqlalchemy import func, select, text

from competence.config import ROOT
from competence.db import db
from competence.notifications.models import OutgoingMail
from competence.notifications.rules import Goes
from competence.privacy.models import AuditEvent
from competence.web.clock import now

MEGABYTE = 1024 * 1024


def write_through() -> None:
    """Have the database write something to its disks that is in no table; it fails as somebody's change would."""
    if db.engine.dialect.name == "sqlite":
        told = ["PRAGMA user_version = 0"]  # used for nothing
    else:  # the first fails where one may only read, the second reaches the log's disk, the last the tables'
        told = [
            "SELECT 1 FROM user_session WHERE false FOR UPDATE",
            "SELECT pg_logical_emit_message(true, 'health', '')",
            "SET LOCAL temp_tablespaces = ''",  # where the tables of this database lie
            "SET LOCAL work_mem = '64kB'",
            "SELECT count(*) FROM generate_series(1, 10000)",  # too many for it: put aside on disk
        ]
    writing = db.begin_writing()
    try:
        for statement in told:
            writing.execute(text(statement))
        db.session.commit()
    finally:
        g.pop("db_writes")


class IsNewer(RuntimeError):
    """The database was changed by a newer version than this one."""


def version() -> str | None:
    """Return the last migration the database has seen; None where it has seen none yet.

    Alembic would ask by a new table each time, and the engine keep each of these statements for itself.
    """
    if not db.engine.dialect.has_table(db.session.connection(), "alembic_version"):
        return None
    seen: str | None = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    return seen


def waiting_migrations() -> int:
    """Return how many migrations this version brings that the database has not seen. Raises IsNewer."""
    scripts = current_app.extensions["alembic"].script_directory
    reading = MigrationContext.configure(dialect=db.engine.dialect)
    with Operations.context(reading):  # migrations name constraints when they are read
        known = {script.revision for script in scripts.walk_revisions()}
        seen = version()
        if seen not in {*known, None}:
            raise IsNewer
        done = {script.revision for script in scripts.iterate_revisions(seen, "base")}
    return len(known - done)


def oldest_mail() -> datetime | None:
    """Return since when the oldest mail waits that could leave; None where none does."""
    return db.session.scalar(select(func.min(OutgoingMail.queued_at)).where(OutgoingMail.goes != Goes.HELD))


def free_megabytes() -> int:
    """Return how much room is left where the data lie; on PostgreSQL where our own files do."""
    on_sqlite = db.engine.dialect.name == "sqlite"
    place = Path(db.engine.url.database or "").parent if on_sqlite else ROOT
    return shutil.disk_usage(place).free // MEGABYTE


def clock_behind() -> timedelta:
    """Return how far the clock is behind the newest event of the trail; less than nothing where it is not."""
    if not db.engine.dialect.has_table(db.session.connection(), AuditEvent.__tablename__):
        return timedelta()
    moment = now()
    return (db.session.scalar(select(func.max(AuditEvent.at))) or moment) - moment


def durability_off() -> list[str]:
    """Return which of PostgreSQL's promises to lose nothing are turned off; SQLite's are set at every connection."""
    if db.engine.dialect.name == "sqlite":
        return []
    names = ("fsync", "synchronous_commit", "full_page_writes")
    return [name for name in names if db.session.scalar(text(f"SHOW {name}")) == "off"]


def rights_too_many() -> list[str]:
    """Return what the role we are connected as may do in PostgreSQL and must not; a SQLite file knows no roles."""
    if db.engine.dialect.name == "sqlite":
        return []
    asked = db.session.execute(
        text(
            "SELECT rolsuper AS super,"
            " EXISTS (SELECT FROM pg_class WHERE relowner = r.oid AND relkind = 'r') AS owner,"
            " EXISTS (SELECT FROM pg_class c JOIN (VALUES"
            " ('audit_event', 'UPDATE, DELETE, TRUNCATE, TRIGGER'), ('audit_words', 'UPDATE, TRUNCATE, TRIGGER'),"
            " ('audit_checkpoint', 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')) AS kept (name, rights)"
            " ON relname = name WHERE has_table_privilege(r.oid, c.oid, rights)) AS trail"
            " FROM pg_roles r WHERE rolname = current_user"
        )
    ).one()
    named = {"be superuser": asked.super, "own tables": asked.owner, "change the trail": asked.trail}
    return [name for name, may in named.items() if may]
