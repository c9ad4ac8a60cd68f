"""Beginning: in a round one is invited to, between rounds at any time, and once however often one asks."""

from competence.assessments.models import Mirror, View
from competence.db import db
from tests.acting import begin, begin_as_leader, open_round
from tests.make import make_leader, make_mirror, make_share, make_view


def count(table):
    return db.session.query(table).count()


def test_reading_the_list_begins_nothing(client_as, cast):
    open_round(cast)
    page = client_as(cast.astrid).get("/assessments").page
    assert "Efterår 2026" in page.text
    assert "Du er ikke begyndt." in page.text
    assert count(Mirror) == 0


def test_a_person_begins_in_a_round(client_as, cast):
    cycle = open_round(cast)
    astrid = client_as(cast.astrid)
    page = astrid.get(begin(astrid, cycle)).page
    assert page.h1 == "Mit blik"
    assert "0 af 9 besvaret" in page.text
    assert "Kun du kan se dette" in page.text


def test_beginning_twice_begins_once(client_as, cast):
    cycle = open_round(cast)
    astrid = client_as(cast.astrid)
    assert begin(astrid, cycle) == begin(astrid, cycle)
    assert begin(astrid) == begin(astrid)
    assert count(View) == 2


def test_a_round_one_is_not_invited_to_is_not_there(client_as, cast):
    cycle = open_round(cast, cast.asger)
    assert client_as(cast.astrid).post("/assessments", data={"round": cycle.pid}).status_code == 404


def test_a_closed_round_takes_no_new_mirror_and_says_what_to_do(client_as, cast):
    cycle = open_round(cast, closed=True)
    refused = client_as(cast.astrid).post("/assessments", data={"round": cycle.pid})
    assert refused.status_code == 409
    assert "Du kan begynde et spejl mellem runderne" in refused.page.text
    assert count(Mirror) == 0


def test_without_a_round_the_list_teaches_and_offers_a_mirror(client_as, cast):
    astrid = client_as(cast.astrid)
    page = astrid.get("/assessments").page
    assert "Der er ingen åben runde lige nu" in page.text
    assert astrid.get(begin(astrid)).page.texts("p[@class='eyebrow']") == ["Mellem runderne"]


def test_without_a_published_catalogue_nothing_is_begun(client_as, cast):
    cast.version.published_at = None
    refused = client_as(cast.astrid).post("/assessments")
    assert refused.status_code == 409
    assert "kompetencekatalog" in refused.page.text


def test_who_has_no_role_profile_is_told_what_to_do(client_as, cast):
    carla = client_as(cast.carla)
    page = carla.get(begin(carla)).page
    assert "Der er ikke noget at svare på endnu" in page.text
    assert len(page.all("option")) == 9


def test_the_leader_may_begin_first_and_the_person_finds_the_same_mirror(client_as, cast):
    cycle = open_round(cast)
    bo, astrid = client_as(cast.bo), client_as(cast.astrid)
    begin_as_leader(bo, cast.astrid, cycle)
    assert "Du er ikke begyndt." in astrid.get("/assessments").page.text
    begin(astrid, cycle)
    assert count(Mirror) == 1
    assert count(View) == 2


def test_a_leader_begins_nothing_about_somebody_who_is_not_invited(client_as, cast):
    cycle = open_round(cast, cast.asger)
    sent = {"person": cast.astrid.pid, "round": cycle.pid}
    assert client_as(cast.bo).post("/assessments/team", data=sent).status_code == 404


def test_a_leader_elsewhere_begins_nothing(client_as, cast):
    cycle = open_round(cast)
    sent = {"person": cast.astrid.pid, "round": cycle.pid}
    assert client_as(cast.emil).post("/assessments/team", data=sent).status_code == 404


def test_a_new_leader_begins_their_own_view_where_the_former_never_shared(client_as, cast):
    mirror = make_mirror(cast.astrid, cast.version, open_round(cast))
    make_view(mirror, cast.gerda)
    bo = client_as(cast.bo)
    assert bo.post(f"/assessments/{mirror.pid}/views").status_code == 303
    assert {view.author_id for view in mirror.views} == {cast.gerda.id, cast.bo.id}


def test_where_the_former_leader_shared_the_leaders_side_is_given(client_as, cast):
    mirror = make_mirror(cast.astrid, cast.version, open_round(cast))
    make_share(make_view(mirror, cast.gerda), cast.astrid)
    assert client_as(cast.bo).post(f"/assessments/{mirror.pid}/views").status_code == 409


def test_a_former_leader_no_longer_reaches_their_own_draft(client_as, cast):
    mirror = make_mirror(cast.astrid, cast.version, open_round(cast))
    view = make_view(mirror, cast.gerda)
    gerda = client_as(cast.gerda)
    assert gerda.get(f"/assessments/views/{view.pid}").status_code == 404
    make_leader(cast.gerda, cast.astrid)
    assert gerda.get(f"/assessments/views/{view.pid}").status_code == 200
