"""The shipped career model: tracks with steps that never ask for less, and moves that lead somewhere."""

from itertools import pairwise

import pytest

from tests.house.content import codes, pack

STEPS = {row["code"]: row for row in pack("career_steps")}
TRACKS = sorted(codes("career_tracks"))


def steps_of(track):
    return sorted((row for row in STEPS.values() if row["track"] == track), key=lambda row: row["order"])


def asked_at(step):
    rows = (row for row in pack("career_requirements") if row["step"] == step)
    return {row["competence"]: (row["required_level"], row["kind"] == "must") for row in rows}


def test_steps_stand_on_tracks_at_their_height():
    assert {row["track"] for row in STEPS.values()} == set(TRACKS)
    assert [code for code, row in STEPS.items() if code != f"{row['track']}.{row['order']}"] == []


def test_steps_ask_for_known_competences_on_the_scale():
    for row in pack("career_requirements"):
        assert row["step"] in STEPS
        assert row["competence"] in codes("competences")
        assert row["required_level"] in set("12345")
        assert row["kind"] in {"must", "should"}


@pytest.mark.parametrize("track", TRACKS)
def test_a_later_step_never_asks_for_less(track):
    steps = [asked_at(row["code"]) for row in steps_of(track)]
    assert 1 <= len(steps) <= 5
    assert all(steps)
    for earlier, later in pairwise(steps):
        less = [code for code, asked in earlier.items() if code not in later or not _at_least(later[code], asked)]
        assert less == []


def _at_least(later, earlier):
    return later[0] >= earlier[0] and later[1] >= earlier[1]


@pytest.mark.parametrize("track", TRACKS)
def test_every_step_but_the_last_has_a_move_up(track):
    upward = {row["from_step"] for row in pack("career_moves") if row["kind"] == "up"}
    assert {row["code"] for row in steps_of(track)[:-1]} <= upward


def test_a_move_goes_one_step_up_its_track_or_across_at_the_same_height():
    for row in pack("career_moves"):
        start, end = STEPS[row["from_step"]], STEPS[row["to_step"]]
        same, rise = start["track"] == end["track"], int(end["order"]) - int(start["order"])
        assert (row["kind"], same, rise) in {("up", True, 1), ("lateral", False, 0)}
