"""Astrid asks for a step: dossier, Bo's view, a panel of two, an answer; she reads every part, others only theirs."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from competence.careers.actions.dialogue import late_parts
from competence.careers.models.dialogue import StepCase
from competence.careers.rules.dialogue import State
from competence.careers.rules.editions import Asked
from competence.db import db
from competence.notifications.queries import latest
from competence.people.models import LeaderRelation
from competence.web.clock import today
from tests.careers import SMALL, make_careers, make_evidence
from tests.make import LONG_AGO, make_deputy, make_leader

FREE = {"free": "free", "tie": ""}


@pytest.fixture
def careers(cast):
    return make_careers(cast)


@pytest.fixture
def people(cast, careers, client_as):
    """Clients by name."""
    return {name: client_as(getattr(cast, name)) for name in ("astrid", "bo", "ellen", "gerda", "emil", "carla")}


def the_case():
    db.session.expire_all()
    return db.session.scalars(select(StepCase).order_by(StepCase.id.desc())).first()


def begin(people, words="Jeg har båret værtskabet i to år.", **more):
    """Astrid begins and asks; returns the address of the dialogue."""
    address = people["astrid"].post("/careers/steps/wide2/cases").location
    form = people["astrid"].get(address).page.form(f"{address}/dossier")
    data = form | {"words": words, "ask": "yes"} | more
    assert people["astrid"].post(f"{address}/dossier", data=data).status_code == 303
    return address


def see(people, address, **more):
    return people["bo"].post(f"{address}/view", data=FREE | {"text": "Jeg har set det i vagten."} | more)


def convene(people, address, first="ellen@example.org", second="gerda@example.org"):
    return people["bo"].post(f"{address}/panel", data={"first": first, "second": second})


def give(people, address, outcome="YES"):
    data = {"outcome": outcome, "reasons": "Alle krav er set.", "next_steps": "Bliv mentor for Asger."}
    return people["bo"].post(f"{address}/answer", data=data)


def test_a_draft_is_hers_alone(cast, careers, people):
    make_evidence(careers, cast.astrid, "c1", "Aftenen med strømsvigtet.")
    address = people["astrid"].post("/careers/steps/wide2/cases").location
    page = people["astrid"].get(address).page
    assert "Aftenen med strømsvigtet." in page.text
    assert "Kun du kan se den, til du sender den" in page.text
    for other in ("bo", "ellen", "carla"):
        assert people[other].get(address).status_code == 404
    assert "Du er spurgt" not in people["bo"].get("/careers/cases").page.text
    assert latest(cast.bo.id) == []


def test_it_is_asked_with_her_chosen_examples_as_they_are_now(cast, careers, people):
    chosen, _other = (make_evidence(careers, cast.astrid, code, f"Eksempel {code}.") for code in ("c1", "c2"))
    address = begin(people, exhibits=[chosen.pid])
    page = people["bo"].get(address).page
    assert "Jeg har båret værtskabet i to år." in page.text
    assert "Eksempel c1." in page.text
    assert "Eksempel c2." not in page.text
    people["astrid"].post(f"/careers/examples/{chosen.pid}/removal")
    assert "Eksempel c1." in people["bo"].get(address).page.text
    assert "Astrid" not in people["bo"].get("/notifications").page.text


def test_nothing_is_asked_without_a_word(people):
    address = people["astrid"].post("/careers/steps/wide2/cases").location
    assert people["astrid"].post(f"{address}/dossier", data={"words": "  ", "ask": "yes"}).status_code == 400
    assert the_case().state is State.DRAFT


def test_anybody_elses_example_cannot_go_along(cast, careers, people):
    hers = make_evidence(careers, cast.asger, "c1", "Asgers eget.")
    address = people["astrid"].post("/careers/steps/wide2/cases").location
    data = {"words": "Jeg spørger.", "exhibits": [hers.pid], "version": "1", "ask": "yes"}
    assert people["astrid"].post(f"{address}/dossier", data=data).status_code == 400
    assert the_case().exhibits == []


def test_one_at_a_time(people):
    begin(people)
    assert people["astrid"].post("/careers/steps/wide3/cases").status_code == 409


def test_two_windows_do_not_overwrite_each_other(people):
    address = people["astrid"].post("/careers/steps/wide2/cases").location
    form = people["astrid"].get(address).page.form(f"{address}/dossier")
    people["astrid"].post(f"{address}/dossier", data=form | {"words": "Fra det ene vindue.", "keep": "yes"})
    stale = people["astrid"].post(f"{address}/dossier", data=form | {"words": "Fra det andet.", "keep": "yes"})
    assert stale.status_code == 409
    assert "Fra det ene vindue." in stale.page.text
    assert "Fra det andet." in stale.page.text
    assert the_case().words == "Fra det ene vindue."


def test_the_whole_way_with_a_panel(cast, people):
    address = begin(people)
    assert see(people, address).status_code == 303
    assert "Jeg har set det i vagten." in people["astrid"].get(address).page.text
    assert convene(people, address).status_code == 303
    for name in ("ellen", "gerda"):
        before = people[name].get(address).page
        assert "båret værtskabet" not in before.text
        assert people[name].post(f"{address}/declaration", data=FREE).status_code == 303
        page = people[name].get(address).page
        assert "båret værtskabet" in page.text
        assert "Kompetence 1" in page.text
        assert "Jeg har set det i vagten." not in page.text
    assert people["ellen"].post(f"{address}/assessment", data={"text": "Ellens ord."}).status_code == 303
    assert "Ellens ord." in people["astrid"].get(address).page.text
    assert "Ellens ord." not in people["bo"].get(address).page.text
    assert "Ellens ord." not in people["gerda"].get(address).page.text
    assert people["gerda"].post(f"{address}/assessment", data={"text": "Gerdas ord."}).status_code == 303
    assert {"Ellens ord.", "Gerdas ord."} <= set(people["bo"].get(address).page.texts("p[@class='own-words']"))
    assert people["ellen"].get(address).status_code == 404
    assert give(people, address).status_code == 303
    text = people["astrid"].get(address).page.text
    for said in ("Ja, du står på trinnet", "Alle krav er set.", "Bliv mentor for Asger.", "Ellens ord.", "Besvaret"):
        assert said in text
    assert "Der er svar på det trin, du har bedt om" in people["astrid"].get("/notifications").page.text


def test_without_a_panel_the_answer_comes_after_the_view(people):
    address = begin(people)
    assert give(people, address).status_code == 409
    see(people, address)
    assert give(people, address, "NOT_YET").status_code == 303
    assert "Ikke endnu" in people["astrid"].get(address).page.text
    assert give(people, address).status_code == 409


def test_every_act_out_of_turn_changes_nothing(people):
    address = begin(people)
    for name, act, data in (
        ("bo", "panel", {"first": "ellen@example.org", "second": "gerda@example.org"}),
        ("bo", "seats", {"email": "ellen@example.org"}),
        ("astrid", "dossier", {"words": "Andre ord.", "version": "3"}),
        ("astrid", "discarding", {}),
    ):
        assert people[name].post(f"{address}/{act}", data=data).status_code == 409
    assert the_case().state is State.WITH_LEADER


def test_who_has_a_tie_steps_aside_and_another_is_asked(cast, people):
    address = begin(people)
    see(people, address)
    convene(people, address)
    tied = {"free": "tied", "tie": "Vi er naboer."}
    assert people["ellen"].post(f"{address}/declaration", data=tied).status_code == 303
    assert people["ellen"].get(address).status_code == 404
    assert "Vi er naboer." in people["astrid"].get(address).page.text
    assert people["bo"].post(f"{address}/seats", data={"email": "emil@example.org"}).status_code == 303
    for name in ("gerda", "emil"):
        people[name].post(f"{address}/declaration", data=FREE)
        people[name].post(f"{address}/assessment", data={"text": f"{name} har set på det."})
    assert the_case().state is State.VIEWED


def test_nobody_judges_before_saying_whether_they_are_free(people):
    address = begin(people)
    see(people, address)
    convene(people, address)
    assert people["ellen"].post(f"{address}/assessment", data={"text": "Straks."}).status_code == 409


def test_a_leader_with_a_tie_must_ask_two_others(people):
    address = begin(people)
    see(people, address, free="tied", tie="Vi er i familie.")
    assert "Vi er i familie." in people["astrid"].get(address).page.text
    assert give(people, address).status_code == 409
    convene(people, address)
    for name in ("ellen", "gerda"):
        people[name].post(f"{address}/declaration", data=FREE)
        people[name].post(f"{address}/assessment", data={"text": "Set."})
    assert give(people, address).status_code == 303


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("astrid@example.org", "ellen@example.org", "Ingen afgør sin egen sag"),
        ("bo@example.org", "ellen@example.org", "to andre end lederen"),
        ("ellen@example.org", "ellen@example.org", "to forskellige"),
        ("ellen@example.org", "nobody@example.org", "ingen i huset med adressen nobody@example.org"),
        ("ellen@example.org", "ditte@example.org", "ingen i huset med adressen ditte@example.org"),
    ],
)
def test_a_panel_is_two_others_who_work_here(cast, people, first, second, said):
    address = begin(people)
    see(people, address)
    answer = convene(people, address, first, second)
    assert answer.status_code in {400, 409}
    assert said in answer.page.text
    assert (the_case().state, the_case().seats) == (State.VIEWED, [])
    assert latest(cast.ellen.id) == []


def test_taken_back_it_is_hers_alone_again(people):
    address = begin(people)
    see(people, address)
    assert people["astrid"].post(f"{address}/withdrawal").status_code == 303
    assert people["bo"].get(address).status_code == 404
    assert "Jeg har set det i vagten." in people["astrid"].get(address).page.text
    begin(people)


def test_a_new_leader_begins_anew_and_does_not_read_the_former_ones_words(cast, people):
    address = begin(people)
    see(people, address)
    for relation in db.session.scalars(select(LeaderRelation).where(LeaderRelation.person_id == cast.astrid.id)):
        relation.valid_to = LONG_AGO if relation.valid_from == LONG_AGO else relation.valid_from
    make_leader(cast.emil, cast.astrid, start=today())
    db.session.commit()
    assert people["bo"].get(address).status_code == 404
    assert people["emil"].get(address).status_code == 404
    assert people["astrid"].post(f"{address}/handover").status_code == 303
    page = people["emil"].get(address).page
    assert "båret værtskabet" in page.text
    assert "Jeg har set det i vagten." not in page.text
    assert "Jeg har set det i vagten." in people["astrid"].get(address).page.text
    assert people["emil"].post(f"{address}/view", data=FREE | {"text": "Emils blik."}).status_code == 303
    assert people["astrid"].post(f"{address}/handover").status_code == 409


def test_a_former_leader_hears_nothing_more_of_it(cast, people):
    address = begin(people)
    see(people, address)
    convene(people, address)
    begun = len(latest(cast.bo.id))
    for relation in db.session.scalars(select(LeaderRelation).where(LeaderRelation.person_id == cast.astrid.id)):
        relation.valid_to = LONG_AGO if relation.valid_from == LONG_AGO else relation.valid_from
    people["ellen"].post(f"{address}/declaration", data={"free": "tied", "tie": "Vi er gode venner."})
    assert [seat.is_free for seat in the_case().seats] == [False, None]
    the_case().state = State.VIEWED
    db.session.commit()
    assert late_parts(today() + timedelta(days=60)) == []
    assert len(latest(cast.bo.id)) == begun


def test_a_deputy_answers_in_the_leaders_seat_but_never_their_own_case(cast, careers, client_as, people):
    make_deputy(cast.bo, cast.astrid, today(), today())
    address = begin(people)
    assert people["astrid"].post(f"{address}/view", data=FREE | {"text": "Jeg er god."}).status_code == 404
    make_deputy(cast.bo, cast.ellen, today(), today())
    assert people["ellen"].post(f"{address}/view", data=FREE | {"text": "Stedfortræderens blik."}).status_code == 303


def test_a_draft_is_thrown_away_and_the_examples_stay(cast, careers, people):
    make_evidence(careers, cast.astrid)
    address = people["astrid"].post("/careers/steps/wide2/cases").location
    assert people["astrid"].post(f"{address}/discarding").status_code == 303
    assert people["astrid"].get(address).status_code == 404
    assert "læsekreds" in people["astrid"].get("/careers/examples").page.text


def test_what_it_asks_for_stands_as_it_was_when_it_was_begun(cast, careers, people):
    address = begin(people)
    harder = replace(SMALL.steps[1], asks={"c9": Asked(5)})
    make_careers(cast, replace(SMALL, steps=(SMALL.steps[0], harder, *SMALL.steps[2:])))
    db.session.commit()
    assert "Kompetence 9" not in people["bo"].get(address).page.text


def test_no_field_of_it_is_about_pay():
    columns = {column.name for table in StepCase.metadata.tables.values() for column in table.columns}
    assert not {name for name in columns if any(word in name for word in ("pay", "salary", "wage", "grade", "loen"))}


def test_a_page_keeps_its_budget(cast, careers, people, statements):
    address = begin(people)
    see(people, address)
    convene(people, address)
    db.session.commit()
    with statements() as seen:
        people["astrid"].get(address)
    assert len(seen) <= 12
