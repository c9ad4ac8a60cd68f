"""After a restore: whoever was signed in then is not now, no link of then works, and no address of then waits."""

from sqlalchemy import delete

from competence.db import db
from competence.signin.addresses.models import AddressChange
from competence.signin.models import OneTimeLink, UserSession


def end_everything() -> str:
    """End every session and link and every address that waited for a yes, and return what was done."""
    tables = (UserSession, OneTimeLink, AddressChange)
    ended = [len(db.session.scalars(delete(table).returning(table.key)).all()) for table in tables]
    return f"{ended[0]} sessions and {ended[1]} links by mail ended. {ended[2]} proposed addresses dropped."
