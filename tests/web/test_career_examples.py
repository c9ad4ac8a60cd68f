"""Astrid gathers examples of what she can over the years, for her own eyes, and rewords or deletes them."""

import pytest

from competence.careers.queries.evidence import gathered
from competence.people.queries import actor_of
from competence.web.clock import today
from tests.careers import make_careers, make_evidence


@pytest.fixture
def careers(cast):
    return make_careers(cast)


@pytest.fixture
def astrid(cast, careers, client_as):
    return client_as(cast.astrid)


def hers(cast, careers):
    return gathered(actor_of(cast.astrid.id, today()), careers.model.framework_id)


TOLD = {"competence": "c2", "example": "Jeg fik 40 til bogcafé.", "happened_on": "2025-05-03", "link": ""}


def test_an_example_is_kept_under_its_competence(cast, careers, astrid):
    assert "Her er ikke noget endnu" in astrid.get("/careers/examples").page.text
    astrid.post("/careers/examples", data=TOLD | {"link": "https://example.org/bogcafe"})
    page = astrid.get("/careers/examples").page
    assert page.texts("h2")[0] == "Kompetence 2"
    assert "Jeg fik 40 til bogcafé." in page.text
    assert "3. maj 2025" in page.text
    assert "https://example.org/bogcafe" in page.links()
    assert "Kun du kan se dette" in page.text


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "example.org", "//example.org", "file:///etc/hosts", "https://", "http://[", "data:x"],
)
def test_what_is_no_link_is_refused_and_the_words_are_kept(cast, careers, astrid, link):
    answer = astrid.post("/careers/examples", data=TOLD | {"link": link})
    assert answer.status_code == 400
    assert "Jeg fik 40 til bogcafé." in answer.page.text
    assert "Linket skal begynde med https://" in answer.page.text
    assert hers(cast, careers) == []


@pytest.mark.parametrize("wrong", [{"example": ""}, {"competence": "nothing"}, {"happened_on": "2025-02-31"}])
def test_what_is_not_an_example_is_said(cast, careers, astrid, wrong):
    answer = astrid.post("/careers/examples", data=TOLD | wrong)
    assert answer.status_code == 400
    assert hers(cast, careers) == []


def test_it_is_reworded(cast, careers, astrid):
    evidence = make_evidence(careers, cast.astrid)
    form = astrid.get(f"/careers/examples/{evidence.pid}").page.form(f"/careers/examples/{evidence.pid}")
    assert astrid.post(f"/careers/examples/{evidence.pid}", data=form | {"example": "Bedre sagt."}).status_code == 303
    assert [one.example for one in hers(cast, careers)] == ["Bedre sagt."]


def test_two_windows_do_not_overwrite_each_other(cast, careers, astrid):
    evidence = make_evidence(careers, cast.astrid)
    form = astrid.get(f"/careers/examples/{evidence.pid}").page.form(f"/careers/examples/{evidence.pid}")
    astrid.post(f"/careers/examples/{evidence.pid}", data=form | {"example": "Fra det ene vindue."})
    stale = astrid.post(f"/careers/examples/{evidence.pid}", data=form | {"example": "Fra det andet."})
    assert stale.status_code == 409
    assert "Fra det ene vindue." in stale.page.text
    assert "Fra det andet." in stale.page.text
    assert [one.example for one in hers(cast, careers)] == ["Fra det ene vindue."]


def test_it_is_deleted(cast, careers, astrid):
    evidence = make_evidence(careers, cast.astrid)
    astrid.post(f"/careers/examples/{evidence.pid}/removal")
    assert hers(cast, careers) == []


def test_a_missing_competence_leads_to_an_example_of_it(astrid):
    page = astrid.get("/careers/examples?competence=c3").page
    assert (
        page.form("/careers/examples")["competence"] == ["c3"] or "c3" in page.form("/careers/examples")["competence"]
    )


def test_nobody_else_sees_it_not_even_who_leads_her(cast, careers, client_as):
    evidence = make_evidence(careers, cast.astrid)
    for person in (cast.bo, cast.carla, cast.asger, cast.freja):
        client = client_as(person)
        assert client.get(f"/careers/examples/{evidence.pid}").status_code == 404
        assert "læsekreds" not in client.get("/careers/examples").page.text
