"""What a draft of the career model changes is told step by step; a draft that says the same changes nothing."""

from dataclasses import replace

from competence.careers.rules.editions import UP, Asked, MoveWords
from competence.careers.rules.reviewing import review
from competence.frameworks.rules.editions import Words
from tests.careers import SMALL


def test_the_same_changes_nothing():
    assert review(SMALL, SMALL).is_empty


def test_steps_that_came_and_went():
    later = replace(SMALL, steps=(*SMALL.steps[1:], replace(SMALL.steps[0], code="wide0")))
    found = review(SMALL, later)
    assert [step.code for step in found.added] == ["wide0"]
    assert [step.code for step in found.gone] == ["wide1"]


def test_other_words_and_other_requirements_are_told_apart():
    first, second, *rest = SMALL.steps
    later = replace(
        SMALL, steps=(replace(first, title=Words("Andet")), replace(second, asks=second.asks | {"c1": Asked(5)}), *rest)
    )
    worded, asking = review(SMALL, later).reworded
    assert (worded.step.code, worded.has_other_words, worded.changes) == ("wide1", True, ())
    assert (asking.step.code, asking.has_other_words, [c.competence for c in asking.changes]) == (
        "wide2",
        False,
        ["c1"],
    )


def test_moves_that_came_and_went():
    later = replace(SMALL, moves=(*SMALL.moves[1:], MoveWords("wide1", "wide3", UP)))
    found = review(SMALL, later)
    assert [(move.start, move.end) for move in found.new_moves] == [("wide1", "wide3")]
    assert [(move.start, move.end) for move in found.lost_moves] == [("wide1", "wide2")]


def test_other_tracks_are_told():
    assert review(SMALL, replace(SMALL, tracks=SMALL.tracks[::-1])).has_other_tracks
