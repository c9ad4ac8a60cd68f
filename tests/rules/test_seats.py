"""Distributing seats: as good as trying everything, never without a shared wish, a reason for whoever waits."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competence.learning.seats.rules.found import DoesNotGoTogether, permille
from competence.learning.seats.rules.limits import Kind, shares
from competence.learning.seats.rules.problem import Pair, Place, Problem, Session
from competence.learning.seats.rules.reasons import in_the_way, lacking, needed_for
from competence.learning.seats.rules.solving import distribute
from competence.learning.seats.rules.worth import Aim, Ask, Weights, points, worth

MONDAY, TUESDAY = date(2027, 3, 1), date(2027, 3, 2)
TARUP, VOLLSMOSE = 1, 2


def allowed(problem, seats):
    """Say in plain words, without the model's limits, whether some seats may be given together."""
    days = {pair: problem.sessions[pair.session].days for pair in seats}
    of_person = {person: [pair for pair in seats if pair.person == person] for person in problem.people}
    return (
        problem.held & problem.wishes.keys() <= seats
        and not problem.forbidden & seats
        and not any(days[pair] & problem.busy.get(pair.person, set()) for pair in seats)
        and all(sum(pair.session == key for pair in seats) <= one.seats for key, one in problem.sessions.items())
        and all(len(own) <= problem.each for own in of_person.values())
        and all(
            not days[one] & days[other] and problem.sessions[one.session].offer != problem.sessions[other.session].offer
            for own in of_person.values()
            for one, other in combinations(own, 2)
        )
        and (problem.hours is None or sum(problem.sessions[pair.session].hours for pair in seats) <= problem.hours)
        and all(
            sum(one.hours for pair in seats if (one := problem.sessions[pair.session]).offer == offer) <= most
            for offer, most in problem.offer_hours.items()
        )
        and all(
            sum(day in days[pair] and unit in problem.people[pair.person].units for pair in seats)
            + problem.away.get((unit, day), 0)
            <= most
            or not any(day in days[pair] and unit in problem.people[pair.person].units for pair in seats)
            for unit, most in problem.cover.items()
            for day in (MONDAY, TUESDAY)
        )
    )


def value(problem, seats):
    best = max(problem.wishes.values(), default=0)
    lacks = sum(max(0, share.least - len(share.pairs & seats)) for share in shares(problem))
    return sum(problem.wishes[pair] for pair in seats) - best * lacks


def best_by_trying_everything(problem):
    """Return the most points of any allowed set of wishes; None where none is allowed."""
    pairs = list(problem.wishes)
    every = (frozenset(some) for size in range(len(pairs) + 1) for some in combinations(pairs, size))
    return max((value(problem, seats) for seats in every if allowed(problem, seats)), default=None)


@st.composite
def problems(draw):
    sessions = {
        number: Session(
            draw(st.integers(1, 2)),
            draw(st.integers(0, 2)),
            draw(st.integers(1, 9)),
            draw(st.frozensets(st.sampled_from((MONDAY, TUESDAY)))),
        )
        for number in (1, 2, 3)
    }
    units = st.lists(st.sampled_from((TARUP, VOLLSMOSE)), min_size=1, max_size=2, unique=True).map(tuple)
    people = {number: Place(draw(units), draw(st.sampled_from((None, 1, 2)))) for number in range(1, 6)}
    every = [Pair(person, session) for person in people for session in sessions]
    wishes = draw(st.dictionaries(st.sampled_from(every), st.integers(1, 12), max_size=9))
    some = st.frozensets(st.sampled_from(every), max_size=2)
    return Problem(
        sessions, people, wishes,
        cover=draw(st.dictionaries(st.sampled_from((TARUP, VOLLSMOSE)), st.integers(0, 2))),
        away=draw(st.dictionaries(st.just((TARUP, MONDAY)), st.integers(0, 3))),
        busy=draw(st.dictionaries(st.sampled_from((1, 2)), st.just(frozenset({TUESDAY})))),
        held=draw(some), forbidden=draw(some),
        each=draw(st.integers(1, 3)),
        hours=draw(st.none() | st.integers(0, 20)),
        offer_hours=draw(st.dictionaries(st.integers(1, 2), st.integers(0, 12))),
        fair=draw(st.sampled_from((0, 50, 100))),
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(problems())
def test_it_is_as_good_as_trying_everything(problem):
    best = best_by_trying_everything(problem)
    try:
        found = distribute(problem, 10)
    except DoesNotGoTogether:
        assert best is None  # that it refuses is not the point, that it may is
        return
    assert allowed(problem, found.seats)
    assert (found.points, found.at_most, permille(found.points, found.at_most)) == (best, best, 0)
    assert value(problem, found.seats) == best
    # Nobody is seated who did not share the wish, whatever HR holds; and whoever waits is told what is in the way.
    assert found.seats <= problem.wishes.keys()
    assert all(in_the_way(problem, found.seats).values())


def tarup(people, *, seats=5, days=(MONDAY,), **more):
    """Return one session that some people of Tarup wish a seat in."""
    sessions = {1: Session(1, seats, 7, frozenset(days))}
    return Problem(
        sessions,
        {one: Place((TARUP,), 1) for one in people},
        dict.fromkeys((Pair(one, 1) for one in people), 3),
        **more,
    )


def test_the_unit_keeps_enough_at_the_desk_and_says_so():
    problem = tarup(range(4), cover={TARUP: 3}, away={(TARUP, MONDAY): 1})
    found = distribute(problem, 10)
    assert len(found.seats) == 2
    for stopped in in_the_way(problem, found.seats).values():
        assert [(limit.kind, limit.most, limit.about, limit.on) for limit in stopped] == [
            (Kind.COVER, 2, TARUP, MONDAY)
        ]


def test_what_hr_holds_but_the_desk_does_not_allow_is_refused_with_the_limit():
    problem = tarup(range(4), cover={TARUP: 2}, held=frozenset({Pair(0, 1), Pair(1, 1), Pair(2, 1)}))
    with pytest.raises(DoesNotGoTogether) as refusal:
        distribute(problem, 10)
    ((limit, used),) = refusal.value.broken
    assert (limit.kind, limit.about, limit.most, used) == (Kind.COVER, TARUP, 2, 3)


def test_a_seat_held_for_somebody_without_a_shared_wish_is_no_seat():
    found = distribute(tarup([1, 2], held=frozenset({Pair(9, 1)})), 10)
    assert {pair.person for pair in found.seats} == {1, 2}


def test_a_unit_gets_its_part_though_its_seats_are_worth_less():
    people = {number: Place((TARUP,) if number < 6 else (VOLLSMOSE,)) for number in range(12)}
    wishes = {Pair(number, 1): 50 if number < 6 else 1 for number in people}
    problem = Problem({1: Session(1, 4, 7)}, people, wishes, fair=50)
    seats = distribute(problem, 10).seats
    (here,) = (pair for pair in seats if pair.person >= 6)  # half of its half of four seats
    assert [(share.of, share.about, share.least) for share in needed_for(problem, seats)[here]] == [
        ("unit", VOLLSMOSE, 1)
    ]
    assert lacking(problem, seats) == []


def test_a_part_that_cannot_be_given_is_said_instead_of_stopping_everything():
    people = {number: Place((TARUP,) if number < 6 else (VOLLSMOSE,)) for number in range(12)}
    problem = Problem(
        {1: Session(1, 4, 7, frozenset({MONDAY}))}, people, {Pair(number, 1): 1 for number in people},
        cover={VOLLSMOSE: 0},
    )  # fmt: skip
    found = distribute(problem, 10)
    assert len(found.seats) == 4
    assert [(share.about, share.least, had) for share, had in lacking(problem, found.seats)] == [(VOLLSMOSE, 1, 0)]


def test_no_wishes_are_no_seats():
    assert distribute(tarup([]), 10).seats == frozenset()


def test_without_time_there_is_still_a_distribution_and_the_distance_is_not_hidden():
    found = distribute(tarup(range(40), seats=10, cover={TARUP: 7}), 0.0)
    assert len(found.seats) == 7
    assert found.at_most >= found.points


ASKED = {"host": Ask(3, 2), "search": Ask(2, 3, critical=True)}
PUBLISHED = Weights({"host": 6, "search": 5}, {("librarian", "search"): 8}, "Efterår 2026")


def test_a_seat_is_worth_the_published_distance_times_what_the_role_asks():
    parts = worth([Aim("host", 1), Aim("search", 1)], "librarian", ASKED, PUBLISHED)
    assert [(part.competence, part.points, part.of_profile) for part in parts] == [
        ("search", 48, True), ("host", 12, False),
    ]  # fmt: skip
    assert points(parts) == 61


def test_what_the_house_lacks_of_its_target_counts_for_everybody():
    aimed = Weights(targets={"host": (3, 25)})
    (part,) = worth([Aim("host", 1)], None, {}, aimed)
    assert (part.points, part.lacking) == (9, 25)
    assert worth([Aim("host", 3)], None, {}, aimed) == []  # it begins where the target lies
    assert worth([Aim("host", 1)], None, {}, Weights(targets={"host": (3, 0)})) == []


def test_a_role_that_asks_for_no_more_than_the_offer_begins_at_leaves_the_wish_alone_to_count():
    assert points(worth([Aim("host", 3)], "librarian", ASKED, PUBLISHED)) == 1
    assert points(worth([Aim("music", 1)], "librarian", ASKED, PUBLISHED)) == 1
    assert points(worth([Aim("host", 1)], "librarian", ASKED, Weights())) == 1
