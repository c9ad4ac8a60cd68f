"""When a conversation may be: two weeks' notice for the big ones, counted from the day one was first invited."""

from datetime import date, datetime, timedelta

from competence.conversations.rules.kinds import WITH_NOTICE, Kind
from competence.conversations.rules.refusals import InThePast, TooFarAhead, TooSoon
from competence.conversations.rules.steps import Side

NOTICE = timedelta(days=14)
FARTHEST = timedelta(days=366)


def earliest(kind: Kind, invited_on: date | None, today: date) -> date:
    """Return the first day the leader may propose; invited_on: when the person was first invited, None until then."""
    return max(today, (invited_on or today) + NOTICE) if kind in WITH_NOTICE else today


def check_time(
    kind: Kind, starts_at: datetime, on: date, side: Side, *, invited_on: date | None, now: datetime, today: date
) -> None:
    """Refuse a time that does not fit: InThePast, TooFarAhead, and TooSoon where the leader proposes it.

    starts_at, on: the moment, and the day it is in Denmark. The notice protects the one who is invited, who may
    therefore propose an earlier day.
    """
    if starts_at <= now:
        raise InThePast
    if on > today + FARTHEST:
        raise TooFarAhead
    first = earliest(kind, invited_on, today)
    if side is Side.LEADER and on < first:
        raise TooSoon(day=_in_words(first))


def _in_words(day: date) -> str:
    return f"{day.day}.{day.month}.{day.year}"
