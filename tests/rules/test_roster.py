"""Who is in a round while people come, leave, change leader and are away: laws over many rounds, and cases by name."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competence.cycles.roster.rules import deciding
from competence.cycles.roster.rules.deciding import (
    AFTERWARDS,
    Arrival,
    Coverage,
    Kind,
    Member,
    Talk,
    arrivals,
    began,
    coverage,
    roster,
)
from competence.cycles.rules.rounds import Standing

BO, GERDA, DORTE = 101, 102, 103
LEAVE = date(2027, 2, 1)
TODAY = date(2027, 3, 1)
IN = Member(1, leaders=(BO,), standing=Standing.TAKES_PART, seat=BO, talk=Talk.AHEAD)

MEMBERS = st.builds(
    Member,
    person_id=st.just(1),
    employed=st.booleans(),
    wanted=st.booleans(),
    leaders=st.lists(st.sampled_from((BO, GERDA, DORTE)), unique=True, max_size=2).map(tuple),
    leads=st.booleans(),
    leave_since=st.none() | st.just(LEAVE),
    standing=st.none() | st.sampled_from(Standing),
    seat=st.none() | st.sampled_from((BO, GERDA, DORTE)),
    talk=st.sampled_from(Talk),
    second_place=st.none() | st.just(LEAVE),
    new=st.booleans(),
).map(lambda one: replace(one, wanted=one.wanted and one.employed, seat=one.seat if one.standing else None))


def decide(member, *, takes_more=True, with_talks=True):
    return roster([member], takes_more=takes_more, with_talks=with_talks)


def kinds(member, **how):
    return [decision.kind for decision in decide(member, **how)]


def done(member, decisions):
    """Return the person after the decisions were carried out, as the actions carry them out."""
    for decision in decisions:
        if decision.kind is Kind.PLAN_TALK:
            member = replace(member, talk=Talk.AHEAD)
            continue
        standing = AFTERWARDS.get(decision.kind, member.standing)
        member = replace(member, standing=standing, seat=decision.leader_id)
        if decision.kind is Kind.SECOND_PLACE:
            member = replace(member, second_place=None)
        if decision.kind in (Kind.REST, Kind.LEAVE) and member.talk is Talk.AHEAD:
            member = replace(member, talk=Talk.CANCELLED)
    return member


# --- laws ---


@given(MEMBERS, st.booleans(), st.booleans())
def test_deciding_twice_changes_nothing(member, takes_more, with_talks):
    decisions = decide(member, takes_more=takes_more, with_talks=with_talks)
    after = done(member, decisions)
    assert decide(after, takes_more=takes_more, with_talks=with_talks) == []


@given(MEMBERS, st.booleans())
def test_nobody_who_is_employed_and_whom_the_round_is_for_is_forgotten(member, with_talks):
    after = done(member, decide(member, with_talks=with_talks))
    if member.employed and (member.wanted or member.standing in (Standing.TAKES_PART, Standing.RESTS)):
        assert after.standing is (Standing.RESTS if member.leave_since else Standing.TAKES_PART)
        assert after.seat in member.leaders or (after.seat is None and not member.leaders)


@given(MEMBERS, st.booleans(), st.booleans())
def test_nobody_who_left_takes_part_or_has_a_talk_ahead(member, takes_more, with_talks):
    after = done(member, decide(member, takes_more=takes_more, with_talks=with_talks))
    if not member.employed:
        assert after.standing in (None, Standing.LEFT)
        assert member.standing in (None, Standing.LEFT) or after.talk is not Talk.AHEAD


@given(MEMBERS, st.booleans())
def test_whoever_is_on_leave_rests_and_no_talk_is_planned_meanwhile(member, with_talks):
    if member.leave_since and member.employed:
        assert Kind.PLAN_TALK not in kinds(member, with_talks=with_talks)
        assert done(member, decide(member)).standing in (None, Standing.RESTS, Standing.LEFT)


@given(MEMBERS, st.booleans(), st.booleans())
def test_a_talk_that_was_begun_or_held_is_never_touched(member, takes_more, with_talks):
    if member.talk in (Talk.UNDER_WAY, Talk.HELD):
        assert done(member, decide(member, takes_more=takes_more, with_talks=with_talks)).talk is member.talk


@given(MEMBERS, st.booleans())
def test_a_round_without_talks_plans_none(member, takes_more):
    assert Kind.PLAN_TALK not in kinds(member, takes_more=takes_more, with_talks=False)


@given(st.lists(MEMBERS, max_size=8), st.booleans(), st.booleans())
def test_each_is_decided_by_themselves(members, takes_more, with_talks):
    members = [replace(member, person_id=number) for number, member in enumerate(members)]
    together = roster(members, takes_more=takes_more, with_talks=with_talks)
    alone = [one for each in members for one in decide(each, takes_more=takes_more, with_talks=with_talks)]
    assert together == alone


# --- cases ---


def test_where_nothing_changed_nothing_happens():
    assert decide(IN) == []


def test_who_joins_is_invited_with_their_leader_across_from_them_and_gets_a_talk():
    invited, talk = decide(Member(1, leaders=(BO,)))
    assert (invited.kind, invited.leader_id, talk.kind) == (Kind.INVITE, BO, Kind.PLAN_TALK)


def test_who_joins_after_the_mirrors_closed_waits_for_the_next_round():
    assert decide(Member(1, leaders=(BO,)), takes_more=False) == []


def test_a_new_colleague_looks_in_the_mirror_and_has_the_talk_about_the_first_months_instead():
    assert kinds(Member(1, leaders=(BO,), new=True)) == [Kind.INVITE]


def test_whom_the_round_is_not_for_is_left_alone_and_who_moves_away_from_it_stays_in_it():
    assert decide(Member(1, wanted=False, leaders=(BO,))) == []
    assert decide(replace(IN, wanted=False)) == []


def test_who_leaves_goes_out_of_the_round():
    assert kinds(replace(IN, employed=False, wanted=False, leaders=())) == [Kind.LEAVE]


def test_who_is_employed_again_is_in_it_again_and_gets_the_talk_back_that_was_cancelled():
    back = replace(IN, standing=Standing.LEFT, talk=Talk.CANCELLED)
    assert kinds(back) == [Kind.REJOIN, Kind.PLAN_TALK]
    assert decide(replace(back, employed=False, wanted=False)) == []


def test_a_new_leader_takes_over_the_seat_and_both_are_named():
    (decision,) = decide(replace(IN, leaders=(GERDA,)))
    assert (decision.kind, decision.leader_id, decision.former_id) == (Kind.HAND_OVER, GERDA, BO)


def test_of_two_leaders_the_one_who_has_the_seat_keeps_it():
    assert decide(replace(IN, leaders=(GERDA, BO))) == []


def test_without_a_leader_the_seat_is_empty_and_the_next_one_takes_it():
    (emptied,) = decide(replace(IN, leaders=()))
    assert (emptied.kind, emptied.leader_id) == (Kind.EMPTY_SEAT, None)
    assert kinds(replace(IN, seat=None)) == [Kind.HAND_OVER]
    assert kinds(replace(IN, seat=None, leaders=(), talk=Talk.NONE)) == []  # nobody could hold it


def test_whoever_goes_on_leave_rests_and_takes_part_again_afterwards():
    (rests,) = decide(replace(IN, leave_since=LEAVE))
    assert (rests.kind, rests.since) == (Kind.REST, LEAVE)
    assert kinds(replace(IN, standing=Standing.RESTS, talk=Talk.CANCELLED)) == [Kind.RESUME, Kind.PLAN_TALK]


def test_who_changes_leader_while_away_finds_the_new_one_in_the_seat():
    assert kinds(replace(IN, standing=Standing.RESTS, leave_since=LEAVE, leaders=(GERDA,))) == [Kind.HAND_OVER]
    (resumed, _talk) = decide(replace(IN, standing=Standing.RESTS, leaders=(GERDA,), talk=Talk.NONE))
    assert (resumed.kind, resumed.leader_id, resumed.former_id) == (Kind.RESUME, GERDA, BO)


def test_who_comes_to_the_house_on_leave_is_in_it_and_rests():
    assert kinds(Member(1, leaders=(BO,), leave_since=LEAVE)) == [Kind.REST]


def test_a_second_employment_is_noted_and_changes_neither_mirror_nor_talk():
    assert kinds(replace(IN, second_place=LEAVE)) == [Kind.SECOND_PLACE]


def test_a_talk_the_two_cancelled_themselves_stays_cancelled():
    assert decide(replace(IN, talk=Talk.CANCELLED)) == []


def test_a_leader_gets_the_talk_with_their_own_leader():
    (talk,) = decide(replace(IN, talk=Talk.NONE, leads=True))
    assert (talk.kind, talk.leads) == (Kind.PLAN_TALK, True)


# --- arrivals ---

FOUNDED = date(2015, 1, 1)


def arriving(**facts):
    return [one.kind for one in arrivals([Arrival(1, (BO,), **facts)], FOUNDED, TODAY)]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (TODAY, [Kind.ONBOARDING_TALK]),
        (TODAY - timedelta(days=100), [Kind.ONBOARDING_TALK]),  # the daily run was away for a while
        (TODAY - timedelta(days=200), []),
        (TODAY + timedelta(days=1), []),
        (FOUNDED, []),
    ],
)
def test_a_new_colleague_gets_a_talk_about_the_first_months(start, expected):
    assert arriving(began=start) == expected


def test_nobody_is_new_on_the_day_the_list_was_made():
    assert arrivals([Arrival(1, (BO,), TODAY)], TODAY, TODAY) == []


def test_who_comes_back_gets_a_talk_about_that_once():
    back = TODAY - timedelta(days=3)
    assert arriving(back=back) == [Kind.RETURN_TALK]
    assert arriving(back=back, noted=frozenset({(Kind.RETURN_TALK, back)})) == []
    assert arriving(back=TODAY - timedelta(days=60)) == []


def test_a_talk_of_arrival_waits_for_a_leader_and_for_who_is_away():
    assert arrivals([Arrival(1, (), TODAY, TODAY)], FOUNDED, TODAY) == []
    assert arriving(began=TODAY, away=True) == []


def test_three_months_are_thirteen_weeks():
    assert deciding.onboarding_on(date(2027, 1, 4)) == date(2027, 4, 5)


PERIODS = st.lists(
    st.tuples(st.integers(0, 60), st.none() | st.integers(0, 30)).map(
        lambda one: (FOUNDED + timedelta(one[0]), None if one[1] is None else FOUNDED + timedelta(one[0] + one[1]))
    ),
    max_size=5,
)


@given(PERIODS, st.integers(0, 90))
def test_the_first_day_is_the_first_of_an_unbroken_row_of_days(periods, later):
    today = FOUNDED + timedelta(days=later)
    held = {first + timedelta(days=n) for first, last in periods for n in range(((last or today) - first).days + 1)}
    expected = None
    day = today
    while day in held:
        expected, day = day, day - timedelta(days=1)
    assert began(periods, today) == expected


# --- counting ---


def test_a_talk_counts_and_whoever_is_on_leave_is_not_missing():
    stands = [
        (Standing.TAKES_PART, Talk.HELD),
        (Standing.TAKES_PART, Talk.AHEAD),
        (Standing.RESTS, Talk.CANCELLED),
        (Standing.RESTS, Talk.HELD),
        (Standing.LEFT, Talk.HELD),
    ]
    assert coverage(stands) == Coverage(taking_part=3, held=2, resting=1, left=1)


@given(st.lists(st.tuples(st.sampled_from(Standing), st.sampled_from(Talk))))
def test_everybody_is_counted_in_one_place(stands):
    found = coverage(stands)
    assert found.taking_part + found.resting + found.left == len(stands)
    assert 0 <= found.held <= found.taking_part
