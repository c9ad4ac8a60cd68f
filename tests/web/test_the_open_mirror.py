"""The open mirror: three sentences, differences first, both texts side by side, the role's level, and what moved."""

from datetime import date

import pytest

from competence.assessments.models import Stage
from competence.db import db
from competence.people.models import Employment
from tests.acting import open_round, opened_mirror
from tests.make import make_answer, make_mirror, make_share, make_view


@pytest.fixture
def cycle(cast):
    return open_round(cast)


def test_the_sentences_say_how_much_is_seen_alike_and_where_not(client_as, cast, cycle):
    opened = opened_mirror(cast, cycle, {1: (3, 3), 2: (2, 2), 3: (5, 2), 4: (4, None)})
    for reader in (cast.astrid, cast.bo):
        text = client_as(reader).get(opened.page).page.text
        assert "I ser ens på 2 af 3." in text
        assert "Størst forskel: kompetence 3." in text


def test_differences_stand_first_and_agreement_further_down(client_as, cast, cycle):
    opened = opened_mirror(cast, cycle, {1: (3, 3), 2: (2, 3), 3: (5, 2)})
    page = client_as(cast.astrid).get(opened.page).page
    rows = page.texts("h3[@class='answer-title']")
    assert rows.index("Kompetence 3") < rows.index("Kompetence 2") < rows.index("Kompetence 1")
    assert [row[:4] for row in page.table()[1:4]] == [
        ["Kompetence 3", "5", "2", "4"],
        ["Kompetence 2", "2", "3", "3"],
        ["Kompetence 1", "3", "3", "2"],
    ]


def test_a_line_opens_to_both_texts_and_the_next_step(client_as, cast, cycle):
    opened = opened_mirror(cast, cycle, {3: (4, 2)})
    row = client_as(cast.bo).get(opened.page).page.first(f"details[@id='c-{cast.version.competences[2].id}']")
    text = " ".join("".join(row.itertext()).split())
    for words in (
        "Hendes ord 3.",
        "Hans ord 3.",
        "Jeg kan 3 på trin 4.",
        "Jeg kan 3 på trin 2.",
        "Jeg kan 3 på trin 5.",
    ):
        assert words in text


def test_the_picture_is_drawn_from_its_table(client_as, cast, cycle):
    opened = opened_mirror(cast, cycle, {1: (3, 2), 2: (1, None)})
    page = client_as(cast.astrid).get(opened.page).page
    kinds = [figure.get("data-chart") for figure in page.all("figure")]
    assert kinds == ["dumbbell", "radar"]
    assert [cell.get("data-voice") for cell in page.all("figure")[0].iter("th")][1:4] == ["own", "leader", "role"]
    (missing,) = [cell for cell in page.all("figure")[0].iter("td") if cell.text == "ikke besvaret"]
    assert "data-value" not in missing.attrib


def test_strengths_and_udviklingsrum_follow_the_role(client_as, cast, cycle):
    opened = opened_mirror(cast, cycle, {1: (4, 3), 2: (1, 3)})
    text = client_as(cast.astrid).get(opened.page).page.text
    assert "Styrker" in text
    assert "Udviklingsrum" in text
    assert "Rollen beder om »Trin 3«." in text


@pytest.mark.parametrize("word", ["score", "mangel", "karakter", "performance", "svaghed", "gennemsnit", "samlet"])
def test_there_is_no_total_and_no_word_of_judgement(client_as, cast, cycle, word):
    opened = opened_mirror(cast, cycle, {1: (4, 3), 2: (1, 3), 3: (2, 2)})
    text = client_as(cast.bo).get(opened.page).page.text.lower()
    assert word not in text.replace("ikke en samlet karakteristik", "")


def test_importance_is_told_where_the_two_weigh_it_differently(client_as, cast, cycle):
    opened = opened_mirror(cast, cycle, {1: (3, 3)})
    for view, importance in zip(opened.mirror.views, (1, 3), strict=True):
        view.answers[0].importance = importance
    assert "I vægter den forskelligt: »Mindre vigtig« og »Afgørende«." in client_as(cast.bo).get(opened.page).page.text


def test_a_changed_answer_keeps_the_first_view_beside_it(client_as, cast, cycle):
    opened = opened_mirror(cast, cycle, {1: (2, 4)})
    first = cast.version.competences[0]
    make_answer(opened.mirror.own_view, first, 3, stage=Stage.REVISED, example="Nu med andre øjne.")
    text = client_as(cast.bo).get(opened.page).page.text
    assert "Nu med andre øjne." in text
    assert "Første blik" in text
    assert "Hendes ord 1." in text
    assert "Størst forskel: kompetence 1." in text


def test_what_moved_since_last_time_stands_beside(client_as, cast, cycle):
    before = opened_mirror(cast, None, {1: (2, 3), 2: (3, 3)})
    before.mirror.started_on = date(2025, 5, 3)
    opened = opened_mirror(cast, cycle, {1: (3, 3), 2: (3, 3)})
    for reader in (cast.astrid, cast.bo):
        page = client_as(reader).get(opened.page).page
        assert ["Kompetence 1", "fra 2 til 3", "3, som før"] in page.table(2)
        assert len(page.table(2)) == 2
        assert "Mellem runderne, 3. maj 2025" in page.text
    assert page.table(2)[0] == ["Kompetence", "Astrid Skovs blik", "Dit blik"]


def test_a_new_leader_sees_no_earlier_round_that_was_shared_with_the_former(client_as, cast, cycle):
    before = make_mirror(cast.astrid, cast.version)
    hers, theirs = make_view(before, cast.astrid), make_view(before, cast.gerda)
    for view in (hers, theirs):
        make_answer(view, cast.version.competences[0], 1)
    make_share(hers, cast.gerda)
    make_share(theirs, cast.astrid)
    opened = opened_mirror(cast, cycle, {1: (3, 3)})
    before.revealed_at = opened.mirror.revealed_at
    assert "fra 1 til 3" in client_as(cast.astrid).get(opened.page).page.text
    assert "fra 1 til 3" not in client_as(cast.bo).get(opened.page).page.text


def test_what_one_added_oneself_is_shown_with_one_view(client_as, cast, cycle):
    cast.version.competences[8].retired = True
    opened = opened_mirror(cast, cycle, {1: (3, 3), 9: (4, None)})
    text = client_as(cast.bo).get(opened.page).page.text
    assert "Hendes ord 9." in text
    assert "kun ét blik" in text


def test_a_mirror_without_a_level_teaches_instead(client_as, cast, cycle):
    opened = opened_mirror(cast, cycle, {})
    text = client_as(cast.astrid).get(opened.page).page.text
    assert "Ingen af jer har sat et trin endnu." in text


def test_the_role_is_the_one_held_when_the_mirror_was_opened(client_as, cast, cycle):
    opened = opened_mirror(cast, cycle, {1: (3, 3)})
    db.session.query(Employment).filter_by(person_id=cast.astrid.id).one().valid_to = opened.mirror.revealed_at.date()
    page = client_as(cast.bo).get(opened.page).page
    assert page.table()[1] == ["Kompetence 1", "3", "3", "2"]
