"""A round with talks: its phases are proposed, stand as a line, move later only, and MED's evaluation ends it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from competence.cycles.models import Cycle
from competence.cycles.rules.phases import Phase, propose
from competence.cycles.rules.rounds import Stage
from competence.db import db
from competence.web.clock import today
from tests.make import make_cycle, make_invitation, make_person


@pytest.fixture
def carla(client_as, cast):
    return client_as(cast.carla)


def written(cast, **changes):
    return {
        "title": "MUS 2027",
        "purpose": "Vi taler om det, vi vil lære.",
        "version_id": cast.version.id,
        "opens_on": today().isoformat(),
        "closes_on": (today() + timedelta(weeks=8)).isoformat(),
        "med_discussed_on": today().isoformat(),
        "who": "HOUSE",
        "with_talks": "y",
        "version": "1",
    } | changes


def running(cast, *, closed=False):
    """A round with talks that opened today."""
    cycle = make_cycle(cast.version, closed=closed, with_talks=True)
    cycle.opens_on, cycle.closes_on = today(), today() + timedelta(weeks=8)
    days = propose(cycle.opens_on, cycle.closes_on)
    for row in cycle.phases:
        row.ends_on = days[row.phase]
    db.session.flush()
    return cycle


def moved(carla, cycle, **changes):
    form = carla.get(f"/cycles/{cycle.pid}").page.form(f"/cycles/{cycle.pid}/phases")
    return carla.post(f"/cycles/{cycle.pid}/phases", data=form | changes)


def test_a_draft_with_talks_gets_its_days_proposed_and_what_is_written_stands(carla, cast):
    chosen = today() + timedelta(weeks=5)
    assert carla.post("/cycles", data=written(cast, lus_by=chosen.isoformat())).status_code == 303
    cycle = db.session.scalars(select(Cycle)).one()
    proposed = propose(cycle.opens_on, cycle.closes_on)
    assert cycle.chosen_deadlines == proposed | {Phase.LUS: chosen}
    text = carla.get(f"/cycles/{cycle.pid}").page.text
    assert "Samtalerne (MUS)" in text
    assert "14 dage efter samtalen" in text


def test_a_draft_can_lose_its_talks_again(carla, cast):
    carla.post("/cycles", data=written(cast))
    cycle = db.session.scalars(select(Cycle)).one()
    form = carla.get(f"/cycles/{cycle.pid}/edit").page.form(f"/cycles/{cycle.pid}")
    form.pop("with_talks")
    assert carla.post(f"/cycles/{cycle.pid}", data=form).status_code == 303
    db.session.refresh(cycle)
    assert not cycle.with_talks
    assert "Runden er kun et spejl" in carla.get(f"/cycles/{cycle.pid}").page.text


def test_a_phase_out_of_its_order_is_said_at_its_field_and_nothing_is_lost(carla, cast):
    answer = carla.post("/cycles", data=written(cast, talks_by=today().isoformat()))
    assert answer.status_code == 400
    assert "kan ikke slutte før »Spejlene«" in answer.page.text
    assert answer.page.form("/cycles")["talks_by"] == [today().isoformat()]
    assert db.session.scalars(select(Cycle)).all() == []


def test_a_draft_whose_days_have_been_overtaken_says_so_before_it_opens(carla, cast):
    cycle = make_cycle(cast.version, opened=False, with_talks=True)
    cycle.med_discussed_on = today() - timedelta(days=1)
    cycle.closes_on = today() + timedelta(weeks=40)
    db.session.flush()
    assert "kan ikke slutte før" in carla.get(f"/cycles/{cycle.pid}").page.text
    assert carla.post(f"/cycles/{cycle.pid}/opening").status_code == 400
    assert cycle.stage is Stage.DRAFT


def test_the_round_says_where_it_is_to_hr_and_to_whoever_is_invited(carla, client_as, cast):
    cycle = running(cast)
    make_invitation(cycle, cast.astrid, cast.bo)
    page = carla.get(f"/cycles/{cycle.pid}").page
    (now,) = [one for one in page.all("li") if one.get("aria-current") == "step"]
    assert "now" in now.get("class")
    assert "Lige nu: Rammen, til og med" in page.text
    assert "Lige nu: Rammen, til og med" in client_as(cast.astrid).get("/assessments").page.text


def test_its_page_takes_twelve_statements_at_most_however_many_are_in_it(carla, cast, statements):
    cycle = running(cast)
    make_invitation(cycle, cast.astrid, cast.bo)
    page = f"/cycles/{cycle.pid}"
    carla.get(page)
    with statements() as few:
        carla.get(page)
    for number in range(8):
        make_invitation(cycle, make_person(f"Person {number}"), cast.bo)
    with statements() as many:
        carla.get(page)
    assert len(many) == len(few) <= 12


def test_days_move_later_and_never_earlier(carla, cast):
    cycle = running(cast)
    later = cycle.chosen_deadlines[Phase.TALKS] + timedelta(days=7)
    assert moved(carla, cycle, talks_by=later.isoformat()).status_code == 303
    assert cycle.chosen_deadlines[Phase.TALKS] == later
    answer = moved(carla, cycle, talks_by=(later - timedelta(days=1)).isoformat())
    assert (answer.status_code, cycle.chosen_deadlines[Phase.TALKS]) == (400, later)
    assert "kun flyttes til en senere dag" in answer.page.text


def test_the_mirrors_close_later_only_as_long_as_they_are_open(carla, cast):
    cycle = running(cast)
    later = cycle.closes_on + timedelta(days=7)
    assert moved(carla, cycle, closes_on=later.isoformat()).status_code == 303
    assert cycle.closes_on == later
    carla.post(f"/cycles/{cycle.pid}/closing")
    assert moved(carla, cycle, closes_on=(later + timedelta(days=7)).isoformat()).status_code == 303
    assert cycle.closes_on == later


def test_two_who_move_the_days_at_once_are_told(carla, cast):
    cycle = running(cast)
    form = carla.get(f"/cycles/{cycle.pid}").page.form(f"/cycles/{cycle.pid}/phases")
    later = cycle.chosen_deadlines[Phase.TALKS] + timedelta(days=7)
    moved(carla, cycle, talks_by=later.isoformat())
    answer = carla.post(f"/cycles/{cycle.pid}/phases", data=form | {"lus_by": form["lus_by"]})
    assert (answer.status_code, cycle.chosen_deadlines[Phase.TALKS]) == (409, later)


def test_closing_the_mirrors_lets_the_talks_go_on_until_med_has_evaluated(carla, cast):
    cycle = running(cast)
    assert "Samtalerne løber videre" in carla.get(f"/cycles/{cycle.pid}/closing").page.text
    assert carla.post(f"/cycles/{cycle.pid}/closing").status_code == 303
    assert cycle.stage is Stage.TALKS
    assert carla.post(f"/cycles/{cycle.pid}/reminders").status_code == 409
    tomorrow = (today() + timedelta(days=1)).isoformat()
    assert carla.post(f"/cycles/{cycle.pid}/evaluation", data={"evaluated_on": tomorrow}).status_code == 400
    assert carla.post(f"/cycles/{cycle.pid}/evaluation", data={"evaluated_on": "x"}).status_code == 400
    done = carla.post(f"/cycles/{cycle.pid}/evaluation", data={"evaluated_on": today().isoformat()})
    assert (done.status_code, cycle.stage, cycle.evaluated_on) == (303, Stage.CLOSED, today())
    assert "Evalueret i MED" in carla.get(f"/cycles/{cycle.pid}").page.text
    for again in ("evaluation", "phases", "roster", "closing"):
        assert carla.post(f"/cycles/{cycle.pid}/{again}", data={"evaluated_on": "2026-11-01"}).status_code == 409


@pytest.mark.parametrize("what", ["evaluation", "phases"])
def test_a_round_of_the_mirror_alone_has_neither_phases_nor_evaluation(carla, cast, what):
    cycle = make_cycle(cast.version)
    answer = carla.post(f"/cycles/{cycle.pid}/{what}", data={"evaluated_on": date(2026, 11, 1).isoformat()})
    assert (answer.status_code, cycle.evaluated_on) == (409, None)
    assert "Flyt frister" not in carla.get(f"/cycles/{cycle.pid}").page.text
