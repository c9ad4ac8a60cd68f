"""A draft is published when it is whole; what keeps it back is named."""

from dataclasses import replace

import pytest

from competence.frameworks.rules import publishing
from competence.frameworks.rules.editions import AreaWords, CompetenceWords, Edition, Level, Requirement, Words


def edition(levels=5, competences=None, areas=1, requirements=()):
    values = range(1, levels + 1)
    one = CompetenceWords("one", "a1", Words("Et"), Words(), {value: Words(f"Jeg {value}") for value in values})
    return Edition(
        levels=tuple(Level(value, f"l{value}", Words("T"), Words()) for value in values),
        areas=tuple(AreaWords(f"a{number}", Words(f"Område {number}"), Words()) for number in range(1, areas + 1)),
        competences=(one,) if competences is None else competences,
        requirements=frozenset(requirements),
    )


def names(edition):
    return [type(fault).__name__ for fault in publishing.what_is_open(edition)]


@pytest.mark.parametrize("levels", [3, 5, 8])
def test_a_whole_edition_may_be_published(levels):
    publishing.refuse_unready(edition(levels))


@pytest.mark.parametrize("levels", [1, 2, 9])
def test_a_scale_has_three_to_eight_levels(levels):
    assert names(edition(levels)) == ["WrongNumberOfLevels"]


def test_a_scale_has_no_holes():
    whole = edition(4)
    holed = replace(whole, levels=(*whole.levels[:2], whole.levels[3]))
    assert "WrongNumberOfLevels" in names(holed)


def test_an_edition_without_competences_in_use_asks_about_nothing():
    assert names(edition(competences=())) == ["NothingToAskAbout", "EmptyArea"]


def test_every_area_has_a_competence():
    faults = list(publishing.what_is_open(edition(areas=2)))
    assert [str(fault) for fault in faults] == ["Området »Område 2« har ingen kompetencer."]


def test_every_competence_in_use_has_a_name_and_a_text_for_every_level():
    bare = CompetenceWords("bare", "a1", Words(), Words(), {1: Words("Jeg"), 2: Words(), 3: Words("", "I can")})
    faults = names(edition(3, (bare,)))
    assert faults == ["NoTitle", "NoLevelText"]


def test_a_retired_competence_is_let_be():
    one = edition(3).competences[0]
    bare = CompetenceWords("bare", "a1", Words(), Words(), {}, retired=True)
    assert names(edition(3, (one, bare))) == []


def test_a_role_asks_within_the_scale():
    asked = [Requirement("role", "one", 4, 1, False), Requirement("role", "one", 3, 1, False)]
    faults = list(publishing.what_is_open(edition(3, requirements=asked)))
    assert [str(fault) for fault in faults] == ["Rollen role beder om trin 4 i »Et«, men skalaen slutter ved 3."]


def test_all_that_is_open_is_told_at_once():
    with pytest.raises(publishing.NotReady) as refused:
        publishing.refuse_unready(edition(2, areas=2))
    assert len(refused.value.faults) == 2


def test_only_a_draft_is_edited_and_only_a_newer_one_is_published():
    publishing.refuse_published(1, published=False)
    publishing.refuse_overtaken(3, 2)
    with pytest.raises(publishing.PublishedIsFixed, match="Udgave 1 er udgivet"):
        publishing.refuse_published(1, published=True)
    with pytest.raises(publishing.OlderThanPublished, match="Udgave 3 er udgivet"):
        publishing.refuse_overtaken(2, 3)


@pytest.mark.parametrize(("level", "allowed"), [(0, False), (1, True), (3, True), (4, False)])
def test_a_requirement_stays_on_the_scale(level, allowed):
    if allowed:
        publishing.refuse_outside(level, [1, 2, 3], "role", "Et")
    else:
        with pytest.raises(publishing.OutsideTheScale, match="skalaen slutter ved 3"):
            publishing.refuse_outside(level, [1, 2, 3], "role", "Et")
