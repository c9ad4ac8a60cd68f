"""Finding a time for a talk: inviting, another proposal, a yes, moving, calling off, asking, and taking over."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from competence.conversations.models import Conversation
from competence.conversations.rules.kinds import Kind
from competence.conversations.rules.steps import State
from competence.db import db
from competence.notifications.models import Notification
from competence.people.models import LeaderRelation
from competence.web.clock import today
from tests.acting import path
from tests.make import make_conversation, make_cycle, make_deputy, make_invitation, make_leader


def time_in(days: int, **more: object) -> dict[str, object]:
    return {"on": (today() + timedelta(days=days)).isoformat(), "at": "10:30", "minutes": 60, "place": "Tarup"} | more


def only() -> Conversation:
    return db.session.scalars(select(Conversation)).one()


def told(person) -> list[str]:
    return list(db.session.scalars(select(Notification.kind).where(Notification.person_id == person.id)))


def invite(client, person, days: int = 21, **more: object):
    return client.post("/conversations", data=time_in(days, **({"person": person.pid, "kind": "MUS"} | more)))


def take(client, conversation: Conversation, step: str, **more: object):
    return client.post(f"/conversations/{conversation.pid}/{step}", data={"version": conversation.version} | more)


def test_the_leader_invites_and_the_employee_says_yes(cast, client_as):
    make_invitation(make_cycle(cast.version), cast.astrid)
    page = path(invite(client_as(cast.bo), cast.astrid, themes=["tasks", "wellbeing"]))
    conversation = only()
    assert (conversation.state, conversation.leader_id, conversation.place) == (State.INVITED, cast.bo.id, "Tarup")
    assert conversation.cycle is not None
    assert {choice.theme for choice in conversation.themes} == {"tasks", "wellbeing"}
    assert told(cast.astrid) == ["conversations.invited"]
    astrid = client_as(cast.astrid)
    shown = astrid.get(page).page.text
    assert "Bo har foreslået en tid" in shown
    assert "valgt af Bo" in shown
    assert take(astrid, conversation, "acceptance").status_code == 303
    assert only().state is State.CONFIRMED
    assert told(cast.bo) == ["conversations.agreed"]


def test_a_talk_found_after_the_mirrors_are_closed_still_belongs_to_the_round(cast, client_as):
    cycle = make_cycle(cast.version, closed=True, with_talks=True)
    make_invitation(cycle, cast.astrid)
    invite(client_as(cast.bo), cast.astrid)
    assert only().cycle_id == cycle.id


@pytest.mark.parametrize(("kind", "status"), [(Kind.ONE_ON_ONE, 303), (Kind.MUS, 409)])
def test_two_leaders_each_have_their_short_talks_with_her_and_share_the_one_of_the_year(kind, status, cast, client_as):
    make_leader(cast.emil, cast.astrid)
    make_conversation(cast.astrid, cast.bo, kind)
    assert invite(client_as(cast.emil), cast.astrid, kind=kind.name).status_code == status
    assert invite(client_as(cast.bo), cast.astrid, kind=kind.name).status_code == 409


def test_the_time_is_the_clock_on_the_wall_in_denmark(cast, client_as):
    invite(client_as(cast.bo), cast.astrid)
    assert "kl. 10.30" in client_as(cast.astrid).get(f"/conversations/{only().pid}").page.text


def test_two_weeks_notice_are_asked_for_and_what_was_typed_stays(cast, client_as):
    answer = invite(client_as(cast.bo), cast.astrid, days=13)
    assert answer.status_code == 400
    assert "mindst to uger" in answer.page.text
    assert 'value="Tarup"' in answer.get_data(as_text=True)
    assert db.session.scalars(select(Conversation)).all() == []


def test_a_short_talk_may_be_tomorrow(cast, client_as):
    assert invite(client_as(cast.bo), cast.astrid, days=1, kind="ONE_ON_ONE").status_code == 303


@pytest.mark.parametrize(
    "wrong",
    [
        {"on": "i morgen"},
        {"on": "0001-01-01", "at": "00:00"},
        {"on": "9999-12-31", "at": "23:59"},
        {"at": "25:99"},
        {"minutes": 4},
        {"place": ""},
        {"kind": "GRUS"},
        {"themes": ["x"]},
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_made(wrong, cast, client_as):
    assert (
        client_as(cast.bo)
        .post("/conversations", data=time_in(21, person=cast.astrid.pid, kind="MUS") | wrong)
        .status_code
        == 400
    )
    assert db.session.scalars(select(Conversation)).all() == []


def test_a_double_click_invites_once(cast, client_as):
    bo = client_as(cast.bo)
    assert [invite(bo, cast.astrid).status_code for _ in range(2)] == [303, 409]
    only()


def test_the_employee_proposes_another_time_and_the_calendar_waits_for_a_yes(cast, client_as):
    conversation = make_conversation(cast.astrid, cast.bo)
    before = conversation.starts_at
    astrid, bo = client_as(cast.astrid), client_as(cast.bo)
    assert take(astrid, conversation, "proposal", **time_in(5, place="Vollsmose")).status_code == 303
    assert (only().state, only().starts_at, only().place) == (State.COUNTERED, before, "Tarup")
    assert "Foreslået i stedet" in bo.get(f"/conversations/{conversation.pid}").page.text
    assert take(bo, only(), "acceptance").status_code == 303
    assert (only().state, only().place) == (State.CONFIRMED, "Vollsmose")


def test_the_leader_moves_an_agreed_talk_and_needs_a_new_yes(cast, client_as):
    conversation = make_conversation(cast.astrid, cast.bo, state=State.CONFIRMED)
    sequence = conversation.sequence
    assert take(client_as(cast.bo), conversation, "proposal", **time_in(30)).status_code == 303
    assert (only().state, only().sequence) == (State.INVITED, sequence + 1)
    assert told(cast.astrid) == ["conversations.moved"]


def test_a_yes_to_a_time_that_was_moved_meanwhile_is_not_taken(cast, client_as):
    conversation = make_conversation(cast.astrid, cast.bo)
    seen = conversation.version
    take(client_as(cast.bo), conversation, "proposal", **time_in(40))
    answer = client_as(cast.astrid).post(f"/conversations/{conversation.pid}/acceptance", data={"version": seen})
    assert answer.status_code == 409
    assert only().state is State.INVITED


def test_a_proposal_that_met_another_keeps_what_was_typed(cast, client_as):
    conversation = make_conversation(cast.astrid, cast.bo)
    seen = conversation.version
    take(client_as(cast.bo), conversation, "proposal", **time_in(40, place="Ved åen"))
    answer = client_as(cast.astrid).post(
        f"/conversations/{conversation.pid}/proposal", data=time_in(33, place="I parken", version=seen)
    )
    assert answer.status_code == 409
    assert "Ved åen" in answer.page.text
    assert 'value="I parken"' in answer.get_data(as_text=True)


@pytest.mark.parametrize(("kind", "status"), [(Kind.MUS, 409), (Kind.CAREER, 303)])
def test_only_what_one_may_ask_for_oneself_may_one_call_off(kind, status, cast, client_as):
    conversation = make_conversation(cast.astrid, cast.bo, kind)
    assert take(client_as(cast.astrid), conversation, "cancellation").status_code == status


def test_a_talk_called_off_can_be_planned_again_from_nothing(cast, client_as):
    conversation = make_conversation(cast.astrid, cast.bo)
    bo = client_as(cast.bo)
    take(bo, conversation, "cancellation")
    assert told(cast.astrid) == ["conversations.called_off"]
    take(bo, only(), "planning")
    assert (only().state, only().starts_at, only().proposed, only().invited_at) == (State.PLANNED, None, None, None)
    assert take(bo, only(), "proposal", **time_in(21)).status_code == 303


def test_a_talk_called_off_is_not_planned_again_beside_another_of_its_kind(cast, client_as):
    old = make_conversation(cast.astrid, cast.bo, state=State.CANCELLED)
    make_conversation(cast.astrid, cast.bo)
    assert take(client_as(cast.astrid), old, "planning").status_code == 409
    assert old.state is State.CANCELLED


def test_an_employee_asks_for_a_talk_and_the_leader_proposes_a_time(cast, client_as):
    astrid, bo = client_as(cast.astrid), client_as(cast.bo)
    assert astrid.get("/conversations/requests/new").status_code == 200
    page = path(astrid.post("/conversations/requests", data={"kind": "CAREER"}))
    assert told(cast.bo) == ["conversations.asked"]
    assert "Bo foreslår en tid" in astrid.get(page).page.text
    assert astrid.post("/conversations/requests", data={"kind": "CAREER"}).status_code == 409
    assert take(bo, only(), "proposal", **time_in(2)).status_code == 303
    assert only().state is State.INVITED


@pytest.mark.parametrize("kind", ["MUS", "GRUS", ""])
def test_a_yearly_talk_is_not_asked_for_there(kind, cast, client_as):
    assert client_as(cast.astrid).post("/conversations/requests", data={"kind": kind}).status_code == 400


def test_who_has_no_leader_is_told_whom_to_write_to(cast, client_as):
    dorte = client_as(cast.dorte)
    assert "Skriv til HR" in dorte.get("/conversations/requests/new").page.text
    assert dorte.post("/conversations/requests", data={"kind": "CAREER"}).status_code == 409


def test_a_link_to_a_new_talk_leads_everybody_to_their_own_page(cast, client_as):
    address = f"/conversations/new?kind=ONE_ON_ONE&person={cast.astrid.pid}"
    assert "Inviter Astrid" in client_as(cast.bo).get(address).page.text
    assert path(client_as(cast.astrid).get(address)) == "/conversations/requests/new"


def test_a_leader_is_reminded_that_their_own_talk_comes_first_and_may_go_on(cast, client_as):
    bo, address = client_as(cast.bo), f"/conversations/new?person={cast.astrid.pid}"
    assert "Din egen LUS" in bo.get(address).page.text
    make_conversation(cast.bo, cast.dorte, Kind.LUS, State.HELD)
    assert "Din egen LUS" not in bo.get(address).page.text


def test_a_leader_of_leaders_is_offered_a_lus(cast, client_as):
    page = client_as(cast.dorte).get(f"/conversations/new?person={cast.bo.pid}")
    assert '<option selected value="LUS">' in page.get_data(as_text=True)


def test_a_deputy_invites_in_the_leaders_place(cast, client_as):
    make_deputy(cast.bo, cast.ellen, today(), today())
    ellen = client_as(cast.ellen)
    invite(ellen, cast.astrid)
    assert only().leader_id == cast.bo.id
    assert ellen.get(f"/conversations/{only().pid}").status_code == 200


def test_a_new_leader_takes_the_talk_over_and_plans_it_anew(cast, client_as):
    conversation = make_conversation(cast.astrid, cast.gerda, state=State.CONFIRMED)
    bo = client_as(cast.bo)
    assert "overtage" in bo.get(f"/conversations/{conversation.pid}").page.text
    assert take(bo, conversation, "seat").status_code == 303
    assert (only().state, only().leader_id, only().starts_at) == (State.PLANNED, cast.bo.id, None)
    assert take(bo, only(), "seat").status_code == 409


def test_who_was_the_leader_loses_the_talk_with_the_relation(cast, client_as):
    conversation = make_conversation(cast.ellen, cast.emil)
    relation = db.session.scalars(select(LeaderRelation).where(LeaderRelation.person_id == cast.ellen.id)).one()
    relation.valid_to = date(2026, 1, 2)
    assert client_as(cast.emil).get(f"/conversations/{conversation.pid}").status_code == 404


def test_the_list_says_what_comes_and_what_was(cast, client_as):
    make_conversation(cast.astrid, cast.bo)
    make_conversation(cast.astrid, cast.bo, Kind.CAREER, State.CANCELLED)
    text = client_as(cast.astrid).get("/conversations").page.text
    assert "MUS med Bo Lund" in text
    assert "Karrieresamtale med Bo Lund" in text
    text = client_as(cast.bo).get("/conversations").page.text
    assert "MUS med Astrid Skov" in text
    assert "Asger Bæk" in text
