"""What was released is seen as questions: a table for every picture, words for what is hidden, each their own units."""

import re

import pytest
from sqlalchemy import select

from competence.analytics import actions, charts
from competence.analytics.models import ReleasedFigure, ReleasedShare
from competence.db import db
from competence.privacy.anonymity.limits import Reason
from tests.make import make_cycle
from tests.rounds import make_round, make_staff

FULL = [3, 4, 2, 3, 5, 3, 2, 4, 3, 3, 2, 4, 3, 3] + [2, 3, 1] * 7
# c3, c6 and c9 are the digital competences of the tests' catalogue: one for all units, one for the house, one hidden.
LEVELS = {"c3": FULL, "c6": FULL[:20], "c9": FULL[:4]}
NUMBER = re.compile(r"\d+(?:,\d+)?")
HIDDEN = "Der er for få svar til at vise et resultat (mindst 5 ud over dem, du kender)."


@pytest.fixture
def hr(cast, client_as):
    return client_as(cast.carla)


@pytest.fixture
def released(cast):
    made = make_round(cast, make_staff(cast), LEVELS)
    actions.publish(made.close())
    return made.cycle


def show(reader, page="themes/digital", **asked):
    return reader.get(f"/analytics/{page}", query_string=asked).page


def test_the_most_independent_stand_on_top_and_what_is_hidden_is_words(hr, released):
    page = show(hr)
    assert page.h1 == "Digitale kompetencer"
    assert page.table(0) == [
        ["Kompetence", "Gennemsnitligt trin", "Antal svar"],
        ["Kompetence 6", "2,8", "15–24"],
        ["Kompetence 3", "2,5", "25+"],
        ["Kompetence 9", HIDDEN, "for få"],
    ]
    assert f"Kompetence 9: {HIDDEN}" in page.text


def test_how_answers_fall_is_shown_for_the_organisation_in_three_bands(hr, released):
    header, *rows = show(hr).table(1)
    assert header == ["Kompetence", "Trin 1 / Trin 2", "Trin 3", "Trin 4 / Trin 5", "Antal svar"]
    assert rows == [["Kompetence 3", "50 %", "40 %", "10 %", "25+"]]
    assert "Kompetence 6: Fordelingen vises først, når mindst 20 har svaret" in show(hr).text


def test_unit_by_competence_the_nearest_larger_group_lends_its_number(hr, released):
    assert show(hr).table(2) == [
        ["Enhed", "Kompetence 3", "Kompetence 6"],
        ["Biblioteket", "2,5", "2,8"],
        ["Staff", "samlet 2,0", "samlet 2,8"],
        ["Tarup", "3,25", "samlet 2,8"],
        ["Vollsmose", "samlet 2,0", "samlet 2,8"],
    ]


def test_a_unit_stands_beside_the_whole_under_the_name_it_was_counted_by(hr, released):
    page = show(hr, unit="vollsmose")
    assert page.table(0)[1:3] == [
        ["Kompetence 6", "2,8", "15–24", "2,8", "Hele organisationen"],
        ["Kompetence 3", "2,0", "15–24", "2,5", "Hele organisationen undtagen Tarup"],
    ]
