"""What the log is told when something of ours goes wrong: what and where, never the words people wrote."""

import traceback

from flask import current_app
from sqlalchemy.exc import DBAPIError


def note(error: Exception, what: str) -> None:
    """Write an error in the log.

    A database repeats the row it refused in its message. Of its errors the log gets the kind and the place alone.
    """
    if isinstance(error, DBAPIError):
        state = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", "")
        place = "".join(traceback.format_tb(error.__traceback__))
        current_app.logger.error("%s: %s %s\n%s", what, type(error).__name__, state, place)
    else:
        current_app.logger.error("%s", what, exc_info=error)
