"""What calendars and the daily run are told of talks: stable names, rising numbers, and never what it is about."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select

from competence.conversations.actions.calendars import attach
from competence.conversations.actions.reminding import TO_INVITE, conversations_due, invitations_due
from competence.conversations.models import Conversation
from competence.conversations.rules.kinds import Kind
from competence.conversations.rules.steps import State
from competence.db import db
from competence.notifications.models import OutgoingMail
from competence.notifications.rules import KINDS
from competence.web.clock import DENMARK, day_of
from tests.acting import open_round
from tests.make import NOW, make_conversation, make_restriction
from tests.web.test_finding_a_time import invite, only, take, time_in


def carried(person) -> list[tuple[str, str, int]]:
    """What the mails that wait for somebody would carry now: method, name and number."""
    mails = db.session.scalars(
        select(OutgoingMail).where(OutgoingMail.person_id == person.id).order_by(OutgoingMail.id)
    )
    found = []
    for mail in mails:
        attach = KINDS[mail.kind].attach
        made = attach(person.id, mail.url) if attach else None
        if made:
            found.append(read(made))
        db.session.delete(mail)
    db.session.flush()
    return found


def read(file: bytes) -> tuple[str, str, int]:
    calendar = Calendar.from_ical(file)
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), str(event["UID"]), int(event["SEQUENCE"])


def test_both_get_it_and_each_step_rises_under_the_same_name(app, cast, client_as):
    astrid, bo = client_as(cast.astrid), client_as(cast.bo)
    invite(bo, cast.astrid)
    seen = {person.name: carried(person) for person in (cast.astrid, cast.bo)}
    take(astrid, only(), "acceptance")
    take(bo, only(), "proposal", **time_in(40))
    take(bo, only(), "cancellation")
    for person in (cast.astrid, cast.bo):
        (first,), later = seen[person.name], carried(person)
        assert first[0] == "REQUEST"
        assert {name for _, name, _ in [first, *later]} == {first[1]}
        assert later[-1][0] == "CANCEL"
        assert later[-1][2] > first[2]


def test_an_employees_other_proposal_moves_no_calendar(cast, client_as):
    conversation = make_conversation(cast.astrid, cast.bo)
    take(client_as(cast.astrid), conversation, "proposal", **time_in(30))
    assert carried(cast.bo) == []


def test_a_talk_taken_over_leaves_the_former_leaders_calendar(cast, client_as):
    conversation = make_conversation(cast.astrid, cast.gerda, state=State.CONFIRMED)
    take(client_as(cast.bo), conversation, "seat")
    assert [method for method, *_ in carried(cast.gerda)] == ["CANCEL"]
    assert carried(cast.bo) == []


def test_a_former_leaders_calendar_never_learns_the_new_time_and_place(cast, client_as):
    conversation = make_conversation(cast.astrid, cast.gerda, state=State.CONFIRMED)
    had = conversation.starts_at
    bo = client_as(cast.bo)
    take(bo, conversation, "seat")
    take(bo, only(), "proposal", **time_in(40, place="Vollsmose"))
    file = attach(cast.gerda.id, f"/conversations/{conversation.pid}")
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert event.start == had.astimezone(DENMARK).replace(microsecond=0)
    assert "LOCATION" not in event


def test_a_leaders_calendar_learns_nothing_of_whom_use_is_restricted(app, cast, client_as):
    astrid = client_as(cast.astrid)
    invite(client_as(cast.bo), cast.astrid)
    carried(cast.bo)
    make_restriction(cast.astrid)
    take(astrid, only(), "acceptance")
    told = db.session.scalar(select(OutgoingMail.kind).where(OutgoingMail.person_id == cast.bo.id))
    assert told is not None
    assert carried(cast.bo) == []
    assert carried(cast.astrid) != []


def test_a_leader_waits_for_nobody_who_called_the_talk_off_while_its_use_is_restricted(cast, client_as):
    agreed = make_conversation(cast.astrid, cast.bo, Kind.CAREER, state=State.CONFIRMED)
    make_restriction(cast.astrid)
    take(client_as(cast.astrid), agreed, "cancellation")
    assert [method for method, _, _ in carried(cast.bo)] == ["CANCEL"]


def test_the_file_says_when_and_where_and_nothing_else(cast, client_as):
    conversation = make_conversation(cast.astrid, cast.bo)
    answer = client_as(cast.astrid).get(f"/conversations/{conversation.pid}/calendar.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert event.start == conversation.starts_at.astimezone(DENMARK).replace(microsecond=0)
    assert (str(event["SUMMARY"]), str(event["LOCATION"])) == ("Samtale", "Tarup")


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.GRUS])
def test_what_colleagues_see_in_a_calendar_is_the_same_for_every_kind_of_talk(kind, cast, client_as):
    conversation = make_conversation(cast.astrid, cast.bo, kind)
    file = client_as(cast.astrid).get(f"/conversations/{conversation.pid}/calendar.ics").get_data(as_text=True)
    assert "SUMMARY:Samtale\r\n" in file
    assert not any(word in file for word in ("MUS", "LUS", "Opstart", "Karriere", "vende", "1:1"))


def test_a_place_cannot_break_out_of_its_line(cast, client_as):
    invite(client_as(cast.bo), cast.astrid, place="Tarup\r\nATTENDEE:mailto:nogen@example.org\r\nX:;,\\n")
    file = client_as(cast.astrid).get(f"/conversations/{only().pid}/calendar.ics").data
    (event,) = Calendar.from_ical(file).walk("VEVENT")
    assert str(event["LOCATION"]) == "Tarup ATTENDEE:mailto:nogen@example.org X:;,/n"
    assert "nogen" not in str(event["ATTENDEE"])


def test_without_a_time_there_is_no_file(cast, client_as):
    conversation = make_conversation(cast.astrid, cast.bo, state=State.PLANNED)
    assert client_as(cast.astrid).get(f"/conversations/{conversation.pid}/calendar.ics").status_code == 404


def dues(app, day: date) -> list[tuple[str, str]]:
    with app.test_request_context(method="POST"):  # as the daily run asks
        found = list(conversations_due(day))
    names = {person.id: person.name for person in (one.subject for one in db.session.scalars(select(Conversation)))}
    return sorted((names.get(due.person_id, "the leader"), due.kind) for due in found)


def test_the_daily_run_reminds_of_an_answer_and_of_preparing(app, cast):
    invited = make_conversation(cast.astrid, cast.bo, starts_at=NOW + timedelta(days=30)).steps[-1].at
    assert dues(app, day_of(invited) + timedelta(days=7)) == [("Astrid Skov", "conversations.needs_answer")]
    only().state = State.CONFIRMED
    both = [("Astrid Skov", "conversations.comes"), ("the leader", "conversations.comes")]
    assert dues(app, day_of(invited) + timedelta(days=25)) == both


def test_a_leader_is_told_whom_they_lead_in_a_round_without_a_talk(app, cast):
    cycle = open_round(cast)
    with app.test_request_context(method="POST"):  # as the daily run asks
        assert invitations_due(cycle.closes_on - timedelta(days=36)) == []
        (due,) = invitations_due(cycle.closes_on - timedelta(days=35))
        assert (due.person_id, due.kind) == (cast.bo.id, TO_INVITE)
        for person in (cast.astrid, cast.asger):
            make_conversation(person, cast.bo, Kind.MUS, cycle=cycle)
        assert invitations_due(cycle.closes_on) == []


@pytest.mark.parametrize("name", [name for name in KINDS if name.startswith("conversations.")])
def test_no_message_says_more_than_that_something_waits(name):
    about = KINDS[name]
    assert "%" not in f"{about.says}{about.explains}"
