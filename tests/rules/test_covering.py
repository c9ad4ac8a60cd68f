"""What rests on one person: a critical competence that at most one colleague has where the work asks for it."""

from hypothesis import given
from hypothesis import strategies as st

from competence.assessments.rules.asked import Requirement
from competence.assessments.rules.covering import Cell, vulnerabilities

NEEDED = Requirement(7, 3, critical=True)


def test_a_competence_only_one_has_rests_on_that_person():
    (found,) = vulnerabilities([NEEDED], {(1, 7): Cell(4, 3), (2, 7): Cell(2, 4)}, [1, 2])
    assert (found.holder, found.level) == (1, 3)


def test_a_competence_two_have_rests_on_nobody_alone():
    assert vulnerabilities([NEEDED], {(1, 7): Cell(3, 3), (2, 7): Cell(5, 4)}, [1, 2]) == []


def test_a_competence_nobody_has_is_told_without_a_name():
    (found,) = vulnerabilities([NEEDED], {(1, 7): Cell(2, 2)}, [1, 2])
    assert found.holder is None


def test_one_view_alone_counts_where_the_other_gave_no_level():
    (found,) = vulnerabilities([NEEDED], {(1, 7): Cell(own=3)}, [1])
    assert found.holder == 1


@given(st.lists(st.integers(1, 5), min_size=1, max_size=6))
def test_one_more_who_can_never_makes_a_team_more_vulnerable(levels):
    cells = {(person, 7): Cell(level, level) for person, level in enumerate(levels)}
    before = vulnerabilities([NEEDED], cells, range(len(levels)))
    after = vulnerabilities([NEEDED], cells | {(99, 7): Cell(5, 5)}, [*range(len(levels)), 99])
    assert len(after) <= len(before)
