"""The map of the house: every step once on its line, where one stands, where one can go, and transfers drawn once."""

from dataclasses import replace

from competence.careers.rules.editions import LATERAL, MoveWords, TrackWords
from competence.careers.rules.mapping import Standing, draw
from competence.frameworks.rules.editions import Words
from tests.careers import SMALL


def stations(picture):
    return {station.step.code: station for row in picture.rows for station in row.stations}


def test_every_step_stands_once_on_its_line_in_the_order_of_its_height():
    picture = draw(SMALL)
    assert [[station.step.code for station in row.stations] for row in picture.rows] == [
        ["wide1", "wide2", "wide3"],
        ["deep2", "deep3"],
    ]
    assert (picture.width, picture.box) == (3, "0 0 300 200")


def test_one_sees_where_one_stands_and_where_one_can_go():
    found = stations(draw(SMALL, here="wide2"))
    assert {code: station.standing for code, station in found.items()} == {
        "wide1": Standing.OTHER,
        "wide2": Standing.HERE,
        "wide3": Standing.NEXT,
        "deep2": Standing.NEXT,
        "deep3": Standing.OTHER,
    }


def test_who_has_not_said_where_they_stand_sees_the_map_all_the_same():
    assert {station.standing for station in stations(draw(SMALL)).values()} == {Standing.OTHER}


def test_there_and_back_is_one_transfer_and_it_is_mine_where_i_stand():
    (elsewhere,) = draw(SMALL, here="wide1").transfers
    (mine,) = draw(SMALL, here="deep2").transfers
    assert (elsewhere.mine, mine.mine) == (False, True)
    assert mine.path == "M116 30V130"


def test_a_transfer_bends_around_the_lines_it_passes():
    between = replace(
        SMALL,
        tracks=(SMALL.tracks[0], TrackWords("empty", Words("Tomt")), SMALL.tracks[1]),
        moves=(MoveWords("wide2", "deep2", LATERAL),),
    )
    picture = draw(between)
    assert [row.track.code for row in picture.rows] == ["wide", "deep"]
    assert picture.transfers[0].path == "M116 30V130"


def test_a_line_passed_by_bends_the_transfer():
    third = replace(SMALL.steps[3], code="far2", track="far")
    picture = draw(
        replace(
            SMALL,
            tracks=(*SMALL.tracks, TrackWords("far", Words("Fjernt"))),
            steps=(*SMALL.steps, third),
            moves=(MoveWords("wide2", "far2", LATERAL),),
        )
    )
    assert picture.transfers[0].path.startswith("M116 30C103 ")


def test_a_way_is_shown_only_to_whoever_answered_something():
    assert all(station.way is None for station in stations(draw(SMALL, levels={})).values())
    assert len(stations(draw(SMALL, levels={"c1": 2}))["wide2"].way.in_place) == 1


def test_a_station_names_the_lines_one_can_change_to():
    changes = {code: [track.code for track in station.changes] for code, station in stations(draw(SMALL)).items()}
    assert changes == {"wide1": [], "wide2": ["deep"], "wide3": [], "deep2": ["wide"], "deep3": []}


def test_a_step_that_interests_one_is_marked():
    assert [code for code, one in stations(draw(SMALL, interests={"deep3"})).items() if one.interests] == ["deep3"]
