"""Astrid explores the career model: the map, a step, her way there in words, what if, and two steps compared."""

import gzip

import pytest

from competence.careers.actions.choosing import offer
from competence.db import db
from tests.acting import open_round, opened_mirror
from tests.careers import make_careers, make_choice
from tests.make import make_answer, make_mirror, make_view


@pytest.fixture
def careers(cast):
    return make_careers(cast)


@pytest.fixture
def astrid(cast, careers, client_as):
    return client_as(cast.astrid)


def answered(cast, **levels):
    """Astrid's own answers, by competence."""
    view = make_view(make_mirror(cast.astrid, cast.version), cast.astrid)
    by_code = {competence.code: competence for competence in cast.version.competences}
    for code, level in levels.items():
        make_answer(view, by_code[code], level)


def test_without_a_model_the_page_says_so(cast, client_as):
    page = client_as(cast.astrid).get("/careers").page
    assert "Der er ikke udgivet en karrieremodel endnu" in page.text
    assert "Der er ikke udgivet en karrieremodel endnu" in client_as(cast.astrid).get("/careers/near").page.text


def test_a_draft_is_not_shown(cast, client_as):
    make_careers(cast, publish=False)
    assert "Der er ikke udgivet" in client_as(cast.astrid).get("/careers").page.text
    assert client_as(cast.astrid).get("/careers/steps/wide2").status_code == 404


def test_the_map_has_every_step_and_its_list_the_same(astrid):
    page = astrid.get("/careers").page
    for name in ("Trin Wide1", "Trin Wide2", "Trin Wide3", "Trin Deep2", "Trin Deep3"):
        assert page.text.count(name) >= 2
        assert name in page.links()
    assert page.texts("h2")[:2] == ["Bredt spor", "Dybt spor"]
    assert "Åbn det trin, du selv står på" in page.text


def test_she_says_where_she_stands_and_sees_where_she_can_go(astrid):
    assert astrid.post("/careers/steps/wide2/standing").status_code == 303
    page = astrid.get("/careers").page
    assert (
        "Du står på Trin Wide2. Herfra er der 2 trin, du kan gå direkte til, og med flere skift når du 3." in page.text
    )
    assert page.text.count("Her står du") == 2
    astrid.post("/careers/steps/deep2/standing")
    assert "Du står på Trin Deep2" in astrid.get("/careers").page.text
    astrid.post("/careers/steps/deep2/leaving")
    assert "Du står på" not in astrid.get("/careers").page.text


def test_her_way_is_told_in_words_from_her_own_answers(cast, astrid):
    answered(cast, c1=3, c2=2)
    page = astrid.get("/careers/steps/wide3/way").page
    assert "0 af 3 på plads · 2 udviklingsrum · 1 ikke besvaret" in page.text
    assert "2 af 3 på plads · 1 ikke besvaret" in astrid.get("/careers/steps/wide2").page.text
    assert "Alt, trinnet skal have, er på plads" in astrid.get("/careers/steps/wide2").page.text
    assert "%" not in page.text


def test_the_leaders_view_and_a_colleagues_answers_are_no_part_of_it(cast, astrid):
    opened_mirror(cast, open_round(cast), {1: (1, 5), 2: (None, 4)})
    make_answer(make_view(make_mirror(cast.asger, cast.version), cast.asger), cast.version.competences[2], 5)
    assert "0 af 3 på plads · 1 udviklingsrum · 2 ikke besvaret" in astrid.get("/careers/steps/wide2").page.text


def test_the_newest_answer_counts_and_what_she_does_not_know_is_open(cast, astrid):
    answered(cast, c1=4, c2=3)
    answered(cast, c1=1)
    assert "1 af 3 på plads · 1 udviklingsrum" in astrid.get("/careers/steps/wide2").page.text
    answered(cast, c1=None)
    assert "1 af 3 på plads · 2 ikke besvaret" not in astrid.get("/careers/steps/wide2").page.text


def test_without_a_mirror_nothing_is_said_of_her(astrid):
    page = astrid.get("/careers/steps/wide2").page
    assert "på plads" not in page.text.replace("hvad der er på plads", "")
    assert "Du har ikke svaret i et spejl endnu" in page.text


def test_what_if_is_shown_and_nothing_is_kept(cast, astrid):
    answered(cast, c1=3, c2=3)
    page = astrid.get("/careers/steps/wide3/way?if=c1&level=4").page
    assert "2 af 3 på plads · 1 ikke besvaret" in page.text
    assert "Sådan er det nu: 1 af 3 på plads · 1 udviklingsrum · 1 ikke besvaret." in page.text
    assert "1 af 3 på plads" in astrid.get("/careers/steps/wide3/way").page.text


def test_from_what_is_missing_straight_into_a_small_trial(cast, careers, astrid):
    answered(cast, c1=1)
    competence = next(one for one in cast.version.competences if one.code == "c1")
    page = astrid.get("/careers/steps/wide3/way").page
    assert "Begynd med en prøvehandling" in page.text
    answer = astrid.post("/plans", data={"competence": "c1", "level": "4", "trial": "1"})
    form = astrid.get(answer.location).page.form(answer.location.split("?")[0].removesuffix("/edit"))
    (what,) = [value for name, values in form.items() if name.endswith("activities-0-what") for value in values]
    assert what.startswith("En lille prøvehandling")
    assert [str(competence.id)] in form.values()


def test_from_what_is_missing_to_a_colleague_who_offered_to_help(cast, careers, astrid):
    answered(cast, c1=1)
    offer(cast.emil.id, careers.model_id, "wide3", "Kom bare forbi.")
    offer(cast.astrid.id, careers.model_id, "wide3", "Det er mig selv.")
    page = astrid.get("/careers/steps/wide3/way").page
    assert "Kolleger, der gerne hjælper" in page.text
    assert "Kom bare forbi." in page.text
    assert "Det er mig selv." not in page.text
    assert any(link.startswith(f"mailto:{cast.emil.email}?subject=") for link in page.links().values())


@pytest.mark.parametrize("odd", ["if=c1&level=99", "if=nothing&level=3", "if=&level=", "level=-1", "if=c1&level=x"])
def test_an_odd_what_if_supposes_nothing(cast, astrid, odd):
    answered(cast, c1=3)
    assert "Intet er gemt" not in astrid.get(f"/careers/near?{odd}").page.text


def test_the_near_steps_come_first_up_and_sideways_with_the_least_missing_on_top(cast, careers, astrid):
    answered(cast, c1=3, c2=3, c3=3, c4=1)
    make_choice(careers, cast.astrid, "wide2", here=True)
    page = astrid.get("/careers/near").page
    listed = [name.strip() for name in page.texts("ol[@class='career-near']/li/p[1]/a")]
    assert listed == ["Trin Wide3", "Trin Deep2", "Trin Wide1", "Trin Deep3"]
    assert page.texts("h2")[:2] == ["Ét skift herfra, op og til siden", "De andre trin"]


def test_two_steps_are_compared_both_ways(astrid):
    there, back = (astrid.get(f"/careers/steps/{a}/from/{b}").page for a, b in (("deep2", "wide2"), ("wide2", "deep2")))
    assert there.texts("h2") == ["Nyt", "Spørges der ikke længere om"]
    assert "Når ét felt trækker." in there.text
    assert back.texts("h2") == ["Nyt", "Spørges der ikke længere om"]
    assert "1 krav er det samme på begge trin." in there.text
    up = astrid.get("/careers/steps/wide3/from/wide2").page
    assert up.texts("h2") == ["Beder om mere"]


def test_no_page_speaks_of_pay_but_to_say_that_a_step_is_none(cast, astrid):
    for address in ("/careers", "/careers/steps/wide2", "/careers/steps/wide2/way", "/careers/near"):
        text = astrid.get(address).page.text
        assert "Det er ikke en titel og ikke et løntrin" in text
        assert text.lower().count("løn") == 1


def test_colleagues_who_like_to_talk_stand_there_by_their_own_word(cast, careers, astrid, client_as):
    asger = client_as(cast.asger)
    assert asger.post("/careers/steps/deep3/talking", data={"word": "Kom forbi en torsdag."}).status_code == 303
    page = astrid.get("/careers/steps/deep3").page
    assert "Asger Bæk" in page.text
    assert "Kom forbi en torsdag." in page.text
    assert "Asger Bæk" not in astrid.get("/careers/steps/deep2").page.text
    asger.post("/careers/steps/deep3/silence")
    assert "Asger Bæk" not in astrid.get("/careers/steps/deep3").page.text


def test_who_has_left_the_house_stands_nowhere(cast, careers, astrid):
    offer(cast.ditte.id, careers.model_id, "deep3", "")
    assert "Ditte Dige" not in astrid.get("/careers/steps/deep3").page.text


@pytest.mark.parametrize("address", ["/careers", "/careers/steps/wide2", "/careers/steps/wide3/way", "/careers/near"])
def test_a_page_asks_the_database_no_more_for_more_answers_and_keeps_its_budget(
    cast, careers, astrid, statements, address
):
    make_choice(careers, cast.astrid, "wide2", here=True, shared_with=cast.bo)
    answered(cast, c1=1)
    db.session.commit()
    with statements() as few:
        astrid.get(address)
    for person in (cast.asger, cast.ellen, cast.bo):
        offer(person.id, careers.model_id, "wide2", "Gerne.")
    answered(cast, c1=1, c2=2, c3=3, c4=4)
    make_choice(careers, cast.astrid, "deep3", shared_with=cast.bo)
    db.session.commit()
    with statements() as many:
        answer = astrid.get(address)
    assert len(many) == len(few) <= 12
    assert len(gzip.compress(answer.data)) < 20_000


def test_from_what_is_missing_straight_into_a_goal(cast, careers, astrid):
    answered(cast, c1=1)
    sent = astrid.get("/careers/steps/wide3/way").page.form("/plans")
    assert (sent["competence"], sent["level"]) == (["c1"], ["4"])
    edit = astrid.post("/plans", data=sent).location
    form = astrid.get(edit).page.form(edit.partition("/edit")[0])
    (wanted,) = (competence for competence in cast.version.competences if competence.code == "c1")
    assert (form["goals-0-competence_id"], form["goals-0-wanted_level"]) == ([str(wanted.id)], ["4"])
    assert form["goals-0-what"] == [""]


@pytest.mark.parametrize("odd", ["competence=nothing&level=4", "competence=c1&level=99", "competence=c1&level=x"])
def test_an_odd_goal_is_not_begun_or_has_no_level(cast, careers, astrid, odd):
    edit = astrid.post("/plans").location
    assert astrid.get(f"{edit}?{odd}").status_code == 200
