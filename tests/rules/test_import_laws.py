"""The laws of an import, over many invented files: done twice it changes nothing, and it leaves a sound house."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from competence.admin.imports.people_file import read_people
from competence.admin.imports.people_plan import End, SaveEmployment, SaveLeader, SavePerson, plan_people
from competence.admin.imports.people_state import KnownPerson, KnownUnit, State
from competence.admin.imports.periods import Fact, is_current
from competence.admin.imports.plan import Fate, Plan
from competence.admin.imports.tables import Row, Table
from competence.people.rules import find_circle

TODAY = date(2026, 11, 23)
often = settings(derandomize=True, database=None, deadline=None, max_examples=200)
EMPTY = State(units=(KnownUnit("u", ()), KnownUnit("v", ())), roles={"r": ()})
HEADER = ("email", "navn", "enhed", "rolle", "fra", "til", "leder")
LETTERS = dict(zip(HEADER, "ABCDEFG", strict=True))
people = st.sampled_from(["a@x.dk", "b@x.dk", "c@x.dk", "d@x.dk"])
days = st.sampled_from([TODAY + timedelta(n) for n in (-400, -30, -2, -1, 0, 1, 2, 30, 400)])
day_or_none = (days | st.none()).map(lambda day: day.isoformat() if day else "")
cells = st.tuples(
    people, st.sampled_from("uv"), st.sampled_from(["", "r"]), day_or_none, day_or_none, people | st.just("")
)


def in_order(first: str, last: str) -> bool:
    return not first or not last or first <= last


def as_file(rows: list[tuple[str, ...]], name: str) -> list[tuple[str, ...]]:
    """Keep what can stand in one file most of the time, so that the laws are about files that are not refused."""
    kept: dict[tuple[str, ...], tuple[str, ...]] = {}
    for email, unit, role, start, end, leader in rows:
        if in_order(start, end) and (start or not end):
            known = leader if leader > email and leader in {row[0] for row in rows} else ""
            kept.setdefault((email, unit, role), (email, name, unit, role, start, end, known))
    return list(kept.values())


files = st.builds(as_file, st.lists(cells, min_size=2, max_size=8), st.sampled_from("NM")) | st.lists(
    cells.map(lambda cell: (cell[0], "N", *cell[1:])), max_size=3
)
steps = st.lists(st.tuples(files, st.booleans(), st.integers(0, 40)), max_size=4)


def plan(state: State, rows: list[tuple[str, ...]], today: date, *, full: bool) -> Plan:
    numbered = tuple(Row(n, dict(zip(HEADER, row, strict=True))) for n, row in enumerate(rows, start=2))
    return plan_people(state, read_people(Table(HEADER, numbered, LETTERS)), today, full=full)


def after(state: State, changes: tuple[object, ...], numbers: Iterator[int]) -> State:
    """Apply changes to the values, as actions.py applies them to the tables."""
    found = dict(state.people)
    for change in changes:
        match change:
            case SavePerson(email, name, is_new):
                assert is_new == (email not in found)
                found[email] = replace(found.get(email, KnownPerson(email, name)), name=name)
            case SaveEmployment(email, fact):
                facts = put(found[email].employments, fact, numbers)
                found[email] = replace(found[email], employments=facts)
            case SaveLeader(email, fact):
                found[email] = replace(found[email], leaders=put(found[email].leaders, fact, numbers))
            case End():
                found = {email: without(person, change) for email, person in found.items()}
    return replace(state, people=found)


def put(facts: tuple[Fact, ...], fact: Fact, numbers: Iterator[int]) -> tuple[Fact, ...]:
    if fact.id == 0:
        return (*facts, replace(fact, id=next(numbers)))
    assert fact.id in {other.id for other in facts}
    return tuple(fact if other.id == fact.id else other for other in facts)


def without(person: KnownPerson, end: End) -> KnownPerson:
    if end.what == "employment":
        return replace(person, employments=ended(person.employments, end.id, end.on))
    return replace(person, leaders=ended(person.leaders, end.id, end.on))


def ended(facts: tuple[Fact, ...], number: int, on: date | None) -> tuple[Fact, ...]:
    return tuple(
        replace(fact, end=on) if fact.id == number else fact for fact in facts if not (fact.id == number and on is None)
    )


def walk(script: list[tuple[list[tuple[str, ...]], bool, int]]) -> Iterator[tuple[State, State, Plan, date, int]]:
    """Apply one file after the other, days apart, leaving out the files that are refused."""
    state, today, numbers = EMPTY, TODAY, count(1)
    for number, (rows, full, days_later) in enumerate(script):
        today += timedelta(days_later)
        made = plan(state, rows, today, full=full)
        if not made.has_errors:
            before, state = state, after(state, made.changes, numbers)
            yield before, state, made, today, number


@often
@given(steps)
def test_the_same_file_twice_changes_nothing(script):
    for _, state, _, today, number in walk(script):
        again = plan(state, script[number][0], today, full=script[number][1])
        assert (again.changes, again.ends_people) == ((), False)
        assert {line.fate for line in again.lines} <= {Fate.UNCHANGED}


@often
@given(steps)
def test_periods_end_after_they_begin_and_no_employment_stands_twice(script):
    for _, state, _, _, _ in walk(script):
        for person in state.people.values():
            for fact in (*person.employments, *person.leaders):
                assert fact.end is None or fact.start <= fact.end
            begun = [(fact.key, fact.start) for fact in person.employments]
            assert len(set(begun)) == len(begun)


@often
@given(steps)
def test_nobody_leads_in_a_circle_afterwards(script):
    for _, state, _, today, _ in walk(script):
        above = {
            email: [fact.key[0] for fact in person.leaders if is_current(fact.end, today)]
            for email, person in state.people.items()
        }
        assert not find_circle(above)
        assert all(email not in leaders for email, leaders in above.items())


@often
@given(steps)
def test_nobody_is_ever_deleted_and_history_stays(script):
    for before, state, _, today, number in walk(script):
        assert before.people.keys() <= state.people.keys()
        named = {row[0] for row in script[number][0]}
        for email, person in before.people.items():
            over = {fact for fact in person.employments if not is_current(fact.end, today)}
            if email not in named:
                assert over <= set(state.people[email].employments)


@often
@given(steps)
def test_after_a_full_file_exactly_those_in_it_work_in_the_house(script):
    for _, state, _, today, number in walk(script):
        rows, full, _ = script[number]
        if full:
            working = {
                email
                for email, person in state.people.items()
                if any(is_current(fact.end, today) for fact in person.employments)
            }
            named = {row[0] for row in rows if not row[5] or date.fromisoformat(row[5]) >= today}
            assert working == named


@often
@given(files, st.booleans())
def test_every_row_has_one_line_and_the_lines_stand_in_the_files_order(rows, full):
    numbers = [line.number for line in plan(EMPTY, rows, TODAY, full=full).lines if line.number is not None]
    assert numbers == list(range(2, len(rows) + 2))
