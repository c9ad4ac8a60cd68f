"""Each of the two prepares alone: what they write saves itself, is theirs, and lies on the table only once shared."""

from datetime import timedelta

import pytest

from competence.conversations.guides.rules.editions import Kind
from competence.conversations.preparing import queries
from competence.conversations.preparing.models import PreparedAnswer
from competence.conversations.rules.steps import State
from competence.db import db
from competence.people.models import LeaderRelation
from competence.privacy.models import AuditEvent
from competence.web.clock import today
from tests.make import make_conversation, make_deputy, make_guide

SECRET = "Jeg tvivler på min engelsk."


@pytest.fixture
def talk(cast):
    """Astrid's MUS with Bo; question 1 is asked of her, 2 of him, 3 and 4 of both."""
    talk = make_conversation(cast.astrid, cast.bo)
    talk.guide_version = make_guide(Kind.MUS)
    db.session.flush()
    return talk


@pytest.fixture
def page(talk):
    return f"/conversations/{talk.pid}/preparation"


@pytest.fixture
def astrid(cast, client_as):
    return client_as(cast.astrid)


@pytest.fixture
def bo(cast, client_as):
    return client_as(cast.bo)


def question(talk, number):
    return talk.guide_version.questions[number - 1].id


def write(client, page, question_id, text, **pressed):
    """Fill in one answer and send the whole form, as a browser without scripts does."""
    form = client.get(page).page.form(f"{page}/answers")
    return client.post(f"{page}/answers", data=form | {f"{question_id}-text": text} | pressed)


def save(client, page, question_id, text, version=0, was=""):
    """Send one answer as the behaviour does."""
    sent = {f"{question_id}-text": text, f"{question_id}-version": version, f"{question_id}-was": was}
    return client.post(f"{page}/answers", data=sent, headers={"Accept": "application/json"})


def asked(client, page):
    return client.get(page).page.texts("label[@class='question-text']")


def shared(talk):
    db.session.expire_all()
    found = queries.shared_questions(talk)
    return [(lies.question.text.da, who.name, text) for lies in found for who, text in lies.said]


def test_each_is_asked_their_own_questions(astrid, bo, page):
    assert asked(astrid, page) == ["Spørgsmål 1?", "Spørgsmål 3?", "Spørgsmål 4?"]
    assert asked(bo, page) == ["Spørgsmål 2?", "Spørgsmål 3?", "Spørgsmål 4?"]
    text = astrid.get(page).page.text
    assert text.count("Kun du kan se dette") == 3
    assert "Skriv ikke om helbred, familie eller fagforening" in text


def test_what_she_writes_is_saved_and_is_there_when_she_comes_back(astrid, bo, page, talk):
    response = write(astrid, page, question(talk, 1), f" {SECRET}\r\n", at=question(talk, 1))
    assert (response.status_code, response.location) == (303, f"{page}#q{question(talk, 1)}")
    assert astrid.get(page).page.form(f"{page}/answers")[f"{question(talk, 1)}-text"] == [SECRET]
    assert SECRET not in bo.get(page).text
    assert shared(talk) == []


def test_the_talks_page_says_to_her_alone_that_she_has_begun(astrid, bo, page, talk):
    of_the_talk = f"/conversations/{talk.pid}"
    assert astrid.get(of_the_talk).page.links()["Forbered dig"] == page
    save(astrid, page, question(talk, 1), SECRET)
    assert astrid.get(of_the_talk).page.links()["Gå videre med din forberedelse"] == page
    assert "Forbered dig" in bo.get(of_the_talk).page.links()


def test_each_answer_saves_itself(astrid, page, talk):
    first = save(astrid, page, question(talk, 1), "Et")
    assert (first.status_code, first.json["version"]) == (200, 1)
    second = save(astrid, page, question(talk, 1), "Et og to", version=1)
    assert second.json["version"] == 2
    assert save(astrid, page, question(talk, 3), "Tre").json["version"] == 1


def test_a_stale_answer_comes_back_with_both_texts_and_nothing_is_lost(astrid, page, talk):
    asked_first = question(talk, 1)
    mine = astrid.get(page).page.form(f"{page}/answers")
    save(astrid, page, asked_first, "Fra telefonen")
    told = save(astrid, page, asked_first, "Fra skranken")
    assert (told.status_code, told.json["theirs"]) == (409, {"text": "Fra telefonen"})
    others = {f"{asked_first}-text": "Fra skranken", f"{question(talk, 3)}-text": "Også det her"}
    response = astrid.post(f"{page}/answers", data=mine | others)
    assert response.status_code == 409
    assert {"Fra telefonen", "Fra skranken"} <= set(response.page.texts("p[@class='own-words prepared-words']"))
    again = response.page.form(f"{page}/answers")
    assert again[f"{asked_first}-text"] == ["Fra skranken"]
    assert again[f"{question(talk, 3)}-text"] == ["Også det her"]
    assert astrid.post(f"{page}/answers", data=again).status_code == 303
    assert {answer.text for answer in queries.own(talk, talk.subject_id).values()} == {"Fra skranken", "Også det her"}


def test_words_of_an_expired_session_come_back(astrid, page, talk):
    form = astrid.get(page).page.form(f"{page}/answers") | {f"{question(talk, 1)}-text": SECRET}
    with astrid.session_transaction() as session:
        fields = {name: value if isinstance(value, str) else value[0] for name, value in form.items()}
        session["rescued"] = {"path": page, "fields": fields}
    rescued = astrid.get(page).page
    assert "er ikke gemt endnu" in rescued.text
    assert astrid.post(f"{page}/answers", data=rescued.form(f"{page}/answers")).status_code == 303
    with astrid.session_transaction() as session:
        assert "rescued" not in session
    assert "er ikke gemt endnu" not in astrid.get(page).page.text


def test_she_shares_one_answer_and_takes_it_back(astrid, page, talk, cast):
    first = question(talk, 1)
    write(astrid, page, question(talk, 3), "Det her er stadig mit")
    assert write(astrid, page, first, SECRET, share=first).status_code == 303
    assert shared(talk) == [("Spørgsmål 1?", "Astrid Skov", SECRET)]
    shown = astrid.get(page).page
    assert f"{first}-text" not in shown.form(f"{page}/answers")
    assert "Du og Bo kan se dette" in shown.text
    assert save(astrid, page, first, "Noget andet", version=2).status_code == 409
    assert astrid.post(f"{page}/answers", data={"take_back": first}).status_code == 303
    assert shared(talk) == []
    actions = [event.action for event in db.session.query(AuditEvent).filter_by(actor_id=cast.astrid.id)]
    assert actions[-2:] == ["preparation.share", "preparation.withdraw"]


def test_both_share_all_they_wrote_and_it_stands_in_the_guides_order(astrid, bo, page, talk):
    write(bo, page, question(talk, 4), "Bo om fire")
    write(bo, page, question(talk, 2), "Bo om to", share="all")
    write(astrid, page, question(talk, 4), "Astrid om fire", share="all")
    assert shared(talk) == [
        ("Spørgsmål 2?", "Bo Lund", "Bo om to"),
        ("Spørgsmål 4?", "Bo Lund", "Bo om fire"),
        ("Spørgsmål 4?", "Astrid Skov", "Astrid om fire"),
    ]


def test_nothing_is_no_answer_to_share(astrid, page, talk):
    response = write(astrid, page, question(talk, 1), "  ", share="all")
    assert response.status_code == 400
    assert "Skriv noget først" in response.page.text


def test_once_the_talk_has_begun_nothing_is_taken_back(astrid, page, talk):
    write(astrid, page, question(talk, 1), SECRET, share="all")
    talk.state = State.TALKING
    assert astrid.post(f"{page}/answers", data={"take_back": question(talk, 1)}).status_code == 409
    assert len(shared(talk)) == 1
    assert "Træk tilbage" not in astrid.get(page).page.text
    assert write(astrid, page, question(talk, 3), "Kom jeg lige på", share=question(talk, 3)).status_code == 303


@pytest.mark.parametrize("state", [State.HELD, State.CANCELLED])
def test_afterwards_the_words_stand_until_she_deletes_them(astrid, page, talk, state):
    write(astrid, page, question(talk, 1), "Delt", share="all")
    write(astrid, page, question(talk, 3), SECRET)
    talk.state = state
    assert SECRET in astrid.get(page).page.text
    assert save(astrid, page, question(talk, 3), "Nyt", version=1).status_code == 409
    assert astrid.post(f"{page}/answers", data={"share": "all"}).status_code == 409
    assert astrid.post(f"{page}/erasure").status_code == 303
    assert SECRET not in astrid.get(page).page.text
    assert [text for _question, _who, text in shared(talk)] == ["Delt"]


@pytest.mark.parametrize(
    ("number", "text", "status"), [(2, "Ikke stillet mig", 400), (1, "x" * 4001, 400), (99, "Findes ikke", 400)]
)
def test_what_does_not_belong_there_is_refused_whole(astrid, page, talk, number, text, status):
    asked_of_bo = question(talk, number) if number < 5 else 999_999_999
    assert save(astrid, page, asked_of_bo, text).status_code == status
    assert db.session.query(PreparedAnswer).count() == 0


def test_what_was_typed_is_kept_when_it_is_refused(astrid, page, talk):
    response = write(astrid, page, question(talk, 1), "x" * 4001)
    assert response.status_code == 400
    assert response.page.form(f"{page}/answers")[f"{question(talk, 1)}-text"] == ["x" * 4001]


@pytest.mark.parametrize("who", ["asger", "dorte", "emil", "gerda", "carla", "freja"])
def test_nobody_else_finds_the_page(client_as, cast, page, who):
    client = client_as(getattr(cast, who))
    assert client.get(page).status_code == 404
    assert client.post(f"{page}/answers", data={}).status_code == 404
    assert client.post(f"{page}/erasure").status_code == 404


def test_a_deputy_prepares_for_themselves_and_never_reads_the_leaders_draft(bo, client_as, cast, page, talk):
    write(bo, page, question(talk, 2), SECRET)
    make_deputy(cast.bo, cast.ellen, today(), today() + timedelta(days=9))
    ellen = client_as(cast.ellen)
    assert SECRET not in ellen.get(page).text
    write(ellen, page, question(talk, 2), "Ellens egne ord")
    assert "Ellens egne ord" not in bo.get(page).text


def test_a_new_leader_gets_neither_sides_preparation(astrid, bo, client_as, cast, page, talk):
    """Emil leads Astrid from now on and takes the talk over; what she and Bo shared stays between the two."""
    write(astrid, page, question(talk, 1), "Delt med Bo", share="all")
    write(bo, page, question(talk, 2), "Bos ord til Astrid", share="all")
    write(bo, page, question(talk, 3), "Bos egne ord")
    talk.leader_id = cast.emil.id
    db.session.query(LeaderRelation).filter_by(person_id=cast.astrid.id, valid_to=None).one().leader_id = cast.emil.id
    emil = client_as(cast.emil)
    for words in ("Delt med Bo", "Bos ord til Astrid", "Bos egne ord"):
        assert words not in emil.get(page).text
        assert words not in emil.get(f"/conversations/{talk.pid}").text
    assert shared(talk) == []
    assert bo.get(page).status_code == 404
    hers = astrid.get(page).page
    assert hers.form(f"{page}/answers")[f"{question(talk, 1)}-text"] == ["Delt med Bo"]
    assert "Del med Emil" in hers.text
    astrid.post(f"{page}/answers", data={"share": question(talk, 1)})
    assert shared(talk) == [("Spørgsmål 1?", "Astrid Skov", "Delt med Bo")]


def test_a_talk_without_a_guide_says_so(astrid, cast):
    talk = make_conversation(cast.astrid, cast.bo, Kind.CAREER)
    assert "Der er ingen spørgsmål" in astrid.get(f"/conversations/{talk.pid}/preparation").page.text


def test_the_page_asks_the_database_as_often_however_much_is_asked(astrid, page, talk, statements):
    def counted():
        astrid.get(page)
        with statements() as seen:
            astrid.get(page)
        return len(seen.selects)

    before = counted()
    for number in (1, 3, 4):
        write(astrid, page, question(talk, number), "Ord", share=question(talk, number))
    assert counted() == before <= 12


def test_what_is_shared_stands_on_the_talks_page_and_its_theme_on_the_agenda(astrid, bo, page, talk):
    write(astrid, page, question(talk, 4), "Noget at aftale", share=question(talk, 4))
    write(astrid, page, question(talk, 1), SECRET)
    shown = bo.get(f"/conversations/{talk.pid}").page
    assert "Noget at aftale" in shown.text
    assert SECRET not in shown.text
    talk.state = State.TALKING
    agenda = bo.get(f"/conversations/{talk.pid}/talk?topic=theme-aftaler").page
    assert "Forberedt og delt af Astrid" in agenda.text
    assert (agenda.h1, "Noget at aftale" in agenda.text) == ("Aftaler", True)
    assert SECRET not in agenda.text
