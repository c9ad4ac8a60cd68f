"""The third voice in the mirror: colleagues the person asked, by name, shown to the leader by the person alone."""

import pytest

from competence.db import db
from competence.feedback.models import Feedback, ViewedLevel
from competence.feedback.rules.steps import State
from competence.web.clock import now, today
from tests.acting import open_round, opened_mirror, path
from tests.feedback import make_feedback, make_request
from tests.page import text_of


@pytest.fixture
def opened(cast):
    opened = opened_mirror(cast, open_round(cast), {1: (2, 3), 2: (4, 4)})
    opened.mirror.started_on = today()
    return opened


def make_view(cast, sender, levels, state=State.READ, **more):
    """What a colleague sees of Astrid's first competences."""
    viewed = cast.version.competences[: len(levels)]
    request = make_request(cast.astrid, "blik", viewed=viewed)
    request.asked_at = now()
    piece = make_feedback(cast.astrid, sender, state, request=request, words={}, **more)
    piece.levels = [ViewedLevel(competence_id=one.id, level=level) for one, level in zip(viewed, levels, strict=True)]
    db.session.flush()
    return piece


def columns(page):
    return [text_of(head) for head in page.all("figure[@data-chart='dumbbell']//thead//th")]


def test_a_colleague_answers_level_by_level_and_may_not_know(cast, client_as):
    first, second = cast.version.competences[:2]
    astrid, asger = client_as(cast.astrid), client_as(cast.asger)
    asked = {"question": "Hvor ser du mig?", "viewed": [first.id, second.id], "colleagues": [cast.asger.id]}
    astrid.post("/feedback/ask/blik", data=asked | {"further": 0, "further_still": 0, "due_on": today()})
    piece = db.session.query(Feedback).one()
    page = f"/feedback/{piece.pid}/answer"
    assert "Kan ikke vurdere" in asger.get(page).page.text
    half = asger.post(page, data={f"level-{first.id}": "4"})
    assert half.status_code == 400
    assert "ved hver kompetence" in half.page.text
    asger.post(page, data={f"level-{first.id}": "4", f"level-{second.id}": "unknown"})
    assert {said.competence_id: said.level for said in db.session.query(ViewedLevel)} == {first.id: 4, second.id: None}
    read = astrid.get(path(astrid.post(f"/feedback/{piece.pid}/reading"))).page
    assert "Kan ikke vurdere" in read.text


def test_a_view_that_comes_too_late_is_given_back_level_by_level(cast, client_as):
    first, second = cast.version.competences[:2]
    piece = make_feedback(
        cast.astrid, cast.asger, State.CALLED_OFF, request=make_request(cast.astrid, "blik", viewed=[first, second])
    )
    late = client_as(cast.asger).post(
        f"/feedback/{piece.pid}/answer", data={f"level-{first.id}": "2", f"level-{second.id}": "unknown"}
    )
    assert (late.status_code, db.session.query(ViewedLevel).count()) == (409, 0)
    assert f"{second.title}: Kan ikke vurdere" in late.page.text
    assert f"{first.title}: " in late.page.text


def test_the_person_sees_a_column_for_each_colleague_and_the_leader_none(cast, client_as, opened):
    make_view(cast, cast.asger, [4, None])
    make_view(cast, cast.ellen, [3], State.WRITTEN)
    hers = client_as(cast.astrid).get(opened.page).page
    assert columns(hers)[-1] == "Asger Bæk"
    assert "Asger Bæk kan ikke vurdere det" in hers.text
    assert "Ellen Å" not in hers.text
    assert "Asger Bæk" not in client_as(cast.bo).get(opened.page).page.text


def test_the_leader_sees_what_the_person_chose_to_show(cast, client_as, opened):
    make_view(cast, cast.asger, [4], State.SHARED, shared_with=cast.bo)
    make_view(cast, cast.ellen, [2], State.KEPT)
    his = client_as(cast.bo).get(opened.page).page
    assert columns(his)[-1] == "Asger Bæk"
    assert "Ellen Å" not in his.text


def test_of_two_views_by_the_same_colleague_the_latest_counts(cast, client_as, opened):
    make_view(cast, cast.asger, [1])
    make_view(cast, cast.asger, [5])
    page = client_as(cast.astrid).get(opened.page).page
    assert columns(page).count("Asger Bæk") == 1
    assert [row[-1] for row in page.table()[1:]] == ["5", "ikke spurgt"]


def test_a_view_from_before_the_mirror_stays_in_its_time(cast, client_as, opened):
    piece = make_view(cast, cast.asger, [4])
    piece.request.asked_at = piece.request.asked_at.replace(year=2020)
    db.session.flush()
    assert "Asger Bæk" not in client_as(cast.astrid).get(opened.page).page.text


def test_the_mirror_takes_no_more_statements_with_more_colleagues(cast, client_as, opened, statements):
    make_view(cast, cast.asger, [4])
    client = client_as(cast.astrid)
    with statements() as one:
        client.get(opened.page)
    for sender in (cast.ellen, cast.gerda, cast.emil):
        make_view(cast, sender, [2, 3])
    with statements() as four:
        client.get(opened.page)
    assert len(four.selects) == len(one.selects) <= 12
