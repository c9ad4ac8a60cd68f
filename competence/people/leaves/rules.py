"""The rules of leaves: a period that makes sense, and one at a time."""

from collections.abc import Iterable
from datetime import date

from flask_babel import lazy_gettext as _l

from competence.people.rules import AboutField, check_period, overlap


class AlreadyAway(AboutField):
    field = "valid_from"
    message = _l("Der står allerede en orlov i den periode. Ret den, der står, i stedet.")


def check_leave(start: date, end: date | None, others: Iterable[tuple[date, date | None]]) -> None:
    """Refuse a leave that ends before it begins, or shares a day with another one of the same person."""
    check_period(start, end)
    if any(overlap(start, end, *other) for other in others):
        raise AlreadyAway
