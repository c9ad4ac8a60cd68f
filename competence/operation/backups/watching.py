"""Watching the backups and the trail they were tried with: what is old, small, wrong or not verified, /health tells."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app
from flask_babel import gettext as _

from competence.operation.backups.keeping import LAST, Manifest, kept
from competence.privacy.trail.heads import heads_kept_at, last_verdict
from competence.web.clock import now
from competence.web.health import Finding
from competence.web.language import day

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


def trail() -> Finding:
    """Check that the trail holds, was read through lately, by a backup's trial or by hand, and that its heads left."""
    verdict, heads = last_verdict(), heads_kept_at()
    if verdict is not None and verdict.faults:
        says = _("Sporet var ikke, som det blev skrevet, %(day)s. Kør »flask audit verify«.", day=day(verdict.at))
        return Finding("trail", says, well=False)
    tried = kept() if current_app.config["BACKUP_FOLDER"] else []
    read_at = [one.moment for one in tried if "trail" in one.checked] + ([verdict.at] if verdict else [])
    verified = max(read_at, default=None)
    if verified is None or now() - verified > OLDEST:
        says = _(
            "Sporet er ikke efterprøvet det sidste døgn. Kører »flask backup« eller »flask audit verify« hver nat?"
        )
    elif heads is None or now() - heads > OLDEST:
        says = _("Sporets ender er ikke gemt det sidste døgn. Kører »flask remind« hver morgen?")
    else:
        told = {"verified": day(verified), "heads": day(heads)}
        return Finding("trail", _("Sporet holdt %(verified)s, og dets ender er gemt %(heads)s.", **told), well=True)
    return Finding("trail", says, not current_app.config["PRODUCTION"])
