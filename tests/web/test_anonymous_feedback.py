"""Anonymous feedback on its pages: what is promised before one answers, one's own answers, and nothing of anybody's."""

import re
from datetime import timedelta

import pytest

from competence.db import db
from competence.feedback.sealed import keys
from competence.feedback.sealed.actions import writing
from competence.feedback.sealed.models import LooseAnswer, OwnAnswer, RoundFigure, SealedSheet
from competence.feedback.sealed.rules.rounds import Audience, Outcome, Stage
from competence.feedback.upward.actions import running
from competence.notifications.models import Notification
from competence.privacy.models import AuditEvent
from competence.web.clock import today
from tests.upward import make_round, make_team, make_topic, say, settle, sheet_of

SECRET = {"up.keep": "Mærke-som-ingen-må-se", "up.wish": "Endnu-et-mærke"}


@pytest.fixture
def team(cast):
    """Astrid, Asger and eight more: all whom Bo leads."""
    return [cast.astrid, cast.asger, *make_team(cast.bo, cast.tarup, 8)]


def answer_all(topic, team, **words):
    for number, person in enumerate(team):
        say(topic, person, {"up.01": 2 + number % 3, "up.02": 4}, words)


def test_the_page_says_which_of_three_it_is_and_what_cannot_be_promised_before_one_answers(cast, client_as):
    topic = make_topic(cast.bo, cast.astrid)
    page = client_as(cast.astrid).get(f"/upward/sheets/{sheet_of(topic, cast.astrid).id}").get_data(as_text=True)
    for words in (
        "Navngivet",
        "Fortroligt",
        "Anonymt",
        "Det kan vi ikke love",
        "færre end fem svar",
        "lederens egen leder",
    ):
        assert words in page[: page.index("Min leder gør det tydeligt")]


def test_astrid_sees_her_own_answers_again_until_the_round_closes(cast, client_as):
    sheet = sheet_of(make_topic(cast.bo, cast.astrid, cast.asger), cast.astrid)
    astrid, address = client_as(cast.astrid), f"/upward/sheets/{sheet.id}"
    assert astrid.post(address, data={"up.01": "2", "up.02": "0", "up.03": "9"}).status_code == 303
    page = astrid.get(address).get_data(as_text=True)
    assert re.search(r'name="up.01" value="2" checked', page)
    assert re.search(r'name="up.02" value="0" checked', page)
    assert page.count("checked") == 2
    assert astrid.post(f"{address}/emptying").status_code == 303
    assert "checked" not in astrid.get(address).get_data(as_text=True)


def test_her_list_is_the_same_before_and_after(cast, client_as):
    sheet = sheet_of(make_topic(cast.bo, cast.astrid), cast.astrid)
    astrid = client_as(cast.astrid)
    before = astrid.get("/upward").get_data(as_text=True)
    astrid.post(f"/upward/sheets/{sheet.id}", data={"up.01": "2"})
    astrid.get("/upward")  # the message of what was saved, once
    assert _plain(astrid.get("/upward").get_data(as_text=True)) == _plain(before)


def _plain(page: str) -> str:
    return re.sub(r'(nonce|value)="[^"]*"|content="[^"]*"', "", page)


def test_answering_leaves_no_trace_but_the_boxes_and_not_whose(cast, team, client_as, statements):
    topic = make_topic(cast.bo, *team)
    db.session.commit()
    events, notes = db.session.query(AuditEvent).count(), db.session.query(Notification).count()
    before = {sheet.id: sheet.box for sheet in db.session.query(SealedSheet)}
    address = f"/upward/sheets/{sheet_of(topic, cast.astrid).id}"
    astrid = client_as(cast.astrid)
    with statements() as seen:
        astrid.post(address, data={"up.01": "3", **SECRET})
    assert {statement.split()[1] for statement in seen.writes if "session" not in statement} == {"sealed_sheet"}
    db.session.expire_all()
    after = {sheet.id: sheet.box for sheet in db.session.query(SealedSheet)}
    assert all(after[one] != before[one] for one in before)
    assert len({len(box) for box in after.values()}) == 1
    assert (db.session.query(AuditEvent).count(), db.session.query(Notification).count()) == (events, notes)


def test_words_too_long_are_kept_on_the_page_and_nothing_is_sealed(cast, team, client_as):
    topic = make_topic(cast.bo, *team)
    sheet = sheet_of(topic, cast.astrid)
    answer = client_as(cast.astrid).post(f"/upward/sheets/{sheet.id}", data={"up.keep": "Ro " * 300, "up.01": "3"})
    assert answer.status_code == 400
    page = answer.get_data(as_text=True)
    assert "Ro Ro Ro" in page
    assert "Kort det ned til 600 tegn" in page
    assert not writing.read(sheet).counts


def test_words_are_not_asked_for_where_they_could_never_be_shown(cast, team, client_as):
    few = make_topic(cast.bo, *team[:9])
    assert "up.keep" not in client_as(cast.astrid).get(f"/upward/sheets/{sheet_of(few, cast.astrid).id}").text
    enough = make_topic(cast.bo, *team)
    assert "up.keep" in client_as(cast.astrid).get(f"/upward/sheets/{sheet_of(enough, cast.astrid).id}").text


@pytest.mark.parametrize("number", [0, 1, 4])
def test_fewer_than_five_answers_are_neither_shown_nor_kept_and_the_page_is_the_same(cast, team, client_as, number):
    topic = make_topic(cast.bo, *team)
    answer_all(topic, team[:number], **SECRET)
    settle(topic)
    assert topic.outcome is Outcome.TOO_FEW
    assert (db.session.query(LooseAnswer).count(), db.session.query(RoundFigure).count()) == (0, 0)
    page = client_as(cast.bo).get(f"/upward/results/{topic.pid}").text
    assert "I er for få til, at svar kan være anonyme" in page
    assert "checked" not in page


def test_five_answers_give_the_leader_coded_numbers_beside_their_own_and_no_words(cast, team, client_as):
    topic, bo = make_topic(cast.bo, *team), client_as(cast.bo)
    answer_all(topic, team[:5], **SECRET)
    bo.post(f"/upward/results/{topic.pid}/own", data={"up.01": "4", "up.02": "3"})
    settle(topic)
    page = bo.get(f"/upward/results/{topic.pid}").text
    assert "3,0" in page
    assert "3,5 eller højere" in page  # all five said four
    assert "5–9" in page
    assert "4 Næsten altid" in page
    assert "for få kunne svare" in page  # nobody answered the other ten
    assert db.session.query(LooseAnswer).filter(LooseAnswer.words.is_not(None)).count() == 0
    assert bo.post(f"/upward/results/{topic.pid}/own", data={"up.01": "1"}).status_code == 409
    assert {answer.step for answer in db.session.query(OwnAnswer)} == {3, 4}


def test_words_are_read_from_ten_answers_on_by_those_it_is_for_and_nobody_else(cast, team, client_as):
    topic = make_topic(cast.bo, *team, audience=Audience.ABOVE)
    answer_all(topic, team, **SECRET)
    settle(topic)
    address = f"/upward/results/{topic.pid}"
    for reader in (cast.bo, cast.dorte):
        assert SECRET["up.keep"] in client_as(reader).get(address).text
    for other in (cast.astrid, cast.carla, cast.freja, cast.emil):
        assert client_as(other).get(address).status_code == 404
    looked = db.session.query(AuditEvent).filter_by(action="upward.read").all()
    assert [(event.actor_id, event.subject_id) for event in looked] == [(cast.dorte.id, cast.bo.id)]


def test_the_team_reads_the_numbers_when_ten_have_answered_and_is_told_why_not_before(cast, team, client_as):
    few = make_topic(cast.bo, *team, audience=Audience.TEAM)
    answer_all(few, team[:9])
    settle(few)
    page = client_as(cast.astrid).get(f"/upward/results/{few.pid}").text
    assert "3,5 eller højere" not in page
    assert "Når færre end ti har svaret" in page
    many = make_topic(cast.bo, *team, audience=Audience.TEAM)
    answer_all(many, team)
    settle(many)
    page = client_as(cast.astrid).get(f"/upward/results/{many.pid}").text
    assert "3,5 eller højere" in page
    assert "dit eget svar" not in page


def test_what_was_published_is_never_worked_out_again(cast, team, client_as):
    topic = make_topic(cast.bo, *team)
    answer_all(topic, team)
    settle(topic)
    bo, address = client_as(cast.bo), f"/upward/results/{topic.pid}"
    before = _plain(bo.get(address).text)
    db.session.query(LooseAnswer).filter(LooseAnswer.step.is_not(None)).delete()
    assert _plain(bo.get(address).text) == before


def test_the_climate_is_told_by_unit_to_those_in_it_and_to_hr(cast, team, client_as):
    topic = make_topic(cast.bo, *team, cast.ellen, cast.gerda, pulse=("pulse.clear", "pulse.help"))
    for person in (*team, cast.ellen, cast.gerda):
        content = writing.Sheet({"pulse.clear": 4})
        writing.write(sheet_of(topic, person, climate=True), content)
    settle(topic)
    page = client_as(cast.astrid).get(f"/upward/rounds/{topic.round.pid}/climate").text
    assert "Alle, der var med" in page
    assert "3,5 eller højere" in page
    assert "10–14" in page
    assert "Der er for få svar til et tal." in page  # nobody answered the other question
    assert all(units != "vollsmose" for (units,) in db.session.query(RoundFigure.units))  # two answered there
    assert client_as(cast.astrid).get(f"/upward/rounds/{make_round().pid}/climate").status_code == 404


def test_all_who_are_asked_are_reminded_alike(cast, team):
    topic = make_topic(cast.bo, *team)
    answer_all(topic, team[:3])
    topic.round.closes_on = today() + timedelta(days=5)
    dues = running.closing_soon(today())
    assert sorted(due.person_id for due in dues) == sorted(person.id for person in team)
    assert len({(due.kind, due.url, due.key) for due in dues}) == 1


def test_where_the_key_is_gone_everybody_is_asked_again(cast, team, client_as):
    topic = make_topic(cast.bo, *team)
    answer_all(topic, team[:3])
    keys.destroy(topic.round.pid)
    address = f"/upward/sheets/{sheet_of(topic, cast.astrid).id}"
    astrid = client_as(cast.astrid)
    assert "kan ikke åbnes mere" in astrid.get(address).text
    assert astrid.post(address, data={"up.01": "3"}).status_code == 409
    topic.round.closes_on = today() - timedelta(days=1)
    running.every_day(today())
    assert topic.round.stage is Stage.OPEN
    assert topic.round.closes_on == today() + timedelta(days=14)
    again = db.session.query(Notification).filter_by(kind="upward.again").all()
    assert sorted(note.person_id for note in again) == sorted(person.id for person in team)
    assert not writing.read(sheet_of(topic, cast.astrid)).counts
    assert astrid.post(address, data={"up.01": "3"}).status_code == 303


def test_the_daily_run_closes_a_round_the_day_after_its_last_and_shows_nothing_before_it_is_wiped(
    cast, team, client_as
):
    topic = make_topic(cast.bo, *team)
    answer_all(topic, team)
    running.every_day(topic.round.closes_on)
    assert topic.round.stage is Stage.OPEN
    running.every_day(topic.round.closes_on + timedelta(days=1))
    assert topic.round.stage is Stage.CLOSED
    assert db.session.query(SealedSheet).count() == 0
    page = client_as(cast.bo).get(f"/upward/results/{topic.pid}").text
    assert "bliver gjort klar" in page
    assert "3,5 eller højere" not in page
    assert client_as(cast.dorte).get(f"/upward/results/{topic.pid}").status_code == 404


@pytest.mark.parametrize("place", ["/upward", "sheet", "result", "climate", "rounds"])
def test_the_pages_ask_the_database_a_few_times_however_many_there_are(cast, team, client_as, statements, place):
    topic = make_topic(cast.bo, *team, pulse=("pulse.clear", "pulse.help"))
    if place == "sheet":
        who, address = cast.astrid, f"/upward/sheets/{sheet_of(topic, cast.astrid).id}"
    else:
        answer_all(topic, team)
        settle(topic)
        result, told = f"/upward/results/{topic.pid}", f"/upward/rounds/{topic.round.pid}/climate"
        who = {"rounds": cast.carla, "result": cast.bo}.get(place, cast.astrid)
        address = {"result": result, "climate": told, "rounds": f"/upward/rounds/{topic.round.pid}"}.get(place, place)
    client = client_as(who)
    with statements() as seen:
        assert client.get(address).status_code == 200
    assert len(seen.selects) <= 12
