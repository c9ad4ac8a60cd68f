"""The talk: beginning, notes that are never overwritten, levels only where both want them, and ending."""

import pytest
from sqlalchemy import select

from competence.conversations.models import AgreedLevel, Conversation, Note, Step, ThemeChoice
from competence.conversations.rules.kinds import Kind
from competence.conversations.rules.steps import Action, State
from competence.db import db
from competence.web.clock import today
from tests.acting import opened_mirror, path
from tests.careers import make_careers, make_choice
from tests.make import make_conversation, make_deputy, make_guide
from tests.plans import make_goal
from tests.talks import Talk, make_level, make_note, make_talk


def notes() -> list[tuple[str, str, str]]:
    found = db.session.scalars(select(Note).order_by(Note.id))
    return [(note.author.name.split()[0], note.topic, note.text) for note in found]


def write(client, talk: Talk, text: str, topic: str = "rest", key: str = "", **more):
    return client.post(talk.notes, data={"text": text, "topic": topic, "key": key}, **more)


def levels() -> list[tuple[int, bool]]:
    return [
        (one.level.value, one.is_agreed) for one in db.session.scalars(select(AgreedLevel).order_by(AgreedLevel.id))
    ]


@pytest.fixture
def talk(cast) -> Talk:
    return make_talk(cast.astrid, cast.bo)


def test_hold_samtale_begins_it_and_who_comes_second_sits_down_too(cast, client_as):
    conversation = make_conversation(cast.astrid, cast.bo, state=State.CONFIRMED)
    page, seen = f"/conversations/{conversation.pid}", conversation.version
    for person in (cast.bo, cast.astrid):
        assert path(client_as(person).post(f"{page}/beginning", data={"version": seen})) == f"{page}/talk"
    assert [step.action for step in db.session.scalars(select(Step)) if step.action] == [Action.INVITE, Action.BEGIN]
    assert "I taler sammen nu" in client_as(cast.astrid).get(page).page.text


def test_the_talk_can_be_held_without_any_mirror(cast, client_as, talk):
    page = client_as(cast.astrid).get(talk.talk)
    assert page.status_code == 200
    assert "Andet, der er vigtigt nu" in page.page.text
    assert "Aftal et niveau" not in page.page.text


def test_the_page_says_where_one_writes_who_reads_it_and_what_not_to_write(cast, client_as, talk):
    text = client_as(cast.bo).get(talk.talk).page.text
    assert (
        "Du og Astrid kan læse den med det samme, og den, der er stedfortræder for lederen. En ny leder kan ikke."
        in text
    )
    assert "Skriv ikke om helbred, familie, fagforening" in text


def test_the_agenda_builds_itself_from_the_mirror_and_from_what_the_two_chose(cast, client_as):
    opened_mirror(cast, None, {1: (4, 2), 2: (3, 3), 3: (1, 4)})
    talk = make_talk(cast.astrid, cast.bo)
    talk.conversation.guide_version = make_guide()
    talk.conversation.themes.append(ThemeChoice(person_id=cast.astrid.id, theme="tasks"))
    text = client_as(cast.bo).get(talk.talk).page.text
    assert text.index("I ser den 3 trin forskelligt") < text.index("I ser den 2 trin forskelligt")
    assert text.index("I ser den 2 trin forskelligt") < text.index("Valgt af Astrid")
    assert "Hendes ord 3." in text
    assert "Hans ord 3." in text


def test_a_wish_she_shares_with_him_is_a_theme_until_she_takes_it_back(cast, client_as, talk):
    edition = make_careers(cast)
    astrid, bo = client_as(cast.astrid), client_as(cast.bo)
    choice = make_choice(edition, cast.astrid, "deep2")
    choice.note = "Jeg vil gerne gå i dybden."
    # Hers alone, and not on her own screen either, where he may look over her shoulder.
    assert "Trin Deep2" not in bo.get(talk.talk).page.text
    assert "Trin Deep2" not in astrid.get(talk.talk).page.text
    astrid.post(f"/careers/interests/{choice.pid}/sharing")
    for client in (astrid, bo):
        text = client.get(f"{talk.talk}?topic=wish-{choice.id}").page.text
        assert "Karriereønske, delt af Astrid" in text
        assert "Jeg vil gerne gå i dybden." in text
    write(bo, talk, "En prøvehandling i foråret.", f"wish-{choice.id}")
    astrid.post(f"/careers/interests/{choice.pid}/withdrawal")
    for client in (astrid, bo):
        text = client.get(f"{talk.talk}?topic=rest").page.text
        assert "Trin Deep2" not in text
        assert "gå i dybden" not in text
        assert "En prøvehandling i foråret." in text  # what was said is kept, under the last point


def test_a_wish_shared_with_somebody_else_is_not_in_this_talk(cast, client_as, talk):
    make_choice(make_careers(cast), cast.astrid, "deep2", shared_with=cast.emil)
    for person in (cast.astrid, cast.bo):
        assert "Trin Deep2" not in client_as(person).get(talk.talk).page.text


def test_a_sealed_mirror_gives_nothing_to_the_talk(cast, client_as):
    opened = opened_mirror(cast, None, {1: (4, 2)})
    opened.mirror.revealed_at = None
    talk = make_talk(cast.astrid, cast.bo)
    for person in (cast.astrid, cast.bo):
        text = client_as(person).get(talk.talk).page.text
        assert "Hendes ord" not in text
        assert "Hans ord" not in text
        assert "Kompetence 1" not in text


def test_each_adds_notes_and_reads_the_other_ones(cast, client_as, talk):
    astrid, bo = client_as(cast.astrid), client_as(cast.bo)
    assert path(write(astrid, talk, "Mine ord", "rest")) == talk.talk
    assert write(bo, talk, "Dine ord").status_code == 303
    assert notes() == [("Astrid", "rest", "Mine ord"), ("Bo", "rest", "Dine ord")]
    for client in (astrid, bo):
        text = client.get(talk.talk).page.text
        assert "Mine ord" in text
        assert "Dine ord" in text


def test_a_double_click_adds_a_note_once_and_the_same_words_may_be_said_again(cast, client_as, talk):
    astrid = client_as(cast.astrid)
    for key in ("one", "one", "other"):
        write(astrid, talk, "Ja.", key=key)
    assert len(notes()) == 2


def test_other_words_under_the_same_key_are_never_dropped(cast, client_as, talk):
    astrid = client_as(cast.astrid)
    write(astrid, talk, "Først", key="one")
    write(astrid, talk, "Først og så mere", key="one")
    write(client_as(cast.bo), talk, "Den andens", key="one")
    assert [text for *_, text in notes()] == ["Først", "Først og så mere", "Den andens"]


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 1001])
def test_what_is_no_short_note_is_said_and_the_words_stay(text, cast, client_as, talk):
    answer = write(client_as(cast.astrid), talk, text)
    assert answer.status_code == 400
    assert text.strip() in answer.get_data(as_text=True)
    assert notes() == []


def test_the_page_that_waits_is_told_what_is_new(cast, client_as, talk):
    make_note(talk, cast.bo, "Nyt fra <Bo>")
    told = client_as(cast.astrid).get(f"{talk.notes}?topic=rest", headers={"Accept": "application/json"}).get_json()
    (note,) = told["notes"]
    assert "Nyt fra &lt;Bo&gt;" in note["html"]
    assert told["counts"] == {"rest": 1}
    later = make_note(talk, cast.bo, "Endnu mere").id
    asked = {"headers": {"Accept": "application/json"}}
    told = client_as(cast.astrid).get(f"{talk.notes}?topic=rest&after={note['id']}", **asked).get_json()
    assert [one["id"] for one in told["notes"]] == [later]


def test_the_behaviour_is_answered_with_the_notes_and_a_held_talk_with_a_conflict(cast, client_as, talk):
    astrid, asked = client_as(cast.astrid), {"headers": {"Accept": "application/json"}}
    assert "Ordene" in write(astrid, talk, "Ordene", **asked).get_json()["notes"][0]["html"]
    talk.conversation.state = State.HELD
    assert astrid.get(talk.notes, **asked).status_code == 409
    answer = write(astrid, talk, "For sent", **asked)
    assert answer.status_code == 409
    assert "står her endnu" in answer.get_json()["error"]


@pytest.mark.parametrize("state", [state for state in State if state is not State.TALKING])
def test_outside_the_talk_nothing_is_written(state, cast, client_as):
    talk = make_talk(cast.astrid, cast.bo, state=state)
    astrid = client_as(cast.astrid)
    competence = cast.version.competences[0]
    assert write(astrid, talk, "Ord").status_code == 409
    assert astrid.post(f"{talk.page}/levels", data={"competence": competence.id, "level": 3}).status_code == 409
    assert path(astrid.get(talk.talk)) == talk.page
    assert notes() == []


def test_a_level_is_agreed_when_one_proposes_it_and_the_other_says_yes(cast, client_as, talk):
    astrid, bo, competence = client_as(cast.astrid), client_as(cast.bo), cast.version.competences[0]
    proposal = {"competence": competence.id, "level": 3}
    assert bo.post(f"{talk.page}/levels", data=proposal).status_code == 303
    number = db.session.scalars(select(AgreedLevel.id)).one()
    assert astrid.post(f"{talk.page}/levels", data=proposal).status_code == 409
    assert bo.post(f"{talk.page}/levels/{number}/confirmation").status_code == 409
    assert levels() == [(3, False)]
    assert astrid.post(f"{talk.page}/levels/{number}/confirmation").status_code == 303
    assert levels() == [(3, True)]
    assert astrid.post(f"{talk.page}/levels/{number}/withdrawal").status_code == 409


def test_a_leader_and_their_deputy_do_not_agree_with_each_other(cast, client_as, talk):
    make_deputy(cast.bo, cast.ellen, today(), today())
    level = make_level(talk, cast.version.competences[0], 3, by=cast.bo)
    assert client_as(cast.ellen).post(f"{talk.page}/levels/{level.id}/confirmation").status_code == 409


@pytest.mark.parametrize("who", ["astrid", "bo"])
def test_either_takes_a_proposed_level_away(who, cast, client_as, talk):
    level = make_level(talk, cast.version.competences[0], 3, by=cast.bo)
    client_as(getattr(cast, who)).post(f"{talk.page}/levels/{level.id}/withdrawal")
    assert levels() == []


def test_no_level_is_filled_in_before_somebody_chose_one(cast, client_as):
    opened_mirror(cast, None, {1: (4, 2)})
    talk = make_talk(cast.astrid, cast.bo)
    page = client_as(cast.bo).get(talk.talk)
    assert "selected" not in page.get_data(as_text=True)


@pytest.mark.parametrize(("competence", "level"), [("0", "3"), ("first", "9"), ("first", ""), ("first", "x")])
def test_a_level_the_scale_does_not_have_is_refused(competence, level, cast, client_as, talk):
    number = cast.version.competences[0].id if competence == "first" else competence
    answer = client_as(cast.bo).post(f"{talk.page}/levels", data={"competence": number, "level": level})
    assert answer.status_code == 400
    assert levels() == []


def test_a_new_level_takes_the_place_of_the_one_agreed_on_before(cast, client_as, talk):
    competence = cast.version.competences[0]
    make_level(talk, competence, 3, by=cast.bo, confirmed_by=cast.astrid)
    newer = make_level(talk, competence, 4, by=cast.bo)
    client_as(cast.astrid).post(f"{talk.page}/levels/{newer.id}/confirmation")
    assert levels() == [(4, True)]


def test_ending_holds_the_talk_and_lets_the_answers_stand(cast, client_as):
    opened = opened_mirror(cast, None, {1: (4, 2)})
    talk = make_talk(cast.astrid, cast.bo)
    make_level(talk, cast.version.competences[0], 3, by=cast.bo)
    bo = client_as(cast.bo)
    assert "falder væk" in bo.get(f"{talk.page}/ending").page.text
    assert path(bo.post(f"{talk.page}/ending", data={"version": talk.conversation.version})) == talk.page
    assert db.session.scalars(select(Conversation)).one().state is State.HELD
    assert opened.mirror.talk_held_on == today()
    assert levels() == []


def test_an_interrupted_talk_keeps_its_notes_and_finds_a_new_time(cast, client_as, talk):
    make_note(talk, cast.astrid, "Her kom vi til")
    bo = client_as(cast.bo)
    bo.post(f"{talk.page}/planning", data={"version": talk.conversation.version})
    assert db.session.scalars(select(Conversation)).one().state is State.PLANNED
    assert "Her kom vi til" in bo.get(talk.page).page.text


def test_a_deputy_holds_the_talk(cast, client_as, talk):
    make_deputy(cast.bo, cast.ellen, today(), today())
    ellen = client_as(cast.ellen)
    assert write(ellen, talk, "Jeg er her for Bo").status_code == 303
    assert "Jeg er her for Bo" in client_as(cast.bo).get(talk.talk).page.text


def test_the_words_of_an_expired_session_stand_in_the_field_again(cast, client_as, talk):
    astrid = client_as(cast.astrid)
    with astrid.session_transaction() as remembered:
        remembered["rescued"] = {"path": talk.talk, "fields": {"text": "Reddede ord", "topic": "rest"}}
    assert "Reddede ord" in astrid.get(talk.talk).get_data(as_text=True)
    write(astrid, talk, "Reddede ord")
    with astrid.session_transaction() as remembered:
        assert "rescued" not in remembered


def test_a_short_talk_needs_no_plan(cast, client_as):
    talk = make_talk(cast.astrid, cast.bo, Kind.ONE_ON_ONE)
    client_as(cast.bo).post(f"{talk.page}/ending", data={"version": talk.conversation.version})
    assert db.session.scalars(select(Conversation)).one().state is State.HELD


def test_the_page_costs_the_same_however_much_was_written(cast, client_as, statements):
    opened_mirror(cast, None, dict.fromkeys(range(1, 10), (4, 2)))
    talk = make_talk(cast.astrid, cast.bo)
    make_choice(make_careers(cast), cast.astrid, "deep2", shared_with=cast.bo)
    counted = []
    bo, address = client_as(cast.bo), talk.talk
    bo.post(f"{talk.page}/plan", data={"version": talk.conversation.version})
    for _ in range(2):
        for number in range(5):
            make_note(talk, cast.astrid, f"Note {number}")
            make_goal(talk.conversation.plan)
        db.session.commit()
        with statements() as seen:
            bo.get(address)
        counted.append(len(seen.selects))
    assert counted[0] == counted[1]
    assert counted[0] <= 14  # the last two find where the trail ends, since the page is about somebody else
