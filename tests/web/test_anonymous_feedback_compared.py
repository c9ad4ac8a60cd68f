"""What a reader could work out of anonymous figures with their own answer or another round, and is not told."""

import pytest

from competence.db import db
from competence.feedback.sealed.models import SealedSheet
from competence.feedback.sealed.rules.rounds import Audience, Stage
from tests.upward import make_round, make_team, make_topic, say, settle


@pytest.fixture
def team(cast):
    """Astrid, Asger and eight more: all whom Bo leads."""
    return [cast.astrid, cast.asger, *make_team(cast.bo, cast.tarup, 8)]


def test_a_question_that_fewer_than_ten_of_the_team_could_answer_is_told_to_the_leader_alone(cast, team, client_as):
    topic = make_topic(cast.bo, *team, audience=Audience.TEAM)
    for number, person in enumerate(team):
        say(topic, person, {"up.01": 2, "up.02": 4 if number < 5 else 0})
    settle(topic)
    address = f"/upward/results/{topic.pid}"
    astrids = client_as(cast.astrid).get(address).text  # who knows what she answered herself
    assert "2,0" in astrids
    assert "3,5 eller højere" not in astrids
    assert "3,5 eller højere" in client_as(cast.bo).get(address).text


def test_nobody_is_asked_in_two_rounds_at_once_whose_figures_could_be_compared(cast, team, client_as):
    carla, first, second = client_as(cast.carla), make_round(units=[cast.tarup]), make_round()
    assert carla.post(f"/upward/rounds/{first.pid}/opening", data={"version": first.version}).status_code == 303
    asked = db.session.query(SealedSheet).count()
    refused = carla.post(f"/upward/rounds/{second.pid}/opening", data={"version": second.version})
    assert refused.status_code == 409
    assert "Vent, til den er lukket" in refused.text
    assert (second.stage, db.session.query(SealedSheet).count()) == (Stage.DRAFT, asked)
