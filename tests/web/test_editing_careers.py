"""Carla works on a draft of the career model: nobody else sees it, and published editions stand."""

import pytest

from competence.careers.queries.drafts import edition
from competence.careers.queries.editions import edition_of
from competence.careers.queries.pages import house
from competence.db import db
from tests.careers import SMALL, make_careers

FIRST, DRAFT = "/careers/editions/model/1", "/careers/editions/model/2"


@pytest.fixture
def carla(cast, client_as):
    make_careers(cast)
    return client_as(cast.carla)


@pytest.fixture
def draft(carla):
    """A draft beside the published edition."""
    assert carla.post("/careers/editions/model/drafts").location == DRAFT
    return DRAFT


def said(number=2):
    db.session.expire_all()
    return edition_of(edition("model", number))


def step(code, number=2):
    return next((one for one in said(number).steps if one.code == code), None)


def fill(client, address, action, **changes):
    """Send the form of a page with some fields changed."""
    return client.post(action, data=client.get(address).page.form(action) | changes)


def test_a_draft_is_a_copy_and_only_one(carla, draft):
    assert said(2) == said(1) == SMALL
    assert carla.post("/careers/editions/model/drafts").status_code == 409
    page = carla.get(draft).page
    assert "Intet endnu: den ligner den udgivne." in page.text


def test_tracks_are_added_reworded_moved_and_taken_out(carla, draft):
    address = f"{draft}/changes"
    sent = {"track-code": "high", "track-title_da": "Højt spor", "track-title_en": "High track"}
    assert fill(carla, address, f"{draft}/tracks", **sent).location == f"{draft}/tracks/high"
    assert "har ingen trin" in carla.get(draft).page.text  # and so it is not published yet
    address = f"{draft}/tracks/high"
    sent = {"title_da": "Det høje spor", "description_da": "Om at se langt.", "place": "1"}
    assert fill(carla, address, address, **sent).status_code == 303
    assert [track.code for track in said().tracks] == ["high", "wide", "deep"]
    assert (said().tracks[0].title.da, said().tracks[0].description.da) == ("Det høje spor", "Om at se langt.")
    assert said(1) == SMALL
    assert carla.post(f"{draft}/tracks/wide/removal").status_code == 409
    assert carla.post(f"{draft}/tracks/high/removal").status_code == 303
    assert [track.code for track in said().tracks] == ["wide", "deep"]


@pytest.mark.parametrize("code", ["wide", "New one!", ""])
def test_a_track_needs_a_code_of_its_own(code, carla, draft):
    sent = {"track-code": code, "track-title_da": "Højt spor"}
    answer = fill(carla, f"{draft}/changes", f"{draft}/tracks", **sent)
    assert answer.status_code == 400
    assert answer.page.form(f"{draft}/tracks")["track-title_da"] == ["Højt spor"]
    assert len(said().tracks) == 2


def test_what_somebody_else_saved_meanwhile_stands_beside_the_tracks_new_words(carla, draft):
    address = f"{draft}/tracks/wide"
    seen = carla.get(address).page.form(address)
    fill(carla, address, address, title_da="Den enes ord")
    answer = carla.post(address, data=seen | {"title_da": "Den andens ord"})
    assert answer.status_code == 409
    assert "Den enes ord" in answer.page.text
    assert answer.page.form(address)["title_da"] == ["Den andens ord"]
    assert said().tracks[0].title.da == "Den enes ord"


def test_tracks_of_a_published_edition_stand(carla, draft):
    assert carla.get(f"{FIRST}/tracks/wide").status_code == 409
    assert carla.post(f"{FIRST}/tracks/wide", data={"title_da": "Andet"}).status_code == 409
    assert carla.get(f"{draft}/tracks/nowhere").status_code == 404


def test_a_step_is_reworded_and_the_published_one_stands(carla, draft):
    address = f"{draft}/steps/wide2"
    changes = {"title_da": "Nyt navn", "asks-c1": "4:should", "asks-c2": "", "asks-c9": "2:must"}
    assert fill(carla, address, address, **changes).status_code == 303
    new, old = step("wide2"), step("wide2", 1)
    assert (new.title.da, new.asks["c1"].level, new.asks["c1"].must) == ("Nyt navn", 4, False)
    assert ("c2" in new.asks, new.asks["c9"].level) == (False, 2)
    assert old == next(one for one in SMALL.steps if one.code == "wide2")
    text = carla.get(draft).page.text
    for change in (
        "andre ord",
        "Beder om mere: Kompetence 1",
        "Nyt: Kompetence 9",
        "Spørges der ikke længere om: Kompetence 2",
    ):
        assert change in text


def test_nobody_sees_the_draft_before_it_is_published(cast, carla, draft, client_as):
    fill(carla, f"{draft}/steps/wide2", f"{draft}/steps/wide2", title_da="Nyt navn")
    astrid = client_as(cast.astrid)
    assert "Nyt navn" not in astrid.get("/careers").page.text
    assert astrid.get(draft).status_code == 404
    assert fill(carla, draft, f"{draft}/publication", note="Nye navne.").status_code == 303
    assert "Nyt navn" in astrid.get("/careers").page.text
    assert house().number == 2


def test_a_published_edition_is_fixed(carla, draft):
    for address in (
        f"{FIRST}/steps/wide2",
        f"{FIRST}/publication",
        f"{FIRST}/discarding",
        f"{FIRST}/steps/wide2/removal",
    ):
        assert carla.post(address, data={"version": "1"}).status_code == 409
    assert carla.get(f"{FIRST}/steps/wide2").status_code == 409
    assert said(1) == SMALL


def test_two_editors_see_both_texts_and_nothing_is_lost(carla, draft):
    address = f"{draft}/steps/wide2"
    form = carla.get(address).page.form(address)
    carla.post(address, data=form | {"scope_da": "Den ene skrev."})
    stale = carla.post(address, data=form | {"scope_da": "Den anden skrev."})
    assert stale.status_code == 409
    assert "Den ene skrev." in stale.page.text
    assert "Den anden skrev." in stale.page.text
    assert step("wide2").scope.da == "Den ene skrev."


def test_a_draft_that_changed_since_it_was_seen_is_not_published(carla, draft):
    form = carla.get(draft).page.form(f"{draft}/publication")
    fill(carla, f"{draft}/steps/wide2", f"{draft}/steps/wide2", scope_da="Andet.")
    assert carla.post(f"{draft}/publication", data=form).status_code == 409
    assert carla.post(f"{draft}/discarding", data=form).status_code == 409


def test_a_draft_that_is_not_whole_is_not_published(carla, draft):
    address = f"{draft}/steps/deep3"
    fill(carla, address, address, title_da="", title_en="", **{"asks-c4": "", "asks-c5": ""})
    page = carla.get(draft).page
    assert "Trinnet deep3 skal have et navn." in page.text
    assert "skal bede om mindst én kompetence" in page.text
    assert fill(carla, draft, f"{draft}/publication").status_code == 409
    assert house().number == 1


def test_a_step_is_added_and_taken_out_with_its_moves(carla, draft):
    new = {"new-code": "deep4", "new-track": "deep", "new-height": "4", "new-title_da": "Trin Deep4"}
    assert carla.post(f"{draft}/steps", data=new).location == f"{draft}/steps/deep4"
    assert carla.post(f"{draft}/steps", data=new).status_code == 400
    taken = carla.post(f"{draft}/steps", data=new | {"new-code": "deep5"})
    assert (taken.status_code, "Der står allerede et trin" in taken.page.text) == (400, True)
    assert carla.post(f"{draft}/steps/wide2/removal").status_code == 303
    assert step("wide2") is None
    assert [(move.start, move.end) for move in said().moves] == [("deep2", "deep3")]
    assert "Ikke længere med: Trin Wide2" in carla.get(draft).page.text


def test_a_move_is_added_and_taken_out(carla, draft):
    there = {"move-start": "wide3", "move-end": "deep3", "move-note_da": "Når du vil i dybden."}
    assert carla.post(f"{draft}/moves", data=there).status_code == 303
    assert ("wide3", "deep3", "LATERAL") in [(move.start, move.end, move.kind) for move in said().moves]
    assert carla.post(f"{draft}/moves", data=there).status_code == 409
    back = carla.post(f"{draft}/moves", data={"move-start": "wide3", "move-end": "wide1"})
    assert (back.status_code, "går et skift fremad" in back.page.text) == (400, True)
    assert carla.post(f"{draft}/moves/wide3/deep3/removal").status_code == 303
    assert said().moves == SMALL.moves


def test_a_draft_is_thrown_away(carla, draft):
    version = edition("model", 2).version
    assert carla.post(f"{draft}/discarding", data={"version": str(version)}).status_code == 303
    assert carla.get(draft).status_code == 404
    assert said(1) == SMALL


def test_the_models_health_is_told(carla):
    page = carla.get(FIRST).page
    assert "Intet skift fører hertil" in page.text
    assert "Trin, ingen har tilbudt at fortælle om" in page.text
    assert "Kompetencer, ingen trin beder om" in page.text
    assert "Krav, der falder langs et spor" in page.text


@pytest.mark.parametrize("odd", [{"asks-c1": "9:must"}, {"asks-c1": "x"}, {"title_da": "x" * 200}])
def test_what_is_not_a_choice_is_refused_and_changes_nothing(carla, draft, odd):
    address = f"{draft}/steps/wide2"
    assert fill(carla, address, address, **odd).status_code == 400
    assert said() == SMALL
