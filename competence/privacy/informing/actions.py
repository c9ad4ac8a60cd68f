"""Noting that somebody has read who sees what."""

from datetime import datetime

from competence.db import db
from competence.privacy.informing.models import Acknowledgement
from competence.privacy.informing.queries import EDITION


def acknowledge(person_id: int, at: datetime) -> None:
    """Note that a person has read today's edition; said twice, the first time counts."""
    line = db.insert(Acknowledgement).values(person_id=person_id, edition=EDITION, at=at)
    db.session.execute(line.on_conflict_do_nothing())
