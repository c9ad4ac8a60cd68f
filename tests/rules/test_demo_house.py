"""The invented library is planned the same way each time, and everybody in it has a place and a leader."""

import re
from datetime import date
from itertools import pairwise
from random import Random

import pytest

from competence.admin.demo.examples import read_examples
from competence.admin.demo.house import UnitPlan, plan_house
from competence.admin.demo.names import invented_names
from competence.admin.demo.rounds import plan_rounds
from competence.admin.demo.voices import Asked, Skills
from competence.admin.demo.words import Words
from tests.house.content import pack
from tests.house.test_content_texts import HEALTH, JUDGING

TODAY = date(2026, 11, 23)
UNITS = [
    UnitPlan("odense", "", "library", "Biblioteket", "The library"),
    UnitPlan("local", "odense", "department", "Lokalbiblioteker", "Local libraries"),
    UnitPlan("staff", "odense", "department", "Administration", "Administration"),
    *(UnitPlan(code, "local", "branch", code.title(), code.title()) for code in ("tarup", "vollsmose")),
    *(UnitPlan(code, "staff", "team", code.title(), code.title()) for code in ("systems", "web", "bh_literature")),
]
ASKED = [Asked(number, f"c{number}", 3, 2) for number in range(12)]


def house(people=200, seed=2026):
    return plan_house(UNITS, people, Random(seed), TODAY)


@pytest.mark.parametrize("people", [40, 200, 2000])
def test_it_has_as_many_people_as_were_asked_for(people):
    planned = house(people)
    assert len(planned.workers) == people
    assert len({worker.email for worker in planned.workers}) == people
    assert all(worker.email.endswith("@example.org") for worker in planned.workers)


def test_a_larger_house_gets_sister_libraries_under_the_same_roof():
    planned = house(2000)
    assert len(planned.units) == 10 * len(UNITS)
    known = set()
    for unit in planned.units:
        assert not unit.parent or unit.parent in known, "a unit comes before its parent"
        known.add(unit.code)
    assert [unit.code for unit in planned.units if not unit.parent] == ["odense"]


@pytest.mark.parametrize("people", [40, 200, 2000])
def test_everybody_but_the_chief_has_a_leader_as_long_as_they_work_and_nobody_leads_in_a_circle(people):
    planned = house(people)
    for worker in planned.workers:
        if worker.number == planned.cast["dorte"]:
            continue
        days = [worker.starts, worker.ends or TODAY]
        assert all(worker.leader_on(day) is not None for day in days), worker
        above, seen = worker.leader_on(days[-1]), {worker.number}
        while above is not None:
            assert above not in seen, "leaders in a circle"
            seen.add(above)
            above = planned.workers[above].leader_on(TODAY)


def test_the_cast_stand_where_the_stories_need_them():
    planned = house()
    cast = {key: planned.workers[number] for key, number in planned.cast.items()}
    assert cast["astrid"].leader_on(TODAY) == planned.cast["bo"]
    assert cast["astrid"].places[0][0] == cast["bo"].places[0][0] != cast["emil"].places[0][0]
    assert cast["bo"].leader_on(TODAY) == cast["emil"].leader_on(TODAY) == planned.cast["dorte"]


def test_some_have_left_some_changed_leader_some_work_in_two_places_and_one_has_a_deputy():
    planned = house()
    assert any(worker.ends and worker.ends < TODAY for worker in planned.workers)
    assert any(len(worker.led_by) == 2 for worker in planned.workers)
    assert any(len(worker.places) == 2 for worker in planned.workers)
    leader, deputy = planned.deputy
    assert planned.workers[deputy].leader_on(TODAY) == leader


def test_names_are_made_up_and_addresses_never_come_twice():
    names = invented_names(Random(1))
    made = [next(names) for _ in range(20_000)]
    assert len({email for _, email in made}) == 20_000
    assert all(email.isascii() for _, email in made)


def test_three_rounds_are_closed_a_year_apart_and_one_is_open_today():
    rounds = plan_rounds(TODAY)
    assert [plan.is_open for plan in rounds] == [False, False, False, True]
    assert all(later.opens_on.year - earlier.opens_on.year == 1 for earlier, later in pairwise(rounds))
    assert all(plan.closed_at.date() < TODAY for plan in rounds[:3])
    assert rounds[-1].opens_on < TODAY < rounds[-1].closes_on


def test_leaders_see_nearly_the_same_and_levels_move_slowly():
    skills = Skills(Random(3), {}, 5)
    gaps, moves = [], []
    for person in range(300):
        own, leaders = skills.own_view(person, ASKED), skills.leaders_view(person, ASKED)
        gaps += [abs(a.level - b.level) for a, b in zip(own, leaders, strict=True) if a.level and b.level]
        first = {one.competence: one.level for one in own}
        skills.pass_a_year()
        moves += [
            one.level - first[one.competence]
            for one in skills.own_view(person, ASKED)
            if one.level and first[one.competence]
        ]
    assert 0.3 < sum(gaps) / len(gaps) < 0.8
    assert 0.05 < sum(moves) / len(moves) < 0.3
    assert sum(abs(move) > 1 for move in moves) / len(moves) < 0.02


def test_some_say_that_it_is_not_relevant_or_that_they_do_not_know_and_then_give_no_level():
    answers = [one for person in range(100) for one in Skills(Random(person), {}, 5).own_view(person, ASKED)]
    marks = [one for one in answers if one.mark]
    assert {one.mark for one in marks} == {"NOT_APPLICABLE", "UNKNOWN"}
    assert all(one.level is None for one in marks)
    assert all(1 <= one.level <= 5 for one in answers if one.level is not None)


def test_there_are_at_least_sixty_different_examples_in_each_area():
    areas: dict[str, set[str]] = {}
    for code, sentences in read_examples().items():
        areas.setdefault(code.split(".")[0], set()).update(sentences)
    assert set(areas) == {"host", "med", "learn", "dig", "com", "prj", "self", "lead", "leader"}
    assert all(len(sentences) >= 60 for area, sentences in areas.items() if area != "leader")


def test_what_they_write_judges_nobody_and_says_nothing_of_health_family_or_union():
    words = Words(Random(1))
    goals = [text for texts in words.goals.values() for goal in texts for text in (goal.what, goal.signs, *goal.ways)]
    for text in [*goals, *(line for lines in words.kinds.values() for line in lines)]:
        assert not JUDGING["da"].search(text), text
        assert not HEALTH.search(text), text
        assert not re.search(r"fagforening|tillidsrepræsentant|familie(n|s)?\b|ægtefælle|barsel", text, re.I), text


def test_there_is_a_goal_for_every_competence_and_no_sentence_comes_twice():
    words = Words(Random(1))
    assert set(words.goals) == {row["code"] for row in pack("competences")}
    whats = [goal.what for goals in words.goals.values() for goal in goals]
    assert len(set(whats)) == len(whats)
    assert all(len(set(lines)) == len(lines) for lines in words.kinds.values())
