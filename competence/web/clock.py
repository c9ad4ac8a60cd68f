"""What time it is: the moment in UTC, and the day as the calendar on the wall in Denmark shows it."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DENMARK = ZoneInfo("Europe/Copenhagen")
SKEW = timedelta(minutes=5)  # by how much the clocks of two servers may differ; more is a clock that was set
# Days from Easter Sunday: skærtorsdag, langfredag, 2. påskedag, Kristi himmelfartsdag, 2. pinsedag.
MOVING_HOLIDAYS = frozenset({-3, -2, 1, 39, 50})


def now() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the day it is in Denmark."""
    return datetime.now(DENMARK).date()


def day_of(moment: datetime) -> date:
    """Return the day it was in Denmark at a moment."""
    return moment.astimezone(DENMARK).date()


def ends(day: date) -> datetime:
    """Return the moment a day ends in Denmark, in UTC: what is due on the day is in time before it.

    The days of the clock change have 23 and 25 hours, and end when the next day begins.
    """
    return datetime.combine(day + timedelta(days=1), time.min, DENMARK).astimezone(UTC)


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or earlier where they are negative; in a shorter month its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def is_day_off(day: date) -> bool:
    """Return whether a day is a weekend day or a public holiday in Denmark (helligdag; since 2024 no store bededag)."""
    fixed = (day.month, day.day) in {(1, 1), (12, 25), (12, 26)}
    return day.weekday() >= 5 or fixed or (day - easter(day.year)).days in MOVING_HOLIDAYS


def easter(year: int) -> date:
    """Return Easter Sunday by the Gregorian rule (Meeus, Astronomical Algorithms, chapter 8)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - moon - of_century % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
