"""The Danish clock: when a day ends, also across the clock change, what months are, and when offices are closed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competence.web.clock import DENMARK, add_months, day_of, easter, ends, is_day_off

DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2060, 12, 31))


@pytest.mark.parametrize(
    ("day", "ends_at"),
    [
        (date(2026, 3, 28), "2026-03-28T23:00Z"),  # winter time still
        (date(2026, 3, 29), "2026-03-29T22:00Z"),  # the day with 23 hours
        (date(2026, 3, 30), "2026-03-30T22:00Z"),
        (date(2026, 10, 24), "2026-10-24T22:00Z"),  # summer time still
        (date(2026, 10, 25), "2026-10-25T23:00Z"),  # the day with 25 hours
        (date(2026, 10, 26), "2026-10-26T23:00Z"),
        (date(2026, 12, 31), "2026-12-31T23:00Z"),
    ],
)
def test_a_day_ends_when_the_next_begins_in_denmark(day, ends_at):
    assert ends(day) == datetime.fromisoformat(ends_at)


@given(DAYS)
def test_every_moment_belongs_to_one_day(day):
    assert day_of(ends(day) - timedelta(microseconds=1)) == day
    assert day_of(ends(day)) == day + timedelta(days=1)
    assert ends(day) - ends(day - timedelta(days=1)) in {timedelta(hours=hours) for hours in (23, 24, 25)}


def test_late_in_the_evening_it_is_still_that_day_and_not_the_one_in_utc():
    assert day_of(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == date(2026, 7, 1)
    assert datetime(2026, 6, 30, 23, 59, tzinfo=DENMARK) < ends(date(2026, 6, 30))


@pytest.mark.parametrize(
    ("begun", "months", "over"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 23), 24, date(2028, 11, 23)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 12, 1), 13, date(2028, 1, 1)),
    ],
)
def test_months_are_counted_as_people_count_them(begun, months, over):
    assert add_months(begun, months) == over


@given(DAYS, st.integers(-120, 120))
def test_so_many_months_away_it_is_the_same_day_or_the_last_of_a_shorter_month(day, months):
    there = add_months(day, months)
    assert (there.year - day.year) * 12 + there.month - day.month == months
    assert there.day == day.day or (there.day < day.day and (there + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2030, 4, 21), (2038, 4, 25)]
)
def test_easter_sunday_is_the_almanacs(year, month, day):
    assert easter(year) == date(year, month, day)


@given(DAYS.map(lambda day: day.year))
def test_easter_is_a_sunday_between_the_two_outermost(year):
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


def test_the_days_off_of_2026_that_are_no_weekend_are_the_almanacs():
    first = date(2026, 1, 1)
    year = (first + timedelta(days=number) for number in range(365))
    assert [f"{day:%d.%m}" for day in year if is_day_off(day) and day.weekday() < 5] == [
        "01.01", "02.04", "03.04", "06.04", "14.05", "25.05", "25.12",
    ]  # fmt: skip


def test_store_bededag_is_a_working_day_and_saturday_is_not():
    assert not is_day_off(date(2026, 5, 1))
    assert is_day_off(date(2026, 11, 28))
