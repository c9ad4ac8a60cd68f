"""After a restore: no link that was sent to somebody outside the house works any more."""

from sqlalchemy import delete

from competence.db import db
from competence.feedback.models import OutsideLink


def end_links() -> str:
    """End the links for people outside the house, and return what was done."""
    ended = len(db.session.scalars(delete(OutsideLink).returning(OutsideLink.key)).all())
    return f"{ended} links for people outside the house ended; whoever asked them can ask again."
