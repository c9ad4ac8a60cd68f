"""Writing a plan: begun by either, rows come and go without scripts, and nothing is lost when two write at once."""

import pytest

from competence.careers.models.editions import CareerEdition, CareerModel, CareerStep, CareerTrack
from competence.db import db
from competence.plans.models import Plan
from competence.plans.rules.states import State
from competence.plans.rules.words import Form, Side, Way, Whose
from competence.web.bilingual import Bilingual
from tests.acting import path
from tests.make import NOW, make_leader
from tests.plans import WRITTEN, make_approval, make_goal, make_plan, page, told, written_plan


def test_one_begins_a_plan_with_ones_leader_and_is_led_to_writing_it(client_as, cast):
    astrid = client_as(cast.astrid)
    assert "ingen udviklingsplan endnu" in astrid.get("/plans").page.text
    edit = path(astrid.post("/plans", data={"form": "FULL"}))
    plan = db.session.query(Plan).one()
    assert (plan.subject_id, plan.leader_id, plan.form) == (cast.astrid.id, cast.bo.id, Form.FULL)
    assert edit == page(plan, "edit")
    shown = astrid.get(edit).page
    assert shown.h1 == "Skriv jeres plan"
    assert "Skriv ikke om helbred, familie eller fagforening" in shown.text
    assert "Du og Bo Lund kan se kladden" in shown.text


def test_a_leader_begins_one_with_somebody_they_lead_and_goes_on_with_what_is_begun(client_as, cast):
    begun = path(client_as(cast.astrid).post("/plans", data={"form": "SHORT"}))
    assert path(client_as(cast.bo).post("/plans", data={"person": cast.astrid.pid, "form": "FULL"})) == begun
    assert db.session.query(Plan).count() == 1


def test_without_a_leader_there_is_nobody_to_plan_with(client_as, cast):
    assert client_as(cast.dorte).post("/plans").status_code == 409


def test_both_write_in_the_same_plan(client_as, cast):
    plan = make_plan(cast.astrid, cast.bo)
    assert client_as(cast.astrid).post(page(plan), data=WRITTEN | {"version": "1"}).status_code == 303
    goal, agreement = plan.goals[0], plan.agreements[0]
    assert (goal.what, goal.activities[0].way) == (WRITTEN["goals-0-what"], Way.WITH_OTHERS)
    assert (agreement.what, agreement.whose) == (WRITTEN["agreements-0-what"], Whose.LEADER)
    bo = client_as(cast.bo)
    form = bo.get(page(plan, "edit")).page.form(page(plan))
    assert form["goals-0-activities-0-support"] == ["Asger"]
    assert bo.post(page(plan), data=form | {"agreements-0-due_on": "2027-01-31"}).status_code == 303
    assert "senest 31. januar 2027" in client_as(cast.astrid).get(page(plan)).page.text


def test_a_goal_points_at_a_competence_and_shows_how_the_wanted_level_sounds(client_as, cast):
    plan = make_plan(cast.astrid, cast.bo)
    competence = cast.version.competences[2]
    chosen = {"goals-0-competence_id": str(competence.id), "goals-0-wanted_level": "4"}
    astrid = client_as(cast.astrid)
    assert astrid.post(page(plan), data=WRITTEN | chosen | {"version": "1"}).status_code == 303
    assert "Kompetence 3 · niveau 4, Trin 4" in astrid.get(page(plan)).page.text
    assert "Jeg kan 3 på trin 4." in astrid.get(page(plan)).page.text


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"goals-0-what": ""}, "Skriv, hvad målet er."),
        ({"goals-0-wanted_level": "3"}, "Vælg også den kompetence"),
        ({"goals-0-competence_id": "999999"}, "Mål 1"),
        ({"agreements-0-due_on": "31-02-2027"}, "Aftale 1, Senest"),
        ({"goals-0-activities-0-due_on": "snart"}, "Mål 1, aktivitet, Senest"),
        ({"agreements-0-what": "æ" * 2001}, "Aftale 1"),
    ],
)
def test_what_is_wrong_is_said_where_it_stands_and_nothing_is_saved_or_lost(client_as, cast, wrong, says):
    plan = make_plan(cast.astrid, cast.bo)
    answer = client_as(cast.astrid).post(page(plan), data=WRITTEN | wrong | {"version": "1"})
    assert answer.status_code == 400
    assert says in answer.page.text
    assert WRITTEN["goals-0-signs"] in answer.get_data(as_text=True)
    assert plan.goals == []


def test_rows_are_added_and_taken_away_without_scripts_and_without_saving(client_as, cast):
    plan, astrid = make_plan(cast.astrid, cast.bo), client_as(cast.astrid)
    form = WRITTEN | {"version": "1"}
    for press in ({"add": "goals"}, {"add": "goals-0-activities"}, {"add": "agreements"}):
        answer = astrid.post(page(plan), data=form | press)
        assert answer.status_code == 200
        form = answer.page.form(page(plan))
    assert {"goals-1-what", "goals-0-activities-1-what", "agreements-1-what"} <= set(form)
    answer = astrid.post(page(plan), data=form | {"goals-1-what": "Det andet mål", "drop": "goals-0"})
    form = answer.page.form(page(plan))
    assert form["goals-0-what"] == ["Det andet mål"]
    assert "goals-1-what" not in form
    assert plan.goals == []
    assert plan.version == 1


@pytest.mark.parametrize(
    "press", [{"add": "plans"}, {"drop": "goals-7"}, {"drop": "goals-x"}, {"drop": "agreements--1"}]
)
def test_a_button_that_does_not_exist_harms_nothing(client_as, cast, press):
    plan = make_plan(cast.astrid, cast.bo)
    answer = client_as(cast.astrid).post(page(plan), data=WRITTEN | {"version": "1"} | press)
    assert answer.status_code in {200, 303}


def test_there_is_room_for_three_goals_and_no_more(client_as, cast):
    plan, astrid = make_plan(cast.astrid, cast.bo), client_as(cast.astrid)
    form = WRITTEN | {f"goals-{n}-what": f"Mål {n}" for n in (1, 2)} | {"version": "1"}
    answer = astrid.post(page(plan), data=form | {"add": "goals"})
    assert "goals-3-what" not in answer.page.form(page(plan))
    assert "Tilføj et mål" not in answer.page.text


def test_when_two_write_at_once_the_second_sees_both_texts_and_loses_nothing(client_as, cast):
    plan = written_plan(cast)
    astrid, bo = client_as(cast.astrid), client_as(cast.bo)
    hers, his = (client.get(page(plan, "edit")).page.form(page(plan)) for client in (astrid, bo))
    assert astrid.post(page(plan), data=hers | {"goals-0-what": "Hendes ord"}).status_code == 303
    answer = bo.post(page(plan), data=his | {"goals-0-what": "Hans ord", "agreements-0-what": "Hans løfte"})
    assert answer.status_code == 409
    for words in ("Hendes ord", "Hans ord", "Hans løfte", "Intet er gået tabt"):
        assert words in answer.page.text
    assert plan.goals[0].what == "Hendes ord"
    again = answer.page.form(page(plan))
    assert again["goals-0-what"] == ["Hans ord"]
    assert bo.post(page(plan), data=again).status_code == 303
    assert (plan.goals[0].what, plan.agreements[0].what) == ("Hans ord", "Hans løfte")


def test_a_change_after_one_has_signed_lets_the_signature_fall_and_tells_them(client_as, cast):
    plan = written_plan(cast, State.PROPOSED)
    make_approval(plan, Side.EMPLOYEE, cast.astrid)
    bo = client_as(cast.bo)
    edit = bo.get(page(plan, "edit")).page
    assert "falder underskriften bort" in edit.text
    assert bo.post(page(plan), data=edit.form(page(plan))).status_code == 303
    assert plan.state is State.DRAFT
    assert plan.employee_signed is None
    assert told(cast.astrid) == ["changed"]


@pytest.mark.parametrize("state", [state for state in State if state.is_agreed])
def test_what_both_have_signed_cannot_be_changed(client_as, cast, state):
    plan = written_plan(cast, state)
    astrid = client_as(cast.astrid)
    assert astrid.get(page(plan, "edit")).status_code == 409
    for press in ({}, {"add": "goals"}):
        answer = astrid.post(page(plan), data=WRITTEN | {"version": str(plan.version)} | press)
        assert answer.status_code == 409
        assert "kan ikke rettes mere" in answer.page.text
    assert plan.goals[0].what != WRITTEN["goals-0-what"] or plan.goals[0].signs == ""


def test_what_is_open_from_earlier_plans_stands_beside_the_new_one(client_as, cast):
    old = written_plan(cast, State.ENDED)
    plan = make_plan(cast.astrid, cast.bo)
    text = client_as(cast.bo).get(page(plan, "edit")).page.text
    assert old.goals[0].what in text
    assert old.agreements[0].what in text


def test_the_page_costs_the_same_however_much_is_written(client_as, cast, statements):
    plan = make_plan(cast.astrid, cast.bo)
    make_goal(plan)
    written_plan(cast, State.ENDED)
    astrid = client_as(cast.astrid)
    counts, address = [], page(plan, "edit")
    for _ in range(2):
        with statements() as seen:
            answer = astrid.get(address)
        counts.append(len(seen.selects))
        for number in range(2):
            make_goal(plan, f"Mål {number}", competence=cast.version.competences[number], wanted_level=2)
        written_plan(cast, State.ENDED)
    assert counts[0] == counts[1] <= 12
    assert len(answer.get_data()) < 60_000


def test_what_a_slide_pastes_in_invisibly_is_left_out(client_as, cast):
    plan = written_plan(cast)
    astrid, save = client_as(cast.astrid), {"version": plan.version, "goals-0-what": "Møde\x0bder\x01\uffff vokser"}
    assert astrid.post(page(plan), data=WRITTEN | save).status_code == 303
    db.session.expire_all()
    assert plan.goals[0].what == "Mødeder vokser"


def test_two_leaders_each_have_a_plan_of_their_own_with_somebody(client_as, cast):
    make_leader(cast.emil, cast.astrid)
    first = path(client_as(cast.bo).post("/plans", data={"person": cast.astrid.pid}))
    second = path(client_as(cast.emil).post("/plans", data={"person": cast.astrid.pid}))
    assert first != second
    assert client_as(cast.emil).get(first).status_code == 404


# --- a step of the career model instead of a competence ---


def career_step(cast, title, published_at):
    """The one step of an edition of the career model."""
    framework, place = cast.version.framework, {"code": "a", "position": 1}
    model = CareerModel(code=title, framework=framework, title=Bilingual("Model"), attribution=Bilingual(""))
    edition = CareerEdition(model=model, number=1, published_at=published_at)
    track = CareerTrack(**place, title=Bilingual("Formidlingsspor"), description=Bilingual(""))
    words = {"scope": Bilingual(""), "tasks": Bilingual(""), "ways": Bilingual("")}
    step = CareerStep(**place, height=1, track=track, title=Bilingual(title), **words)
    edition.tracks.append(track)
    edition.steps.append(step)
    db.session.add(edition)
    db.session.flush()
    return step


def test_a_goal_can_be_a_step_of_the_published_career_model_instead(client_as, cast):
    step, draft = career_step(cast, "Litteraturformidler", NOW), career_step(cast, "Hemmeligt trin", None)
    plan, astrid = make_plan(cast.astrid, cast.bo), client_as(cast.astrid)
    edit = astrid.get(page(plan, "edit")).get_data(as_text=True)
    assert "Litteraturformidler" in edit
    assert "Hemmeligt trin" not in edit
    form = WRITTEN | {"version": "1"}
    assert astrid.post(page(plan), data=form | {"goals-0-career_step_id": str(draft.id)}).status_code == 400
    form |= {"goals-0-career_step_id": str(step.id)}
    both = astrid.post(page(plan), data=form | {"goals-0-competence_id": str(cast.version.competences[0].id)})
    assert both.status_code == 400
    assert "Vælg enten en kompetence eller et trin" in both.page.text
    assert astrid.post(page(plan), data=form).status_code == 303
    assert plan.goals[0].step == step
    assert "trin i karrieremodellen: Litteraturformidler" in astrid.get(page(plan)).page.text
