"""What is asked of the database and the machine to know whether the product is well."""

import shutil
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import func, select, text

from competence.config import ROOT
from competence.db import db
from competence.notifications.models import OutgoingMail
from competence.notifications.rules import Goes

MEGABYTE = 1024 * 1024


def answers() -> bool:
    """Return whether the database answers."""
    return bool(db.session.scalar(text("SELECT 1")))


def waiting_migrations() -> int:
    """Return how many migrations this version brings that the database has not seen."""
    alembic = current_app.extensions["alembic"]
    done = {script.revision for script in alembic.script_directory.iterate_revisions(_standing(), "base")}
    known = {script.revision for script in alembic.script_directory.walk_revisions()}
    return len(known - done)


def _standing() -> tuple[str, ...]:
    """Return the revisions the database stands at: none where it holds no tables yet."""
    if not db.engine.dialect.has_table(db.session.connection(), "alembic_version"):
        return ()
    return tuple(db.session.scalars(text("SELECT version_num FROM alembic_version")))


def oldest_mail() -> datetime | None:
    """Return since when the oldest mail waits that could leave; None where none does."""
    return db.session.scalar(select(func.min(OutgoingMail.queued_at)).where(OutgoingMail.goes != Goes.HELD))


def free_megabytes() -> int:
    """Return how much room is left where the data lie; on PostgreSQL where our own files do."""
    on_sqlite = db.engine.dialect.name == "sqlite"
    place = Path(db.engine.url.database or "").parent if on_sqlite else ROOT
    return shutil.disk_usage(place).free // MEGABYTE
