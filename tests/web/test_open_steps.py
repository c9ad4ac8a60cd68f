"""HR lets everybody read a step, also without an account; the open page never shows a person."""

import pytest

from competence.careers.actions.choosing import offer
from tests.careers import make_careers


@pytest.fixture
def careers(cast):
    return make_careers(cast)


@pytest.fixture
def carla(cast, careers, client_as):
    return client_as(cast.carla)


def test_nothing_is_open_until_hr_says_so(careers, anonymous):
    assert anonymous.get("/careers/open/wide2").status_code == 404
    assert "Her står ikke noget endnu" in anonymous.get("/careers/open").page.text
    assert anonymous.get("/careers/steps/wide2").status_code == 303


def test_hr_opens_a_step_and_a_visitor_reads_it(careers, carla, anonymous):
    assert carla.post("/careers/steps/wide2/opening").status_code == 303
    assert "Trin Wide2" in anonymous.get("/careers/open").page.links()
    page = anonymous.get("/careers/open/wide2").page
    assert page.h1 == "Trin Wide2"
    assert "Om Wide2." in page.text
    assert "Kompetence 1" in page.text
    assert "Når ét felt trækker." in page.text
    assert "ikke et løntrin" in page.text
    assert "Trin Deep2" not in page.links()
    assert anonymous.get("/careers/open/deep2").status_code == 404


def test_hr_closes_it_again(careers, carla, anonymous):
    carla.post("/careers/steps/wide2/opening")
    carla.post("/careers/steps/wide2/opening")
    carla.post("/careers/steps/wide2/closing")
    assert anonymous.get("/careers/open/wide2").status_code == 404


def test_an_open_page_never_shows_a_person_whoever_reads_it(cast, careers, carla, anonymous, client_as):
    offer(cast.asger.id, careers.model_id, "wide2", "Spørg mig om værtskab.")
    carla.post("/careers/steps/wide2/opening")
    for client in (anonymous, client_as(cast.astrid)):
        text = client.get("/careers/open/wide2").page.text
        assert "Asger" not in text
        assert "Spørg mig om værtskab." not in text
        assert "på plads" not in text


def test_an_open_page_leads_nowhere_one_must_sign_in(careers, carla, anonymous):
    for step in ("wide2", "wide3"):
        carla.post(f"/careers/steps/{step}/opening")
    links = anonymous.get("/careers/open/wide2").page.links()
    assert links["Trin Wide3"] == "/careers/open/wide3"
    for address in links.values():
        if address.startswith("/careers"):
            assert anonymous.get(address).status_code == 200


def test_only_hr_finds_the_button(cast, careers, carla, client_as):
    assert "Lad alle læse om trinnet" in carla.get("/careers/steps/wide2").page.text
    assert "Lad alle læse om trinnet" not in client_as(cast.astrid).get("/careers/steps/wide2").page.text
