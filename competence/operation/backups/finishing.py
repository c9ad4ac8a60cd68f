"""Finishing a restored database before anybody reaches it: its tables of today, nobody signed in, no old link alive."""

from collections.abc import Callable

from flask import current_app

from competence.db import db
from competence.operation.upgrading import migrate
from competence.privacy.audit import record
from competence.web.slots import Slot

# What features do in a database that was restored, before it is used; each returns a line that says what it did.
AFTER_RESTORE: Slot[Callable[[], str]] = Slot()


def finish() -> list[str]:
    """Bring the tables up to date, let every feature do its part, and note it in the trail. The caller commits."""
    with current_app.app_context():  # whose end lets go of the connection it used
        migrate()
    said = [act() for act in AFTER_RESTORE]
    record(None, "backup.restore")
    db.session.flush()
    return said
