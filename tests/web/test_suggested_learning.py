"""Suggestions stand on one's own pages with a reason; one click puts one into the plan, another sends it away."""

import pytest

from competence.assessments.models import Wish
from competence.db import db
from competence.plans.models import Activity, Plan
from competence.plans.rules.states import State
from competence.plans.rules.words import Way
from tests.careers import make_careers, make_choice
from tests.learning import make_date, make_offer, make_signup
from tests.make import NOW, make_answer, make_cycle, make_invitation, make_mirror, make_share, make_view
from tests.plans import make_goal, make_plan


@pytest.fixture
def mirror(cast):
    """Astrid says level 1 in c2, where her role asks for 3, and that she wants to develop c1."""
    cycle = make_cycle(cast.version)
    make_invitation(cycle, cast.astrid)
    mirror = make_mirror(cast.astrid, cast.version, cycle)
    own, his = make_view(mirror, cast.astrid), make_view(mirror, cast.bo)
    first, second = cast.version.competences[:2]
    make_answer(own, first, 2, wish=Wish.DEVELOP), make_answer(own, second, 1)
    make_answer(his, first, 3), make_answer(his, second, 1)
    make_share(own, cast.bo), make_share(his, cast.astrid)
    mirror.revealed_at = NOW
    db.session.flush()
    return mirror


def test_each_suggestion_says_why(client_as, cast, mirror):
    make_offer(cast, "role", aims=(("c2", 1, 3),)), make_offer(cast, "wish", aims=(("c1", 2, 4),))
    make_offer(cast, "neither", aims=(("c4", 1, 3),))
    text = client_as(cast.astrid).get("/learning").page.text
    assert "Fordi du i spejlet har skrevet, at du vil udvikle »Kompetence 1«." in text
    assert "Fordi din rolle beder om niveau 3 i »Kompetence 2«, og du selv siger 1." in text
    assert text.count("Fordi ") == 2


def test_a_goal_and_a_step_are_reasons_too(client_as, cast, mirror):
    make_goal(make_plan(cast.astrid, cast.bo), competence=cast.version.competences[3], wanted_level=3)
    make_offer(cast, "goal", aims=(("c4", 1, 3),)), make_offer(cast, "step", aims=(("c2", 1, 3),))
    make_choice(make_careers(cast), cast.astrid, "wide2")
    text = client_as(cast.astrid).get("/learning").page.text
    assert "Fordi du har et mål om »Kompetence 4« i din udviklingsplan." in text
    assert "Fordi »Kompetence 2« er på vejen til »Trin Wide2«, som interesserer dig." in text
    on_the_way = client_as(cast.astrid).get("/careers/steps/wide2/way").page.text
    assert "Tilbud step" in on_the_way
    assert "Tilbud goal" not in on_the_way


def test_it_stands_in_ones_own_mirror_and_plan_and_nowhere_for_the_leader(client_as, cast, mirror):
    make_offer(cast, "role", aims=(("c2", 1, 3),))
    for page in (f"/assessments/{mirror.pid}", "/plans"):
        assert "Tilbud role" in client_as(cast.astrid).get(page).page.text
    assert "Tilbud role" not in client_as(cast.bo).get(f"/assessments/{mirror.pid}").page.text


def test_a_quiet_front_page_suggests_and_a_busy_one_does_not(clock, client_as, cast):
    mirror = make_mirror(cast.ellen, cast.version)
    make_answer(make_view(mirror, cast.ellen), cast.version.competences[1], 1)
    make_offer(cast, "role", aims=(("c2", 1, 3),))
    assert "Tilbud role" in client_as(cast.ellen).get("/").page.text
    make_invitation(make_cycle(cast.version), cast.ellen)
    assert "Tilbud role" not in client_as(cast.ellen).get("/").page.text


def test_what_was_sent_away_or_signed_up_for_is_not_suggested_again(client_as, cast, mirror):
    gone, taken = make_offer(cast, "gone", aims=(("c2", 1, 3),)), make_offer(cast, "taken", aims=(("c1", 2, 4),))
    astrid = client_as(cast.astrid)
    assert astrid.post(f"/learning/suggestions/{gone.pid}/dismissal").status_code == 303
    astrid.post(f"/learning/suggestions/{gone.pid}/dismissal")
    make_signup(make_date(taken), cast.astrid)
    assert "Fordi " not in astrid.get("/learning").page.text
    assert "Fordi " not in astrid.get("/plans").page.text


def test_one_click_puts_it_into_the_plan_and_a_second_one_nothing_more(client_as, cast, mirror):
    offer = make_offer(cast, "role", aims=(("c2", 1, 3),), fund=True)
    astrid = client_as(cast.astrid)
    for _twice in range(2):
        astrid.post(f"/learning/suggestions/{offer.pid}/plan")
    (activity,) = db.session.query(Activity).all()
    plan = db.session.query(Plan).one()
    assert (activity.what, activity.way, activity.fund) == ("Tilbud role", Way.COURSE, True)
    assert (plan.state, plan.leader_id, plan.goals[0].wanted_level) == (State.DRAFT, cast.bo.id, 3)


@pytest.mark.plain
def test_it_joins_the_goal_about_the_same_competence(client_as, cast, mirror):
    offer = make_offer(cast, "role", aims=(("c2", 1, 3),))
    words = "Holde møder"
    make_goal(make_plan(cast.astrid, cast.bo), words, competence=cast.version.competences[1], wanted_level=4)
    client_as(cast.astrid).post(f"/learning/suggestions/{offer.pid}/plan")
    db.session.expire_all()
    plan = db.session.query(Plan).one()
    assert [(one.what, one.wanted_level, len(one.activities)) for one in plan.goals] == [(words, 4, 1)]


def test_a_plan_with_three_other_goals_keeps_them(client_as, cast, mirror):
    offer, plan = make_offer(cast, "role", aims=(("c2", 1, 3),)), make_plan(cast.astrid, cast.bo)
    for _three in range(3):
        make_goal(plan)
    assert client_as(cast.astrid).post(f"/learning/suggestions/{offer.pid}/plan").status_code == 409
    assert db.session.query(Activity).count() == 0


def test_the_page_asks_as_often_for_many_offers_as_for_few(client_as, cast, mirror, statements):
    astrid, asked = client_as(cast.astrid), []
    for number in (1, 9):
        for place in range(number):
            make_date(make_offer(cast, f"o{number}.{place}", aims=(("c2", 1, 3), ("c1", 2, 4))))
        db.session.commit()
        pages = []
        for page in ("/learning", "/plans", f"/assessments/{mirror.pid}", "/"):
            with statements() as seen:
                astrid.get(page)
            pages.append(len(seen))
        asked.append(pages)
    assert asked[0] == asked[1]
    assert max(asked[1]) <= 12, asked[1]
