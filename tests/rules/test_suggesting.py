"""What is suggested has a reason in what the person said or is asked; at most three, and each competence once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from competence.learning.suggesting.rules import MOST, About, Asks, Leads, Source, helps, reasons, suggest

CODES = ["c1", "c2", "c3", "c4"]
LEVELS = st.integers(1, 5)
BETWEEN = st.tuples(LEVELS, LEVELS).filter(lambda pair: pair[0] < pair[1])
ABOUT = st.builds(
    About,
    st.dictionaries(st.sampled_from(CODES), LEVELS),
    st.sets(st.sampled_from(CODES)),
    st.dictionaries(st.sampled_from(CODES), st.builds(Asks, LEVELS, st.integers(1, 3), st.booleans())),
    st.dictionaries(st.sampled_from(CODES), st.none() | LEVELS),
    st.lists(st.tuples(st.just("Trin"), st.dictionaries(st.sampled_from(CODES), LEVELS)), max_size=2),
)
OFFERS = st.lists(st.dictionaries(st.sampled_from(CODES), BETWEEN, min_size=1), max_size=8).map(
    lambda aims: [Leads(key, aim, price=0, hours=key + 1) for key, aim in enumerate(aims)]
)


def lacks_or_wishes(about: About, code: str) -> bool:
    """Return, in other words than the rules, whether somebody is below what is asked of a competence, or wants it."""
    level, goals = about.levels.get(code), about.goals or {}
    wanted = goals.get(code)
    asked = [about.role[code].level] if about.role and code in about.role else []
    asked += [asks[code] for _title, asks in about.steps if code in asks]
    below = level is not None and any(level < one for one in asked)
    aims_at_it = code in goals and (wanted is None or level is None or level < wanted)
    return below or aims_at_it or code in about.wishes


@settings(max_examples=300)
@given(ABOUT, OFFERS, st.sets(st.sampled_from(CODES), max_size=2))
def test_a_suggestion_names_a_competence_the_person_lacks_or_wishes(about, offers, only):
    found = suggest(about, offers, only)
    for one in found:
        assert lacks_or_wishes(about, one.reason.competence)
        assert helps(about.levels.get(one.reason.competence), offers[one.key].aims[one.reason.competence])
        assert not only or one.reason.competence in only
    assert len(found) <= MOST
    assert len({one.reason.competence for one in found}) == len({one.key for one in found}) == len(found)


def offers(*codes: str, **more: int) -> list[Leads]:
    return [Leads(key, {code: (1, 3)}, **({"price": 0, "hours": 4} | more)) for key, code in enumerate(codes)]


def test_who_has_said_nothing_and_wants_nothing_is_suggested_nothing():
    role = {"c1": Asks(4, 3, critical=True)}
    assert suggest(About({}, role=role), offers("c1")) == []


def test_a_level_at_what_the_role_asks_is_no_reason():
    assert reasons(About({"c1": 3}, role={"c1": Asks(3)})) == {}


def test_ones_own_goal_comes_before_a_wish_and_a_wish_before_what_others_ask():
    about = About({"c1": 1, "c2": 1, "c3": 1}, {"c2"}, {"c3": Asks(3)}, {"c1": 3})
    assert [one.reason.source for one in suggest(about, offers("c3", "c2", "c1"))] == [
        Source.GOAL, Source.WISH, Source.ROLE,
    ]  # fmt: skip


def test_reasons_for_one_competence_add_up_and_the_heaviest_is_told():
    about = About({"c1": 1, "c2": 1}, {"c1"}, {"c1": Asks(3), "c2": Asks(3)}, {"c2": 3})
    assert [one.reason.competence for one in suggest(about, offers("c1", "c2"))] == ["c2", "c1"]
    both = About({"c1": 1, "c2": 1}, {"c1"}, {"c1": Asks(3, 3, critical=True)}, {"c2": 3})
    (first, _second) = suggest(both, offers("c1", "c2"))
    assert (first.reason.competence, first.reason.source) == ("c1", Source.WISH)


def test_what_is_critical_comes_first_among_what_the_role_asks():
    about = About({"c1": 1, "c2": 1}, role={"c1": Asks(3, 2), "c2": Asks(3, 2, critical=True)})
    assert [one.reason.competence for one in suggest(about, offers("c1", "c2"))] == ["c2", "c1"]


def test_of_two_that_weigh_the_same_the_cheaper_and_then_the_shorter_comes_first():
    about = About({"c1": 1}, {"c1"})
    dear, cheap = Leads(1, {"c1": (1, 3)}, 900, 2), Leads(2, {"c1": (1, 3)}, 0, 7)
    short = Leads(3, {"c1": (1, 3)}, 0, 2)
    assert suggest(about, [dear, cheap])[0].key == 2
    assert suggest(about, [dear, cheap, short])[0].key == 3


def test_nobody_is_offered_what_they_are_past_or_not_yet_ready_for():
    assert not helps(3, (1, 3))
    assert not helps(1, (2, 3))
    assert helps(2, (2, 3))
    assert helps(None, (1, 2))
    assert not helps(None, (3, 4))
