"""Carla reads in words how many stand on a step, are drawn to it or could fill it: what a close released, no more."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from competence.analytics import actions
from competence.analytics.models import ReleasedForEver
from competence.analytics.steps import actions as steps
from competence.analytics.steps.models import CriticalFigure, Question, StepFigure, StepLedger, StepRelease
from competence.analytics.steps.queries import ledger_of
from competence.careers.actions.choosing import stand
from competence.careers.models.editions import CareerModel
from competence.careers.models.own import ChoiceKind
from competence.careers.queries.figures import choices
from competence.careers.rules.editions import Asked
from competence.cycles.actions import ON_CLOSE
from competence.db import db
from competence.frameworks.models import RoleRequirement
from competence.privacy.anonymity.limits import Reason
from competence.privacy.anonymity.parts import Part
from tests.careers import SMALL, make_careers, make_choice
from tests.make import NOW, make_restriction
from tests.rounds import make_round, make_staff

ANSWERS = [3, 4, 2, 3, 5, 3, 2, 4, 3, 3, 2, 4, 3, 3] + [2, 3, 1] * 7
PAGES = ("/analytics/steps", "/analytics/succession")


@pytest.fixture
def closed(cast):
    """A round that closed in a house where twelve stand on a step and eight are drawn to another; c1 is critical."""
    for requirement in db.session.scalars(select(RoleRequirement)):
        if requirement.competence.code in {"c1", "c9"}:
            requirement.critical, requirement.required_level = True, 4
    asked = (replace(SMALL.steps[0], asks={"c3": Asked(3), "c1": Asked(2)}), *SMALL.steps[1:])
    edition = make_careers(cast, replace(SMALL, steps=asked))
    made = make_round(cast, make_staff(cast), {"c1": ANSWERS, "c3": ANSWERS, "c9": ANSWERS[:4]})
    for person in made.everybody[:12]:
        make_choice(edition, person, "wide2", here=True)
    for number, person in enumerate(made.everybody[:8]):
        make_choice(edition, person, "deep2", shared_with=cast.bo if number < 3 else None)
    make_choice(edition, made.everybody[9], "deep3")
    actions.publish(made.close())
    steps.publish(made.cycle)
    return made


def again(cast, closed):
    """The next round, which closes with the same people."""
    made = make_round(cast, closed.staff, {}, title="Efterår 2027")
    actions.publish(made.close())
    return steps.publish(made.cycle)


@pytest.mark.parametrize("page", PAGES)
def test_before_a_round_is_closed_there_is_nothing(page, cast, client_as):
    assert "Ingen tal endnu" in client_as(cast.carla).get(page).page.text


def test_a_round_that_closes_writes_it(app):
    assert steps.publish in list(ON_CLOSE)


def test_where_people_stand_and_what_draws_them_is_told_of_the_whole_house(cast, closed, client_as):
    table = client_as(cast.carla).get("/analytics/steps").page.table(0)
    rows = {row[0].split(" Bredt")[0].split(" Dybt")[0]: row[1:] for row in table}
    assert rows["Trin Wide2"] == ["mindst hver tiende", "få, ingen eller skjult"]
    assert rows["Trin Deep2"] == ["få, ingen eller skjult", "mindst hver tyvende"]
    assert rows["Trin Deep3"] == rows["Trin Wide3"] == ["få, ingen eller skjult"] * 2  # one is told like none


def test_who_could_step_in_is_told_in_two_words_one_within_the_other(cast, closed, client_as):
    page = client_as(cast.carla).get("/analytics/succession").page
    critical, told = page.table(0), {row[0].split(" Bredt")[0]: row[1:] for row in page.table(1)}
    assert ["Kompetence 1", "niveau 4", "få, ingen eller skjult", "mindst hver tiende"] in critical
    assert told["Trin Wide1"] == ["mindst hver tiende", "mindst hver tiende"]
    assert told["Trin Wide3"] == ["få, ingen eller skjult", "få, ingen eller skjult"]


@pytest.mark.parametrize("page", PAGES)
def test_no_name_and_no_number_of_people_stands_there(page, cast, closed, client_as):
    text = client_as(cast.carla).get(page).page.text
    assert not [name for name in ("Astrid", "Asger", "Bo Lund", "Tarup", "Vollsmose") if name in text]
    assert not re.search(r"\d+ (%|personer|medarbejdere)", text)


@pytest.mark.parametrize("page", PAGES)
def test_nobody_but_hr_and_the_chief_reads_it(page, cast, closed, client_as):
    for person in (cast.astrid, cast.bo, cast.emil, cast.freja):
        assert client_as(person).get(page).status_code == 404
    assert client_as(cast.dorte).get(page).status_code == client_as(cast.carla).get(page).status_code == 200


def test_what_was_said_stays_as_it_was(cast, closed, client_as):
    before = client_as(cast.carla).get("/analytics/steps").page.table(0)
    for person in closed.everybody[:12]:
        stand(person.id, db.session.scalars(select(StepLedger.model_id)).first(), "deep3")
    assert client_as(cast.carla).get("/analytics/steps").page.table(0) == before
    db.session.scalars(select(StepFigure)).first().here = Part.HALF
    with pytest.raises(ReleasedForEver):
        db.session.flush()


def test_a_second_close_tells_nothing_where_fewer_than_five_chose_anew(cast, closed):
    stand(closed.everybody[0].id, db.session.scalars(select(StepLedger.model_id)).first(), "wide3")
    release = again(cast, closed)
    assert release.here_hidden is Reason.EARLIER
    assert {one.here for one in release.steps} == {None}
    assert release.interest_hidden is None  # nobody's interests changed: the same once more tells nothing new
    model = db.session.scalars(select(StepLedger.model_id)).first()
    assert [len(ledger_of(model, question)) for question in Question] == [1, 2]


def test_a_second_close_tells_it_again_where_a_crowd_chose_anew(cast, closed):
    for person in closed.everybody[:8]:
        stand(person.id, db.session.scalars(select(StepLedger.model_id)).first(), "wide3")
    release = again(cast, closed)
    assert release.here_hidden is None
    assert release.ready_hidden is Reason.SHARES_TOO_FEW or {one.ready for one in release.steps} == {Part.FEW}


def test_the_ledger_knows_who_and_never_what(cast, closed):
    rows = db.session.scalars(select(StepLedger)).all()
    assert not [row for row in rows if re.search("[a-z]", row.choices)]
    people = db.session.scalar(select(func.count(StepLedger.person_id.distinct())))
    assert len(rows) == 2 * people


def test_who_has_the_use_restricted_is_not_counted(closed):
    make_restriction(closed.everybody[0], at=NOW - timedelta(days=1))
    (model_id,) = db.session.scalars(select(CareerModel.id))
    counted = [choices(model_id, ChoiceKind.HERE, at) for at in (NOW - timedelta(days=2), NOW)]
    assert [closed.everybody[0].id in made for made in counted] == [True, False]


def test_without_a_career_model_nothing_is_written(cast):
    made = make_round(cast, make_staff(cast), {"c1": ANSWERS})
    actions.publish(made.close())
    assert steps.publish(made.cycle) is None
    assert db.session.scalars(select(StepRelease)).all() == []


def test_in_a_small_house_only_the_reasons_stand(cast, client_as):
    make_careers(cast)
    made = make_round(cast, make_staff(cast, {"tarup": 6}), {"c1": [3] * 6})
    actions.publish(made.close())
    steps.publish(made.cycle)
    assert {one.ready for one in db.session.scalars(select(CriticalFigure))} <= {None}
    for page in PAGES:
        assert "mindst 20 har svaret" in client_as(cast.carla).get(page).page.text


@pytest.mark.parametrize("page", PAGES)
def test_it_costs_the_same_at_any_size(page, cast, closed, client_as, statements):
    with statements() as seen:
        client_as(cast.carla).get(page)
    assert len(seen.selects) <= 12
