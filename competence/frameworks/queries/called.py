"""What the codes of competences are called where somebody reads what is held about them."""

from sqlalchemy import select

from competence.db import db
from competence.frameworks.models import Competence
from competence.privacy.mine.words import Vocabulary


def competences_called() -> Vocabulary:
    """Return the titles of all competences by their codes, as the newest edition that has them words them."""
    rows = db.session.execute(select(Competence.code, Competence.title).order_by(Competence.id))
    titles = {row.code: row.title for row in rows}
    return dict.fromkeys(("competence", "first_learns", "second_learns"), titles)
