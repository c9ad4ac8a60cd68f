"""The model is looked through: what cannot be reached, what falls, what nobody asks for, and who may be asked."""

from dataclasses import replace

from competence.careers.rules.comparing import Turn
from competence.careers.rules.editions import LATERAL, UP, Asked, Edition, MoveWords, StepWords, TrackWords
from competence.careers.rules.health import health
from competence.frameworks.rules.editions import Words


def step(code, track, height, **asks):
    return StepWords(code, track, height, Words(code.title()), asks=asks)


MODEL = Edition(
    tracks=(TrackWords("wide", Words("Bredde")), TrackWords("deep", Words("Dybde"))),
    steps=(
        step("wide1", "wide", 1, a=Asked(2)),
        step("wide2", "wide", 2, a=Asked(3), b=Asked(1)),
        step("deep2", "deep", 2, c=Asked(3)),
        step("deep3", "deep", 3, c=Asked(4)),
    ),
    moves=(
        MoveWords("wide1", "wide2", UP),
        MoveWords("wide2", "deep2", LATERAL),
        MoveWords("deep2", "deep3", UP),
    ),
)
ALL = [one.code for one in MODEL.steps]


def codes(steps):
    return [one.code for one in steps]


def test_steps_nobody_comes_to_and_steps_nobody_leaves_are_named():
    found = health(MODEL, ["a", "b", "c"], ALL)
    assert (codes(found.unreachable), codes(found.ends)) == (["wide1"], ["deep3"])


def test_a_competence_no_step_asks_for_is_named_in_the_catalogues_order():
    assert health(MODEL, ["d", "a", "b", "e", "c"], ALL).unused == ("d", "e")


def test_a_step_with_nobody_to_talk_to_is_named():
    assert codes(health(MODEL, "abc", ["wide1", "deep2"]).silent) == ["wide2", "deep3"]


def test_what_falls_or_goes_along_a_track_is_named():
    lower = replace(MODEL, steps=(*MODEL.steps[:3], step("deep3", "deep", 3, c=Asked(2))))
    gone = replace(MODEL, steps=(*MODEL.steps[:3], step("deep3", "deep", 3, d=Asked(2))))
    assert [(fall.earlier.code, fall.change.turn) for fall in health(lower, "abc", ALL).falls] == [("deep2", Turn.LESS)]
    assert [(fall.later.code, fall.change.turn) for fall in health(gone, "abcd", ALL).falls] == [("deep3", Turn.GONE)]


def test_tracks_are_not_compared_with_each_other():
    assert health(MODEL, "abc", ALL).falls == ()


def test_a_model_without_anything_to_look_at_is_well():
    round_about = replace(MODEL, moves=(*MODEL.moves, MoveWords("deep3", "wide1", LATERAL)))
    assert health(round_about, "abc", ALL).is_well
    assert not health(MODEL, "abc", ALL).is_well
