"""Carla works on a draft: what is published stays as it is, and two editors never lose a word."""

import pytest

from competence.db import db
from competence.frameworks import queries
from competence.frameworks.actions import drafts
from competence.frameworks.rules.publishing import PublishedIsFixed
from competence.privacy.models import AuditEvent
from tests.make import make_answer, make_mirror, make_view

DRAFT = "/frameworks/house/2"
C1 = f"{DRAFT}/competences/c1"


@pytest.fixture
def carla(cast, client_as):
    client = client_as(cast.carla)
    assert client.post("/frameworks/house/drafts").headers["Location"] == DRAFT
    return client


def draft():
    return queries.latest(queries.framework("house").id)


def form_of(client, address=f"{C1}/edit", action=C1):
    return client.get(address).page.form(action)


def test_a_draft_begins_as_a_copy_of_what_is_published(cast, carla):
    published = queries.latest_published("house")
    assert queries.edition_of(draft()) == queries.edition_of(published)
    assert (draft().number, draft().is_published) == (2, False)


def test_there_is_one_draft_at_a_time(carla):
    response = carla.post("/frameworks/house/drafts")
    assert response.status_code == 409
    assert "Der er allerede en kladde, udgave 2" in response.page.text


def test_a_framework_that_was_never_published_has_nothing_to_begin_from(cast, client_as):
    cast.version.published_at = None
    drafts.discard(cast.version, cast.version.version, cast.carla.id)
    assert client_as(cast.carla).post("/frameworks/house/drafts").status_code == 409


def test_she_rewords_a_competence_in_the_draft_only(cast, carla):
    form = form_of(carla)
    form |= {"title_da": "Værtskab på gulvet", "level3_da": "Jeg er vært.\r\nOgså i dag.", "theme": "", "area": "a3"}
    response = carla.post(C1, data=form)
    assert (response.status_code, response.headers["Location"]) == (303, C1)
    page = carla.get(C1).page
    assert page.h1 == "Værtskab på gulvet"
    assert {"Jeg er vært.", "Også i dag."} <= set(page.texts("li"))
    assert queries.competence(draft().id, "c1").area.code == "a3"
    assert carla.get("/frameworks/house/1/competences/c1").page.h1 == "Kompetence 1"


def test_an_answer_keeps_the_words_it_was_given_to(cast, carla):
    competence = queries.competence(cast.version.id, "c1")
    answer = make_answer(make_view(make_mirror(cast.astrid, cast.version), cast.astrid), competence)
    carla.post(C1, data=form_of(carla) | {"title_da": "Noget andet"})
    carla.post(f"{DRAFT}/publication", data=form_of(carla, f"{DRAFT}/publication", f"{DRAFT}/publication"))
    assert str(answer.competence.title) == "Kompetence 1"
    assert str(queries.competence(queries.latest_published("house").id, "c1").title) == "Noget andet"


def test_a_competence_is_retired_and_not_deleted(cast, carla):
    carla.post(C1, data=form_of(carla) | {"retired": "y"})
    retired = queries.competence(draft().id, "c1")
    assert retired.retired
    assert retired.id not in {row.competence_id for row in queries.requirements_for([cast.librarian.id], draft().id)}
    assert "udgået" in carla.get(DRAFT).page.text
    compared = carla.get("/frameworks/house/compare?from=1&to=2").page
    assert "Udgåede kompetencer" in compared.texts("h2")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title_da": " ", "title_en": ""}, "Skriv kompetencens navn."),
        ({"title_da": "x" * 200}, "120"),
        ({"area": "nowhere"}, "Område"),
        ({"theme": "money"}, "Tema"),
        ({"level1_da": "x" * 5000}, "4000"),
    ],
)
def test_what_cannot_be_saved_is_said_beside_the_field(carla, wrong, says):
    response = carla.post(C1, data=form_of(carla) | wrong)
    assert response.status_code == 400
    assert says in response.page.text
    assert str(queries.competence(draft().id, "c1").title) == "Kompetence 1"


def test_a_stale_save_answers_409_and_shows_both_texts(carla):
    mine, theirs = form_of(carla), form_of(carla)
    carla.post(C1, data=theirs | {"description_da": "Deres ord om den"})
    response = carla.post(C1, data=mine | {"description_da": "Mine ord om den", "title_da": "Mit navn"})
    assert response.status_code == 409
    assert "En anden har gemt" in response.page.text
    assert response.page.texts("del") == ["Kompetence 1", "Deres"]
    assert response.page.texts("ins") == ["Mit navn", "Mine"]
    again = response.page.form(C1)
    assert again["description_da"] == ["Mine ord om den"]
    assert str(queries.competence(draft().id, "c1").description) == "Deres ord om den"
    assert carla.post(C1, data=again).status_code == 303
    assert str(queries.competence(draft().id, "c1").description) == "Mine ord om den"


@pytest.mark.parametrize("version", ["", "x", "-1", "99", "9" * 400])
def test_a_form_with_an_odd_version_is_stale(carla, version):
    assert carla.post(C1, data=form_of(carla) | {"version": version}).status_code == 409


def test_two_editors_of_different_competences_do_not_meet(carla):
    one, other = form_of(carla), form_of(carla, f"{DRAFT}/competences/c2/edit", f"{DRAFT}/competences/c2")
    assert carla.post(C1, data=one | {"title_da": "Den ene"}).status_code == 303
    assert carla.post(f"{DRAFT}/competences/c2", data=other | {"title_da": "Den anden"}).status_code == 303


def test_she_adds_a_competence(carla):
    form = form_of(carla, f"{DRAFT}/competences/new", f"{DRAFT}/competences")
    form |= {"code": "new.one", "title_da": "Noget nyt", "area": "a2"}
    assert carla.post(f"{DRAFT}/competences", data=form).status_code == 303
    assert carla.get(f"{DRAFT}/competences/new.one").page.h1 == "Noget nyt"
    compared = carla.get("/frameworks/house/compare").page
    assert "Nye kompetencer" in compared.texts("h2")


@pytest.mark.parametrize(
    ("code", "says"), [("c1", "er brugt"), ("", "Skriv en kode"), ("æ/ø", "Brug kun a-z"), ("new", "ikke new")]
)
def test_a_new_competence_needs_a_code_of_its_own(carla, code, says):
    form = form_of(carla, f"{DRAFT}/competences/new", f"{DRAFT}/competences") | {"code": code, "title_da": "Noget"}
    response = carla.post(f"{DRAFT}/competences", data=form)
    assert (response.status_code, says in response.page.text) == (400, True)
    assert len(queries.catalogue(draft())) == 9


def test_a_draft_with_open_ends_is_not_published(carla):
    carla.post(C1, data=form_of(carla) | {"level2_da": "", "level2_en": ""})
    page = carla.get(f"{DRAFT}/publication").page
    assert "»Kompetence 1« skal have en tekst på trin 2." in page.text
    response = carla.post(f"{DRAFT}/publication", data={"version": str(draft().version), "note": ""})
    assert response.status_code == 409
    assert "»Kompetence 1« skal have en tekst på trin 2." in response.page.text
    assert not draft().is_published


def test_she_publishes_what_she_has_seen(cast, carla):
    seen = form_of(carla, f"{DRAFT}/publication", f"{DRAFT}/publication")
    carla.post(C1, data=form_of(carla) | {"title_da": "Rettet bagefter"})
    response = carla.post(f"{DRAFT}/publication", data=seen)
    assert response.status_code == 409
    assert "Kladden er ændret" in response.page.text
    fresh = form_of(carla, f"{DRAFT}/publication", f"{DRAFT}/publication") | {"note": "Ét nyt navn"}
    assert carla.post(f"{DRAFT}/publication", data=fresh).headers["Location"] == DRAFT
    assert "Ét nyt navn" in carla.get("/frameworks").page.text
    assert queries.current_version().number == 2


def test_a_draft_that_was_overtaken_is_not_published(cast, carla):
    overtaken = draft()
    newer = drafts.write_version(overtaken.framework, queries.edition_of(overtaken))
    newer.published_at = cast.version.published_at
    response = carla.post(f"{DRAFT}/publication", data=form_of(carla, f"{DRAFT}/publication", f"{DRAFT}/publication"))
    assert response.status_code == 409
    assert "Udgave 3 er udgivet" in response.page.text


def test_a_draft_is_thrown_away_whole(cast, carla):
    form = form_of(carla, f"{DRAFT}/publication", f"{DRAFT}/discarding")
    assert carla.post(f"{DRAFT}/discarding", data={"version": "77"}).status_code == 409
    assert carla.post(f"{DRAFT}/discarding", data=form).headers["Location"] == "/frameworks"
    assert carla.get(DRAFT).status_code == 404
    assert len(queries.requirements_for([cast.librarian.id], cast.version.id)) == 9


PUBLISHED = "/frameworks/house/1"


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("GET", "/competences/c1/edit"), ("POST", "/competences/c1"), ("GET", "/competences/new"),
        ("POST", "/competences"), ("GET", "/publication"), ("POST", "/publication"), ("POST", "/discarding"),
        ("GET", "/roles"), ("GET", "/roles/librarian"), ("POST", "/roles/librarian"),
        ("POST", "/roles/librarian/c1"), ("POST", "/roles/librarian/c1/removal"),
    ],
)  # fmt: skip
def test_nothing_of_a_published_version_can_be_edited(cast, carla, method, address):
    before = queries.edition_of(cast.version)
    response = carla.open(PUBLISHED + address, method=method)
    assert response.status_code == 409
    assert "Udgave 1 er udgivet og bliver, som den er." in response.page.text
    assert queries.edition_of(cast.version) == before


def test_the_actions_refuse_a_published_version_too(cast):
    competence = queries.competence(cast.version.id, "c1")
    wording = drafts.Wording(competence.title, competence.description, {}, "")
    asking = drafts.Asking(1, 1, False)
    profile = cast.librarian
    for change in (
        lambda: drafts.reword(competence, cast.version, competence.area, wording, 1, cast.carla.id),
        lambda: drafts.add_competence(cast.version, "x", competence.area, wording, cast.carla.id),
        lambda: drafts.ask(cast.version, profile, competence, asking, 1, cast.carla.id),
        lambda: drafts.ask_no_more(cast.version, profile, competence, 1, cast.carla.id),
        lambda: drafts.publish(cast.version, "", 1, cast.carla.id),
        lambda: drafts.discard(cast.version, 1, cast.carla.id),
    ):
        with pytest.raises(PublishedIsFixed):
            change()


def test_the_trail_tells_who_published(cast, carla):
    carla.post(f"{DRAFT}/publication", data=form_of(carla, f"{DRAFT}/publication", f"{DRAFT}/publication"))
    events = db.session.query(AuditEvent).filter_by(thing="framework:house:2").order_by(AuditEvent.id)
    assert [(event.action, event.actor_id) for event in events] == [
        ("framework.draft", cast.carla.id),
        ("framework.publish", cast.carla.id),
    ]
