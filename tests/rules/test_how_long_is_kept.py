"""How long is how long, over the ends of months and leap years."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from competence.privacy.declare import Keep
from competence.privacy.retention.rules import begun_by, last_due, left_by
from competence.web.clock import add_months

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


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
