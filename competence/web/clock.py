"""What time it is: the moment in UTC, and the day as the calendar on the wall in Denmark shows it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

DENMARK = ZoneInfo("Europe/Copenhagen")


def now() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the day it is in Denmark."""
    return datetime.now(DENMARK).date()
