"""Finishing a restored database before anybody reaches it: its tables of today, nobody signed in, no old link alive."""

from collections.abc import Callable

from flask import current_app

from competence.db import db
from competence.operation.upgrading import migrate
from competence.privacy.audit import record
from competence.privacy.trail.beginning import begin_anew
from competence.web.slots import Slot

# What features do in a database that was restored, before it is used; each returns a line that says what it did.
AFTER_RESTORE: Slot[Callable[[], str]] = Slot()


def finish(*, trail_anew: bool) -> list[str]:
    """Bring the tables up to date, let every feature do its part, and note it in the trail. The caller commits.

    trail_anew: the trail's key is lost, so it begins anew.
    """
    with current_app.app_context():  # whose end lets go of the connection it used
        migrate()
    if trail_anew:
        begin_anew("The key was lost when a backup was put back.")
    said = [act() for act in AFTER_RESTORE]
    record(None, "backup.restore")
    db.session.flush()
    return said
