"""What a guide asks of whom, and when its draft is whole."""

from dataclasses import replace

import pytest

from competence.conversations.guides.rules.editions import (
    Asked,
    AskedOf,
    Edition,
    Kind,
    Side,
    Theme,
    is_asked,
    may_be_asked_of,
    sides,
)
from competence.conversations.guides.rules.publishing import (
    AskedOfNobodyThere,
    ChangedMeanwhile,
    NoText,
    NothingAsked,
    NoTitle,
    NotReady,
    OddLength,
    PublishedIsFixed,
    refuse_changed,
    refuse_published,
    refuse_unready,
    what_is_open,
)
from competence.frameworks.rules.editions import Words

TASKS = Theme("tasks", Words("Opgaver", "Tasks"))
BOTH = Asked("tasks", AskedOf.BOTH, Words("Hvad vil du?"), Words())
MUS = Edition(Kind.MUS, Words("MUS"), Words(), 60, (TASKS,), (BOTH,))


def test_a_question_to_both_is_put_to_the_two_and_one_to_the_team_only_to_the_team():
    put = {(asked_of, side) for asked_of in AskedOf for side in Side if is_asked(asked_of, side)}
    assert put == {
        (AskedOf.EMPLOYEE, Side.EMPLOYEE), (AskedOf.LEADER, Side.LEADER),
        (AskedOf.BOTH, Side.EMPLOYEE), (AskedOf.BOTH, Side.LEADER), (AskedOf.TEAM, Side.TEAM),
    }  # fmt: skip


@pytest.mark.parametrize("kind", Kind)
def test_whoever_a_kind_may_ask_is_a_side_of_it_and_every_side_may_be_asked(kind):
    for asked_of in may_be_asked_of(kind):
        assert any(is_asked(asked_of, side) for side in sides(kind))
    for side in sides(kind):
        assert any(is_asked(asked_of, side) for asked_of in may_be_asked_of(kind))


def test_only_the_team_talk_is_the_teams():
    assert [kind for kind in Kind if may_be_asked_of(kind) == (AskedOf.TEAM,)] == [Kind.GRUS]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ({"title": Words()}, NoTitle),
        ({"minutes": 5}, OddLength),
        ({"minutes": 481}, OddLength),
        ({"questions": ()}, NothingAsked),
        ({"questions": (replace(BOTH, asked_of=AskedOf.LEADER),)}, NothingAsked),
        ({"questions": (BOTH, replace(BOTH, text=Words()))}, NoText),
        ({"questions": (BOTH, replace(BOTH, asked_of=AskedOf.TEAM))}, AskedOfNobodyThere),
    ],
)
def test_a_draft_that_is_not_whole_says_why(broken, says):
    edition = replace(MUS, **broken)
    assert says in {type(fault) for fault in what_is_open(edition)}
    with pytest.raises(NotReady) as refused:
        refuse_unready(edition)
    assert all(str(fault) for fault in refused.value.faults)


def test_a_whole_draft_is_not_refused():
    refuse_unready(MUS)


def test_what_is_published_or_was_changed_meanwhile_is_refused():
    refuse_published(1, published=False)
    refuse_changed(2, 2)
    with pytest.raises(PublishedIsFixed, match="Udgave 3"):
        refuse_published(3, published=True)
    with pytest.raises(ChangedMeanwhile):
        refuse_changed(3, 2)
