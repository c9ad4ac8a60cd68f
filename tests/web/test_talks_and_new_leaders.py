"""After a change of leader: the new one gets what was agreed, never a word the two had written to each other."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from competence.access.permissions import MayConversation
from competence.access.policy import POLICY
from competence.access.predicates import is_own, leads_the_person
from competence.conversations.actions.reminding import conversations_due
from competence.conversations.models import AgreedLevel, Note
from competence.conversations.rules.kinds import Kind
from competence.conversations.rules.steps import State
from competence.db import db
from competence.notifications.models import Notification, OutgoingMail
from competence.people.models import LeaderRelation, Person
from competence.web.clock import day_of
from tests.acting import opened_mirror
from tests.make import NOW, make_leader, make_version
from tests.talks import Talk, make_level, make_note, make_talk

HERS, HIS = "Hemmeligt-fra-Astrid-7431", "Hemmeligt-fra-Gerda-9127"


@pytest.fixture
def former(cast) -> Talk:
    """A talk Astrid had with Gerda, who led her then, with the words of both and a level they agreed on."""
    talk = make_talk(cast.astrid, cast.gerda, state=State.HELD)
    make_note(talk, cast.astrid, HERS)
    make_note(talk, cast.gerda, HIS)
    make_level(talk, cast.version.competences[0], 4, by=cast.gerda, confirmed_by=cast.astrid)
    make_level(talk, cast.version.competences[1], 2, by=cast.gerda)
    return talk


def everything(client, talk: Talk) -> str:
    """What every page of a talk answers somebody, one after the other."""
    pages = [talk.page, talk.talk, talk.notes, f"{talk.page}/ending", f"{talk.page}/proposal", "/conversations", "/"]
    return "".join(client.get(page).get_data(as_text=True) for page in pages)


@pytest.mark.parametrize("state", [State.HELD, State.TALKING, State.PLANNED, State.CANCELLED])
def test_the_new_leader_reads_none_of_their_words(state, cast, client_as, former):
    former.conversation.state = state
    shown = everything(client_as(cast.bo), former)
    assert HERS not in shown
    assert HIS not in shown


def test_the_new_leader_gets_what_was_agreed_and_not_what_was_only_proposed(cast, client_as, former):
    text = client_as(cast.bo).get(former.page).page.text
    assert "Kompetence 1: Trin 4" in text
    assert "Kompetence 2" not in text
    assert "ikke det, de to skrev til hinanden" in text


def test_taking_over_an_unfinished_talk_brings_no_words_along(cast, client_as, former):
    former.conversation.state = State.TALKING
    bo = client_as(cast.bo)
    bo.post(f"{former.page}/seat", data={"version": former.conversation.version})
    assert former.conversation.leader_id == cast.bo.id
    former.conversation.state = State.TALKING
    shown = everything(bo, former)
    assert HERS not in shown
    assert HIS not in shown
    assert HERS in client_as(cast.astrid).get(former.talk).page.text


def test_the_former_leader_and_everybody_else_get_nothing_at_all(cast, client_as, former):
    for person in (cast.gerda, cast.asger, cast.carla, cast.dorte, cast.emil, cast.freja):
        client = client_as(person)
        assert client.get(former.page).status_code == 404
        shown = everything(client, former)
        assert HERS not in shown
        assert HIS not in shown


def test_she_keeps_reading_what_was_written_about_her(cast, client_as, former):
    assert HIS in client_as(cast.astrid).get(former.page).page.text


def test_when_the_leader_comes_back_so_do_the_words(cast, client_as, former):
    relation = db.session.scalars(select(LeaderRelation).where(LeaderRelation.person_id == cast.astrid.id)).all()
    for one in relation:
        one.valid_to = date(2026, 2, 1) if one.leader_id == cast.bo.id else None
    assert HERS in client_as(cast.gerda).get(former.page).page.text
    assert client_as(cast.bo).get(former.page).status_code == 404


def test_a_careless_seat_is_noticed(cast, client_as, former, monkeypatch):
    """The law is in two places, the policy and the notes' own list: breaking one still lets no word out."""
    monkeypatch.setitem(POLICY, MayConversation.TAKE_PART, (is_own, leads_the_person))
    assert HERS not in everything(client_as(cast.bo), former)
    monkeypatch.setattr("competence.conversations.queries.talks.visible_to", lambda actor: select(Note))
    assert HERS in everything(client_as(cast.bo), former)


# --- two leaders at once, and a seat nobody has taken yet ---


@pytest.mark.parametrize("state", [State.CONFIRMED, State.TALKING])
def test_a_second_leader_takes_no_talk_from_the_one_it_lies_with(state, cast, client_as):
    talk = make_talk(cast.astrid, cast.bo, state=state)
    make_leader(cast.emil, cast.astrid)
    emil = client_as(cast.emil)
    assert "Overtag" not in emil.get(talk.page).page.text
    assert emil.post(f"{talk.page}/seat", data={"version": talk.conversation.version}).status_code == 409
    assert (talk.conversation.leader_id, talk.conversation.state) == (cast.bo.id, state)


def test_when_and_where_the_two_meet_is_theirs_alone(cast, client_as):
    talk = make_talk(cast.astrid, cast.bo, Kind.CAREER, State.COUNTERED)
    talk.conversation.place = talk.conversation.steps[-1].place = "Hos jordemoderen"
    make_leader(cast.emil, cast.astrid)
    emil = client_as(cast.emil)
    assert "jordemoderen" not in emil.get(talk.page).page.text + emil.get("/conversations").page.text
    bo = client_as(cast.bo)
    assert "jordemoderen" in bo.get(talk.page).page.text
    assert "jordemoderen" in bo.get("/conversations").page.text


def test_a_former_leader_hears_nothing_of_what_she_does_with_a_talk(cast, client_as):
    talk = make_talk(cast.astrid, cast.gerda, state=State.INVITED, at=datetime.now(UTC) + timedelta(days=20))
    client_as(cast.astrid).post(f"{talk.page}/acceptance", data={"version": talk.conversation.version})
    assert talk.conversation.state is State.CONFIRMED
    assert db.session.query(Notification).filter_by(person_id=cast.gerda.id).all() == []
    assert db.session.query(OutgoingMail).filter_by(person_id=cast.gerda.id).all() == []


def test_the_new_leader_is_reminded_of_the_talk_and_not_the_former_one(app, cast):
    make_talk(cast.astrid, cast.gerda, state=State.PLANNED)
    with app.test_request_context(method="POST"):  # as the daily run asks
        assert [due.person_id for due in conversations_due(day_of(NOW) + timedelta(days=7))] == [cast.bo.id]


# --- which mirror a talk closes, and which competences it speaks of ---


def test_a_short_talk_and_one_with_a_second_leader_leave_the_mirror_open(cast, client_as):
    mirror = opened_mirror(cast, None, {1: (3, 4)}).mirror
    make_leader(cast.emil, cast.astrid)
    for leader, kind in ((cast.bo, Kind.ONE_ON_ONE), (cast.emil, Kind.MUS)):
        talk = make_talk(cast.astrid, leader, kind)
        end = client_as(cast.astrid).post(f"{talk.page}/ending", data={"version": talk.conversation.version})
        assert (end.status_code, talk.conversation.state) == (303, State.HELD)
        assert mirror.talk_held_on is None


def test_no_level_is_agreed_on_for_a_competence_hr_has_only_drafted(cast, client_as):
    talk, draft = make_talk(cast.astrid, cast.bo), make_version("draft", published=False)
    sent = {"competence": draft.competences[0].id, "level": 3}
    assert client_as(cast.astrid).post(f"{talk.page}/levels", data=sent).status_code == 400
    assert db.session.query(AgreedLevel).all() == []


# --- whose row goes ---


@pytest.mark.plain
def test_what_the_two_said_never_goes_with_the_leader_but_with_the_employee(cast, former):
    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(delete(Person).where(Person.id == cast.gerda.id))
    assert {note.text for note in db.session.scalars(select(Note))} == {HERS, HIS}
    former.conversation.leader = cast.bo
    db.session.flush()
    with pytest.raises(IntegrityError), db.session.begin_nested():  # what was written in her seat is still there
        db.session.execute(delete(Person).where(Person.id == cast.gerda.id))
    db.session.execute(delete(Person).where(Person.id == cast.astrid.id))
    assert db.session.scalars(select(Note)).all() == []
