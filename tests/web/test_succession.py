"""Carla reads how many are where critical competences and steps ask: published shares of the whole house, no more."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from competence.analytics import actions
from competence.analytics.models import ReleasedShare
from competence.careers.rules.editions import Asked
from competence.db import db
from competence.frameworks.models import RoleRequirement
from tests.careers import SMALL, make_careers
from tests.rounds import make_round, make_staff

ANSWERS = [3, 4, 2, 3, 5, 3, 2, 4, 3, 3, 2, 4, 3, 3] + [2, 3, 1] * 7


@pytest.fixture
def released(cast):
    """A closed round in which enough answered about c1 and c3, and too few about c9; c1 is critical at level 4."""
    for requirement in db.session.scalars(select(RoleRequirement)):
        if requirement.competence.code in {"c1", "c9"}:
            requirement.critical, requirement.required_level = True, 4
    steps = (replace(SMALL.steps[0], asks={"c3": Asked(5), "c1": Asked(2)}), *SMALL.steps[1:])
    make_careers(cast, replace(SMALL, steps=steps))
    made = make_round(cast, make_staff(cast), {"c1": ANSWERS, "c3": ANSWERS, "c9": ANSWERS[:4]})
    actions.publish(made.close())
    return made.cycle


def test_before_a_round_is_closed_there_is_nothing(cast, client_as):
    assert "Ingen tal endnu" in client_as(cast.carla).get("/analytics/succession").page.text


def test_critical_competences_and_steps_are_told_in_released_shares(cast, released, client_as):
    page = client_as(cast.carla).get("/analytics/succession").page
    critical, steps = page.table(0), page.table(1)
    assert ["Kompetence 1", "4", "10 %", "40 %"] in critical
    assert ["Kompetence 9", "4", "vises ikke", "vises ikke"] in critical
    assert ["Trin Wide1", "Kompetence 3, 5", "10 %", "40 %"] in steps


def test_every_number_on_the_page_was_released_before(cast, released, client_as):
    page = client_as(cast.carla).get("/analytics/succession").page
    shown = {
        int(number)
        for row in (*page.table(0), *page.table(1))
        for cell in row
        for number in re.findall(r"(\d+) %", cell)
    }
    assert shown
    assert shown <= set(db.session.scalars(select(ReleasedShare.percent)))


def test_the_third_band_stands_nowhere(cast, released, client_as):
    assert "50 %" not in client_as(cast.carla).get("/analytics/succession").page.text


def test_nobody_is_named(cast, released, client_as):
    text = client_as(cast.carla).get("/analytics/succession").page.text
    assert not [name for name in ("Astrid", "Asger", "Bo Lund", "Tarup") if name in text]


def test_it_costs_the_same_at_any_size(cast, released, client_as, statements):
    with statements() as seen:
        client_as(cast.carla).get("/analytics/succession")
    assert len(seen.selects) <= 14
