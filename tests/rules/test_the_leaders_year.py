"""The leader's year: everybody stands once, first by what waits for the leader, and nothing is asked about a leave."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from competence.conversations.rules.kinds import Kind
from competence.conversations.rules.steps import State
from competence.conversations.rules.year import (
    Agreement,
    Need,
    Place,
    Someone,
    Talk,
    line_of,
    tasks_of,
    wheel,
    year_of,
)

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
often = settings(derandomize=True, database=None, deadline=None)
days = st.none() | st.dates(TODAY - 500 * DAY, TODAY + 200 * DAY)
talks = st.builds(
    Talk,
    pid=st.just("t"),
    kind=st.sampled_from([kind for kind in Kind if kind is not Kind.GRUS]),
    state=st.sampled_from([state for state in State if state is not State.CANCELLED]),
    on=days,
    mine=st.booleans(),
    prepared=st.booleans(),
)
agreements = st.builds(
    Agreement,
    pid=st.just("p"),
    mine=st.booleans(),
    agreed_on=days,
    signed_by_leader=st.booleans(),
    signed_by_person=st.booleans(),
    to_file=st.booleans(),
    asked=st.sampled_from([None, 30, 90, 180]),
    promised=st.integers(0, 3),
)
people = st.lists(
    st.builds(
        Someone,
        pid=st.uuids().map(str),
        name=st.text(max_size=5),
        talks=st.lists(talks, max_size=3),
        agreements=st.lists(agreements, max_size=2),
        away=st.booleans(),
    ),
    max_size=12,
)


def someone(*talks, agreements=(), **more):
    return Someone("pid", "Astrid", talks, agreements, **more)


def mus(state, on=None, **more):
    return Talk("t", Kind.MUS, state, on, **more)


def first(one):
    line = line_of(one, TODAY)
    return line.task.need if line.task else line.place


@often
@given(people)
def test_nobody_who_is_led_is_missing_and_nobody_stands_twice(led):
    year = year_of(led, TODAY)
    shown = [line.who.pid for group in (year.waits, year.others) for lines in group.values() for line in lines]
    assert sorted(shown) == sorted(one.pid for one in led)


@often
@given(people)
def test_nothing_is_asked_about_somebody_on_leave_and_of_the_others_all_that_waits_is_named(led):
    for one in led:
        line, tasks = line_of(one, TODAY), tasks_of(one, TODAY)
        if one.away:
            assert (line.place, line.task) == (Place.AWAY, None)
        else:
            named = ({line.task.need} if line.task else set()) | set(line.also)
            assert named == {task.need for task in tasks}
            assert (line.place is Place.LEADER) == bool(tasks)


@often
@given(people)
def test_the_wheel_has_twelve_months_one_of_them_now(led):
    months = wheel(led, TODAY)
    assert [month.state for month in months] == ["done"] * 3 + ["now"] + ["next"] * 8
    assert months[3].first == date(2026, 11, 1)


def test_whoever_has_no_talk_of_the_year_is_to_be_invited():
    assert first(someone()) is Need.INVITE
    assert first(someone(Talk("t", Kind.ONE_ON_ONE, State.CONFIRMED, TODAY + 30 * DAY))) is Need.INVITE


def test_whoever_is_new_has_the_talk_about_the_first_months_first():
    assert first(someone(Talk("t", Kind.ONBOARDING, State.CONFIRMED, TODAY + 30 * DAY))) is Place.OTHER


def test_a_talk_goes_from_a_time_to_a_plan():
    assert first(someone(mus(State.PLANNED))) is Need.INVITE
    assert first(someone(mus(State.INVITED, TODAY + 15 * DAY))) is Place.OTHER
    assert first(someone(mus(State.COUNTERED, TODAY + 15 * DAY))) is Need.ANSWER
    assert first(someone(mus(State.CONFIRMED, TODAY + 15 * DAY))) is Place.OTHER
    assert first(someone(mus(State.CONFIRMED, TODAY + 14 * DAY))) is Need.PREPARE
    assert first(someone(mus(State.CONFIRMED, TODAY + 14 * DAY, prepared=True))) is Place.OTHER
    assert first(someone(mus(State.CONFIRMED, TODAY))) is Need.HOLD
    assert first(someone(mus(State.TALKING, TODAY - DAY))) is Need.HOLD
    assert first(someone(mus(State.HELD, TODAY - DAY))) is Need.WRITE


def test_a_former_leaders_talk_has_no_time_for_this_leader():
    assert first(someone(mus(State.CONFIRMED, TODAY + 2 * DAY, mine=False))) is Need.INVITE


def test_a_plan_goes_from_a_draft_to_promises_kept():
    held = mus(State.HELD, TODAY - 40 * DAY)

    def with_plan(**facts):
        return first(someone(held, agreements=[Agreement("p", **facts)]))

    agreed = TODAY - 39 * DAY
    assert with_plan() is Need.WRITE
    assert with_plan(mine=False, signed_by_person=True) is Need.WRITE
    assert with_plan(signed_by_person=True) is Need.SIGN
    assert with_plan(signed_by_leader=True) is Place.OTHER
    assert with_plan(agreed_on=agreed, to_file=True, promised=1) is Need.FILE
    assert with_plan(agreed_on=agreed, asked=30, promised=1) is Need.FOLLOW_UP
    assert with_plan(agreed_on=agreed, promised=1) is Need.KEEP
    assert with_plan(agreed_on=agreed) is Place.DONE


def test_eleven_months_after_the_last_talk_the_next_one_is_called():
    plan = Agreement("p", agreed_on=TODAY - 329 * DAY)
    assert first(someone(mus(State.HELD, TODAY - 329 * DAY), agreements=[plan])) is Place.DONE
    assert first(someone(mus(State.HELD, TODAY - 330 * DAY), agreements=[plan])) is Need.INVITE


def test_of_several_things_the_first_of_the_year_is_the_lines_and_the_others_are_named():
    plan = Agreement("p", agreed_on=TODAY - 340 * DAY, promised=2, asked=180)
    line = line_of(someone(mus(State.COUNTERED, TODAY + 20 * DAY), agreements=[plan]), TODAY)
    assert line.task is not None
    assert (line.task.need, line.also) == (Need.ANSWER, (Need.FOLLOW_UP, Need.KEEP))


def test_talks_and_follow_ups_lie_in_their_months():
    plan = Agreement("p", agreed_on=TODAY, follow_ups=(date(2026, 12, 23), date(2027, 2, 21), date(2027, 12, 24)))
    months = wheel(
        [someone(mus(State.CONFIRMED, date(2026, 12, 1)), agreements=[plan]), someone(mus(State.PLANNED))], TODAY
    )
    assert [
        (month.first.month, month.talks, month.follow_ups) for month in months if month.talks or month.follow_ups
    ] == [
        (12, 1, 1),
        (2, 0, 1),
    ]
