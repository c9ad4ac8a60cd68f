"""After a restore: whoever was signed in then is not now, and no link of then works."""

from sqlalchemy import delete

from competence.db import db
from competence.signin.models import OneTimeLink, UserSession


def end_everything() -> str:
    """End every session and every link, and return what was done."""
    ended = [len(db.session.scalars(delete(table).returning(table.key)).all()) for table in (UserSession, OneTimeLink)]
    return f"{ended[0]} sessions and {ended[1]} links by mail ended."
