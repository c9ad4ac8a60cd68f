"""What the fund asks of one education: when one applies, who pays what, who ticks what, and when one is reminded."""

from datetime import UTC, date, datetime

import pytest

from competence.learning.fund.rules.asking import (
    NotYours,
    Split,
    Step,
    Terms,
    check_tick,
    next_opening,
    reminded,
    split,
    wants_checking,
    window,
)
from competence.plans.rules.words import Side

TERMS = Terms(percent=80, most=30_000, most_master=50_000, months_before=9, days_before=1, sign_days=40)


@pytest.mark.parametrize(
    ("price", "master", "fund", "house"),
    [(13_500, False, 10_800, 2_700), (60_000, False, 30_000, 30_000), (60_000, True, 48_000, 12_000), (0, False, 0, 0)],
)
def test_the_fund_pays_its_part_up_to_its_most(price, master, fund, house):
    assert split(price, TERMS, master=master) == Split(fund, house)


@pytest.mark.parametrize(
    ("starts", "first", "last"),
    [
        (date(2027, 8, 2), date(2026, 11, 2), date(2027, 8, 1)),
        (date(2027, 11, 30), date(2027, 2, 28), date(2027, 11, 29)),
        (date(2027, 1, 15), date(2026, 4, 15), date(2027, 1, 14)),
    ],
)
def test_one_applies_from_nine_months_before_to_the_day_before(starts, first, last):
    assert window(starts, TERMS) == (first, last)


def test_the_next_opening_is_the_first_that_is_still_to_come():
    openings = [datetime(2026, month, 4, 9, tzinfo=UTC) for month in (1, 11, 8)]
    assert next_opening(openings, datetime(2026, 7, 1, tzinfo=UTC)) == openings[2]
    assert next_opening(openings, datetime(2026, 12, 1, tzinfo=UTC)) is None


OPENS = date(2027, 1, 5)


@pytest.mark.parametrize(
    ("today", "ticked", "last_day", "told"),
    [
        (date(2026, 12, 28), set(), None, False),
        (date(2026, 12, 29), {Step.EMPLOYEE}, date(2027, 8, 1), True),
        (OPENS, set(), None, True),
        (date(2027, 1, 6), set(), None, False),
        (OPENS, {Step.APPLIED}, None, False),
        (OPENS, set(), date(2027, 1, 4), False),  # it opens too late for this education
    ],
)
def test_one_is_reminded_in_the_week_before_as_long_as_it_is_of_use(today, ticked, last_day, told):
    assert reminded(OPENS, today, ticked, last_day) is told


def test_nobody_says_that_the_other_has_signed():
    for side in Side:
        check_tick(Step.UNION, side)
    check_tick(Step.LEADER, Side.LEADER)
    with pytest.raises(NotYours):
        check_tick(Step.LEADER, Side.EMPLOYEE)
    with pytest.raises(NotYours):
        check_tick(Step.EMPLOYEE, Side.LEADER)


def test_figures_are_looked_up_again_after_half_a_year():
    assert not wants_checking(date(2026, 1, 1), date(2026, 7, 2))
    assert wants_checking(date(2026, 1, 1), date(2026, 7, 3))
