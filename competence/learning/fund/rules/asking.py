"""What the fund asks of one education: the days between which one applies, who pays what, and the steps to tick off.

Source: denkommunalekompetencefond.dk, "Regler for ansøgning", and vpt.dk on the pools of Akademikerne. Every figure is
a setting, since the parties change them; none stands here.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from flask_babel import lazy_gettext as _l

from competence.plans.rules.words import Side
from competence.web.clock import add_months
from competence.web.refusals import Refusal

TELL_BEFORE = timedelta(days=7)  # how long before a pool opens one is reminded
CHECK_EVERY = timedelta(days=182)  # figures older than this are to be checked again


class Step(Enum):
    """What is ready before the application is; three of the steps are signatures."""

    TALKED = _l("Vi har talt om uddannelsen, og tillidsrepræsentanten er spurgt")
    LISTED = _l("Uddannelsen står på listen for overenskomsten")
    EMPLOYEE = _l("Medarbejderen har skrevet under på ansøgningen")
    LEADER = _l("Lederen har skrevet under på ansøgningen")
    UNION = _l("Den faglige organisation har skrevet under på ansøgningen")
    APPLIED = _l("Ansøgningen er sendt")

    @property
    def whose(self) -> Side | None:
        """Who ticks it off; None: either of the two."""
        return {Step.EMPLOYEE: Side.EMPLOYEE, Step.LEADER: Side.LEADER}.get(self)


@dataclass(frozen=True)
class Terms:
    """What one collective agreement's part of the fund pays, and when it wants the application.

    percent: of the price; most, most_master: kroner to one person in twelve months.
    months_before, days_before: the earliest and the latest one may apply, counted from the first day.
    sign_days: how long there is to sign after a sum was reserved.
    """

    percent: int
    most: int
    most_master: int
    months_before: int
    days_before: int
    sign_days: int


@dataclass(frozen=True)
class Split:
    """Who pays what of a price, in whole kroner."""

    fund: int
    house: int


class NotYours(Refusal):
    message = _l("Kun den, der skriver under, kan sætte det flueben.")


class NoSuchStep(Refusal):
    message = _l("Vælg et af punkterne på listen.")


def split(price: int, terms: Terms, *, master: bool) -> Split:
    """Return what the fund may pay and what is left for the house, if nothing was given in the last twelve months."""
    fund = min(price * terms.percent // 100, terms.most_master if master else terms.most)
    return Split(fund, price - fund)


def window(starts_on: date, terms: Terms) -> tuple[date, date]:
    """Return the first and the last day to apply for something that starts on a day."""
    return add_months(starts_on, -terms.months_before), starts_on - timedelta(days=terms.days_before)


def next_opening(openings: Iterable[datetime], now: datetime) -> datetime | None:
    """Return when the pool opens next."""
    return min((moment for moment in openings if moment > now), default=None)


def reminded(opens_on: date, today: date, ticked: Collection[Step], last_day: date | None) -> bool:
    """Return whether one is reminded today that the pool opens: in the week before, if it can still be of use."""
    in_time = last_day is None or opens_on <= last_day
    return Step.APPLIED not in ticked and in_time and opens_on - TELL_BEFORE <= today <= opens_on


def check_tick(step: Step, side: Side) -> None:
    """Refuse to say that somebody else signed. Raises NotYours."""
    if step.whose not in (None, side):
        raise NotYours


def wants_checking(checked_on: date, today: date) -> bool:
    """Return whether HR is to look the figures up again."""
    return checked_on + CHECK_EVERY < today
