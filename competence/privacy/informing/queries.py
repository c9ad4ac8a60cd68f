"""Whether somebody has read who sees what, in the edition that holds today."""

from datetime import datetime

from flask import url_for
from sqlalchemy import select

from competence.db import db
from competence.privacy.informing.models import Acknowledgement

# The edition of the text. Whoever changes what it says raises it, and everybody is shown it once more.
EDITION = 3


def acknowledged_at(person_id: int) -> datetime | None:
    """Return when a person said they had read today's edition."""
    query = select(Acknowledgement.at).where(Acknowledgement.person_id == person_id, Acknowledgement.edition == EDITION)
    return db.session.scalar(query)


def first_to(person_id: int, following: str) -> str:
    """Return where somebody goes after signing in: by the page of who sees what, if they have not read it."""
    if acknowledged_at(person_id) is not None:
        return following
    return url_for("informing.show", next=following)
