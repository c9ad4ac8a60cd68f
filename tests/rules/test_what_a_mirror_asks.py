"""A mirror asks what a person's role profiles ask for: the union, and of each competence the highest."""

from hypothesis import given
from hypothesis import strategies as st

from competence.assessments.rules.asked import Requirement, asked_of

requirements = st.lists(
    st.builds(Requirement, st.integers(1, 6), st.integers(1, 8), st.integers(1, 3), st.booleans()), max_size=20
)


def test_two_employments_ask_for_the_union():
    asked = asked_of([Requirement(1, 3), Requirement(2, 2), Requirement(2, 4, importance=3), Requirement(3, 1)])
    assert set(asked) == {1, 2, 3}
    assert (asked[2].level, asked[2].importance) == (4, 3)


def test_a_competence_is_critical_if_one_role_says_so():
    assert asked_of([Requirement(1, 3), Requirement(1, 2, critical=True)])[1] == Requirement(1, 3, critical=True)


def test_nobody_asks_for_nothing():
    assert asked_of([]) == {}


@given(requirements)
def test_the_order_of_the_roles_does_not_matter(given_requirements):
    assert asked_of(given_requirements) == asked_of(reversed(given_requirements))


@given(requirements)
def test_asking_twice_asks_the_same(given_requirements):
    asked = asked_of(given_requirements)
    assert asked_of(asked.values()) == asked
    assert asked_of(given_requirements + given_requirements) == asked


@given(requirements, requirements)
def test_another_role_never_lowers_what_is_asked(mine, more):
    before, after = asked_of(mine), asked_of(mine + more)
    assert set(before) <= set(after)
    assert all(after[key].level >= before[key].level for key in before)
