"""Looks are told by day: how often, never more and never fewer, and no day is cut in two while it fits a page."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from competence.access.actor import Actor, Role
from competence.privacy.trail.rules.capacity import Capacity, capacity_of
from competence.privacy.trail.rules.days import Seen, by_day, whole_days
from competence.privacy.trail.rules.looks import EX_OFFICIO, WORDS
from competence.web.clock import day_of

NEWEST = datetime(2026, 11, 27, 22, 30, tzinfo=UTC)
LOOKS = some.lists(
    some.tuples(some.integers(0, 40), some.sampled_from([1, 2, None]), some.sampled_from(["plan.look", "leave.show"])),
    max_size=30,
)


def seen(looks):
    """Looks some hours apart, the newest first."""
    hours = 0
    made = []
    for number, (apart, actor, action) in enumerate(looks):
        hours += apart
        made.append(Seen(len(looks) - number, NEWEST - timedelta(hours=hours), actor, action, Capacity.LEADER))
    return made


@given(LOOKS)
def test_every_look_is_counted_once(looks):
    days = by_day(seen(looks), day_of)
    assert sum(line.times for day in days for line in day.lines) == len(looks)
    assert [day.on for day in days] == sorted({day_of(one.at) for one in seen(looks)}, reverse=True)


@given(LOOKS, some.integers(1, 12))
def test_page_by_page_all_are_told_and_a_day_that_fits_is_told_whole(looks, most):
    left, told = seen(looks), []
    while left:
        page, older = whole_days(left[: most + 1], most, day_of)
        assert 0 < len(page) <= most
        rest = [one for one in left if one.seq < older] if older else []
        if rest and day_of(rest[0].at) == day_of(page[-1].at):
            assert len(page) == most
            assert len({day_of(one.at) for one in page}) == 1
        told += page
        left = rest
    assert told == seen(looks)


def test_where_all_fit_a_page_nothing_is_older():
    looks = seen([(1, 1, "plan.look")] * 3)
    assert whole_days(looks, 3, day_of) == (looks, 0)


def test_a_look_at_half_past_eleven_in_the_evening_is_told_on_the_danish_day():
    (day,) = by_day([Seen(1, datetime(2026, 11, 26, 23, 30, tzinfo=UTC), 1, "plan.look", None)], day_of)
    assert day.on.isoformat() == "2026-11-27"


def test_who_looks_stands_in_the_nearest_capacity():
    hr = frozenset({Role.HR})
    assert capacity_of(Actor(1, hr, leads=frozenset({5})), 5) is Capacity.LEADER
    assert capacity_of(Actor(1, hr, stands_in_for={2: frozenset({5})}), 5) is Capacity.DEPUTY
    assert capacity_of(Actor(1, hr, glass=frozenset({5})), 5) is Capacity.GLASS
    assert capacity_of(Actor(1, hr, glass=frozenset({6})), 5) is Capacity.HR
    assert capacity_of(Actor(1, frozenset({Role.ADMINISTRATOR})), 5) is Capacity.ADMINISTRATOR
    assert capacity_of(Actor(1, frozenset({Role.DPO})), 5) is Capacity.DPO
    assert capacity_of(Actor(1, frozenset({Role.MED})), 5) is Capacity.COLLEAGUE
    assert capacity_of(Actor(), 5) is Capacity.SYSTEM


def test_every_capacity_has_words_and_a_colleague_no_name():
    assert set(WORDS) == set(Capacity)
    assert set(Capacity) - EX_OFFICIO == {Capacity.COLLEAGUE, Capacity.SYSTEM}
