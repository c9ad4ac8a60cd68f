"""Everybody may read what talks ask; Carla words it anew in drafts, and a published version never moves."""

import pytest

from competence.conversations.guides import actions, queries
from competence.conversations.guides.models import GuideVersion
from competence.conversations.guides.rules.editions import AskedOf, Kind
from competence.conversations.guides.rules.publishing import PublishedIsFixed
from competence.db import db
from competence.privacy.models import AuditEvent
from competence.web.bilingual import Bilingual
from tests.make import make_guide

PUBLISHED, DRAFT = "/conversations/guides/mus/1", "/conversations/guides/mus/2"


@pytest.fixture
def published(cast):
    return make_guide(Kind.MUS)


@pytest.fixture
def carla(cast, client_as, published):
    client = client_as(cast.carla)
    assert client.post("/conversations/guides/mus/drafts").headers["Location"] == DRAFT
    return client


def draft():
    return queries.newest(queries.guide(Kind.MUS).id)


def question(number):
    return draft().questions[number - 1]


def page_of(number):
    return f"{DRAFT}/questions/{question(number).id}"


def form_of(client, page, action):
    return client.get(page).page.form(action)


def words(version):
    return [asked.text.da for asked in version.questions]


def test_astrid_reads_the_guides_but_sees_no_draft_and_no_buttons(cast, client_as, carla):
    astrid = client_as(cast.astrid)
    index = astrid.get("/conversations/guides").page
    assert "MUS" in index.texts("h2")
    assert "kladde" not in index.text
    assert astrid.get(DRAFT).status_code == 404
    shown = astrid.get(PUBLISHED).page
    assert "Spørgsmål 1?" in shown.text
    assert "Ret" not in shown.links()
    assert "Samtaleguider" not in [link for link in index.texts("nav//a") if link.startswith("Samtaleg")]


def test_each_side_is_shown_its_own_questions(cast, client_as, published):
    astrid = client_as(cast.astrid)
    assert astrid.get(f"{PUBLISHED}/as/employee").page.texts("p[@class='question-text']") == [
        "Spørgsmål 1?", "Spørgsmål 3?", "Spørgsmål 4?",
    ]  # fmt: skip
    leaders = astrid.get(f"{PUBLISHED}/as/leader").page
    assert leaders.texts("p[@class='question-text']") == ["Spørgsmål 2?", "Spørgsmål 3?", "Spørgsmål 4?"]
    assert leaders.texts("h2") == ["Opgaver", "Aftaler"]
    assert "Kun du kan se dette" in leaders.text
    for nobody in ("team", "nobody"):
        assert astrid.get(f"{PUBLISHED}/as/{nobody}").status_code == 404


def test_a_team_reads_as_a_team(cast, client_as):
    make_guide(Kind.GRUS)
    page = client_as(cast.astrid).get("/conversations/guides/grus/1/as/team").page
    assert len(page.texts("p[@class='question-text']")) == 4


@pytest.mark.parametrize("address", ["/conversations/guides/mus/9", "/conversations/guides/mos/1"])
def test_what_is_not_there_is_not_found(cast, client_as, published, address):
    assert client_as(cast.carla).get(address).status_code == 404


def test_a_draft_begins_as_a_copy_and_there_is_one_at_a_time(carla, published):
    assert queries.edition_of(draft()) == queries.edition_of(published)
    response = carla.post("/conversations/guides/mus/drafts")
    assert response.status_code == 409
    assert "Der er allerede en kladde til »MUS«" in response.page.text
    assert carla.post("/conversations/guides/lus/drafts").status_code == 404


def test_she_rewords_a_question_in_the_draft_only(carla, published):
    form = form_of(carla, f"{page_of(1)}/edit", page_of(1))
    form |= {"text_da": " Hvad  glæder dig?\r\n", "theme": "aftaler", "asked_of": "BOTH"}
    response = carla.post(page_of(1), data=form)
    assert (response.status_code, response.headers["Location"]) == (303, f"{DRAFT}#q{question(1).id}")
    asked = question(1)
    assert (asked.text.da, asked.theme.code, asked.asked_of) == ("Hvad glæder dig?", "aftaler", AskedOf.BOTH)
    assert words(published)[0] == "Spørgsmål 1?"
    assert "Hvad glæder dig?" in carla.get(DRAFT).page.text


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"text_da": " ", "text_en": ""}, "Skriv spørgsmålet."),
        ({"text_da": "x" * 501}, "500"),
        ({"theme": "penge"}, "Tema"),
        ({"asked_of": "TEAM"}, "Hvem forbereder"),
    ],
)
def test_what_cannot_be_saved_is_said_and_what_was_typed_is_kept(carla, wrong, says):
    form = form_of(carla, f"{page_of(1)}/edit", page_of(1)) | {"hint_da": "Min egen hjælp"} | wrong
    response = carla.post(page_of(1), data=form)
    assert response.status_code == 400
    assert says in response.page.text
    assert response.page.form(page_of(1))["hint_da"] == ["Min egen hjælp"]
    assert words(draft())[0] == "Spørgsmål 1?"


def test_a_stale_save_answers_409_and_shows_both_texts(carla):
    mine, theirs = (form_of(carla, f"{page_of(1)}/edit", page_of(1)) for _ in range(2))
    carla.post(page_of(1), data=theirs | {"text_da": "Deres spørgsmål?"})
    response = carla.post(page_of(1), data=mine | {"text_da": "Mit spørgsmål?"})
    assert response.status_code == 409
    assert response.page.texts("del") == ["Deres"]
    assert response.page.texts("ins") == ["Mit"]
    assert words(draft())[0] == "Deres spørgsmål?"
    assert carla.post(page_of(1), data=response.page.form(page_of(1))).status_code == 303
    assert words(draft())[0] == "Mit spørgsmål?"


@pytest.mark.parametrize("version", ["", "x", "-1", "99", "9" * 400])
def test_a_form_with_an_odd_version_is_stale(carla, version):
    form = form_of(carla, f"{page_of(1)}/edit", page_of(1)) | {"version": version}
    assert carla.post(page_of(1), data=form).status_code == 409


def test_two_editors_of_different_questions_do_not_meet(carla):
    one, other = (form_of(carla, f"{page_of(n)}/edit", page_of(n)) for n in (1, 2))
    assert carla.post(page_of(1), data=one | {"text_da": "Den ene?"}).status_code == 303
    assert carla.post(page_of(2), data=other | {"text_da": "Den anden?"}).status_code == 303


def test_she_adds_a_question_under_a_theme_of_her_own_and_moves_it_up(carla):
    theme = form_of(carla, f"{DRAFT}/themes/new", f"{DRAFT}/themes")
    assert carla.post(f"{DRAFT}/themes", data=theme | {"title_da": "Arbejdsmiljø"}).status_code == 303
    form = form_of(carla, f"{DRAFT}/questions/new", f"{DRAFT}/questions")
    own = draft().themes[-1].code
    response = carla.post(f"{DRAFT}/questions", data=form | {"text_da": "Er her larm?", "theme": own})
    assert response.status_code == 303
    assert (question(5).text.da, str(question(5).theme.title)) == ("Er her larm?", "Arbejdsmiljø")
    carla.post(f"{page_of(5)}/place", data={"to": "up"})
    assert words(draft())[3:] == ["Er her larm?", "Spørgsmål 4?"]
    carla.post(f"{page_of(1)}/place", data={"to": "down"})
    assert words(draft())[:2] == ["Spørgsmål 2?", "Spørgsmål 1?"]


def test_the_first_stays_first_and_the_last_last(carla):
    carla.post(f"{page_of(1)}/place", data={"to": "up"})
    carla.post(f"{page_of(4)}/place", data={"to": "down"})
    assert words(draft()) == [f"Spørgsmål {n}?" for n in (1, 2, 3, 4)]


def test_she_takes_a_question_out_but_not_one_she_has_not_read(carla):
    seen = form_of(carla, DRAFT, f"{page_of(1)}/removal")
    carla.post(page_of(1), data=form_of(carla, f"{page_of(1)}/edit", page_of(1)) | {"text_da": "Nye ord?"})
    assert carla.post(f"{page_of(1)}/removal", data=seen).status_code == 409
    fresh = form_of(carla, DRAFT, f"{page_of(1)}/removal")
    assert carla.post(f"{page_of(1)}/removal", data=fresh).status_code == 303
    assert words(draft()) == ["Spørgsmål 2?", "Spørgsmål 3?", "Spørgsmål 4?"]


def test_a_question_of_another_version_is_not_found_in_the_draft(carla, published):
    assert carla.get(f"{DRAFT}/questions/{published.questions[0].id}/edit").status_code == 404


def test_she_gives_the_talk_another_name_and_length(carla, published):
    form = form_of(carla, f"{DRAFT}/edit", DRAFT)
    assert carla.post(DRAFT, data=form | {"minutes": "5"}).status_code == 400
    assert carla.post(DRAFT, data=form | {"title_da": "", "title_en": ""}).status_code == 400
    assert carla.post(DRAFT, data=form | {"title_da": "Årets samtale", "minutes": "90"}).status_code == 303
    assert (draft().title.da, draft().minutes) == ("Årets samtale", 90)
    stale = carla.post(DRAFT, data=form | {"title_da": "Noget andet"})
    assert stale.status_code == 409
    assert "Årets" in stale.page.texts("del")[0]
    assert published.title.da == "MUS"


def test_she_publishes_what_she_has_seen_and_new_talks_use_it(carla, published):
    seen = form_of(carla, f"{DRAFT}/publication", f"{DRAFT}/publication")
    carla.post(page_of(1), data=form_of(carla, f"{page_of(1)}/edit", page_of(1)) | {"text_da": "Nye ord?"})
    assert carla.post(f"{DRAFT}/publication", data=seen).status_code == 409
    assert queries.current(Kind.MUS).number == 1
    fresh = form_of(carla, f"{DRAFT}/publication", f"{DRAFT}/publication") | {"note": "Ét nyt spørgsmål"}
    assert carla.post(f"{DRAFT}/publication", data=fresh).headers["Location"] == DRAFT
    assert queries.current(Kind.MUS).number == 2
    assert words(published)[0] == "Spørgsmål 1?"
    index = carla.get("/conversations/guides").page
    assert "Tidligere udgaver" in index.text


def test_a_draft_that_asks_the_leader_nothing_is_not_published(carla):
    for number in (4, 3, 2):
        carla.post(f"{page_of(number)}/removal", data=form_of(carla, DRAFT, f"{page_of(number)}/removal"))
    page = carla.get(f"{DRAFT}/publication").page
    assert "Der er ingen spørgsmål til lederen." in page.text
    response = carla.post(f"{DRAFT}/publication", data={"version": str(draft().version), "note": ""})
    assert response.status_code == 409
    assert not draft().is_published


def test_a_draft_is_thrown_away_whole(carla):
    form = form_of(carla, f"{DRAFT}/publication", f"{DRAFT}/discarding")
    assert carla.post(f"{DRAFT}/discarding", data={"version": "77"}).status_code == 409
    assert carla.post(f"{DRAFT}/discarding", data=form).headers["Location"] == "/conversations/guides"
    assert carla.get(DRAFT).status_code == 404
    assert db.session.query(GuideVersion).count() == 1


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("GET", "/edit"), ("POST", ""), ("GET", "/questions/new"), ("POST", "/questions"), ("GET", "/questions/1/edit"),
        ("POST", "/questions/1"), ("POST", "/questions/1/place"), ("POST", "/questions/1/removal"),
        ("GET", "/themes/new"), ("POST", "/themes"), ("GET", "/publication"), ("POST", "/publication"),
        ("POST", "/discarding"),
    ],
)  # fmt: skip
def test_nothing_of_a_published_version_can_be_edited(cast, client_as, published, method, address):
    before = queries.edition_of(published)
    response = client_as(cast.carla).open(PUBLISHED + address, method=method)
    assert response.status_code == 409
    assert "Udgave 1 er udgivet og bliver, som den er." in response.page.text
    assert queries.edition_of(published) == before


def test_the_actions_refuse_a_published_version_too(cast, published):
    asked, me = published.questions[0], cast.carla.id
    heading = actions.Heading(published.title, published.purpose, 60)
    wording = actions.Wording(AskedOf.BOTH, Bilingual("Nyt?"), Bilingual(""))
    for change in (
        lambda: actions.rename(published, heading, 1, me),
        lambda: actions.add_theme(published, Bilingual("Nyt"), me),
        lambda: actions.add_question(published, published.themes[0], wording, me),
        lambda: actions.reword(asked, published.themes[0], wording, 1, me),
        lambda: actions.move(asked, up=True, actor_id=me),
        lambda: actions.remove(asked, 1, me),
        lambda: actions.publish(published, "", 1, me),
        lambda: actions.discard(published, 1, me),
    ):
        with pytest.raises(PublishedIsFixed):
            change()


def test_the_trail_tells_who_published(cast, carla):
    carla.post(f"{DRAFT}/publication", data=form_of(carla, f"{DRAFT}/publication", f"{DRAFT}/publication"))
    events = db.session.query(AuditEvent).filter_by(thing="guide:MUS:2").order_by(AuditEvent.id)
    assert [(event.action, event.actor_id) for event in events] == [
        ("guide.draft", cast.carla.id),
        ("guide.publish", cast.carla.id),
    ]


def test_pages_ask_the_database_as_often_however_much_is_asked(carla, cast, statements):
    def counted(address):
        carla.get(address)
        with statements() as seen:
            assert carla.get(address).status_code == 200
        return len(seen.selects)

    addresses = ("/conversations/guides", DRAFT, f"{DRAFT}/as/employee")
    before = [counted(address) for address in addresses]
    wording = actions.Wording(AskedOf.BOTH, Bilingual("Mere?"), Bilingual(""))
    for number in range(20):
        theme = actions.add_theme(draft(), Bilingual(f"Tema {number}"), cast.carla.id)
        actions.add_question(draft(), theme, wording, cast.carla.id)
    for kind in (Kind.LUS, Kind.CAREER, Kind.RETURN):
        make_guide(kind)
    assert [counted(address) for address in addresses] == before
    assert max(before) <= 12


def test_what_hr_says_of_a_kind_is_what_people_read_when_they_plan_it(cast, client_as, published):
    make_guide(Kind.CAREER)
    bo, astrid = client_as(cast.bo), client_as(cast.astrid)
    new = bo.get(f"/conversations/new?person={cast.astrid.pid}&kind=MUS").page
    assert new.form("/conversations")["minutes"] == ["60"]
    assert astrid.get("/conversations/requests/new").page.text.count("Så vi taler sammen") == 1
    asked = astrid.post("/conversations/requests", data={"kind": "CAREER"}).headers["Location"]
    assert "Så vi taler sammen" in astrid.get(asked).page.text
    unguided = astrid.post("/conversations/requests", data={"kind": "RETURN"}).headers["Location"]
    assert astrid.get(unguided).status_code == 200
