"""Watching the backups: an old one, a small one and one that could not be restored on trial are told by /health."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app
from flask_babel import gettext as _

from competence.operation.backups.keeping import LAST, Manifest, kept
from competence.web.clock import now
from competence.web.health import Finding

OLDEST = timedelta(hours=26)
SMALLEST = 0.8  # of the backup before


def backups() -> Finding:
    """Check that the last backup is new, whole and no smaller than those before it."""
    if not current_app.config["BACKUP_FOLDER"]:
        well = not current_app.config["PRODUCTION"]
        return Finding("backups", _("Der tages ingen kopier: sæt COMPETENCE_BACKUP_FOLDER."), well)
    said = _wrong(kept(), now())
    return Finding("backups", said or _("Den nyeste kopi er prøvet og kan genskabes."), not said)


def _wrong(found: list[Manifest], moment: datetime) -> str:
    """Return what is wrong with the backups; nothing where all is well."""
    failed = _last_failure()
    if failed:
        return str(_("Den sidste kopi mislykkedes: %(why)s", why=failed))
    if not found or moment - found[-1].moment > OLDEST:
        return str(_("Den nyeste kopi er mere end 26 timer gammel. Kører »flask backup« hver nat?"))
    if len(found) > 1 and found[-1].size < SMALLEST * found[-2].size:
        return str(_("Den nyeste kopi er meget mindre end den før. Se efter, om noget er slettet."))
    return ""


def _last_failure() -> str:
    path = Path(current_app.config["BACKUP_FOLDER"]) / LAST
    return str(json.loads(path.read_text())["failed"]) if path.exists() else ""
