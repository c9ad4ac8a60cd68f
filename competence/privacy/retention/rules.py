"""How long is how long: the last day on which something may have begun for its time to be over today."""

from datetime import date, timedelta

from competence.privacy.declare import Keep
from competence.web.clock import add_months

MONTHS = {Keep.UNTIL_DELETED: 24, Keep.UNTIL_NEXT_TALK: 12, Keep.AGREEMENT: 60, Keep.THIRTEEN_MONTHS: 13}
SHORT_DAYS = 14
AFTER_LEAVING = 6  # months


def last_due(today: date, months: int) -> date:
    """Return the last day whose time of so many months is over today: what began on it goes today, not before."""
    day = add_months(today, -months)
    while add_months(day + timedelta(days=1), months) <= today:
        day += timedelta(days=1)
    return day


def begun_by(keep: Keep, today: date) -> date | None:
    """Return the last day on which the time of what is over today began; None for what no date ends."""
    if keep is Keep.SHORT:
        return today - timedelta(days=SHORT_DAYS)
    months = MONTHS.get(keep)
    return None if months is None else last_due(today, months)


def left_by(today: date) -> date:
    """Return the last day of those who left so long ago that what is known of them goes today."""
    return last_due(today, AFTER_LEAVING)
