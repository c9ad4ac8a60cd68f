"""Bo calls his team to one talk: all write on one page, agree with a lead and a day, and may ask for a MUS alone."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from competence.conversations.guides.rules.editions import Kind
from competence.conversations.models import Conversation, Note, Step
from competence.conversations.rules.steps import Action, State
from competence.conversations.teams import queries
from competence.conversations.teams.actions import keep_what_was_asked_for
from competence.conversations.teams.models import IndividualRequest
from competence.db import db
from competence.notifications.models import Notification, OutgoingMail
from competence.people.models import LeaderRelation
from competence.privacy.models import AuditEvent
from competence.web.clock import today
from tests.make import make_conversation, make_deputy, make_guide, make_leader, make_leave, make_team_talk
from tests.web.test_sealed import told, written

CALL = "/conversations/teams"
KEY = re.compile(r'name="key" value="[0-9a-f]+"')


@pytest.fixture(autouse=True)
def _at_one_moment():
    with time_machine.travel(datetime(2026, 12, 1, 9, 0, tzinfo=UTC), tick=False):
        yield


@pytest.fixture
def bo(cast, client_as):
    return client_as(cast.bo)


@pytest.fixture
def astrid(cast, client_as):
    return client_as(cast.astrid)


@pytest.fixture
def talk(cast):
    return make_team_talk(cast.bo, cast.astrid, cast.asger)


@pytest.fixture
def page(talk):
    return f"{CALL}/{talk.pid}"


def sent(client, **changed):
    form = client.get(f"{CALL}/new").page.form(CALL)
    return form | {"on": str(today() + timedelta(days=21)), "at": "10:00", "place": "Tarup"} | changed


def agree(client, page, talk, **changed):
    fields = {"what": "Vi giver opgaver bedre videre", "lead": talk.leader_id, "due_on": "2027-03-01"} | changed
    return client.post(f"{page}/agreements", data=fields)


def test_he_calls_all_he_leads_and_each_is_told_with_a_calendar(bo, cast):
    make_guide(Kind.GRUS)
    response = bo.post(CALL, data=sent(bo))
    assert response.status_code == 303
    made = db.session.query(Conversation).one()
    assert (made.kind, made.state, made.subject_id) == (Kind.GRUS, State.INVITED, None)
    assert made.member_ids == {cast.astrid.id, cast.asger.id}
    told_to = {row.person_id for row in db.session.query(Notification)}
    assert told_to == {row.person_id for row in db.session.query(OutgoingMail)} == made.member_ids
    shown = bo.get(response.location).page
    assert "Astrid Skov" in shown.text
    assert "Spørgsmål 1?" in shown.text


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"members": []}, "mindst to"),
        ({"on": "2026-12-05"}, "Vælg en dag fra"),
        ({"place": ""}, "Skriv, hvor I mødes."),
    ],
)
def test_a_call_that_does_not_fit_is_refused_and_what_was_typed_is_kept(bo, wrong, says):
    response = bo.post(CALL, data=sent(bo, minutes="90") | wrong)
    assert response.status_code == 400
    assert says in response.page.text
    assert response.page.form(CALL)["minutes"] == ["90"]
    assert db.session.query(Conversation).count() == 0


def test_he_cannot_call_somebody_he_does_not_lead(bo, cast):
    assert bo.post(CALL, data=sent(bo, members=[cast.astrid.id, cast.ellen.id])).status_code == 400
    assert db.session.query(Conversation).count() == 0


def test_both_write_on_one_page_and_nobodys_words_are_lost(bo, astrid, page, talk):
    for client, words, key in ((bo, "Bos ord", "a"), (astrid, "Astrids ord", "b"), (astrid, "Astrids ord", "b")):
        assert client.post(f"{page}/notes", data={"topic": "opgaver", "text": words, "key": key}).status_code == 303
    assert [note.text for note in db.session.query(Note)] == ["Bos ord", "Astrids ord"]
    shown = bo.get(f"{page}/talk?topic=opgaver").page
    assert {"Bos ord", "Astrids ord"} <= set(shown.texts("p[@class='own-words']"))
    heard = astrid.get(f"{page}/notes?topic=opgaver").json
    assert (len(heard["notes"]), heard["counts"]["opgaver"]) == (2, 2)
    empty = astrid.post(f"{page}/notes", data={"topic": "aftaler", "text": " "})
    assert empty.status_code == 400


STEPS = {
    (State.INVITED, "beginning"): State.TALKING,
    (State.INVITED, "cancellation"): State.CANCELLED,
    (State.TALKING, "ending"): State.HELD,
}


@pytest.mark.parametrize("state", [State.INVITED, State.TALKING, State.HELD, State.CANCELLED])
@pytest.mark.parametrize("step", ["beginning", "ending", "cancellation"])
def test_an_illegal_step_answers_409_and_changes_nothing(bo, page, talk, state, step):
    talk.state = state
    db.session.flush()
    response = bo.post(f"{page}/{step}", data={"version": talk.version})
    expected = STEPS.get((state, step))
    assert response.status_code == (303 if expected else 409)
    db.session.expire_all()
    assert talk.state is (expected or state)


def test_a_stale_step_changes_nothing(bo, page, talk):
    assert bo.post(f"{page}/ending", data={"version": talk.version + 1}).status_code == 409
    assert talk.state is State.TALKING


def test_they_agree_with_a_lead_and_say_later_how_it_stands(bo, astrid, cast, page, talk):
    assert agree(bo, page, talk, lead=cast.asger.id).status_code == 303
    (agreed,) = queries.agreements(talk)
    assert (agreed.lead.name, agreed.due_on) == ("Asger Bæk", date(2027, 3, 1))
    talk.state = State.HELD
    for standing, word in (("ADJUSTED", "Begyndt i børneafdelingen"), ("REACHED", "")):
        sent = {"standing": standing, "word": word}
        assert astrid.post(f"{page}/agreements/{agreed.id}/standing", data=sent).status_code == 303
    db.session.expire_all()
    (agreed,) = queries.agreements(talk)
    assert [said.standing.name for said in agreed.standings] == ["ADJUSTED", "REACHED"]
    assert "Nået" in bo.get(page).page.text
    assert astrid.post(f"{page}/agreements/{agreed.id}/standing", data={"standing": "best"}).status_code == 400


@pytest.mark.parametrize("wrong", [{"what": " "}, {"what": "x" * 501}, {"lead": 0}, {"due_on": "2027-02-30"}])
def test_an_agreement_that_is_not_whole_is_refused_and_kept_in_the_fields(bo, page, talk, wrong):
    assert agree(bo, page, talk, **wrong).status_code == 400
    assert queries.agreements(talk) == []


def test_nothing_is_agreed_before_the_talk(bo, page, talk):
    talk.state = State.INVITED
    assert agree(bo, page, talk).status_code == 409


# --- a MUS of one's own ---


def test_she_asks_for_a_mus_alone_and_one_stands_among_those_he_is_to_plan(bo, astrid, cast, page):
    response = astrid.post(f"{page}/own-talk")
    assert response.status_code == 303
    mus = db.session.query(Conversation).filter_by(kind=Kind.MUS).one()
    assert (mus.subject_id, mus.leader_id, mus.state) == (cast.astrid.id, cast.bo.id, State.PLANNED)
    assert [step.actor_id for step in mus.steps] == [None]
    assert "Du har bedt om din egen MUS" in astrid.get(page).page.text
    assert "MUS med Astrid Skov" in bo.get("/conversations").page.text
    assert astrid.post(f"{page}/own-talk").status_code == 303
    assert db.session.query(Conversation).filter_by(kind=Kind.MUS).count() == 1


def test_the_mus_lies_with_who_leads_her_now(astrid, cast, page):
    relation = db.session.query(LeaderRelation).filter_by(person_id=cast.astrid.id, leader_id=cast.bo.id).one()
    relation.valid_to = today() - timedelta(days=1)
    make_leader(cast.emil, cast.astrid, start=today())
    astrid.post(f"{page}/own-talk")
    assert db.session.query(Conversation).filter_by(kind=Kind.MUS).one().leader_id == cast.emil.id


def test_where_a_mus_is_under_way_that_one_is_held(astrid, cast, page):
    mus = make_conversation(cast.astrid, cast.bo)
    astrid.post(f"{page}/own-talk")
    assert db.session.query(Conversation).filter_by(kind=Kind.MUS).all() == [mus]


def test_a_mus_he_called_off_is_planned_again_when_she_asks_again(bo, astrid, cast, page):
    astrid.post(f"{page}/own-talk")
    mus = db.session.query(Conversation).filter_by(kind=Kind.MUS).one()
    bo.post(f"/conversations/{mus.pid}/cancellation", data={"version": mus.version})
    assert mus.state is State.CANCELLED
    assert "Bed om den igen" in astrid.get(page).page.text
    astrid.post(f"{page}/own-talk")
    assert db.session.query(Conversation).filter_by(kind=Kind.MUS, state=State.PLANNED).count() == 1


def test_a_mus_he_called_off_is_planned_again_by_itself_until_one_is_held(bo, astrid, cast, page):
    astrid.post(f"{page}/own-talk")
    keep_what_was_asked_for(today())
    mus = db.session.query(Conversation).filter_by(kind=Kind.MUS).one()
    bo.post(f"/conversations/{mus.pid}/cancellation", data={"version": mus.version})
    make_leave(cast.astrid, start=today(), end=today())
    keep_what_was_asked_for(today())
    assert db.session.query(Conversation).filter_by(kind=Kind.MUS, state=State.PLANNED).count() == 0
    for _ in range(2):
        keep_what_was_asked_for(today() + timedelta(days=1))
    make_conversation(cast.astrid, cast.bo, state=State.CANCELLED)  # a later one, while that one is under way
    keep_what_was_asked_for(today() + timedelta(days=1))
    again = db.session.query(Conversation).filter_by(kind=Kind.MUS, state=State.PLANNED).one()
    assert (again.subject_id, again.leader_id) == (cast.astrid.id, cast.bo.id)
    again.state = State.HELD
    again.steps.append(Step(action=Action.END, actor=cast.bo, at=datetime.now(UTC)))
    later = make_conversation(cast.astrid, cast.bo, state=State.CANCELLED)
    keep_what_was_asked_for(today() + timedelta(days=1))
    assert db.session.query(Conversation).filter_by(kind=Kind.MUS, state=State.PLANNED).count() == 0
    assert later.state is State.CANCELLED


@pytest.fixture
def addresses(app, plain_pages, talk):
    """The plain pages, and the talk's; no workbooks, since a CSV of each says the same."""
    rules = [str(rule) for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    about = [rule.replace("<pid>", talk.pid) for rule in rules if "/conversations" in rule]
    return [one for one in dict.fromkeys([*plain_pages, *about]) if "<" not in one and ".xlsx" not in one]


def picture(client, addresses):
    return {address: without_keys(told(client.get(address))) for address in addresses}


def without_keys(answer):
    """An answer without the key each page makes anew, by which a note sent twice is known."""
    status, headers, _length, body = answer
    return status, headers, KEY.sub("", body)


@pytest.mark.parametrize("who", ["asger", "carla", "freja", "emil", "dorte"])
def test_no_page_of_a_colleague_shows_that_she_asked(astrid, cast, client_as, page, addresses, who):
    client = client_as(getattr(cast, who))
    before = picture(client, addresses)
    assert astrid.post(f"{page}/own-talk").status_code == 303
    assert picture(client, addresses) == before


def test_her_leader_cannot_tell_it_from_any_other_mus_he_is_to_plan(bo, astrid, page, addresses):
    astrid.post(f"{page}/own-talk")
    (asked,) = [row for row in written()[2] if row["action"] == "conversation.plan"]
    after = picture(bo, addresses)
    db.session.query(IndividualRequest).delete()
    assert picture(bo, addresses) == after
    assert asked["actor_id"] is None
    assert db.session.query(Notification).count() == db.session.query(OutgoingMail).count() == 0


def test_the_comparison_sees_a_difference(astrid, cast, client_as, page, addresses, monkeypatch):
    """The same comparison must fail where a page tells everybody that somebody asked."""
    anybody = lambda talk, _person_id: db.session.query(IndividualRequest).first()  # noqa: E731
    monkeypatch.setattr(queries, "request_of", anybody)
    asger = client_as(cast.asger)
    before = picture(asger, addresses)
    astrid.post(f"{page}/own-talk")
    assert picture(asger, addresses) != before


# --- who ---


def test_a_deputy_may_hold_it_and_a_new_leader_reads_nothing(bo, client_as, cast, page, talk):
    make_deputy(cast.bo, cast.ellen, today(), today())
    assert client_as(cast.ellen).post(f"{page}/ending", data={"version": talk.version}).status_code == 303
    for relation in db.session.query(LeaderRelation).filter_by(leader_id=cast.bo.id):
        relation.leader_id = cast.emil.id
    assert client_as(cast.emil).get(page).status_code == 404
    assert bo.get(page).status_code == 404


def test_the_trail_tells_who_called_it_and_held_it(bo, page, talk, cast):
    bo.post(f"{page}/ending", data={"version": talk.version})
    event = db.session.query(AuditEvent).filter(AuditEvent.action.like("team_talk.%")).one()
    assert (event.action, event.actor_id, event.subject_id) == ("team_talk.end", cast.bo.id, None)


def test_the_pages_ask_the_database_as_often_however_much_is_written(bo, page, talk, statements):
    def counted(address):
        bo.get(address)
        with statements() as seen:
            bo.get(address)
        return len(seen.selects)

    pages = (page, f"{page}/talk", "/conversations")
    before = [counted(address) for address in pages]
    for number in range(8):
        bo.post(f"{page}/notes", data={"topic": "opgaver", "text": f"Note {number}", "key": f"k{number}"})
        agree(bo, page, talk, what=f"Aftale {number}")
    after = [counted(address) for address in pages]
    assert (max(after) <= 12, [now - was for was, now in zip(before, after, strict=True)]) == (True, [1, 1, 0])
