"""Two editions are compared word by word: what came, what was retired, and what is said differently."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competence.frameworks.rules.comparing import Part, Piece, compare, side_by_side
from competence.frameworks.rules.editions import (
    AreaWords,
    CompetenceWords,
    Edition,
    Level,
    MarkWords,
    Requirement,
    Words,
    succeeding,
)


def competence(code, title="Navn", **more):
    texts = {value: Words(f"Jeg kan på trin {value}.", f"I can at step {value}.") for value in (1, 2, 3)}
    return CompetenceWords(code, "a", Words(title, title), Words("Om den"), texts, **more)


EDITION = Edition(
    levels=tuple(Level(value, f"l{value}", Words(f"Trin {value}"), Words("Betyder")) for value in (1, 2, 3)),
    areas=(AreaWords("a", Words("Område"), Words("Om det")), AreaWords("b", Words("Andet"), Words())),
    competences=(competence("one", marks=("m",)), competence("two")),
    marks=(MarkWords("m", "marker", Words("Pejlemærke"), Words()), MarkWords("n", "value", Words("Værdi"), Words())),
    requirements=frozenset({Requirement("role", "one", 2, 3, True)}),
)


def with_first(**changes):
    first, *others = EDITION.competences
    return replace(EDITION, competences=(replace(first, **changes), *others))


def test_an_edition_does_not_differ_from_itself():
    assert compare(EDITION, EDITION).is_empty


def test_what_came_and_what_went():
    later = replace(EDITION, competences=(EDITION.competences[0], competence("three")))
    compared = compare(EDITION, later)
    assert [row.code for row in compared.added] == ["three"]
    assert [row.code for row in compared.retired] == ["two"]


def test_a_retired_competence_has_gone_and_comes_back():
    later = with_first(retired=True)
    assert [row.code for row in compare(EDITION, later).retired] == ["one"]
    assert [row.code for row in compare(later, EDITION).added] == ["one"]


@pytest.mark.parametrize(
    ("changes", "part", "language", "old", "new"),
    [
        ({"title": Words("Nyt", "Navn")}, Part.TITLE, "da", "Navn", "Nyt"),
        ({"title": Words("Navn", "New")}, Part.TITLE, "en", "Navn", "New"),
        ({"description": Words("Om noget")}, Part.DESCRIPTION, "da", "Om den", "Om noget"),
        ({"theme": "digital"}, Part.THEME, "", "", "digital"),
        ({"area": "b"}, Part.AREA, "", "Område", "Andet"),
        ({"marks": ("m", "n")}, Part.POINTERS, "", "Pejlemærke", "Pejlemærke, Værdi"),
        ({"marks": (), "elements": ("kl:udvikling",)}, Part.POINTERS, "", "Pejlemærke", "kl:udvikling"),
    ],
)
def test_each_part_that_changed_is_told_once(changes, part, language, old, new):
    compared = compare(EDITION, with_first(**changes))
    assert [row.code for row in compared.competences] == ["one"]
    (change,) = compared.competences[0].changes
    assert (change.part, change.language, change.old, change.new) == (part, language, old, new)


def test_a_level_text_is_told_with_its_level():
    texts = EDITION.competences[0].texts | {2: Words("Jeg kan med støtte.", "I can at step 2.")}
    (row,) = compare(EDITION, with_first(texts=texts)).competences
    assert [(change.part, change.level) for change in row.changes] == [(Part.LEVEL, 2)]


def test_a_longer_scale_and_a_renamed_area():
    levels = (*EDITION.levels, Level(4, "l4", Words("Trin 4"), Words("Mere")))
    areas = (replace(EDITION.areas[0], title=Words("Nyt område")), EDITION.areas[1])
    compared = compare(EDITION, replace(EDITION, levels=levels, areas=areas))
    assert [row.code for row in compared.levels] == ["4"]
    assert [row.code for row in compared.areas] == ["a"]


def test_what_roles_ask_differently():
    later = frozenset({Requirement("role", "one", 3, 3, True), Requirement("role", "two", 1, 1, False)})
    rows = compare(EDITION, replace(EDITION, requirements=later)).requirements
    assert [(row.competence, row.old and row.old.level, row.new and row.new.level) for row in rows] == [
        ("one", 2, 3),
        ("two", None, 1),
    ]


@pytest.mark.parametrize(
    ("old", "new", "left", "right"),
    [
        ("Jeg kan det.", "Jeg kan det.", [("Jeg kan det.", False)], [("Jeg kan det.", False)]),
        (
            "Jeg kan det.", "Jeg kan noget.",
            [("Jeg kan ", False), ("det", True), (".", False)], [("Jeg kan ", False), ("noget", True), (".", False)],
        ),
        ("Kompetence 1", "Mit navn", [("Kompetence 1", True)], [("Mit navn", True)]),
        ("", "Ny", [], [("Ny", True)]),
        ("Væk", "", [("Væk", True)], []),
        ("på øen", "på åen", [("på ", False), ("øen", True)], [("på ", False), ("åen", True)]),
    ],
)  # fmt: skip
def test_words_that_changed_are_marked_whole(old, new, left, right):
    assert side_by_side(old, new) == ([Piece(*run) for run in left], [Piece(*run) for run in right])


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_letter_is_lost_by_marking(old, new):
    left, right = side_by_side(old, new)
    assert "".join(piece.text for piece in left) == old
    assert "".join(piece.text for piece in right) == new
    assert (not any(piece.marked for piece in left + right)) == (old == new)


def test_what_a_file_no_longer_names_is_retired_with_its_words_area_and_marks():
    read = replace(
        EDITION, competences=(competence("two"),), areas=EDITION.areas[1:], marks=(), requirements=frozenset()
    )
    read = replace(read, competences=(replace(read.competences[0], area="b"),))
    after = succeeding(read, EDITION)
    assert [(row.code, row.retired) for row in after.competences] == [("two", False), ("one", True)]
    assert after.competence("one").texts == EDITION.competences[0].texts
    assert [area.code for area in after.areas] == ["b", "a"]
    assert [mark.code for mark in after.marks] == ["m"]


def test_a_retired_competence_keeps_only_the_texts_a_shorter_scale_has():
    read = replace(EDITION, levels=EDITION.levels[:2], competences=(competence("two"),), requirements=frozenset())
    assert list(succeeding(read, EDITION).competence("one").texts) == [1, 2]


def test_a_retired_competence_that_a_file_names_again_is_back():
    assert succeeding(EDITION, with_first(retired=True)) == EDITION
