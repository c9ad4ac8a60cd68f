"""How long is how long, over the ends of months and leap years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competence.privacy.declare import Keep
from competence.privacy.retention.rules import add_months, begun_by, last_due, left_by

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("begun", "months", "over"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 23), 24, date(2028, 11, 23)),
        (date(2026, 12, 1), 13, date(2028, 1, 1)),
    ],
)
def test_months_are_counted_as_people_count_them(begun, months, over):
    assert add_months(begun, months) == over


@given(DAYS, st.sampled_from([6, 12, 13, 24, 60]))
def test_what_begins_on_the_last_due_day_is_over_today_and_the_day_after_is_not(today, months):
    last = last_due(today, months)
    assert add_months(last, months) <= today
    assert add_months(last + timedelta(days=1), months) > today


@given(DAYS)
def test_every_time_but_the_open_ones_ends_on_a_day(today):
    assert {keep for keep in Keep if begun_by(keep, today) is None} == {Keep.UNTIL_LEAVING, Keep.FOR_EVER, Keep.TRAIL}
    assert begun_by(Keep.SHORT, today) == today - timedelta(days=14)
    assert add_months(left_by(today), 6) <= today
